// SPDX-License-Identifier: EUPL-1.2
//
// Rules 1, 2, 4, 8 and 9 of the proof model, one test per sentence. Rule 3: verdict_operation_test.cpp. Rule 7:
// verdict_override_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using namespace scene;

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

TEST(VerdictRule1, a_refuted_design_is_answered_by_a_document_reviewed_after_it) {
  Scene scene;
  scene.add(kD, "2026-02-01").document = 900;
  EvidenceItem& finding = scene.add(kD, "2026-03-01", Finding::kRefutes);
  finding.reviewed_on = kNoDay;
  finding.approver = kNone;
  EXPECT_EQ(scene.design(), Verdict::kRefuted);
  scene.add(kD, "2026-04-01");
  EXPECT_EQ(scene.design(), Verdict::kRefuted) << "that someone else found it good is no newer document";
  scene.add(kD, "2026-03-01").document = 900;
  EXPECT_EQ(scene.design(), Verdict::kRefuted) << "on the day itself is not after";
  scene.add(kD, "2026-04-01").document = 900;
  EXPECT_EQ(scene.design(), Verdict::kShown);
}

TEST(VerdictRule1, a_finding_over_a_longer_time_is_answered_only_by_a_document_from_after_it) {
  Scene scene;
  scene.add(kD, "2026-05-01").document = 900;
  EvidenceItem& finding = scene.add(kD, "2026-03-01", Finding::kRefutes);
  finding.covers.to = day("2026-06-30");
  finding.reviewed_on = kNoDay;
  EXPECT_EQ(scene.design(), Verdict::kRefuted);
  scene.question.known_at = at("2026-07-15");
  scene.question.period.to = day("2026-06-01");
  EXPECT_EQ(scene.design(), Verdict::kRefuted) << "and is seen while it lasts";
}

TEST(VerdictRule1, evidence_that_names_places_counts_there_only) {
  Scene scene;
  scene.add(kD, "2026-02-01").places = {1};
  EXPECT_EQ(scene.verdict(kD, 0), Verdict::kNotShown);
  EXPECT_EQ(scene.verdict(kD, 1), Verdict::kShown);
}

// ---- Rule 2 ----

TEST(VerdictRule2, what_refutes_does_not_lapse_and_so_bring_back_what_was_seen_before_it) {
  Scene scene;
  scene.proof.suppliers.push_back({50, {}, {}, {day("2025-01-01"), day("2025-12-31")}, {}});
  scene.add(kE, "2026-06-01");
  EvidenceItem& refuting = scene.add(kE, "2026-06-10", Finding::kRefutes);
  refuting.valid_until = day("2026-06-10");
  refuting.supplier = 0;
  EXPECT_EQ(scene.existence(), Verdict::kRefuted);

  scene.proof.plan.existence->valid_months = 1;
  scene.add(kE, "2026-12-31").covers.from = day("2026-06-01");
  EXPECT_EQ(scene.existence(), Verdict::kRefuted) << "what began before it does not answer it";
  scene.add(kE, "2026-12-20");
  EXPECT_EQ(scene.existence(), Verdict::kShown);
}

TEST(VerdictRule1, what_refutes_does_not_lapse_and_so_bring_back_the_document_from_before_it) {
  Scene scene;
  scene.proof.suppliers.push_back({50, {}, {}, {day("2025-01-01"), day("2025-12-31")}, {}});
  scene.add(kD, "2026-06-01").document = 60;
  EvidenceItem& refuting = scene.add(kD, "2026-06-10", Finding::kRefutes);
  refuting.valid_until = day("2026-06-10");
  refuting.supplier = 0;
  refuting.reviewed_on = kNoDay;
  EXPECT_EQ(scene.design(), Verdict::kRefuted);

  scene.add(kD, "2026-07-01").document = 60;
  EXPECT_EQ(scene.design(), Verdict::kShown);
}

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

TEST(VerdictRule2, a_refutation_without_place_counts_at_every_place_until_a_later_observation_there) {
  Scene scene;
  scene.add(kE, "2026-06-01", Finding::kRefutes).places = {};
  EXPECT_EQ(scene.existence(0), Verdict::kRefuted);
  EXPECT_EQ(scene.existence(1), Verdict::kRefuted);
  scene.add(kE, "2026-06-02").places = {};
  EXPECT_EQ(scene.existence(0), Verdict::kRefuted) << "good news without place does not reach it";
  scene.add(kE, "2026-06-02").places = {1};
  EXPECT_EQ(scene.existence(0), Verdict::kRefuted);
  EXPECT_EQ(scene.existence(1), Verdict::kShown);
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

TEST(VerdictRule2, a_longer_observation_does_not_speak_over_what_was_refuted_during_it) {
  Scene scene;
  scene.add(kE, "2026-06-15", Finding::kRefutes);
  scene.add(kE, "2026-06-01").covers.to = day("2026-06-30");
  EXPECT_EQ(scene.existence(), Verdict::kRefuted);
  scene.add(kE, "2026-06-15").covers.to = day("2026-07-10");
  EXPECT_EQ(scene.existence(), Verdict::kRefuted) << "it began on the day on which it was refuted";
  scene.add(kE, "2026-06-16");
  EXPECT_EQ(scene.existence(), Verdict::kShown);
}

TEST(VerdictRule2, an_observation_after_the_period_says_nothing_about_it) {
  Scene scene;
  scene.add(kE, "2027-01-05");
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
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
