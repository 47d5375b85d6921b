// SPDX-License-Identifier: EUPL-1.2
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/nta7516/record.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::nta7516;
  const auto record = read_record({reinterpret_cast<const char*>(data), size});
  if (record && (record->provider.empty() || record->validity.to < record->validity.from)) std::abort();
  return 0;
}
