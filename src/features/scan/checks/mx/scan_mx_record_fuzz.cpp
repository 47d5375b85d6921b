// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/mx/record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::mx;
  const auto server = read_record({reinterpret_cast<const char*>(data), size});
  if (server && read_record(std::to_string(server->preference) + " " + server->host + ".")->host.empty()) std::abort();
  return 0;
}
