// SPDX-License-Identifier: EUPL-1.2
#include "features/notice/rules.h"

#include <gtest/gtest.h>

namespace waarborg::notice {
namespace {

using namespace std::chrono_literals;

Moment at(const char* text) { return parse_moment(text).value(); }
Day day(const char* text) { return parse_day(text).value(); }

TEST(NoticeRules, morning_is_seven_o_clock_dutch_time_in_winter_and_summer) {
  EXPECT_EQ(morning_of(day("2026-01-05")), at("2026-01-05T06:00:00Z"));
  EXPECT_EQ(morning_of(day("2026-07-06")), at("2026-07-06T05:00:00Z"));
  EXPECT_EQ(morning_of(day("2026-03-29")), at("2026-03-29T05:00:00Z")) << "the night that the clock goes forward";
  EXPECT_EQ(morning_of(day("2026-10-25")), at("2026-10-25T06:00:00Z")) << "the night that it goes back";
}

TEST(NoticeRules, the_weekly_overview_is_due_from_monday_morning_until_wednesday_evening) {
  EXPECT_EQ(weekly_due(at("2026-11-22T23:30:00Z")), std::nullopt) << "Monday, half past midnight";
  EXPECT_EQ(weekly_due(at("2026-11-23T05:59:59Z")), std::nullopt);
  EXPECT_EQ(weekly_due(at("2026-11-23T06:00:00Z")), day("2026-11-23"));
  EXPECT_EQ(weekly_due(at("2026-11-25T22:59:59Z")), day("2026-11-23")) << "the server was away";
  EXPECT_EQ(weekly_due(at("2026-11-25T23:00:00Z")), std::nullopt);
  EXPECT_EQ(weekly_due(at("2026-11-29T12:00:00Z")), std::nullopt);
}

TEST(NoticeRules, the_weekly_overview_is_for_accounts_of_at_least_a_week) {
  EXPECT_TRUE(is_settled(at("2026-11-16T06:00:00Z"), day("2026-11-23")));
  EXPECT_FALSE(is_settled(at("2026-11-16T06:00:01Z"), day("2026-11-23")));
  EXPECT_FALSE(is_settled(at("2026-11-23T08:00:00Z"), day("2026-11-23"))) << "minutes ago";
}

TEST(NoticeRules, daily_reminders_wait_for_the_morning) {
  EXPECT_EQ(daily_due(at("2026-11-24T05:59:00Z")), std::nullopt);
  EXPECT_EQ(daily_due(at("2026-11-24T06:00:00Z")), day("2026-11-24"));
}

TEST(NoticeRules, waits_between_attempts_grow_and_last_almost_a_day) {
  std::chrono::minutes whole{0};
  for (std::int64_t n = 1; n <= kMostAttempts; ++n) {
    EXPECT_TRUE(n == 1 || wait_after(n) > wait_after(n - 1)) << n;
    if (n < kMostAttempts) whole += wait_after(n);
  }
  EXPECT_GE(whole, 22h);
  EXPECT_EQ(wait_after(1), 1min);
}

TEST(NoticeRules, a_turnstile_counts_per_visitor_and_minute) {
  Turnstile turnstile(2);
  const Moment now = at("2026-11-24T06:00:00Z");
  EXPECT_TRUE(turnstile.admit("a", now));
  EXPECT_TRUE(turnstile.admit("a", now));
  EXPECT_FALSE(turnstile.admit("a", now + 30s));
  EXPECT_TRUE(turnstile.admit("b", now + 30s));
  EXPECT_TRUE(turnstile.admit("a", now + 60s));
}

}  // namespace
}  // namespace waarborg::notice
