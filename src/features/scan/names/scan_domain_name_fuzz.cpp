// SPDX-License-Identifier: EUPL-1.2
//
// A name that was read is read as the same again, in both its forms.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/names/domain_name.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan;
  const auto target = read_target({reinterpret_cast<const char*>(data), size}, SingleLabel::kAllowed);
  if (!target) return 0;
  if (target->name.empty() || target->name.size() > kMaxNameBytes) std::abort();
  if (target->port < 1 || target->port > 65535) std::abort();
  for (const auto& form : {target->name, target->shown}) {
    const auto again = read_target(form, SingleLabel::kAllowed);
    if (!again || again->name != target->name || again->shown != target->shown) std::abort();
  }
  return 0;
}
