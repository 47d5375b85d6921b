// SPDX-License-Identifier: EUPL-1.2
//
// Until when a verdict on design or existence holds, and what ends then.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "features/measure/random_rounds.h"
#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using namespace std::chrono;
using scene::day, scene::kD, scene::kE;

/// Asked on 1 June 2026: the document is reviewed every twelve months, an observation holds six.
struct Held : scene::Scene {
  Held() {
    proof.plan.existence = ExistencePlan{6};
    question.known_at = scene::at("2026-06-01");
  }
  Holding of(Aspect aspect, std::size_t place = 0) const { return judged().row(place, aspect).holding; }
  std::string until(Aspect aspect, std::size_t place = 0) const {
    const Day last = of(aspect, place).until;
    return last == kNoDay ? "" : waarborg::to_text(last);
  }
};

TEST(VerdictHolding, a_document_holds_until_it_must_be_reviewed_again) {
  Held held;
  const Ref id = held.add(kD, "2026-01-10").id;
  EXPECT_EQ(held.until(kD), "2027-01-10");
  EXPECT_EQ(held.of(kD).evidence, id);
  held.question = asked_on(held.question, day("2027-01-10"));
  EXPECT_EQ(held.design(), Verdict::kShown);
  held.question = asked_on(held.question, day("2027-01-11"));
  EXPECT_EQ(held.design(), Verdict::kNotShown);
}

TEST(VerdictHolding, an_observation_holds_in_its_own_place_as_long_as_the_plan_says) {
  Held held;
  held.add(kE, "2026-03-10").places = {0};
  held.add(kE, "2026-04-20").places = {1};
  EXPECT_EQ(held.until(kE, 0), "2026-09-10");
  EXPECT_EQ(held.until(kE, 1), "2026-10-20");
  EXPECT_EQ(held.until(kD), "") << "nothing shows the design";
}

TEST(VerdictHolding, evidence_ends_on_its_own_day_when_that_comes_before_the_plan) {
  Held held;
  held.add(kD, "2026-01-10").valid_until = day("2026-07-01");
  held.add(kE, "2026-03-10").valid_until = day("2030-01-01");
  EXPECT_EQ(held.until(kD), "2026-07-01");
  EXPECT_EQ(held.until(kE), "2026-09-10");
}

TEST(VerdictHolding, of_several_pieces_that_carry_it_the_last_one_says_until_when) {
  Held held;
  held.add(kD, "2026-01-10").document = 7;
  const Ref id = held.add(kD, "2026-03-01").id;
  held.add(kE, "2026-05-01").valid_until = day("2026-06-15");
  held.add(kE, "2026-02-01");
  EXPECT_EQ(held.until(kD), "2027-03-01");
  EXPECT_EQ(held.of(kD).evidence, id);
  EXPECT_EQ(held.until(kE), "2026-08-01") << "what was seen before still holds when the newest ends";
}

TEST(VerdictHolding, a_successor_moves_the_day_once_it_counts_and_until_then_it_waits) {
  Held held;
  held.add(kE, "2026-01-10");
  EXPECT_FALSE(held.of(kE).renewed);
  EvidenceItem& next = held.add(kE, "2026-05-20");
  next.review = {};
  EXPECT_EQ(held.until(kE), "2026-07-10");
  EXPECT_TRUE(held.of(kE).renewed);
  next.review = {scene::at("2026-05-21"), scene::kReviewer, true};
  EXPECT_EQ(held.until(kE), "2026-11-20");
  EXPECT_FALSE(held.of(kE).renewed);
}

TEST(VerdictHolding, what_waits_and_would_end_no_later_renews_nothing) {
  Held held;
  held.add(kD, "2026-03-10");
  held.add(kD, "2026-02-10").review = {};
  held.add(kD, "2026-05-10").finding = Finding::kRefutes;
  held.proof.evidence.back().review = {};
  EXPECT_EQ(held.until(kD), "2027-03-10");
  EXPECT_FALSE(held.of(kD).renewed);
}

TEST(VerdictHolding, evidence_that_does_not_count_holds_nothing) {
  Held held;
  held.add(kD, "2026-01-10").approver = scene::kAuthor;
  held.add(kE, "2026-01-10").review = {};
  held.add(kE, "2026-02-10").withdrawn = scene::at("2026-03-01");
  held.add(kE, "2026-03-10").review.reviewer = scene::kOwner;
  held.add(kE, "2026-04-10").finding = Finding::kRefutes;
  EXPECT_EQ(held.until(kD), "");
  EXPECT_EQ(held.until(kE), "");
}

TEST(VerdictHolding, nothing_inherited_holds_longer_than_the_proof_of_its_supplier) {
  Held held;
  held.proof.suppliers.push_back({50, {}, {}, {day("2026-01-01"), day("2026-06-30")}, {}});
  held.add(kE, "2026-05-10").supplier = 0;
  EXPECT_EQ(held.until(kE), "2026-06-30");
}

