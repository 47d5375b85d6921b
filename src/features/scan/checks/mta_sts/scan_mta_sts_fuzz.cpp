// SPDX-License-Identifier: EUPL-1.2
//
// The same bytes as a record and as a policy.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "features/scan/checks/mta_sts/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace waarborg::scan::mta_sts;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto id = read_record(text);
  if (id && (id->empty() || !is_mta_sts(text))) std::abort();
  const auto policy = read_policy(text);
  if (!policy) return 0;
  if (policy->mode != Mode::kNone && policy->patterns.empty()) std::abort();
  for (const std::string& pattern : policy->patterns) {
    if (!pattern.starts_with('*') && !matches(pattern, pattern)) std::abort();
  }
  return 0;
}
