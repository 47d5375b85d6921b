// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/coverage.h"

#include <algorithm>

namespace waarborg::measure {

using std::chrono::days;

Coverage coverage(std::vector<Period>& ranges, Period within) {
  Coverage result;
  if (within.to < within.from) return result;
  result.total = static_cast<int>((within.to - within.from).count()) + 1;
  const auto earlier = [](const Period& a, const Period& b) { return a.from < b.from; };
  if (!std::ranges::is_sorted(ranges, earlier)) std::ranges::sort(ranges, earlier);
  Day next = within.from;  // First day of which it is not known yet that it is covered.
  bool gap = false;
  for (const Period& range : ranges) {
    const Day from = std::max(range.from, next);
    const Day to = std::min(range.to, within.to);
    if (to < from) continue;
    if (from > next && !gap) {
      gap = true;
      result.first_gap = next;
    }
    result.covered += static_cast<int>((to - from).count()) + 1;
    next = to + days{1};
  }
  if (!gap && next <= within.to) result.first_gap = next;
  return result;
}

Coverage coverage(std::vector<Period>& ranges, std::span<const Period> within) {
  Coverage result;
  for (const Period& part : within) result = result + coverage(ranges, part);
  return result;
}

Coverage operator+(const Coverage& a, const Coverage& b) {
  Coverage sum{a.total + b.total, a.covered + b.covered, a.first_gap};
  const bool gap_in_a = a.covered < a.total;
  const bool gap_in_b = b.covered < b.total;
  if (gap_in_b && (!gap_in_a || b.first_gap < a.first_gap)) sum.first_gap = b.first_gap;
  return sum;
}

}  // namespace waarborg::measure
