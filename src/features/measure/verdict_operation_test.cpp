// SPDX-License-Identifier: EUPL-1.2
//
// Rule 3 of the proof model, one test per sentence.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using namespace scene;

// ---- Rule 3: occurrences ----

TEST(VerdictRule3, operation_is_shown_when_every_occurrence_was_performed_in_its_window) {
  Scene scene;
  scene.quarterly().all_quarters();
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesAll));
}

TEST(VerdictRule3, three_of_four_is_partly_shown_and_the_missing_day_is_named) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.performances.erase(scene.proof.performances.begin() + 1);
  const MeasureVerdicts all = scene.judged();
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  const auto reasons = all.reasons_of(all.row(0, kO));
  const auto some = std::ranges::find(reasons, ReasonKind::kOccurrencesSome, &Reason::kind);
  ASSERT_NE(some, reasons.end());
  EXPECT_EQ(some->a, 3);
  EXPECT_EQ(some->b, 4);
  const auto days = static_cast<std::uint32_t>(day("2026-04-01").time_since_epoch().count());
  ASSERT_EQ(some->ref_count, 1U);
  EXPECT_EQ(all.refs_of(*some)[0], (ReasonRef{RefKind::kDay, days}));
}

TEST(VerdictRule3, late_within_the_grace_counts_and_is_named) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.evidence[2].covers.to = day("2026-07-31");
  scene.proof.performances[2].performed_on = day("2026-07-22");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesLate));
  scene.proof.performances[2].performed_on = day("2026-07-23");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << "after the grace";
}

TEST(VerdictRule3, a_performance_without_accepted_evidence_is_a_claim) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.performances[0].evidence = kNone;
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesUnproven));
  scene.proof.performances[0].evidence = 0;
  scene.proof.evidence[0].review = {};
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesPending));
}

TEST(VerdictRule3, one_uncorrected_deviation_beyond_tolerance_refutes) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.performances[1].outcome = Outcome::kDeviation;
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  std::get<OccurrencePlan>(scene.proof.plan.operation[0]).tolerated = 1;
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << "tolerated, but not effective";
}

TEST(VerdictRule3, a_recorded_deviation_needs_no_reviewer_to_count) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.performances[1].outcome = Outcome::kDeviation;
  scene.proof.performances[1].evidence = kNone;
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
}

TEST(VerdictRule3, a_deviation_is_corrected_only_by_a_supporting_retest) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.performances[1].outcome = Outcome::kDeviation;
  scene.proof.performances[1].deviation = scene.deviate("2026-04-01", "", true);
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  scene.proof.deviations[0].retest_on = day("2026-04-20");
  scene.proof.deviations[0].closed = at("2026-04-20");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  scene.proof.deviations[0].retest_on = day("2026-03-31");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted) << "a retest before the deviation is none";
}

TEST(VerdictRule3, doing_it_again_does_not_wipe_out_a_deviation_on_that_day) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.perform("2026-04-01", "2026-04-02", Outcome::kDeviation).deviation =
      scene.deviate("2026-04-02", "2026-04-09", true);
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesCorrected));
}

TEST(VerdictRule3, a_period_in_which_nothing_was_due_says_so_and_is_not_shown) {
  Scene scene;
  scene.quarterly();
  scene.question.period = {day("2026-02-01"), day("2026-03-15")};
  EXPECT_EQ(scene.operation(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kNothingDue));
}

TEST(VerdictRule3, what_can_still_be_done_is_not_missing_yet) {
  Scene scene;
  scene.quarterly();
  scene.perform("2026-01-01", "2026-01-05");
  scene.question.known_at = at("2026-04-10");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesOpen));
  EXPECT_TRUE(scene.says(kO, ReasonKind::kJudgedUntil));
  scene.question.known_at = at("2026-04-23");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
}

TEST(VerdictRule3, what_was_performed_and_waits_for_review_is_not_said_to_be_still_to_do) {
  Scene scene;
  scene.quarterly();
  scene.perform("2026-01-01", "2026-01-05");
  scene.perform("2026-04-01", "2026-04-05");
  scene.proof.evidence[1].review = {};
  scene.question.known_at = at("2026-04-10");
  EXPECT_FALSE(scene.says(kO, ReasonKind::kOccurrencesOpen));
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesPending));
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "nothing is missing while its time runs";
  scene.question.known_at = at("2026-04-23");
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesPending));
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << "after the grace only accepted evidence counts";
}

TEST(VerdictRule3, a_performance_in_one_place_does_not_count_in_another) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.performances[3].place = 1;
  EXPECT_EQ(scene.operation(0), Verdict::kPartlyShown);
  EXPECT_EQ(scene.operation(1), Verdict::kShown);
}

