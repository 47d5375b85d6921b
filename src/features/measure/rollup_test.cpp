// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/rollup.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace waarborg::measure {
namespace {

using enum Verdict;

/// Verdicts of one aspect (existence) per place; the other aspects are not shown.
MeasureVerdicts in_places(const std::vector<Verdict>& values) {
  MeasureVerdicts out;
  for (std::uint32_t place = 0; place < values.size(); ++place) {
    for (const Aspect aspect : kAspects) {
      VerdictRow row;
      row.place = place;
      row.aspect = aspect;
      if (aspect == Aspect::kExistence) row.value = row.computed = values[place];
      out.rows.push_back(row);
    }
  }
  return out;
}

RolledUp over_places(const std::vector<Verdict>& values, PlaceRuleChoice choice = {},
                     std::vector<double> weights = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}) {
  std::vector<Place> places;
  for (std::size_t i = 0; i < values.size(); ++i) places.push_back({static_cast<Ref>(i), false, weights[i]});
  return roll_up_places(in_places(values), Aspect::kExistence, choice, places);
}

bool says(const RolledUp& rolled, ReasonKind kind) {
  return std::ranges::find(rolled.reasons, kind, &Reason::kind) != rolled.reasons.end();
}

TEST(RollUpPlaces, the_worst_place_counts_and_is_named) {
  const RolledUp rolled = over_places({kShown, kNotShown, kPartlyShown, kNotShown});
  EXPECT_EQ(rolled.value, kNotShown);
  EXPECT_DOUBLE_EQ(rolled.shown_share, 0.25);
  ASSERT_TRUE(says(rolled, ReasonKind::kWorstPlace));
  EXPECT_EQ(rolled.refs, (std::vector<ReasonRef>{{RefKind::kPlace, 1}, {RefKind::kPlace, 3}}));
  EXPECT_EQ(over_places({kShown, kRefuted, kNotShown}).value, kRefuted);
  EXPECT_EQ(over_places({kShown, kShown}).value, kShown);
}

TEST(RollUpPlaces, places_where_it_does_not_apply_take_no_part) {
  EXPECT_EQ(over_places({kShown, kNotApplicable}).value, kShown);
  EXPECT_DOUBLE_EQ(over_places({kShown, kNotApplicable}).shown_share, 1);
  EXPECT_EQ(over_places({kNotApplicable, kNotApplicable}).value, kNotApplicable);
}

TEST(RollUpPlaces, a_measure_without_places_is_not_shown) {
  const RolledUp rolled = over_places({});
  EXPECT_EQ(rolled.value, kNotShown);
  EXPECT_TRUE(says(rolled, ReasonKind::kNoPlace));
}

TEST(RollUpPlaces, a_milder_rule_without_a_reason_is_not_used_and_that_is_said) {
  for (const PlaceRule rule : {PlaceRule::kShareCovered, PlaceRule::kWeighted}) {
    const RolledUp rolled = over_places({kShown, kShown, kNotShown}, {rule, 0.5, kNone});
    EXPECT_EQ(rolled.value, kNotShown);
    EXPECT_TRUE(says(rolled, ReasonKind::kPlaceRuleUnreasoned));
    EXPECT_TRUE(says(rolled, ReasonKind::kWorstPlace));
  }
  EXPECT_EQ(over_places({kShown, kNotShown}, {PlaceRule::kShareCovered, 0, 9}).value, kNotShown) << "no threshold";
}

TEST(RollUpPlaces, share_covered_follows_the_threshold) {
  struct Row {
    const char* sentence;
    std::vector<Verdict> values;
    double threshold;
    Verdict expected;
  };
  const Row rows[] = {
      {"exactly met", {kShown, kShown, kShown, kNotShown}, 0.75, kShown},
      {"just missed", {kShown, kShown, kShown, kNotShown}, 0.76, kPartlyShown},
      {"met, but one place is refuted", {kShown, kShown, kShown, kRefuted}, 0.75, kPartlyShown},
      {"missed and one place is refuted", {kShown, kNotShown, kRefuted, kRefuted}, 0.75, kRefuted},
      {"nothing shown, something partly", {kNotShown, kPartlyShown}, 0.5, kPartlyShown},
      {"nothing at all", {kNotShown, kNotShown}, 0.5, kNotShown},
      {"nothing at all against a tiny threshold", {kNotShown, kNotShown}, 1e-12, kNotShown},
  };
  for (const Row& row : rows) {
    const RolledUp rolled = over_places(row.values, {PlaceRule::kShareCovered, row.threshold, 9});
    EXPECT_EQ(rolled.value, row.expected) << row.sentence;
    EXPECT_TRUE(says(rolled, ReasonKind::kShareCovered)) << row.sentence;
  }
}

