// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/tls_rpt/record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::tls_rpt;
  const auto uris = read_record({reinterpret_cast<const char*>(data), size});
  if (!uris) return 0;
  std::string again = "v=TLSRPTv1;rua=";
  for (const std::string& uri : *uris) again += uri + (&uri == &uris->back() ? "" : ",");
  if (read_record(again) != uris) std::abort();
  return 0;
}
