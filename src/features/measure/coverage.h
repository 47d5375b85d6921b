// SPDX-License-Identifier: EUPL-1.2
//
// Internal to the verdict engine: which days of a period are covered by a set of ranges.
#pragma once

#include <span>
#include <vector>

#include "base/time.h"

namespace waarborg::measure {

struct Coverage {
  int total = 0;    ///< Days in the period; 0 when it is empty.
  int covered = 0;  ///< Of those, days in at least one range.
  Day first_gap{};  ///< First day that is not covered; only when covered < total.

  bool whole() const { return total > 0 && covered == total; }
};

/// Sorts `ranges`. Empty ranges cover nothing.
Coverage coverage(std::vector<Period>& ranges, Period within);

/// Over several periods; the first gap is the first of all. @pre ascending, no day in two
Coverage coverage(std::vector<Period>& ranges, std::span<const Period> within);

/// As if the days of both were one list. @pre no day in both
Coverage operator+(const Coverage& a, const Coverage& b);

}  // namespace waarborg::measure