// ---- Rule 3: samples ----

Scene sampled() {
  Scene scene;
  SamplePlan plan;
  plan.frequency = evidence::ControlFrequency::kManyTimesADay;
  scene.proof.plan.operation.emplace_back(plan);
  return scene;
}

TEST(VerdictRule3, samples_that_cover_the_period_within_tolerance_show_operation) {
  Scene scene = sampled();
  scene.sample("2026-01-01", "2026-06-30");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kSampleGap));
  scene.sample("2026-07-01", "2026-12-31");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

TEST(VerdictRule3, what_refuted_weighs_on_every_later_period_until_it_is_corrected) {
  const auto in_second_half = [](Scene& scene) {
    scene.question.period = {day("2026-07-01"), day("2026-12-31")};
    return scene.operation();
  };
  Scene sample;
  SamplePlan cases;
  cases.start = day("2026-01-01");
  sample.proof.plan.operation.emplace_back(cases);
  sample.sample("2026-01-01", "2026-06-30", 1);
  sample.sample("2026-07-01", "2026-12-31");
  EXPECT_EQ(in_second_half(sample), Verdict::kRefuted);
  sample.proof.samples[0].corrected_by = {sample.deviate("2026-06-30", "2026-08-01", true)};
  EXPECT_EQ(in_second_half(sample), Verdict::kPartlyShown) << "it was still wrong when the period began";
  sample.proof.deviations[0].retest_on = day("2026-06-30");
  EXPECT_EQ(in_second_half(sample), Verdict::kShown);

  Scene result;
  AutomatedPlan checks;
  checks.freshness_days = 300;
  result.proof.plan.operation.emplace_back(checks);
  result.add(kO, "2026-05-01").plan = 0;
  result.add(kO, "2026-06-01", Finding::kRefutes).plan = 0;
  EXPECT_EQ(in_second_half(result), Verdict::kRefuted) << "the newest result refutes";
  result.add(kO, "2026-06-02").plan = 0;
  EXPECT_EQ(in_second_half(result), Verdict::kShown);

  Scene evidence;
  evidence.quarterly().all_quarters();
  const auto found = evidence.proof.evidence.size();
  evidence.add(kO, "2026-03-10", Finding::kRefutes);
  EXPECT_EQ(in_second_half(evidence), Verdict::kRefuted);
  evidence.proof.evidence[found].deviation = evidence.deviate("2026-03-10", "2026-06-01", true);
  EXPECT_EQ(in_second_half(evidence), Verdict::kShown);
}

TEST(VerdictRule3, a_sample_beyond_tolerance_refutes_until_corrected_and_retested) {
  Scene scene = sampled();
  Sample& sample = scene.sample("2026-01-01", "2026-12-31", 1);
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  sample.tolerated = 1;
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  sample.tolerated = 0;
  sample.corrected_by = {scene.deviate("2026-12-31", "2027-01-10", true)};
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
}

TEST(VerdictRule3, a_sample_smaller_than_the_table_asks_shows_a_part_only) {
  Scene scene = sampled();
  scene.sample("2026-01-01", "2026-12-31").size = 24;
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kSampleTooSmall));
}

TEST(VerdictRule3, an_empty_population_means_that_nothing_was_due) {
  Scene scene = sampled();
  Sample& sample = scene.sample("2026-01-01", "2026-12-31");
  sample.population = sample.size = 0;
  EXPECT_EQ(scene.operation(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kNothingDue));
}

TEST(VerdictRule3, a_sample_judged_by_its_author_does_not_count) {
  Scene scene = sampled();
  scene.sample("2026-01-01", "2026-12-31").review.reviewer = kAuthor;
  EXPECT_EQ(scene.operation(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kSamplePending));
}

TEST(VerdictRule3, the_last_days_need_no_sample_yet_when_the_plan_says_so) {
  Scene scene = sampled();
  std::get<SamplePlan>(scene.proof.plan.operation[0]).lag_days = 92;
  scene.question.known_at = at("2026-12-31");
  scene.sample("2026-01-01", "2026-09-30");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

// ---- Rule 3: automated results ----

Scene automated(int freshness_days) {
  Scene scene;
  AutomatedPlan plan;
  plan.freshness_days = freshness_days;
  scene.proof.plan.operation.emplace_back(plan);
  scene.question.period = {day("2026-03-01"), day("2026-03-10")};
  return scene;
}

EvidenceItem& result(Scene& scene, std::string_view on, Finding finding = Finding::kSupports) {
  EvidenceItem& item = scene.add(kO, on, finding);
  item.plan = 0;
  return item;
}

TEST(VerdictRule3, results_without_gap_longer_than_the_freshness_window_show_operation) {
  Scene scene = automated(5);
  result(scene, "2026-03-01");
  result(scene, "2026-03-06");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  scene.proof.evidence[1].covers = {day("2026-03-07"), day("2026-03-07")};
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kResultsGap));
}

