// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/throttle.h"

#include <gtest/gtest.h>

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

const Moment kStart = *parse_moment("2026-03-02T09:00:00Z");

TEST(Throttle, the_fifth_failure_starts_a_wait_that_doubles_up_to_a_quarter_of_an_hour) {
  const std::chrono::seconds waits[] = {0s, 0s, 0s, 0s, 30s, 60s, 120s, 240s, 480s, 900s, 900s, 900s};
  Attempts attempts;
  Moment now = kStart;
  for (const auto wait : waits) {
    attempts = charged(attempts, kPerAccount, now);
    EXPECT_EQ(wait_of(attempts, now), wait) << attempts.failures;
    now += wait;
    EXPECT_EQ(wait_of(attempts, now), 0s);
  }
}

TEST(Throttle, an_address_has_twenty_failures) {
  Attempts attempts;
  for (int i = 0; i < 19; ++i) attempts = charged(attempts, kPerAddress, kStart);
  EXPECT_EQ(wait_of(attempts, kStart), 0s);
  EXPECT_EQ(wait_of(charged(attempts, kPerAddress, kStart), kStart), 30s);
}

TEST(Throttle, failures_are_forgotten_after_an_hour_of_rest) {
  Attempts attempts;
  for (int i = 0; i < 7; ++i) attempts = charged(attempts, kPerAccount, kStart);
  const Moment free = attempts.blocked_until;
  EXPECT_EQ(charged(attempts, kPerAccount, free + 59min).failures, 8);
  EXPECT_EQ(charged(attempts, kPerAccount, free + 60min).failures, 1);
}

TEST(Throttle, an_attacker_gets_about_a_hundred_guesses_a_day_on_one_account) {
  Attempts attempts;
  int guesses = 0;
  for (Moment now = kStart; now < kStart + 24h; now += 1s) {
    if (wait_of(attempts, now) > 0s) continue;
    attempts = charged(attempts, kPerAccount, now);
    ++guesses;
  }
  EXPECT_LE(guesses, 110);
  EXPECT_GE(guesses, 90);
}

TEST(Throttle, a_huge_count_does_not_overflow) {
  const Attempts attempts = charged({1'000'000, kStart}, kPerAccount, kStart);
  EXPECT_EQ(wait_of(attempts, kStart), 900s);
}

TEST(Throttle, a_block_from_a_clock_that_ran_ahead_is_no_block_but_its_failures_count) {
  Attempts attempts;
  for (int i = 0; i < 6; ++i) attempts = charged(attempts, kPerAccount, kStart + 24h * 365);
  EXPECT_EQ(wait_of(attempts, kStart), 0s);
  EXPECT_EQ(wait_of(charged(attempts, kPerAccount, kStart), kStart), 120s);
}

TEST(Throttle, waits_are_rounded_up) {
  EXPECT_EQ(wait_of({9, kStart + 1ms}, kStart), 1s);
  EXPECT_EQ(wait_of({9, kStart}, kStart), 0s);
}

TEST(Throttle, one_visitor_holds_an_ipv4_address_or_an_ipv6_network) {
  EXPECT_EQ(throttle_address("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(throttle_address("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(throttle_address("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(throttle_address("2001:db8:1:2::1"), throttle_address("2001:db8:1:2:ffff::9"));
  EXPECT_NE(throttle_address("2001:db8:1:2::1"), throttle_address("2001:db8:1:3::1"));
  EXPECT_EQ(throttle_address("fe80::1%eth0"), "fe80::/64");
}

}  // namespace
}  // namespace waarborg::auth
