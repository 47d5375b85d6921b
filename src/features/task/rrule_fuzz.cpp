// SPDX-License-Identifier: EUPL-1.2
//
// What is read must be written and read back equal, and every rule must come to an end.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/task/rrule.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace std::chrono;
  const auto rule = waarborg::task::parse_rrule({reinterpret_cast<const char*>(bytes), size});
  if (!rule) return 0;
  const auto again = waarborg::task::parse_rrule(waarborg::task::to_text(*rule));
  if (!again || *again != *rule) std::abort();
  const sys_days start = sys_days{2024y / January / 31};
  const auto days_found = expand(*rule, start, {start, start + days{3000}}, 50);
  if (days_found.size() > 50) std::abort();
  return 0;
}