TEST(VerdictRule3, a_result_from_before_the_period_counts_while_it_is_fresh) {
  Scene scene = automated(12);
  result(scene, "2026-02-27");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

TEST(VerdictRule3, a_short_period_without_results_is_not_shown) {
  Scene scene = automated(30);
  EXPECT_EQ(scene.operation(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kResultsNone));
}

TEST(VerdictRule3, a_newest_result_that_refutes_refutes_until_a_supporting_one_follows) {
  Scene scene = automated(5);
  result(scene, "2026-03-01");
  result(scene, "2026-03-05", Finding::kRefutes);
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  result(scene, "2026-03-06");
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "followed up, and no gap";
  EXPECT_TRUE(scene.says(kO, ReasonKind::kResultsCorrected));
}

TEST(VerdictRule3, a_result_over_many_days_does_not_follow_up_what_refuted_during_them) {
  Scene scene = automated(5);
  result(scene, "2026-03-05", Finding::kRefutes);
  result(scene, "2026-03-01");
  scene.proof.evidence.back().covers.to = day("2026-03-09");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  result(scene, "2026-03-06");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

TEST(VerdictRule3, what_a_person_saw_go_wrong_is_answered_by_its_retest_and_not_by_the_next_result_of_a_tool) {
  Scene scene = automated(5);
  result(scene, "2026-03-01");
  result(scene, "2026-03-05", Finding::kRefutes);
  result(scene, "2026-03-06");
  ASSERT_EQ(scene.operation(), Verdict::kShown);
  scene.proof.evidence[1].deviation = scene.deviate("2026-03-05", "", true);
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  scene.proof.deviations[0].recorded = at("2027-06-01");
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "as known before there was a deviation";
  scene.proof.deviations[0].recorded = at("2026-03-05");
  scene.proof.evidence[1].report = scene.proof.evidence[1].covers;
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "a tool reported it";
  scene.proof.evidence[1].report = EvidenceItem{}.report;
  scene.proof.deviations[0].retest_on = day("2026-03-08");
  scene.proof.deviations[0].closed = at("2026-03-08");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kResultsCorrected));
}

TEST(VerdictRule3, what_a_person_saw_go_wrong_weighs_also_when_the_plan_expects_no_results_any_more) {
  Scene scene = automated(5);
  result(scene, "2026-02-20", Finding::kRefutes);
  auto& plan = std::get<AutomatedPlan>(scene.proof.plan.operation.front());
  plan.in_force = {day("2026-01-01"), day("2026-02-25")};
  EXPECT_NE(scene.operation(), Verdict::kRefuted);
  scene.proof.evidence[0].deviation = scene.deviate("2026-02-20", "", true);
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
}

TEST(VerdictRule3, today_is_not_a_gap_before_it_is_over) {
  Scene scene = automated(1);
  scene.question.known_at = at("2026-03-02");
  result(scene, "2026-03-01");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  scene.question.known_at = at("2026-03-03");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
}

// ---- Rule 3: together and outside the plan ----

TEST(VerdictRule3, all_parts_of_the_plan_are_needed) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.plan.operation.emplace_back(SamplePlan{});
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  scene.sample("2026-01-01", "2026-12-31").plan = 1;
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

TEST(VerdictRule3, evidence_outside_the_plan_can_refute_but_not_show) {
  Scene scene;
  scene.quarterly();
  scene.add(kO, "2026-05-01");
  EXPECT_EQ(scene.operation(), Verdict::kNotShown);
  scene.all_quarters();
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EvidenceItem& bad = scene.add(kO, "2026-05-01", Finding::kRefutes);
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  bad.deviation = scene.deviate("2026-05-01", "2026-06-01", true);
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
}

TEST(VerdictRule3, an_open_deviation_of_its_own_refutes_and_a_corrected_one_limits) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.deviate("2026-05-01");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  scene.proof.deviations.clear();
  scene.deviate("2026-05-01", "2026-06-01");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  scene.proof.deviations.clear();
  scene.deviate("2025-05-01", "2025-06-01");
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "closed before the period";
}

}  // namespace
}  // namespace waarborg::measure
