// SPDX-License-Identifier: EUPL-1.2
//
// The rules of the proof model, one test per sentence.
#include "features/measure/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace waarborg::measure {
namespace {

using namespace std::chrono;

constexpr Ref kOwner = 1, kAuthor = 2, kReviewer = 3, kApprover = 4;

Day day(std::string_view text) { return *parse_day(text); }
Moment at(std::string_view text) { return day(text) + hours{12}; }

/// One measure in two places over 2026, asked on 1 March 2027. Quarterly restore tests, window 14 and grace 7 days.
struct Scene {
  std::vector<Place> places{{100, false, 1}, {101, false, 1}};
  MeasureProof proof;
  Question question{{day("2026-01-01"), day("2026-12-31")}, at("2027-03-01")};

  Scene() {
    proof.owner = kOwner;
    proof.places = {0, 1};
    proof.plan.design = DesignPlan{};
    proof.plan.existence = ExistencePlan{};
  }
  Scene& quarterly(int tolerated = 0) {
    OccurrencePlan plan;
    plan.rule = *task::parse_rrule("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1");
    plan.start = day("2026-01-01");
    plan.window_days = 14;
    plan.grace_days = 7;
    plan.tolerated = tolerated;
    proof.plan.operation.emplace_back(plan);
    return *this;
  }
  EvidenceItem& add(Aspect aspect, std::string_view on, Finding finding = Finding::kSupports) {
    EvidenceItem& item = proof.evidence.emplace_back();
    item.id = static_cast<Ref>(200 + proof.evidence.size());
    item.aspect = aspect;
    item.finding = finding;
    item.covers = {day(on), day(on)};
    item.received = at(on);
    item.review = {at(on) + hours{1}, kReviewer, true};
    item.author = kAuthor;
    item.approver = kApprover;
    item.reviewed_on = day(on);
    if (aspect != Aspect::kDesign) item.places = {0, 1};
    return item;
  }
  Performance& perform(std::string_view due, std::string_view on, Outcome outcome = Outcome::kEffective) {
    add(Aspect::kOperation, on);
    Performance& done = proof.performances.emplace_back();
    done.due = day(due);
    done.performed_on = day(on);
    done.outcome = outcome;
    done.evidence = static_cast<std::uint32_t>(proof.evidence.size() - 1);
    done.recorded = at(on);
    return done;
  }
  Scene& all_quarters() {
    for (const char* due : {"2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"}) perform(due, due);
    return *this;
  }
  std::uint32_t deviate(std::string_view opened, std::string_view retest = "", bool elsewhere = false) {
    Deviation& item = proof.deviations.emplace_back();
    item.opened = day(opened);
    item.recorded = at(opened);
    item.counted_elsewhere = elsewhere;
    if (!retest.empty()) {
      item.retest_on = day(retest);
      item.closed = at(retest);
    }
    return static_cast<std::uint32_t>(proof.deviations.size() - 1);
  }
  Sample& sample(std::string_view from, std::string_view to, std::uint32_t deviations = 0) {
    Sample& item = proof.samples.emplace_back();
    item.covers = {day(from), day(to)};
    item.population = 1000;
    item.size = 25;
    item.deviations = deviations;
    item.author = kAuthor;
    item.recorded = at(to);
    item.review = {at(to) + hours{1}, kReviewer, true};
    return item;
  }
  MeasureVerdicts judged() const { return judge(proof, places, question); }
  Verdict verdict(Aspect aspect, std::size_t place = 0) const { return judged().row(place, aspect).value; }
  Verdict design() const { return verdict(Aspect::kDesign); }
  Verdict existence(std::size_t place = 0) const { return verdict(Aspect::kExistence, place); }
  Verdict operation(std::size_t place = 0) const { return verdict(Aspect::kOperation, place); }
  bool says(Aspect aspect, ReasonKind kind, std::size_t place = 0) const {
    const MeasureVerdicts all = judged();
    return std::ranges::any_of(all.reasons_of(all.row(place, aspect)), [&](const Reason& r) { return r.kind == kind; });
  }
};

constexpr Aspect kD = Aspect::kDesign, kE = Aspect::kExistence, kO = Aspect::kOperation;

// ---- No data ----

TEST(VerdictNoData, an_empty_measure_shows_nothing_and_says_what_is_missing) {
  Scene scene;
  scene.quarterly();
  EXPECT_EQ(scene.design(), Verdict::kNotShown);
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
  EXPECT_EQ(scene.operation(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kD, ReasonKind::kDesignMissing));
  EXPECT_TRUE(scene.says(kE, ReasonKind::kNotObserved));
  EXPECT_TRUE(scene.says(kO, ReasonKind::kOccurrencesNone));
}

TEST(VerdictNoData, an_aspect_without_plan_is_not_shown_whatever_the_evidence) {
  Scene scene;
  scene.proof.plan = {};
  for (const Aspect aspect : kAspects) {
    scene.add(aspect, "2026-12-01");
    EXPECT_EQ(scene.verdict(aspect), Verdict::kNotShown) << to_text(aspect);
    EXPECT_TRUE(scene.says(aspect, ReasonKind::kNoPlan)) << to_text(aspect);
  }
}

TEST(VerdictNoData, a_period_that_has_not_begun_shows_nothing) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.add(kD, "2025-12-01");
  scene.question.known_at = at("2025-12-31");
  for (const Aspect aspect : kAspects) {
    EXPECT_EQ(scene.verdict(aspect), Verdict::kNotShown);
    EXPECT_TRUE(scene.says(aspect, ReasonKind::kPeriodNotBegun));
  }
}

