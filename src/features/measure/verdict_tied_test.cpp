// SPDX-License-Identifier: EUPL-1.2
//
// Rule 3, against who would like a better verdict: tying evidence to a performance neither hides it nor proves what it
// is not about, and a sample that went badly does not stay unfinished for free.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using namespace scene;

/// Every quarter performed and proven, in both places.
Scene sound() {
  Scene scene;
  scene.quarterly().all_quarters();
  return scene;
}

/// Accepted evidence of June that refutes, tied to a performance.
Performance& tie_refutation(Scene& scene, std::string_view due, std::string_view on) {
  EvidenceItem& bad = scene.add(kO, "2026-06-10", Finding::kRefutes);
  bad.covers.to = day("2026-06-20");
  bad.review.at = at("2027-02-01");
  Performance& done = scene.proof.performances.emplace_back();
  done.due = day(due);
  done.performed_on = day(on);
  done.outcome = Outcome::kEffective;
  done.evidence = static_cast<std::uint32_t>(scene.proof.evidence.size() - 1);
  done.recorded = at("2027-01-05");
  return done;
}

TEST(VerdictTied, refuting_evidence_does_not_vanish_by_tying_it_to_something_of_another_time) {
  Scene scene = sound();
  tie_refutation(scene, "2023-01-01", "2023-01-03");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kEvidenceRefutes));
}

TEST(VerdictTied, refuting_evidence_of_another_day_refutes_by_itself_also_when_its_performance_is_judged) {
  Scene scene = sound();
  tie_refutation(scene, "2026-07-01", "2026-07-02");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kEvidenceRefutes));
}

TEST(VerdictTied, refuting_evidence_of_two_places_refutes_in_both) {
  Scene scene = sound();
  Performance& done = tie_refutation(scene, "2026-04-01", "2026-06-12");
  done.place = 0;
  EXPECT_EQ(scene.operation(0), Verdict::kRefuted);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesDeviating, 0));
  EXPECT_FALSE(scene.says(kO, ReasonKind::kEvidenceRefutes, 0)) << "told once";
  EXPECT_EQ(scene.operation(1), Verdict::kRefuted);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kEvidenceRefutes, 1));
}

TEST(VerdictTied, evidence_of_part_success_limits_also_when_tied_to_what_was_done_too_late) {
  Scene scene = sound();
  tie_refutation(scene, "2026-01-01", "2026-06-12");
  scene.proof.evidence.back().finding = Finding::kPartly;
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kEvidencePartly));
}

TEST(VerdictTied, a_refutation_that_was_corrected_still_limits_when_its_due_day_lies_outside_the_period) {
  Scene scene = sound();
  Performance& done = tie_refutation(scene, "2023-01-01", "2026-06-12");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  done.deviation = scene.deviate("2026-06-12", "2026-07-01", true);
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesCorrected));
}

/// The meeting of July went wrong.
Scene gone_wrong(const char* retest = "") {
  Scene scene = sound();
  Performance& done = scene.proof.performances[2];
  done.outcome = Outcome::kDeviation;
  done.deviation = scene.deviate("2026-07-01", retest, true);
  return scene;
}

TEST(VerdictTied, a_deviation_of_a_performed_task_refutes_every_later_period_until_it_is_corrected) {
  Scene scene = gone_wrong();
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  scene.question.period.from = day("2026-08-01");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted) << "still open";
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesDeviating));
  scene.question.period = {day("2027-01-10"), day("2027-02-10")};
  EXPECT_EQ(scene.operation(), Verdict::kRefuted) << "also when nothing was due";
  scene.question.period = {day("2026-01-01"), day("2026-06-30")};
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "it had not happened yet";
}

TEST(VerdictTied, a_deviation_corrected_before_a_period_is_no_part_of_it_and_corrected_in_it_limits_it) {
  Scene scene = gone_wrong("2026-07-20");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  scene.question.period.from = day("2026-08-01");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  scene = gone_wrong("2026-08-20");
  scene.question.period.from = day("2026-08-01");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesCorrected));
}

TEST(VerdictTied, what_the_plan_tolerates_it_tolerates_in_later_periods_too) {
  Scene scene = gone_wrong();
  std::get<OccurrencePlan>(scene.proof.plan.operation[0]).tolerated = 1;
  scene.question.period.from = day("2026-08-01");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesDeviating)) << "and says so";
}

