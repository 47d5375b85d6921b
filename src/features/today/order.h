// SPDX-License-Identifier: EUPL-1.2
//
// What stands first on the first screen.
#pragma once

#include <vector>

#include "features/today/today_views.h"

namespace waarborg::today {

/// What one can do oneself stands before what others must do, and what asks an act before news: what is late, what is
/// due now, proof that was never handed in, what waits for review, what ends, what cannot be done yet, and verdicts
/// that worsened. Within these the first day first; what has no day keeps its place.
void put_in_order(std::vector<TodayItem>& items);

}  // namespace waarborg::today
