// SPDX-License-Identifier: EUPL-1.2
#include "features/task/occurrences.h"

#include <gtest/gtest.h>

namespace waarborg::task {
namespace {

using std::chrono::days;

Day day(std::string_view text) { return *parse_day(text); }

struct Row {
  const char* sentence;
  const char* performed;
  const char* as_of;
  OccurrenceState expected;
};

// Due 1 April, window 14 days (to 15 April), grace 7 days (to 22 April).
const Row kRows[] = {
    {"before its day it is planned", "", "2026-03-31", OccurrenceState::kPlanned},
    {"on its day it is open", "", "2026-04-01", OccurrenceState::kOpen},
    {"on the last day of the window it is open", "", "2026-04-15", OccurrenceState::kOpen},
    {"in the grace it can still be done", "", "2026-04-22", OccurrenceState::kOpen},
    {"after the grace it is missed", "", "2026-04-23", OccurrenceState::kMissed},
    {"performed on its day is on time", "2026-04-01", "2026-04-01", OccurrenceState::kOnTime},
    {"performed on the last day of the window is on time", "2026-04-15", "2027-01-01", OccurrenceState::kOnTime},
    {"performed on the first day of the grace is late", "2026-04-16", "2027-01-01", OccurrenceState::kLate},
    {"performed on the last day of the grace is late", "2026-04-22", "2026-04-22", OccurrenceState::kLate},
    {"performed after the grace is missed", "2026-04-23", "2027-01-01", OccurrenceState::kMissed},
    {"performed before the window is as if not performed", "2026-03-31", "2026-04-02", OccurrenceState::kOpen},
    {"performed before the window ends as missed", "2026-03-31", "2026-05-01", OccurrenceState::kMissed},
    {"a performance after the day of judging is not known yet", "2026-04-10", "2026-04-09", OccurrenceState::kOpen},
};

TEST(Occurrences, the_state_follows_from_due_window_grace_and_day_of_judging) {
  for (const Row& row : kRows) {
    EXPECT_EQ(state_of(day("2026-04-01"), 14, 7, parse_day(row.performed), day(row.as_of)), row.expected)
        << row.sentence;
  }
}

TEST(Occurrences, without_window_and_grace_only_the_day_itself_counts) {
  const Day due = day("2026-04-01");
  EXPECT_EQ(state_of(due, 0, 0, due, due), OccurrenceState::kOnTime);
  EXPECT_EQ(state_of(due, 0, 0, due + days{1}, due + days{1}), OccurrenceState::kMissed);
  EXPECT_EQ(state_of(due, 0, 0, std::nullopt, due + days{1}), OccurrenceState::kMissed);
}

TEST(Occurrences, the_states_have_the_names_used_in_sql_and_json) {
  EXPECT_EQ(to_text(OccurrenceState::kPlanned), "planned");
  EXPECT_EQ(to_text(OccurrenceState::kOpen), "open");
  EXPECT_EQ(to_text(OccurrenceState::kOnTime), "on_time");
  EXPECT_EQ(to_text(OccurrenceState::kLate), "late");
  EXPECT_EQ(to_text(OccurrenceState::kMissed), "missed");
}

}  // namespace
}  // namespace waarborg::task
