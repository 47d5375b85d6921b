// SPDX-License-Identifier: EUPL-1.2
//
// A cookie that was read keeps within its bounds, and judging its words ends.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/cookies/set_cookie.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::cookies;
  const auto cookie = read_set_cookie({reinterpret_cast<const char*>(data), size});
  if (!cookie) return 0;
  if (cookie->name.size() > kMaxPairBytes || cookie->path.size() > kMaxAttributeBytes) std::abort();
  if (cookie->expires.size() > kMaxAttributeBytes || cookie->max_age.size() > kMaxAttributeBytes) std::abort();
  is_removal(*cookie, waarborg::parse_moment("2026-11-30T12:00:00Z").value());
  if (breaks_prefix(*cookie) && cookie->name.empty()) std::abort();
  is_of_login(*cookie);
  return 0;
}