TEST(RollUpPlaces, weights_shift_the_share) {
  const RolledUp rolled = over_places({kShown, kNotShown}, {PlaceRule::kWeighted, 0.8, 9}, {4, 1});
  EXPECT_EQ(rolled.value, kShown);
  EXPECT_DOUBLE_EQ(rolled.shown_share, 0.8);
  EXPECT_EQ(over_places({kShown, kNotShown}, {PlaceRule::kWeighted, 0.8, 9}, {1, 4}).value, kPartlyShown);
  EXPECT_EQ(over_places({kShown, kNotShown}, {PlaceRule::kWeighted, 0.5, 9}, {0, 0}).value, kShown)
      << "without weights every place weighs the same";
}

// ---- Requirement ----

struct Links {
  OrganisationProof proof;
  std::vector<PerAspect> totals;
  RequirementProof requirement;

  Links& measure(Verdict value, bool full) {
    proof.measures.emplace_back().id = static_cast<Ref>(proof.measures.size());
    totals.emplace_back()[0].value = value;
    requirement.links.push_back({static_cast<std::uint32_t>(totals.size() - 1), full});
    return *this;
  }
  Links& declared(Ref person = 7, Ref reason = 8, Moment when = Moment{}) {
    requirement.complete_together = Declaration{person, reason, when};
    for (const MeasureProof& measure : proof.measures) requirement.complete_together->measures.push_back(measure.id);
    return *this;
  }
  RolledUp rolled() const {
    return roll_up_requirement(requirement, Aspect::kDesign, totals, proof, Moment{std::chrono::hours{1}});
  }
};

TEST(RollUpRequirement, fully_answering_measures_take_the_worst_of_their_verdicts) {
  EXPECT_EQ(Links().measure(kShown, true).rolled().value, kShown);
  EXPECT_EQ(Links().measure(kShown, true).measure(kNotShown, true).rolled().value, kNotShown);
  const RolledUp rolled = Links().measure(kShown, true).measure(kRefuted, true).measure(kNotShown, true).rolled();
  EXPECT_EQ(rolled.value, kRefuted);
  EXPECT_EQ(rolled.refs, (std::vector<ReasonRef>{{RefKind::kMeasure, 1}}));
}

TEST(RollUpRequirement, partly_answering_measures_reach_at_most_partly_shown) {
  const RolledUp rolled = Links().measure(kShown, false).measure(kShown, false).rolled();
  EXPECT_EQ(rolled.value, kPartlyShown);
  EXPECT_TRUE(says(rolled, ReasonKind::kPartlyAnswered));
  EXPECT_EQ(Links().measure(kShown, false).measure(kNotShown, false).rolled().value, kPartlyShown);
  EXPECT_EQ(Links().measure(kNotShown, false).rolled().value, kNotShown);
  EXPECT_EQ(Links().measure(kShown, false).measure(kRefuted, false).rolled().value, kRefuted);
}

TEST(RollUpRequirement, declared_complete_together_by_a_named_person_with_a_reason_they_can_show) {
  const auto two = [] { return Links().measure(kShown, false).measure(kShown, false); };
  EXPECT_EQ(two().declared().rolled().value, kShown);
  EXPECT_TRUE(says(two().declared().rolled(), ReasonKind::kDeclaredComplete));
  EXPECT_EQ(two().declared(kNone).rolled().value, kPartlyShown) << "nobody named";
  EXPECT_EQ(two().declared(7, kNone).rolled().value, kPartlyShown) << "no reason";
  EXPECT_EQ(two().declared(7, 8, kNever).rolled().value, kPartlyShown) << "declared after known_at";
  EXPECT_EQ(two().measure(kNotShown, false).declared().rolled().value, kPartlyShown);
  EXPECT_EQ(two().measure(kRefuted, false).declared().rolled().value, kRefuted);
}

