// SPDX-License-Identifier: EUPL-1.2
//
// What schedules expect, day by day and place by place: Tasks::sync makes rows of it and verify holds rows against it.
// Inside features/task only. Pure.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "base/result.h"
#include "features/task/store.h"

namespace waarborg::task {

using ExpectedKey = std::tuple<std::string, std::string, std::string, Day>;  // plan item, place kind, place id, due

ExpectedKey key_of(const StoredOccurrence& row);

/// One time that something is to be done. Points into the schedules.
struct Expected {
  const Schedule* schedule;
  const PlaceRef* place;  ///< Empty: the measure as a whole.
  Day due;
  Day window_to;
  Day grace_to;

  ExpectedKey key() const { return {schedule->plan_item, place->kind, place->id, due}; }
};

/// Everything in the period. kInvalid: task.rrule.* when a rule cannot be read, and task.too_many_expected when it is
/// more than kMaxExpected: half a calendar would take away, and disprove, what stands in the other half.
Result<std::vector<Expected>> expected_in(const std::vector<Schedule>& schedules, Period period);

}  // namespace waarborg::task
