// SPDX-License-Identifier: EUPL-1.2
//
// What stands first on the first screen.
#pragma once

#include <vector>

#include "base/time.h"
#include "features/today/today_views.h"

namespace waarborg::today {

/// What one can do oneself stands before what others must do, and what asks an act before news: what is late, what is
/// due within a week, proof that was never handed in, what waits for review, what ends, what comes later, and verdicts
/// that worsened. Within these the first day first; what has no day keeps its place.
void put_in_order(std::vector<TodayItem>& items, Day today);

}  // namespace waarborg::today