TEST(VerdictHolding, it_ends_when_what_was_found_wrong_speaks_again) {
  Held held;
  EvidenceItem& wrong = held.add(kD, "2026-02-01", Finding::kRefutes);
  wrong.document = 7;
  held.add(kD, "2026-03-01").document = 8;
  EvidenceItem& mended = held.add(kD, "2026-03-01");
  mended.document = 7;
  mended.valid_until = day("2026-08-01");
  const Ref id = mended.id;
  EXPECT_EQ(held.until(kD), "2026-08-01") << "though another document holds until next year";
  EXPECT_EQ(held.of(kD).evidence, id);
}

TEST(VerdictHolding, what_expired_says_since_when_and_what_held_last) {
  Held held;
  held.add(kE, "2025-08-01");
  held.add(kE, "2025-09-01", Finding::kRefutes);
  const Ref id = held.add(kE, "2025-10-01").id;
  EXPECT_EQ(held.existence(), Verdict::kNotShown);
  EXPECT_EQ(held.until(kE), "2026-04-01");
  EXPECT_EQ(held.of(kE).evidence, id);
  held.add(kE, "2026-05-01", Finding::kRefutes);
  EXPECT_EQ(held.until(kE), "") << "now something else is the matter";
}

/// Last day of the evidence by itself.
Day end_of_its_own(const MeasureProof& proof, const EvidenceItem& item) {
  Day last = item.aspect == Aspect::kDesign ? add_months(item.reviewed_on, proof.plan.design->review_months)
                                            : add_months(item.covers.to, proof.plan.existence->valid_months);
  if (item.valid_until != kNoDay) last = std::min(last, item.valid_until);
  return item.supplier == kNone ? last : std::min(last, proof.suppliers[item.supplier].valid.to);
}

/// Left alone it is as good up to the last day, and worse on the next.
void expect_holds(RandomProof& random, const MeasureProof& alone, const Question& question, std::size_t place,
                  const VerdictRow& row) {
  const auto verdict_on = [&](Day on) {
    return judge(alone, three_places(), asked_on(question, on)).row(place, row.aspect).computed;
  };
  const Day first = question.judged_on(), last = row.holding.until;
  ASSERT_EQ(to_text(verdict_on(first)), to_text(row.computed));
  ASSERT_GE(last, first);
  const Day between = first + days{random.pick(0, static_cast<int>((last - first).count()))};
  ASSERT_FALSE(worse_than(verdict_on(between), row.computed))
      << waarborg::to_text(between) << " of " << waarborg::to_text(last);
  ASSERT_FALSE(worse_than(verdict_on(last), row.computed)) << waarborg::to_text(last);
  ASSERT_TRUE(worse_than(verdict_on(last + days{1}), row.computed)) << waarborg::to_text(last);
  const auto item = std::ranges::find(alone.evidence, row.holding.evidence, &EvidenceItem::id);
  ASSERT_NE(item, alone.evidence.end());
  ASSERT_NE(item->finding, Finding::kRefutes);
  ASSERT_TRUE(counts(*item, alone.owner, question.known_at));
  ASSERT_EQ(waarborg::to_text(end_of_its_own(alone, *item)), waarborg::to_text(last));
}

TEST(VerdictHolding, left_alone_a_verdict_is_as_good_up_to_its_last_day_and_worse_on_the_next) {
  WITH_SEED;
  std::array<int, 2> seen{};
  for (int round = 0; round < kRounds; ++round) {
    const MeasureProof proof = random.measure({0, 1, 2}, random.pick(0, 60));
    const Question question = random_question(random);
    const MeasureVerdicts all = judge(proof, three_places(), question);
    const MeasureProof alone = left_alone(proof, question);
    for (std::size_t place = 0; place < proof.places.size(); ++place) {
      for (const Aspect aspect : {kD, kE}) {
        const VerdictRow& row = all.row(place, aspect);
        SCOPED_TRACE("round " + std::to_string(round) + " place " + std::to_string(place) + " aspect " +
                     std::string(to_text(aspect)));
        if (row.computed == Verdict::kShown || row.computed == Verdict::kPartlyShown) {
          ASSERT_NO_FATAL_FAILURE(expect_holds(random, alone, question, place, row));
          ++seen[aspect == kD ? 0 : 1];
        } else if (row.holding.until != kNoDay) {
          ASSERT_EQ(row.computed, Verdict::kNotShown);
          ASSERT_LT(row.holding.until, question.judged_on());
        }
      }
      ASSERT_EQ(all.row(place, Aspect::kOperation).holding, Holding{});
    }
  }
  EXPECT_GT(*std::ranges::min_element(seen), 50);
}

}  // namespace
}  // namespace waarborg::measure
