// SPDX-License-Identifier: EUPL-1.2
//
// Evidence that holds up a verdict and ends, by its plan or by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "features/measure/assessed.h"

namespace waarborg::today {

/// What a verdict rests on that ends on one of some days, in all places of a measure together.
struct Ending {
  Day first = Day::max();
  std::vector<measure::PlaceRef> places;
  std::set<measure::Ref> pieces;  ///< Of evidence.
};

/// Nothing when there is none. What was handed in anew asks nothing more of who hands in.
/// @param listed  evidence that needs no second line
std::optional<Ending> ending(const measure::Assessed& assessed, std::uint32_t at, measure::Aspect aspect, Period days,
                             const std::set<std::string>& listed);

}  // namespace waarborg::today
