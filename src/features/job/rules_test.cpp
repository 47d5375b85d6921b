// SPDX-License-Identifier: EUPL-1.2
#include "features/job/rules.h"

#include <gtest/gtest.h>

#include <random>

#include "features/job/running.h"

namespace waarborg::job {
namespace {

using namespace std::chrono_literals;

TEST(JobProgress, never_goes_down_whatever_the_work_says) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::uniform_int_distribution<std::int64_t> number(-5, 1000);
  Progress shown;
  for (int i = 0; i < 5000; ++i) {
    const Progress next = advance(shown, number(random), number(random), "step");
    EXPECT_LE(next.done, next.total);
    EXPECT_GE(next.done * std::max<std::int64_t>(shown.total, 1), shown.done * std::max<std::int64_t>(next.total, 1));
    shown = next;
  }
}

TEST(JobProgress, a_step_without_numbers_keeps_the_share_and_changes_the_words) {
  EXPECT_EQ(advance({3, 10, "a"}, 0, 0, "b"), (Progress{3, 10, "b"}));
  EXPECT_EQ(advance({3, 10, "a"}, 4, 20, "b"), (Progress{3, 10, "b"}));
  EXPECT_EQ(advance({3, 10, "a"}, 8, 20, "b"), (Progress{8, 20, "b"}));
}

TEST(JobLeftover, is_run_again_only_when_its_kind_allows_and_not_forever) {
  EXPECT_EQ(judge_leftover(false, true, 1), Leftover::kRunAgain);
  EXPECT_EQ(judge_leftover(false, true, kMostAttempts), Leftover::kInterrupted);
  EXPECT_EQ(judge_leftover(false, false, 1), Leftover::kInterrupted);
  EXPECT_EQ(judge_leftover(true, true, 1), Leftover::kCancelled);
}

TEST(JobPeriod, begins_at_whole_multiples_before_and_after_1970) {
  const auto at = [](const char* text) { return parse_moment(text).value(); };
  EXPECT_EQ(period_of(at("2026-03-02T09:07:31.500Z"), 10min), at("2026-03-02T09:00:00Z"));
  EXPECT_EQ(period_of(at("2026-03-02T09:00:00Z"), 60min), at("2026-03-02T09:00:00Z"));
  EXPECT_EQ(period_of(at("1969-12-31T23:59:59Z"), 10min), at("1969-12-31T23:50:00Z"));
}

}  // namespace
}  // namespace waarborg::job
