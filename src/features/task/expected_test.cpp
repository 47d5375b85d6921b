// SPDX-License-Identifier: EUPL-1.2
#include "features/task/expected.h"

#include <gtest/gtest.h>

namespace waarborg::task {
namespace {

Day day(const char* text) { return parse_day(text).value(); }

Schedule daily() {
  Schedule schedule;
  schedule.plan_item = "p1";
  schedule.rrule = "FREQ=DAILY";
  schedule.start = day("2026-01-01");
  schedule.window_days = 2;
  schedule.grace_days = 3;
  return schedule;
}

TEST(ExpectedWork, is_each_day_of_the_rule_in_each_place_while_the_terms_hold) {
  Schedule schedule = daily();
  schedule.places = {{"site", "s1"}, {"site", "s2"}};
  schedule.in_force = {day("2026-01-02"), day("2026-01-31")};
  const std::vector schedules{schedule};
  const auto found = expected_in(schedules, {day("2025-01-01"), day("2026-01-03")});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 4U);
  EXPECT_EQ(found->front().key(), ExpectedKey("p1", "site", "s1", day("2026-01-02")));
  EXPECT_EQ(found->back().key(), ExpectedKey("p1", "site", "s2", day("2026-01-03")));
  EXPECT_EQ(found->front().window_to, day("2026-01-04"));
  EXPECT_EQ(found->front().grace_to, day("2026-01-07"));
}

TEST(ExpectedWork, without_a_place_is_once_for_the_measure_as_a_whole) {
  const std::vector schedules{daily()};
  const auto found = expected_in(schedules, {day("2026-01-01"), day("2026-01-01")});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  EXPECT_EQ(found->front().key(), ExpectedKey("p1", "", "", day("2026-01-01")));
}

TEST(ExpectedWork, is_whole_or_refused) {
  std::vector schedules{daily()};
  schedules[0].places.assign(kMaxExpected / 100, PlaceRef{"site", "s"});
  const auto in_days = [&](int days) {
    return expected_in(schedules, {day("2026-01-01"), day("2026-01-01") + std::chrono::days(days - 1)});
  };
  ASSERT_TRUE(in_days(100));
  EXPECT_EQ(in_days(100)->size(), kMaxExpected);
  ASSERT_FALSE(in_days(101));
  EXPECT_EQ(in_days(101).error().what.key, "task.too_many_expected");
  schedules.push_back(daily());
  EXPECT_FALSE(in_days(100)) << "all schedules together";
  schedules = {daily()};
  schedules[0].rrule = "FREQ=NEVER";
  EXPECT_FALSE(in_days(1));
}

}  // namespace
}  // namespace waarborg::task