// ---- Who accepted it ----

TEST(VerdictReview, evidence_counts_only_when_accepted_by_someone_who_is_neither_owner_nor_author) {
  Scene scene;
  EvidenceItem& item = scene.add(kE, "2026-06-01");
  EXPECT_EQ(scene.existence(), Verdict::kShown);
  for (const Ref person : {kOwner, kAuthor, kNone}) {
    item.review.reviewer = person;
    EXPECT_EQ(scene.existence(), Verdict::kNotShown) << person;
    EXPECT_TRUE(scene.says(kE, ReasonKind::kNotIndependent)) << person;
  }
  item.review = {at("2026-06-02"), kReviewer, false};
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
}

TEST(VerdictReview, evidence_that_waits_for_review_is_named) {
  Scene scene;
  scene.add(kE, "2026-06-01").review = {};
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kE, ReasonKind::kPending));
}

// ---- Rule 1 ----

TEST(VerdictRule1, an_approved_document_within_its_review_interval_shows_the_design_in_every_place) {
  Scene scene;
  scene.add(kD, "2026-02-01");
  EXPECT_EQ(scene.verdict(kD, 0), Verdict::kShown);
  EXPECT_EQ(scene.verdict(kD, 1), Verdict::kShown);
}

TEST(VerdictRule1, a_document_past_its_review_interval_counts_no_more) {
  Scene scene;
  scene.add(kD, "2025-12-31");  // Twelve months: the last day is 31 December 2026.
  EXPECT_EQ(scene.design(), Verdict::kShown);
  scene.proof.evidence[0].reviewed_on = day("2025-12-30");
  EXPECT_EQ(scene.design(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kD, ReasonKind::kDesignExpired));
}

TEST(VerdictRule1, the_author_as_approver_never_counts) {
  Scene scene;
  EvidenceItem& item = scene.add(kD, "2026-02-01");
  item.approver = kAuthor;
  EXPECT_EQ(scene.design(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kD, ReasonKind::kAuthorIsApprover));
  item.approver = kNone;
  EXPECT_EQ(scene.design(), Verdict::kNotShown);
  item.approver = kApprover;
  item.author = kNone;
  EXPECT_EQ(scene.design(), Verdict::kNotShown);
}

TEST(VerdictRule1, a_policy_must_be_reviewed_after_the_last_serious_incident) {
  Scene scene;
  scene.add(kD, "2026-02-01");
  scene.proof.incidents.push_back({300, day("2026-05-01"), at("2026-05-02")});
  EXPECT_EQ(scene.design(), Verdict::kShown) << "not a policy";
  scene.proof.plan.design->is_policy = true;
  EXPECT_EQ(scene.design(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kD, ReasonKind::kDesignBeforeIncident));
  scene.proof.evidence[0].reviewed_on = day("2026-05-01");
  EXPECT_EQ(scene.design(), Verdict::kNotShown) << "on the day itself is not after";
  scene.proof.evidence[0].reviewed_on = day("2026-05-02");
  EXPECT_EQ(scene.design(), Verdict::kShown);
}