TEST(VerdictTied, what_was_recorded_after_the_grace_is_never_on_time_and_says_when_it_was_recorded) {
  Scene scene = sound();
  scene.proof.performances[1].recorded = at("2026-04-22");  // window 14 and grace 7 days
  scene.proof.evidence[1].review.at = at("2026-12-01");
  EXPECT_FALSE(scene.says(kO, ReasonKind::kOccurrencesRecordedLate));
  scene.proof.performances[1].recorded = at("2026-11-29");
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "late, as within the grace";
  const MeasureVerdicts all = scene.judged();
  const auto reasons = all.reasons_of(all.row(0, kO));
  const auto said = std::ranges::find(reasons, ReasonKind::kOccurrencesRecordedLate, &Reason::kind);
  ASSERT_NE(said, reasons.end());
  EXPECT_EQ(said->a, 1);
  EXPECT_EQ(said->day, day("2026-11-29"));
  EXPECT_EQ(said->b, 242);
}

TEST(VerdictTied, days_whose_report_came_in_after_its_freshness_are_named) {
  Scene scene;
  AutomatedPlan plan;
  plan.freshness_days = 2;
  scene.proof.plan.operation.emplace_back(plan);
  scene.question.period = {day("2026-05-01"), day("2026-05-10")};
  for (Day on = day("2026-05-01"); on <= day("2026-05-10"); on += std::chrono::days{1}) {
    scene.add(kO, waarborg::to_text(on)).plan = 0;
  }
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EXPECT_FALSE(scene.says(kO, ReasonKind::kResultsReceivedLate));
  for (EvidenceItem& item : scene.proof.evidence) {  // all of them in one file, months later
    item.received = at("2026-11-29");
    item.review.at = at("2026-11-30");
  }
  scene.proof.evidence[9].received = at("2026-05-12");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  const MeasureVerdicts all = scene.judged();
  const auto reasons = all.reasons_of(all.row(0, kO));
  const auto said = std::ranges::find(reasons, ReasonKind::kResultsReceivedLate, &Reason::kind);
  ASSERT_NE(said, reasons.end());
  EXPECT_EQ(said->a, 9);
  EXPECT_EQ(said->day, day("2026-11-29"));
}

TEST(VerdictTied, one_report_over_months_came_in_late_for_all_but_its_last_days) {
  Scene scene;
  AutomatedPlan plan;
  plan.freshness_days = 2;
  scene.proof.plan.operation.emplace_back(plan);
  scene.question.period = {day("2026-01-01"), day("2026-05-10")};
  EvidenceItem& note = scene.add(kO, "2026-05-10");
  note.plan = 0;
  note.covers = scene.question.period;
  note.received = at("2026-05-11");
  note.review.at = at("2026-05-12");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  const MeasureVerdicts all = scene.judged();
  const auto reasons = all.reasons_of(all.row(0, kO));
  const auto said = std::ranges::find(reasons, ReasonKind::kResultsReceivedLate, &Reason::kind);
  ASSERT_NE(said, reasons.end());
  EXPECT_EQ(said->a, 128) << "of 130 days; the ninth and tenth of May were told of in time";
  EXPECT_EQ(said->day, day("2026-05-11"));
}

TEST(VerdictTied, work_never_done_is_not_proven_by_evidence_of_another_day_place_or_aspect) {
  struct Row {
    const char* what;
    void (*spoil)(EvidenceItem&);
  };
  const Row rows[] = {
      {"another day", [](EvidenceItem& item) { item.covers = {day("2025-11-01"), day("2026-03-31")}; }},
      {"another place", [](EvidenceItem& item) { item.places = {1}; }},
      {"existence", [](EvidenceItem& item) { item.aspect = kE; }},
      {"design", [](EvidenceItem& item) { item.aspect = kD; }},
      {"accepted before", [](EvidenceItem& item) { item.review.at = at("2026-04-01") - std::chrono::seconds{1}; }},
  };
  for (const Row& row : rows) {
    Scene scene = sound();
    row.spoil(scene.proof.evidence[1]);
    EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << row.what;
    EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesUnproven)) << row.what;
  }
}

TEST(VerdictTied, evidence_without_a_place_and_evidence_of_several_days_prove_what_fell_in_them) {
  Scene scene = sound();
  scene.proof.evidence[1].places.clear();
  scene.proof.evidence[2].covers = {day("2026-06-01"), day("2026-07-31")};
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  scene.proof.evidence[3].covers = {day("2026-09-20"), day("2026-09-20")};
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  scene.proof.evidence[3].report = {day("2026-09-20"), day("2026-10-20")};
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "one day of a report that covers it";
}

