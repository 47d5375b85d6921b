// SPDX-License-Identifier: EUPL-1.2
//
// Overrides and roll-ups against their definitions, on random organisations. Each test prints its seed.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/measure/random_organisation.h"
#include "features/measure/random_rounds.h"

namespace waarborg::measure {
namespace {

using namespace std::chrono;

TEST(VerdictReference, an_override_counts_in_the_periods_that_end_while_it_holds_and_in_no_other) {
  WITH_SEED;
  int counted = 0;
  for (int round = 0; round < kRounds; ++round) {
    MeasureProof proof = random.measure({0, 1, 2}, random.pick(0, 20));
    if (proof.overrides.empty()) {
      proof.overrides.push_back({random.ref(), static_cast<Aspect>(random.pick(0, 2)), kEveryPlace,
                                 Verdict::kPartlyShown, 1, 1, 2, random.moment(kTime.from), random.moment(random.day()),
                                 kTime.to + days{random.pick(0, 300)}});
    }
    const Override& item = proof.overrides[0];
    const Question question = random_question(random);
    const MeasureVerdicts all = judge(proof, three_places(), question);
    const Day last = std::min(question.as_of(), question.period.to);
    const bool holds = item.recorded <= question.known_at && item.confirmed <= question.known_at &&
                       item.ended > question.known_at && item.author != item.second_person &&
                       question.as_of() <= item.until && question.period.from <= last &&
                       day_of(item.confirmed) <= last && last <= item.until;
    for (const VerdictRow& row : all.rows) {
      const bool spoken_of = row.aspect == item.aspect && (item.place == kEveryPlace || item.place == row.place);
      ASSERT_EQ(row.is_override, spoken_of && holds) << "round " << round;
      counted += row.is_override;
    }
  }
  EXPECT_GT(counted, 10);
}

TEST(VerdictReference, roll_ups_agree_with_their_definition) {
  WITH_SEED;
  for (int round = 0; round < 30; ++round) {
    const OrganisationProof proof = random_organisation(random, 8, 3, 20, 20);
    const Assessment all = judge_all(proof, random_question(random));
    for (const Aspect aspect : kAspects) {
      const auto a = static_cast<std::size_t>(aspect);
      const auto refuted_before = [&](std::size_t m) {
        return std::ranges::any_of(std::span(all.measure_totals[m]).first(a),
                                   [](const RolledUp& earlier) { return earlier.value == Verdict::kRefuted; });
      };
      for (std::size_t m = 0; m < proof.measures.size(); ++m) {
        Verdict worst = Verdict::kNotApplicable;
        for (std::size_t p = 0; p < 3; ++p) {
          const Verdict value = all.measures[m].row(p, aspect).value;
          if (value != Verdict::kNotApplicable && (worst == Verdict::kNotApplicable || value > worst)) worst = value;
        }
        const PlaceRuleChoice& rule = proof.measures[m].place_rule;
        const Verdict total = all.measure_totals[m][a].value;
        if (rule.rule == PlaceRule::kWorst || rule.reason == kNone)
          ASSERT_EQ(total, worst);
        else if (worst == Verdict::kRefuted)
          ASSERT_NE(total, Verdict::kShown);
        else
          ASSERT_TRUE(!worse_than(total, worst) || (total == Verdict::kPartlyShown && refuted_before(m)));
        ASSERT_FALSE(total == Verdict::kShown && refuted_before(m)) << "rule 4";
      }
      for (std::size_t r = 0; r < proof.requirements.size(); ++r) {
        const RequirementProof& requirement = proof.requirements[r];
        const Verdict value = all.requirements[r].aspects[a].value;
        std::vector<Verdict> full, partly;
        for (const MeasureLink& link : requirement.links) {
          const Verdict total = all.measure_totals[link.measure][a].value;
          if (total != Verdict::kNotApplicable) (link.full ? full : partly).push_back(total);
        }
        if (!requirement.applicable && requirement.applicability_reason != kNone) {
          ASSERT_EQ(value, Verdict::kNotApplicable);
        } else if (requirement.links.empty()) {
          ASSERT_EQ(value, Verdict::kNotShown);
        } else if (!full.empty()) {
          const Verdict worst = std::ranges::max(full);
          const bool part_refuted = std::ranges::count(partly, Verdict::kRefuted) > 0;
          ASSERT_EQ(value, part_refuted ? std::max(worst, Verdict::kPartlyShown) : worst);
        } else if (!partly.empty()) {
          const bool complete =
              requirement.complete_together && requirement.complete_together->at <= all.question.known_at &&
              !requirement.complete_together->measures.empty() &&
              std::ranges::all_of(requirement.complete_together->measures, [&](Ref id) {
                return std::ranges::any_of(
                    requirement.links, [&](const MeasureLink& link) { return proof.measures[link.measure].id == id; });
              });
          ASSERT_EQ(value == Verdict::kShown, complete && std::ranges::max(partly) == Verdict::kShown);
          ASSERT_EQ(value == Verdict::kRefuted, std::ranges::max(partly) == Verdict::kRefuted);
        }
      }
    }
    for (std::size_t r = 0; r < proof.requirements.size(); ++r) {
      const RestsOn& on = all.requirements[r].rests_on;
      const bool applies = proof.requirements[r].applicable || proof.requirements[r].applicability_reason == kNone;
      ASSERT_NEAR(on.nothing + on.documents + on.existence + on.operation, applies ? 1 : 0, 1e-9);
    }
  }
}

}  // namespace
}  // namespace waarborg::measure
