// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/watch/standing.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

const Check& some_check() { return *all_checks().front(); }

DomainVerdict verdict_of(Outcome outcome) {
  DomainVerdict verdict;
  verdict.results.push_back({&some_check(), Subject::kWeb, both({outcome, {}, {}, 0})});
  return verdict;
}

Moment at(int day) { return parse_moment("2026-03-0" + std::to_string(day) + "T09:00:00Z").value(); }

struct Step {
  Outcome now;
  Outcome known;
  const char* since;  ///< Empty: not worse.
};

class Standing : public ::testing::TestWithParam<std::vector<Step>> {};

TEST_P(Standing, is_what_was_last_known_and_worse_until_it_is_back) {
  std::vector<CheckStanding> standing;
  int day = 1;
  for (const Step& step : GetParam()) {
    standing = standing_after(standing, verdict_of(step.now), at(day));
    ASSERT_EQ(standing.size(), 1U);
    EXPECT_EQ(standing[0].outcome, step.known) << "day " << day;
    EXPECT_EQ(standing[0].since.substr(0, 10), step.since) << "day " << day;
    ++day;
  }
}

using enum Outcome;
INSTANTIATE_TEST_SUITE_P(
    Stories, Standing,
    ::testing::Values(
        std::vector<Step>{{kFail, kFail, ""}, {kFail, kFail, ""}},  // was never good: a finding, no worsening
        std::vector<Step>{{kPass, kPass, ""}, {kFail, kFail, "2026-03-02"}, {kFail, kFail, "2026-03-02"}},
        std::vector<Step>{{kPass, kPass, ""}, {kFail, kFail, "2026-03-02"}, {kPass, kPass, ""}},
        std::vector<Step>{{kPass, kPass, ""}, {kFail, kFail, "2026-03-02"}, {kWarn, kWarn, "2026-03-02"}},
        std::vector<Step>{{kWarn, kWarn, ""}, {kFail, kFail, "2026-03-02"}, {kWarn, kWarn, ""}},
        std::vector<Step>{{kPass, kPass, ""}, {kInconclusive, kPass, ""}, {kFail, kFail, "2026-03-03"}},
        std::vector<Step>{{kPass, kPass, ""}, {kFail, kFail, "2026-03-02"}, {kInconclusive, kFail, "2026-03-02"}},
        std::vector<Step>{{kInconclusive, kInconclusive, ""}, {kFail, kFail, ""}},
        std::vector<Step>{{kNotApplicable, kNotApplicable, ""}, {kFail, kFail, ""}},
        std::vector<Step>{{kPass, kPass, ""}, {kFail, kFail, "2026-03-02"}, {kNotApplicable, kNotApplicable, ""}},
        std::vector<Step>{{kPass, kPass, ""}, {kNotApplicable, kNotApplicable, ""}, {kFail, kFail, "2026-03-03"}}));

TEST(Standing, of_silence_is_never_worse) {
  for (const Outcome before : {kPass, kWarn, kFail, kInfo, kNotApplicable, kInconclusive}) {
    EXPECT_FALSE(is_worse(kInconclusive, before));
    EXPECT_FALSE(is_worse(before, kInconclusive));
    EXPECT_FALSE(is_worse(before, before));
  }
}

}  // namespace
}  // namespace waarborg::scan