TEST(VerdictTied, a_rejection_by_who_may_not_judge_leaves_evidence_waiting) {
  Scene scene = sound();
  scene.proof.evidence[1].review = {at("2026-04-02"), kOwner, false};
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesPending));
  scene.proof.evidence[1].review.reviewer = kReviewer;
  EXPECT_FALSE(scene.says(kO, ReasonKind::kOccurrencesPending));
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesUnproven));
}

// ---- samples ----

Scene sampled() {
  Scene scene;
  SamplePlan plan;
  plan.frequency = evidence::ControlFrequency::kManyTimesADay;
  scene.proof.plan.operation.emplace_back(plan);
  scene.sample("2026-01-01", "2026-12-31");
  return scene;
}

TEST(VerdictTied, a_drawn_sample_that_nobody_finishes_keeps_operation_from_being_shown) {
  Scene scene = sampled();
  ASSERT_EQ(scene.operation(), Verdict::kShown);
  Sample& bad = scene.sample("2026-03-01", "2026-05-31");
  bad.drawn = at("2026-06-02");
  bad.recorded = kNever;
  bad.review = {};
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kSampleUnfinished));
  scene.question.known_at = at("2026-06-01");
  EXPECT_FALSE(scene.says(kO, ReasonKind::kSampleUnfinished)) << "not drawn yet";
  scene.question.known_at = at("2027-03-01");
  scene.proof.samples.back().withdrawn = at("2027-02-01");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

TEST(VerdictTied, a_drawn_sample_that_nobody_finishes_limits_whatever_the_plan_asks_of_its_days) {
  Scene scene = sampled();
  SamplePlan later;
  later.start = day("2026-11-01");
  SamplePlan for_an_hour;
  for_an_hour.in_force = {day("2026-03-01"), day("2026-02-28")};
  scene.proof.plan.operation.emplace_back(later);
  scene.proof.plan.operation.emplace_back(for_an_hour);
  scene.sample("2026-11-01", "2026-12-31").plan = 1;
  ASSERT_EQ(scene.operation(), Verdict::kShown);
  Sample& tried = scene.sample("2026-01-01", "2026-03-31");
  tried.drawn = at("2026-04-02");
  tried.recorded = kNever;
  for (const std::uint32_t plan : {1U, 2U}) {
    tried.plan = plan;
    EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << plan;
  }
  tried.recorded = at("2026-04-03");
  tried.deviations = 1;
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
}

TEST(VerdictTied, an_unfinished_sample_without_cases_is_not_nothing_to_do) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.plan.operation.emplace_back(SamplePlan{});
  Sample& empty = scene.sample("2026-01-01", "2026-12-31");
  empty.plan = 1;
  empty.population = empty.size = 0;
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "confirmed by someone else";
  empty.drawn = empty.recorded;
  empty.recorded = kNever;
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
}

TEST(VerdictTied, a_drawn_sample_that_nobody_finishes_limits_also_about_days_that_need_none_yet) {
  Scene scene = sampled();
  std::get<SamplePlan>(scene.proof.plan.operation[0]).lag_days = 92;
  scene.question.known_at = at("2027-01-10");
  scene.proof.samples[0].covers.to = day("2026-10-15");
  Sample& last = scene.sample("2026-10-16", "2026-12-31");
  last.drawn = at("2027-01-05");
  last.recorded = kNever;
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  last.recorded = at("2027-01-08");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  last.deviations = 1;
  last.corrected_by = {scene.deviate("2026-12-31", "2027-01-09", true)};
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << "corrected, due or not";
}

TEST(VerdictTied, a_sample_tolerates_the_least_of_what_was_tolerated_when_it_was_frozen_and_on_its_days) {
  Scene scene = sampled();
  auto& plan = std::get<SamplePlan>(scene.proof.plan.operation[0]);
  Sample& sample = scene.proof.samples[0];
  sample.deviations = 2;
  sample.tolerated = 10'000;
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  plan.tolerated = 1;
  EXPECT_EQ(scene.operation(), Verdict::kRefuted) << "more was tolerated only while the population was frozen";
  plan.tolerated = 2;
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  sample.tolerated = 0;
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  sample.tolerated = 2;
  plan.earlier.push_back({{day("2026-01-01"), day("2026-02-28")}, kNoDay, plan.frequency, 1});
  plan.in_force.from = day("2026-03-01");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted) << "less was tolerated on some of its days";
}

TEST(VerdictTied, a_sample_smaller_than_the_table_counts_with_the_reason_of_who_could_judge_and_says_so) {
  Scene scene = sampled();
  scene.proof.samples[0].size = 10;
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  scene.proof.samples[0].size_reason = 77;
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kSampleOwnSize));
}

}  // namespace
}  // namespace waarborg::measure
