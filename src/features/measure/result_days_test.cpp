// SPDX-License-Identifier: EUPL-1.2
//
// The daily strip says no more than the verdict: by sentence, and on random measures against the verdict itself.
#include "features/measure/result_days.h"

#include <gtest/gtest.h>

#include "features/measure/operation_part.h"
#include "features/measure/random_proof.h"
#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using namespace scene;
using std::chrono::days;

/// A daily report in two places in the first days of June, asked on 11 June.
struct Daily : ::testing::Test {
  Daily() {
    scene.question = {{day("2026-06-01"), day("2026-06-30")}, at("2026-06-11")};
    plan().freshness_days = 1;
  }
  AutomatedPlan& plan() {
    if (scene.proof.plan.operation.empty()) scene.proof.plan.operation.emplace_back(AutomatedPlan{});
    return std::get<AutomatedPlan>(scene.proof.plan.operation[0]);
  }
  EvidenceItem& result(std::string_view on, Finding finding = Finding::kSupports) {
    EvidenceItem& item = scene.add(Aspect::kOperation, on, finding);
    item.plan = 0;
    return item;
  }
  ResultDays of(std::size_t place = 0, std::uint32_t item = 0) const {
    return result_days(scene.proof, scene.places, scene.question, place, item, {day("2026-06-01"), day("2026-06-12")});
  }
  DayState on(std::string_view text, std::size_t place = 0, std::uint32_t item = 0) const {
    for (const ResultDay& one : of(place, item).days) {
      if (one.day == day(text)) return one.state;
    }
    return DayState::kNotDue;
  }
  Scene scene;
};

TEST_F(Daily, a_day_is_supported_refuted_a_gap_or_not_over_yet) {
  result("2026-06-01");
  result("2026-06-02", Finding::kRefutes);
  result("2026-06-03", Finding::kPartly);
  EXPECT_EQ(on("2026-06-01"), DayState::kSupported);
  EXPECT_EQ(on("2026-06-02"), DayState::kRefuted);
  EXPECT_EQ(on("2026-06-03"), DayState::kPartly);
  EXPECT_EQ(on("2026-06-04"), DayState::kGap);
  EXPECT_EQ(on("2026-06-11"), DayState::kNotYet) << "today is not over";
  EXPECT_EQ(of().due, 10);
  EXPECT_EQ(of().supported, 1);
  EXPECT_EQ(of().first_gap, day("2026-06-02"));
  EXPECT_EQ(of().days[0].evidence, std::vector<Ref>{201});
}

TEST_F(Daily, a_result_that_waits_for_review_supports_no_day) {
  result("2026-06-01").review = {};
  EXPECT_EQ(on("2026-06-01"), DayState::kGap);
  EXPECT_TRUE(of().days[0].evidence.empty());
}

TEST_F(Daily, a_weekly_result_holds_for_its_freshness) {
  plan().freshness_days = 7;
  result("2026-06-01");
  EXPECT_EQ(on("2026-06-07"), DayState::kSupported);
  EXPECT_EQ(on("2026-06-08"), DayState::kGap);
}

TEST_F(Daily, two_plan_items_have_each_their_own_days) {
  scene.proof.plan.operation.emplace_back(AutomatedPlan{});
  result("2026-06-01");
  EXPECT_EQ(on("2026-06-01", 0, 0), DayState::kSupported);
  EXPECT_EQ(on("2026-06-01", 0, 1), DayState::kGap);
}

TEST_F(Daily, a_place_without_results_does_not_hide_behind_another) {
  result("2026-06-01").places = {0};
  EXPECT_EQ(on("2026-06-01", 0), DayState::kSupported);
  EXPECT_EQ(on("2026-06-01", 1), DayState::kGap);
}

TEST_F(Daily, a_refutation_that_was_followed_up_leaves_its_own_day_unshown_but_no_other) {
  result("2026-06-02", Finding::kRefutes);
  result("2026-06-03");
  EXPECT_EQ(on("2026-06-02"), DayState::kRefuted);
  EXPECT_EQ(on("2026-06-03"), DayState::kSupported);
}

TEST_F(Daily, before_the_plan_was_in_force_nothing_was_due) {
  plan().start = day("2026-06-05");
  EXPECT_EQ(on("2026-06-04"), DayState::kNotDue);
  EXPECT_EQ(on("2026-06-05"), DayState::kGap);
  EXPECT_EQ(of().due, 6);
}

/// The whole strip is green exactly when the verdict is.
TEST(ResultDaysProperty, every_day_is_supported_exactly_when_the_part_is_met) {
  const unsigned seed = test_seed();
  SCOPED_TRACE("seed " + std::to_string(seed));
  const Period time{Day{days{20'000}}, Day{days{20'400}}};
  RandomProof random(seed, time);
  const std::vector<Place> places{{1, true, 1}, {2, false, 2}, {3, false, 3}};
  int met = 0, other = 0;
  for (int round = 0; round < 2000; ++round) {
    const MeasureProof proof = random.measure({0, 1, 2}, random.pick(5, 60));
    const Day from = random.day();
    const int length = random.pick(0, 1) == 0 ? 2 : 20;  // a long period is hardly ever covered whole by chance
    const Question question{{from, from + days{random.pick(0, length)}},
                            from + std::chrono::hours{random.pick(0, 24 * 30)}};
    for (std::uint32_t plan = 0; plan < proof.plan.operation.size(); ++plan) {
      const auto* terms = std::get_if<AutomatedPlan>(&proof.plan.operation[plan]);
      if (terms == nullptr) continue;
      for (std::size_t place = 0; place < proof.places.size(); ++place) {
        MeasureVerdicts out;
        Judging judging(proof, places, question, out);
        const Part part = judge_results(judging, place, plan, *terms);
        const ResultDays found =
            result_days(proof, places, question, place, plan, {question.period.from, question.judged_on()});
        int supported = 0, bad = 0, refuted = 0;
        for (const ResultDay& day : found.days) {
          supported += day.state == DayState::kSupported;
          refuted += day.state == DayState::kRefuted;
          bad += day.state == DayState::kGap || day.state == DayState::kPartly || day.state == DayState::kRefuted;
        }
        ASSERT_EQ(part == Part::kMet, found.due > 0 && bad == 0) << "round " << round << " plan " << plan;
        ASSERT_LE(supported, found.supported);
        if (part == Part::kRefuted) {
          ASSERT_GT(refuted, 0);
        }
        if (part == Part::kNotDue) {
          ASSERT_EQ(found.due, 0);
        }
        ++(part == Part::kMet ? met : other);
      }
    }
  }
  EXPECT_GT(met, 20);
  EXPECT_GT(other, 20);
}

}  // namespace
}  // namespace waarborg::measure
