// SPDX-License-Identifier: EUPL-1.2
//
// What setting up the organisation still asks: measures, a second person, the step of the road, decisions. Pure.
#pragma once

#include <vector>

#include "features/auth/actor.h"
#include "features/measure/assessed.h"
#include "features/today/road.h"
#include "features/today/today_views.h"

namespace waarborg::today {

struct SetUpFacts {
  const RoadFacts& road;
  bool others_review = false;    ///< Somebody else may review evidence, or is invited to.
  bool statement_waits = false;  ///< A statement of applicability waits for approval by who asks.
};

/// As long as there are no measures, to choose them and nothing else. No line for a step that another line asks for,
/// nor for one that is taken by keeping measures going: tasks and evidence ask for that themselves.
std::vector<TodayItem> setting_up(const auth::Actor& who, const measure::Assessed& assessed, const SetUpFacts& facts);

}  // namespace waarborg::today
