// SPDX-License-Identifier: EUPL-1.2
//
// What shows that something works again: what is asked when a retest is named (task/rules.h, evidence/populations.h) is
// asked again of every stored one, for those from before it was asked must not close more than new ones do. The rule on
// places stands in org/spoken_of.h and evidence/supplier_scope.h. Internal to this feature. Pure.
#pragma once

#include <vector>

#include "features/measure/load.h"

namespace waarborg::measure {

/// What went wrong, and what is asked of its retest.
struct Wrong {
  std::vector<PlaceRef> places;  ///< Where; empty: the measure as a whole.
  Day first{};                   ///< The retest was seen from this day on,
  Moment since{};                ///< and handed in no earlier than this.
  std::vector<PlaceRef> holds;   ///< Where the measure had to hold when the retest was named.
};

/// Whether it supports and is about the measure at work, after it went wrong and in the places where it did. Whoever
/// judged it: that is for the engine. Of what rests on the proof of a supplier any system passes: which ones it
/// delivered when the retest was named was asked then, and a system that goes to another supplier undoes no retest.
bool is_retest(const evidence::EvidenceFact& fact, const Wrong& wrong);

}  // namespace waarborg::measure