TEST(VerdictRule1, every_document_of_the_plan_is_needed) {
  Scene scene;
  scene.proof.plan.design->documents = {900, 901};
  scene.add(kD, "2026-02-01").document = 900;
  EXPECT_EQ(scene.design(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.says(kD, ReasonKind::kDesignMissing));
  scene.add(kD, "2026-02-01").document = 901;
  EXPECT_EQ(scene.design(), Verdict::kShown);
}

TEST(VerdictRule1, a_refuted_design_is_answered_by_a_document_reviewed_after_it) {
  Scene scene;
  scene.add(kD, "2026-02-01").document = 900;
  EvidenceItem& finding = scene.add(kD, "2026-03-01", Finding::kRefutes);
  finding.reviewed_on = kNoDay;
  finding.approver = kNone;
  EXPECT_EQ(scene.design(), Verdict::kRefuted);
  scene.add(kD, "2026-04-01").document = 900;
  EXPECT_EQ(scene.design(), Verdict::kShown);
}

TEST(VerdictRule1, evidence_that_names_places_counts_there_only) {
  Scene scene;
  scene.add(kD, "2026-02-01").places = {1};
  EXPECT_EQ(scene.verdict(kD, 0), Verdict::kNotShown);
  EXPECT_EQ(scene.verdict(kD, 1), Verdict::kShown);
}

// ---- Rule 2 ----

TEST(VerdictRule2, existence_is_judged_per_place) {
  Scene scene;
  scene.add(kE, "2026-06-01").places = {1};
  EXPECT_EQ(scene.existence(0), Verdict::kNotShown);
  EXPECT_EQ(scene.existence(1), Verdict::kShown);
}

TEST(VerdictRule2, an_observation_without_place_counts_only_where_it_can_mean_one_place) {
  Scene scene;
  scene.add(kE, "2026-06-01").places = {};
  EXPECT_EQ(scene.existence(0), Verdict::kNotShown);
  scene.places[0].whole_organisation = true;
  EXPECT_EQ(scene.existence(0), Verdict::kShown);
  EXPECT_EQ(scene.existence(1), Verdict::kNotShown);
  scene.proof.places = {1};
  EXPECT_EQ(scene.existence(0), Verdict::kShown) << "the only place of the measure";
}

TEST(VerdictRule2, an_observation_older_than_its_validity_is_as_if_absent) {
  Scene scene;
  scene.proof.plan.existence->valid_months = 6;
  EvidenceItem& item = scene.add(kE, "2026-07-01");
  EXPECT_EQ(scene.existence(), Verdict::kShown);
  item.covers = {day("2026-06-30"), day("2026-06-30")};  // Holds until 30 December.
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kE, ReasonKind::kObservationExpired));
}

TEST(VerdictRule2, an_end_of_its_own_ends_an_observation) {
  Scene scene;
  scene.add(kE, "2026-07-01").valid_until = day("2026-12-30");
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
}

TEST(VerdictRule2, the_newest_observation_decides) {
  Scene scene;
  scene.add(kE, "2026-06-01");
  scene.add(kE, "2026-07-01", Finding::kRefutes);
  EXPECT_EQ(scene.existence(), Verdict::kRefuted);
  scene.add(kE, "2026-08-01", Finding::kPartly);
  EXPECT_EQ(scene.existence(), Verdict::kPartlyShown);
  scene.add(kE, "2026-08-01", Finding::kRefutes);
  EXPECT_EQ(scene.existence(), Verdict::kRefuted) << "on one day the worst";
}

TEST(VerdictRule2, an_observation_after_the_period_says_nothing_about_it) {
  Scene scene;
  scene.add(kE, "2027-01-05");
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
}

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
  std::get<SamplePlan>(scene.proof.plan.operation[0]).agreed_size = 20;
  EXPECT_EQ(scene.operation(), Verdict::kShown);
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

// ---- Rule 4 ----