TEST(RollUpRequirement, a_declaration_counts_while_all_that_it_was_about_still_answers) {
  Links links;
  links.measure(kShown, false).measure(kShown, false).declared();
  links.measure(kShown, false);
  EXPECT_EQ(links.rolled().value, kShown) << "one more takes nothing away from what was said";
  links.requirement.links.erase(links.requirement.links.begin() + 1);
  const RolledUp lapsed = links.rolled();
  EXPECT_EQ(lapsed.value, kPartlyShown);
  ASSERT_TRUE(says(lapsed, ReasonKind::kDeclarationLapsed));
  EXPECT_FALSE(says(lapsed, ReasonKind::kDeclaredComplete));
  EXPECT_EQ(lapsed.reasons[0].a, 1);
  EXPECT_EQ(lapsed.reasons[0].b, 2);
  EXPECT_EQ(lapsed.refs, (std::vector<ReasonRef>{{RefKind::kMeasure, 1}}));
  links.requirement.complete_together->measures.clear();
  EXPECT_EQ(links.rolled().value, kPartlyShown) << "of nothing in particular nothing was said";
}

TEST(RollUpRequirement, a_refuted_part_does_not_hide_behind_a_full_measure) {
  const RolledUp rolled = Links().measure(kShown, true).measure(kRefuted, false).rolled();
  EXPECT_EQ(rolled.value, kPartlyShown);
  EXPECT_TRUE(says(rolled, ReasonKind::kPartRefuted));
  EXPECT_EQ(Links().measure(kShown, true).measure(kNotShown, false).rolled().value, kShown);
}

TEST(RollUpRequirement, without_a_measure_it_is_not_shown) {
  const RolledUp rolled = Links().rolled();
  EXPECT_EQ(rolled.value, kNotShown);
  EXPECT_TRUE(says(rolled, ReasonKind::kNoMeasure));
}

TEST(RollUpRequirement, not_applicable_needs_a_reason) {
  Links links;
  links.measure(kShown, true).requirement.applicable = false;
  EXPECT_EQ(links.rolled().value, kShown);
  EXPECT_TRUE(says(links.rolled(), ReasonKind::kNotApplicableUnreasoned));
  links.requirement.applicability_reason = 9;
  EXPECT_EQ(links.rolled().value, kNotApplicable);
  EXPECT_TRUE(says(links.rolled(), ReasonKind::kNotApplicable));
}

TEST(RollUpRequirement, an_exclusion_that_nobody_approved_leaves_it_counting_and_says_so) {
  Links links;
  links.measure(kRefuted, true).requirement.exclusion_waits = 8;
  EXPECT_EQ(links.rolled().value, kRefuted);
  EXPECT_TRUE(says(links.rolled(), ReasonKind::kExclusionNotApproved));
  Links nothing;
  nothing.requirement.exclusion_waits = 8;
  EXPECT_EQ(nothing.rolled().value, kNotShown);
  EXPECT_TRUE(says(nothing.rolled(), ReasonKind::kExclusionNotApproved));
}

TEST(RollUpRequirement, an_override_below_is_shown_above) {
  Links links;
  links.measure(kShown, true).totals[0][0].has_override = true;
  EXPECT_TRUE(links.rolled().has_override);
}

TEST(Tally, counts_per_verdict_and_gives_the_percentage_of_what_applies) {
  Tally tally;
  EXPECT_EQ(tally.shown_percent(Aspect::kDesign), 0);
  for (const Verdict value : {kShown, kNotShown, kRefuted, kNotApplicable, kPartlyShown}) {
    PerAspect verdicts;
    verdicts[0].value = value;
    tally.add(verdicts);
  }
  EXPECT_EQ(tally.count(Aspect::kDesign, kShown), 1U);
  EXPECT_EQ(tally.count(Aspect::kExistence, kNotShown), 5U);
  EXPECT_DOUBLE_EQ(tally.shown_percent(Aspect::kDesign), 25);
}

