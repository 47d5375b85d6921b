// SPDX-License-Identifier: EUPL-1.2
//
// What must hold for every organisation, tried on random ones. Each test prints its seed.
#include <gtest/gtest.h>

#include <algorithm>

#include "features/measure/random_organisation.h"
#include "features/measure/random_rounds.h"

namespace waarborg::measure {
namespace {

using namespace std::chrono;

/// How good a verdict is; higher is better.
int goodness(Verdict verdict) { return -static_cast<int>(verdict); }

void expect_never_worse(const MeasureVerdicts& before, const MeasureVerdicts& after) {
  ASSERT_EQ(before.rows.size(), after.rows.size());
  for (std::size_t i = 0; i < before.rows.size(); ++i) {
    const VerdictRow& was = before.rows[i];
    const VerdictRow& is = after.rows[i];
    ASSERT_GE(goodness(is.computed), goodness(was.computed)) << to_text(is.aspect) << " place " << is.place;
    ASSERT_GE(goodness(is.value), goodness(was.value)) << to_text(is.aspect) << " place " << is.place;
  }
}

TEST(VerdictProperty, without_data_nothing_is_ever_shown) {
  WITH_SEED;
  for (int round = 0; round < kRounds; ++round) {
    MeasureProof proof = random.measure({0, 1, 2}, 0);
    proof.overrides.clear();
    for (const VerdictRow& row : judge(proof, three_places(), random_question(random)).rows) {
      ASSERT_NE(row.value, Verdict::kShown);
      ASSERT_NE(row.value, Verdict::kPartlyShown);
      ASSERT_NE(row.value, Verdict::kNotApplicable);
    }
  }
}

/// Adds one piece of accepted, supporting proof of a random kind, known before the question.
void add_support(RandomProof& random, MeasureProof& proof, const Question& question) {
  const Ref reviewer = 99;
  const auto accept = [&](EvidenceItem& item) {
    item.finding = Finding::kSupports;
    item.received = question.known_at - hours{2};
    item.withdrawn = kNever;
    item.review = {question.known_at - hours{1}, reviewer, true};
    item.approver = 98;
    item.deviation = kNone;
  };
  const auto k = static_cast<std::uint32_t>(random.pick(0, static_cast<int>(proof.plan.operation.size()) - 1));
  const auto* occurrences = std::get_if<OccurrencePlan>(&proof.plan.operation[k]);
  if (occurrences != nullptr && random.chance(60)) {
    const std::size_t before = proof.performances.size();
    random.add_performance(proof, k, task::expand(occurrences->rule, occurrences->start, kTime, 4000), true);
    if (proof.performances.size() == before) return;
    Performance& done = proof.performances.back();
    done.outcome = Outcome::kEffective;
    done.recorded = question.known_at - hours{2};
    done.withdrawn = kNever;
    if (done.evidence != kNone) accept(proof.evidence.back());
    return;
  }
  if (std::holds_alternative<SamplePlan>(proof.plan.operation[k]) && random.chance(60)) {
    Sample item = random.sample(proof, k);
    item.deviations = 0;
    item.size = item.population;
    item.drawn = item.recorded = question.known_at - hours{2};
    item.withdrawn = kNever;
    item.review = {question.known_at - hours{1}, reviewer, true};
    proof.samples.push_back(item);
    return;
  }
  EvidenceItem item = random.evidence(proof);
  accept(item);
  proof.evidence.push_back(item);
}

TEST(VerdictProperty, adding_supporting_accepted_evidence_never_worsens) {
  WITH_SEED;
  for (int round = 0; round < kRounds; ++round) {
    MeasureProof proof = random.measure({0, 1, 2}, random.pick(0, 60));
    const Question question = random_question(random);
    MeasureVerdicts before = judge(proof, three_places(), question);
    for (int step = 0; step < 10; ++step) {
      add_support(random, proof, question);
      MeasureVerdicts after = judge(proof, three_places(), question);
      ASSERT_NO_FATAL_FAILURE(expect_never_worse(before, after)) << "round " << round;
      before = std::move(after);
    }
  }
}

TEST(VerdictProperty, withdrawing_supporting_evidence_never_improves) {
  WITH_SEED;
  for (int round = 0; round < kRounds; ++round) {
    MeasureProof proof = random.measure({0, 1, 2}, random.pick(1, 60));
    const Question question = random_question(random);
    const MeasureVerdicts before = judge(proof, three_places(), question);
    for (EvidenceItem& item : proof.evidence) {
      if (item.finding == Finding::kSupports && random.chance(30)) item.withdrawn = Moment{};
    }
    ASSERT_NO_FATAL_FAILURE(expect_never_worse(judge(proof, three_places(), question), before)) << "round " << round;
  }
}

TEST(VerdictProperty, evidence_that_nobody_accepted_changes_no_verdict) {
  WITH_SEED;
  for (int round = 0; round < kRounds; ++round) {
    MeasureProof proof = random.measure({0, 1, 2}, random.pick(0, 40));
    const Question question = random_question(random);
    const MeasureVerdicts before = judge(proof, three_places(), question);
    for (int step = 0; step < 10; ++step) {
      EvidenceItem item = random.evidence(proof);
      item.review = random.chance(50) ? Review{} : Review{Moment{}, proof.owner, true};
      proof.evidence.push_back(item);
    }
    const MeasureVerdicts after = judge(proof, three_places(), question);
    for (std::size_t i = 0; i < before.rows.size(); ++i) {
      ASSERT_EQ(before.rows[i].value, after.rows[i].value) << "round " << round;
    }
  }
}

/// Facts of every kind that became known only after the question's moment.
void add_later_facts(RandomProof& random, MeasureProof& proof, Moment known_at) {
  const auto later = [&] { return known_at + hours{random.pick(1, 500)}; };
  for (int step = 0; step < 5; ++step) {
    EvidenceItem item = random.evidence(proof);
    item.received = later();
    item.withdrawn = kNever;
    proof.evidence.push_back(item);
    Performance done;
    done.place = random.place(proof);
    done.due = done.performed_on = random.day();
    done.outcome = static_cast<Outcome>(random.pick(0, 2));
    done.evidence = static_cast<std::uint32_t>(random.pick(0, static_cast<int>(proof.evidence.size()) - 1));
    done.recorded = later();
    proof.performances.push_back(done);
    Sample sample = random.sample(proof, 0);
    sample.drawn = sample.recorded = later();
    proof.samples.push_back(sample);
    Deviation deviation = random.deviation(proof);
    deviation.recorded = later();
    deviation.counted_elsewhere = false;
    proof.deviations.push_back(deviation);
    proof.incidents.push_back({random.ref(), random.day(), later()});
    proof.overrides.push_back({random.ref(), static_cast<Aspect>(random.pick(0, 2)), kEveryPlace, Verdict::kShown, 1, 1,
                               2, later(), Moment{}, kTime.to + days{900}});
  }
  for (Deviation& deviation : proof.deviations) {
    if (deviation.closed == kNever) {
      deviation.retest_on = deviation.opened;
      deviation.closed = later();
    }
  }
  for (EvidenceItem& item : proof.evidence) {
    if (item.review.at == kNever) item.review = {later(), random.person(), random.chance(50)};
    if (item.withdrawn == kNever && random.chance(20)) item.withdrawn = later();
  }
}

TEST(VerdictProperty, what_became_known_later_never_changes_an_earlier_answer) {
  WITH_SEED;
  for (int round = 0; round < kRounds; ++round) {
    MeasureProof proof = random.measure({0, 1, 2}, random.pick(1, 40));
    const Question question = random_question(random);
    const MeasureVerdicts before = judge(proof, three_places(), question);
    add_later_facts(random, proof, question.known_at);
    ASSERT_EQ(judge(proof, three_places(), question), before) << "round " << round;
  }
}

TEST(VerdictProperty, the_order_of_the_facts_does_not_matter) {
  WITH_SEED;
  for (int round = 0; round < kRounds; ++round) {
    MeasureProof proof = random.measure({0, 1, 2}, random.pick(1, 60));
    const Question question = random_question(random);
    const MeasureVerdicts before = judge(proof, three_places(), question);
    std::ranges::reverse(proof.evidence);
    for (Performance& done : proof.performances) {
      if (done.evidence != kNone) done.evidence = static_cast<std::uint32_t>(proof.evidence.size()) - 1 - done.evidence;
    }
    std::ranges::reverse(proof.performances);
    std::ranges::reverse(proof.samples);
    const MeasureVerdicts after = judge(proof, three_places(), question);
    for (std::size_t i = 0; i < before.rows.size(); ++i) {
      ASSERT_EQ(before.rows[i].computed, after.rows[i].computed) << "round " << round;
    }
  }
}

TEST(VerdictProperty, rule_4_and_every_row_has_a_reason) {
  WITH_SEED;
  for (int round = 0; round < kRounds; ++round) {
    const MeasureProof proof = random.measure({0, 1, 2}, random.pick(0, 60));
    const MeasureVerdicts all = judge(proof, three_places(), random_question(random));
    for (std::size_t place = 0; place < 3; ++place) {
      const Verdict design = all.row(place, Aspect::kDesign).value;
      const Verdict existence = all.row(place, Aspect::kExistence).value;
      const Verdict operation = all.row(place, Aspect::kOperation).value;
      ASSERT_FALSE(design == Verdict::kRefuted && existence == Verdict::kShown);
      ASSERT_FALSE((design == Verdict::kRefuted || existence == Verdict::kRefuted) && operation == Verdict::kShown);
    }
    for (const VerdictRow& row : all.rows) {
      ASSERT_FALSE(all.reasons_of(row).empty()) << to_text(row.aspect) << " " << to_text(row.value);
      for (const Reason& reason : all.reasons_of(row)) ASSERT_LE(reason.first_ref + reason.ref_count, all.refs.size());
    }
  }
}

}  // namespace
}  // namespace waarborg::measure
