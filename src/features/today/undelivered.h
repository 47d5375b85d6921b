// SPDX-License-Identifier: EUPL-1.2
//
// Proof that a plan asks and that nobody ever handed in: nothing else on the screen would ask for it.
#pragma once

#include <cstdint>
#include <vector>

#include "features/measure/assessed.h"

namespace waarborg::today {

/// Positions in the places of a measure where nothing was handed in of an aspect that its plan asks. What waits for
/// review was handed in, and so was what ended or was refuted: that is asked otherwise. What was rejected or withdrawn
/// was not.
struct Undelivered {
  std::vector<std::uint32_t> design, existence;

  bool any() const { return !design.empty() || !existence.empty(); }
};

/// Of the measure at that index in Assessed::measures. Reads the reasons of the verdicts, not the evidence: it costs as
/// much whatever there is.
Undelivered undelivered(const measure::Assessed& assessed, std::uint32_t at);

}  // namespace waarborg::today
