// SPDX-License-Identifier: EUPL-1.2
#include "features/task/expected.h"

#include <algorithm>

#include "features/task/rrule.h"

namespace waarborg::task {

ExpectedKey key_of(const StoredOccurrence& row) { return {row.plan_item, row.place_kind, row.place_id, row.due}; }

Result<std::vector<Expected>> expected_in(const std::vector<Schedule>& schedules, Period period) {
  static const std::vector<PlaceRef> kWhole{PlaceRef{}};
  std::vector<Expected> out;
  for (const Schedule& schedule : schedules) {
    const auto rule = parse_rrule(schedule.rrule);
    if (!rule) return std::unexpected(rule.error());
    const Period days{std::max(period.from, schedule.in_force.from), std::min(period.to, schedule.in_force.to)};
    if (days.to < days.from) continue;
    const auto& places = schedule.places.empty() ? kWhole : schedule.places;
    const auto due = expand(*rule, schedule.start, days, kMaxExpected + 1);
    if (out.size() + due.size() * places.size() > kMaxExpected) return invalid("task.too_many_expected");
    for (const Day day : due) {
      const Day window_to = day + std::chrono::days(schedule.window_days);
      const Day grace_to = window_to + std::chrono::days(schedule.grace_days);
      for (const PlaceRef& place : places) out.push_back({&schedule, &place, day, window_to, grace_to});
    }
  }
  return out;
}

}  // namespace waarborg::task