TEST(RollUpPlaces, a_share_of_places_does_not_show_operation_where_existence_is_refuted) {
  // Three places of which half must be shown; each shows the aspect that the override claims.
  OrganisationProof proof;
  proof.places = {{1, false, 1}, {2, false, 1}, {3, false, 1}};
  MeasureProof& measure = proof.measures.emplace_back();
  measure.places = {0, 1, 2};
  measure.place_rule = {.rule = PlaceRule::kShareCovered, .threshold = 0.5, .reason = 1};
  const Day today{std::chrono::days{20'000}};
  const auto claim = [&](Aspect aspect, PlaceIndex place, Verdict value) {
    Override& made = measure.overrides.emplace_back();
    made.aspect = aspect;
    made.place = place;
    made.value = value;
    made.reason = made.author = 1;
    made.second_person = 2;
    made.recorded = made.confirmed = today;
    made.until = today + std::chrono::days{9};
  };
  claim(Aspect::kExistence, 0, kRefuted);
  for (const PlaceIndex place : {1U, 2U}) claim(Aspect::kOperation, place, kShown);

  const Assessment assessment = judge_all(proof, {{today, today}, today + std::chrono::hours{1}});

  const PerAspect& totals = assessment.measure_totals[0];
  EXPECT_EQ(totals[1].value, kRefuted);
  EXPECT_EQ(totals[2].value, kPartlyShown) << "rule 4";
  EXPECT_TRUE(says(totals[2], ReasonKind::kCappedByEarlier));
}

TEST(RestsOn, the_shares_follow_the_deepest_aspect_that_was_judged) {
  // One measure in two places; only its design has evidence, and an override claims existence.
  OrganisationProof proof;
  proof.places = {{1, false, 1}, {2, false, 1}};
  proof.requirements = {
      {.id = 5, .applicability_reason = kNone, .links = {{0, true}}, .mapped = {}, .complete_together = {}},
      {.id = 6, .applicability_reason = kNone, .links = {}, .mapped = {}, .complete_together = {}}};
  MeasureProof& measure = proof.measures.emplace_back();
  measure.places = {0, 1};
  measure.plan.design = DesignPlan{};
  const Day today{std::chrono::days{20'000}};
  EvidenceItem& item = measure.evidence.emplace_back();
  item.covers = {today, today};
  item.reviewed_on = today;
  item.author = 1;
  item.approver = 2;
  item.received = today;
  item.review = {today, 3, true};
  item.places = {0};
  Override& claim = measure.overrides.emplace_back();
  claim.aspect = Aspect::kExistence;
  claim.value = kShown;
  claim.reason = claim.author = 1;
  claim.second_person = 2;
  claim.recorded = claim.confirmed = today;
  claim.until = today + std::chrono::days{9};

  const Assessment assessment = judge_all(proof, {{today, today}, today + std::chrono::hours{1}});

  EXPECT_EQ(assessment.requirements[0].rests_on, (RestsOn{0.5, 0.5, 0, 0}));
  EXPECT_EQ(assessment.requirements[1].rests_on, (RestsOn{1, 0, 0, 0}));
  Tally tally;
  for (const RequirementVerdict& one : assessment.requirements) tally.add(one.aspects);
  EXPECT_EQ(tally.count(Aspect::kExistence, kShown), 1U);
  EXPECT_EQ(tally.overrides[1], 1U);
}

TEST(RollUpMappings, a_verdict_through_a_mapping_names_it_and_what_the_mapping_leaves_open) {
  OrganisationProof proof;
  proof.texts = {"m1", "urn:a", "map-1"};
  proof.measures.resize(1);
  proof.measures[0].id = 0;
  std::vector<PerAspect> totals(1);
  for (RolledUp& total : totals[0]) total.value = kShown;
  RequirementProof requirement;
  requirement.links = {{0, true}};
  requirement.mapped = {{0, 1, 2, true, true}};
  const auto whole = roll_up_requirement(requirement, Aspect::kExistence, totals, proof, Moment{});
  EXPECT_EQ(whole.value, kShown);
  EXPECT_TRUE(says(whole, ReasonKind::kThroughMappings));
  EXPECT_FALSE(says(whole, ReasonKind::kMappingCoversPart));
  EXPECT_NE(std::ranges::find(whole.refs, ReasonRef{RefKind::kRequirement, 1}), whole.refs.end());
  requirement.links[0].full = false;
  requirement.mapped[0].covers = false;
  const auto part = roll_up_requirement(requirement, Aspect::kExistence, totals, proof, Moment{});
  EXPECT_EQ(part.value, kPartlyShown) << "a mapping that covers a part never shows the whole";
  EXPECT_TRUE(says(part, ReasonKind::kMappingCoversPart));
}

}  // namespace
}  // namespace waarborg::measure