TEST(VerdictRule4, a_later_aspect_is_at_most_partly_shown_while_an_earlier_one_is_refuted) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.add(kE, "2026-06-01");
  scene.add(kD, "2026-06-01", Finding::kRefutes);
  EXPECT_EQ(scene.existence(), Verdict::kPartlyShown);
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  EXPECT_EQ(scene.judged().row(0, kO).computed, Verdict::kShown);
  EXPECT_TRUE(scene.says(kO, ReasonKind::kCappedByEarlier));
}

TEST(VerdictRule4, an_earlier_aspect_without_evidence_does_not_limit) {
  Scene scene;
  scene.quarterly().all_quarters();
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

TEST(VerdictRule4, a_refuted_operation_stays_refuted) {
  Scene scene;
  scene.quarterly().deviate("2026-05-01");
  scene.add(kE, "2026-06-01", Finding::kRefutes);
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
}

// ---- Rule 7 ----

Override& override_existence(Scene& scene) {
  Override& item = scene.proof.overrides.emplace_back();
  item.aspect = kE;
  item.value = Verdict::kShown;
  item.reason = 400;
  item.author = kAuthor;
  item.second_person = kReviewer;
  item.recorded = at("2026-06-01");
  item.confirmed = at("2026-06-02");
  item.until = day("2027-06-01");
  return item;
}

TEST(VerdictRule7, an_override_is_shown_as_an_override_beside_what_was_computed) {
  Scene scene;
  override_existence(scene);
  const MeasureVerdicts all = scene.judged();
  EXPECT_EQ(all.row(0, kE).value, Verdict::kShown);
  EXPECT_EQ(all.row(0, kE).computed, Verdict::kNotShown);
  EXPECT_TRUE(all.row(0, kE).is_override);
  EXPECT_FALSE(all.row(0, kO).is_override);
  EXPECT_TRUE(scene.says(kE, ReasonKind::kOverride));
}

TEST(VerdictRule7, an_override_needs_a_reason_a_second_person_and_an_end_that_has_not_passed) {
  struct Row {
    const char* sentence;
    void (*spoil)(Override&);
    ReasonKind reason;
  };
  const Row rows[] = {
      {"no reason", [](Override& o) { o.reason = kNone; }, ReasonKind::kOverrideIncomplete},
      {"no second person", [](Override& o) { o.second_person = kNone; }, ReasonKind::kOverrideIncomplete},
      {"the second person is the author", [](Override& o) { o.second_person = kAuthor; },
       ReasonKind::kOverrideIncomplete},
      {"no end", [](Override& o) { o.until = kNoDay; }, ReasonKind::kOverrideIncomplete},
      {"not confirmed yet", [](Override& o) { o.confirmed = kNever; }, ReasonKind::kOverrideIncomplete},
      {"lapsed", [](Override& o) { o.until = day("2027-02-28"); }, ReasonKind::kOverrideLapsed},
  };
  for (const Row& row : rows) {
    Scene scene;
    row.spoil(override_existence(scene));
    EXPECT_EQ(scene.existence(), Verdict::kNotShown) << row.sentence;
    EXPECT_FALSE(scene.judged().row(0, kE).is_override) << row.sentence;
    EXPECT_TRUE(scene.says(kE, row.reason)) << row.sentence;
  }
}

TEST(VerdictRule7, an_override_for_one_place_leaves_the_other_alone) {
  Scene scene;
  override_existence(scene).place = 1;
  EXPECT_EQ(scene.existence(0), Verdict::kNotShown);
  EXPECT_EQ(scene.existence(1), Verdict::kShown);
}

TEST(VerdictRule7, an_override_does_not_lift_the_limit_of_rule_4) {
  Scene scene;
  override_existence(scene);
  scene.add(kD, "2026-06-01", Finding::kRefutes);
  EXPECT_EQ(scene.existence(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.judged().row(0, kE).is_override);
}

// ---- Rule 8 ----

TEST(VerdictRule8, inherited_evidence_counts_only_inside_scope_and_validity) {
  struct Row {
    const char* sentence;
    SupplierProof supplier;
    Verdict expected;
  };
  const Period valid{day("2026-01-01"), day("2026-12-31")};
  const Row rows[] = {
      {"inside", {500, {}, {}, valid, {}}, Verdict::kShown},
      {"place and aspect in scope", {500, {0}, {kE}, valid, {}}, Verdict::kShown},
      {"other place", {500, {1}, {}, valid, {}}, Verdict::kNotShown},
      {"other aspect", {500, {}, {kD}, valid, {}}, Verdict::kNotShown},
      {"ended", {500, {}, {}, {day("2026-01-01"), day("2026-12-30")}, {}}, Verdict::kNotShown},
  };
  for (const Row& row : rows) {
    Scene scene;
    scene.proof.suppliers = {row.supplier};
    scene.add(kE, "2026-06-01").supplier = 0;
    EXPECT_EQ(scene.existence(), row.expected) << row.sentence;
    EXPECT_EQ(scene.says(kE, ReasonKind::kOutsideSupplierScope), row.expected == Verdict::kNotShown) << row.sentence;
    EXPECT_EQ(scene.says(kE, ReasonKind::kInherited), row.expected == Verdict::kShown) << row.sentence;
  }
}

TEST(VerdictRule8, what_remains_for_the_organisation_itself_is_listed) {
  Scene scene;
  scene.proof.suppliers = {{500, {}, {}, {day("2026-01-01"), day("2026-12-31")}, {601, 602}}};
  scene.add(kE, "2026-06-01").supplier = 0;
  const MeasureVerdicts all = scene.judged();
  const auto reasons = all.reasons_of(all.row(0, kE));
  const auto remains = std::ranges::find(reasons, ReasonKind::kSupplierRemains, &Reason::kind);
  ASSERT_NE(remains, reasons.end());
  ASSERT_EQ(remains->ref_count, 2U);
  EXPECT_EQ(all.refs_of(*remains)[1], (ReasonRef{RefKind::kText, 602}));
}

// ---- Rule 9 ----

TEST(VerdictRule9, only_what_was_received_and_judged_by_then_counts) {
  Scene scene;
  EvidenceItem& item = scene.add(kE, "2026-06-01");
  item.received = at("2026-06-10");
  item.review.at = at("2026-06-20");
  const auto known = [&](std::string_view on) {
    scene.question.known_at = at(on);
    return scene.existence();
  };
  EXPECT_EQ(known("2026-06-09"), Verdict::kNotShown);
  EXPECT_FALSE(scene.says(kE, ReasonKind::kPending)) << "nobody knew of it yet";
  EXPECT_EQ(known("2026-06-15"), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kE, ReasonKind::kPending));
  EXPECT_EQ(known("2026-06-20"), Verdict::kShown);
  item.withdrawn = at("2026-08-01");
  EXPECT_EQ(known("2026-07-31"), Verdict::kShown);
  EXPECT_EQ(known("2026-08-01"), Verdict::kNotShown);
}

TEST(VerdictRule9, a_correction_that_was_recorded_later_does_not_change_the_earlier_answer) {
  Scene scene;
  scene.quarterly().all_quarters();
  scene.deviate("2026-05-01", "2026-06-01");
  scene.proof.deviations[0].closed = at("2026-09-01");
  scene.question.known_at = at("2026-08-31");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  scene.question.known_at = at("2026-09-01");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
}

TEST(Verdict, the_words_are_those_of_sql_json_and_url) {
  for (const char* word : {"shown", "partly_shown", "not_shown", "refuted", "not_applicable"}) {
    ASSERT_TRUE(parse_verdict(word)) << word;
    EXPECT_EQ(to_text(*parse_verdict(word)), word);
  }
  for (const char* word : {"design", "existence", "operation"}) EXPECT_EQ(to_text(*parse_aspect(word)), word);
  EXPECT_FALSE(parse_verdict("green"));
  EXPECT_FALSE(parse_aspect("opzet"));
  EXPECT_TRUE(worse_than(Verdict::kRefuted, Verdict::kNotShown));
  EXPECT_TRUE(worse_than(Verdict::kNotShown, Verdict::kPartlyShown));
  EXPECT_TRUE(worse_than(Verdict::kPartlyShown, Verdict::kShown));
  EXPECT_FALSE(worse_than(Verdict::kNotApplicable, Verdict::kShown));
  EXPECT_FALSE(worse_than(Verdict::kRefuted, Verdict::kNotApplicable));
}

}  // namespace
}  // namespace waarborg::measure
