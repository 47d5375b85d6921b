// SPDX-License-Identifier: EUPL-1.2
#include "features/task/occurrences.h"

#include <algorithm>

namespace waarborg::task {

using std::chrono::days;

std::string_view to_text(OccurrenceState state) {
  switch (state) {
    case OccurrenceState::kPlanned:
      return "planned";
    case OccurrenceState::kOpen:
      return "open";
    case OccurrenceState::kOnTime:
      return "on_time";
    case OccurrenceState::kLate:
      return "late";
    case OccurrenceState::kMissed:
      return "missed";
  }
  return "";
}

OccurrenceState state_of(Day due, int window_days, int grace_days, std::optional<Day> performed_on, Day as_of) {
  const Day window_end = due + days{window_days};
  const Day grace_end = window_end + days{grace_days};
  if (performed_on && *performed_on >= due && *performed_on <= as_of) {
    if (*performed_on <= window_end) return OccurrenceState::kOnTime;
    return *performed_on <= grace_end ? OccurrenceState::kLate : OccurrenceState::kMissed;
  }
  if (as_of < due) return OccurrenceState::kPlanned;
  return as_of <= grace_end ? OccurrenceState::kOpen : OccurrenceState::kMissed;
}

}  // namespace waarborg::task
