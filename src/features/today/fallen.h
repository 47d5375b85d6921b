// SPDX-License-Identifier: EUPL-1.2
//
// Verdicts that are worse than they were before they fell, a measure at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "features/measure/assessed.h"
#include "features/measure/remembered.h"

namespace waarborg::today {

struct FallenAspect {
  measure::Aspect aspect = measure::Aspect::kDesign;
  measure::Verdict now = measure::Verdict::kNotShown;
};
struct FallenMeasure {
  std::uint32_t measure = 0;          ///< Index in Assessed::measures.
  std::string at;                     ///< Moment of the last change of one of these verdicts.
  std::vector<FallenAspect> aspects;  ///< Not empty; the worst first.
};

/// An improvement that does not bring a verdict all the way back leaves it fallen. What fell last stands first.
/// @param changes  oldest first
std::vector<FallenMeasure> fallen(const measure::Assessed& assessed,
                                  const std::vector<measure::RememberedChange>& changes);

}  // namespace waarborg::today
