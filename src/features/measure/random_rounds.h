// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: what the tests of the engine on random organisations have in common. Each prints its seed.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "features/measure/random_proof.h"

namespace waarborg::measure {

inline const Period kTime{Day{std::chrono::days{20'000}}, Day{std::chrono::days{20'400}}};
inline constexpr int kRounds = 300;

#define WITH_SEED                               \
  const unsigned seed = test_seed();            \
  SCOPED_TRACE("seed " + std::to_string(seed)); \
  RandomProof random(seed, kTime)

inline std::vector<Place> three_places() { return {{1, true, 1}, {2, false, 2}, {3, false, 3}}; }

/// Of a part of that time, as known at a moment in it or up to 300 days later.
inline Question random_question(RandomProof& random) {
  const Day from = random.day();
  return {{from, from + std::chrono::days{random.pick(0, 200)}}, from + std::chrono::hours{random.pick(0, 24 * 300)}};
}

/// A measure in place 1 whose plan for operation was met on every day, but for a piece that was withdrawn now and then:
/// random facts hardly ever show operation in whole.
inline MeasureProof kept_up(RandomProof& random) {
  MeasureProof proof = random.measure({1}, 0);
  const Ref author = random.ref(), reviewer = random.ref();
  const auto item = [&](std::uint32_t plan, Day day) {
    EvidenceItem one;
    one.id = random.ref();
    one.aspect = Aspect::kOperation;
    one.plan = plan;
    one.places = {1};
    one.covers = {day, day};
    one.received = Moment{day + std::chrono::hours{1}};
    one.review = {one.received, reviewer, true};
    one.author = author;
    return one;
  };
  const Day end = kTime.to + std::chrono::days{200};  // as far as random_question() goes
  for (std::uint32_t k = 0; k < proof.plan.operation.size(); ++k) {
    OperationPlan& plan = proof.plan.operation[k];
    while (!std::visit([](const auto& terms) { return terms.earlier.empty(); }, plan)) plan = random.plan();
    if (const auto* times = std::get_if<OccurrencePlan>(&plan)) {
      for (const Day due : task::expand(times->rule, times->start, {kTime.from, end}, 4000)) {
        Performance done;
        done.id = random.ref();
        done.plan = k;
        done.place = 1;
        done.due = done.performed_on = due;
        done.outcome = Outcome::kEffective;
        done.recorded = Moment{due + std::chrono::hours{1}};
        done.evidence = static_cast<std::uint32_t>(proof.evidence.size());
        proof.evidence.push_back(item(kNone, due));
        proof.performances.push_back(done);
      }
      continue;
    }
    const auto* samples = std::get_if<SamplePlan>(&plan);
    for (Day day = kTime.from; day <= end; day += std::chrono::days{1}) {
      const EvidenceItem result = item(k, day);
      if (samples == nullptr) {
        proof.evidence.push_back(result);
        continue;
      }
      Sample drawn;
      drawn.id = result.id;
      drawn.plan = k;
      drawn.place = 1;
      drawn.covers = result.covers;
      drawn.population = 400;
      drawn.size = evidence::sample_size(samples->frequency, drawn.population);
      drawn.author = author;
      drawn.drawn = drawn.recorded = result.received;
      drawn.review = result.review;
      proof.samples.push_back(drawn);
    }
  }
  if (random.chance(30) && !proof.evidence.empty()) {
    EvidenceItem& one =
        proof.evidence[static_cast<std::size_t>(random.pick(0, static_cast<int>(proof.evidence.size()) - 1))];
    one.withdrawn = one.received + std::chrono::hours{random.pick(1, 3000)};
  }
  return proof;
}

/// What counted or could count on the day of the question, as if nothing came after it: no fact, no change of the plan.
inline MeasureProof left_alone(MeasureProof proof, const Question& question) {
  const Day on = question.judged_on();
  const Moment known_at = question.known_at;
  std::erase_if(proof.evidence, [&](const EvidenceItem& item) {
    const bool inherited_later =
        item.supplier != kNone && item.finding != Finding::kRefutes && proof.suppliers[item.supplier].valid.from > on;
    const bool reviewed_later = item.aspect == Aspect::kDesign && item.reviewed_on > on;
    return item.received > known_at || item.covers.from > on || reviewed_later || inherited_later;
  });
  for (EvidenceItem& item : proof.evidence) {
    if (item.review.at > known_at) item.review = {};
    if (item.withdrawn > known_at) item.withdrawn = kNever;
  }
  std::erase_if(proof.incidents, [&](const Incident& one) { return one.recorded > known_at || one.day > on; });
  const auto design = proof.plan.design_on(on);
  const auto existence = proof.plan.existence_on(on);
  proof.plan.design = design;
  proof.plan.existence = existence;
  proof.plan.earlier_design.clear();
  proof.plan.earlier_existence.clear();
  proof.performances.clear();  // of operation, and they point into the evidence
  proof.samples.clear();
  proof.overrides.clear();
  return proof;
}

/// The same question, asked again on a later day of the period up to then.
inline Question asked_on(const Question& question, Day day) {
  return {{question.period.from, day}, std::max(question.known_at, Moment{day + std::chrono::hours{12}})};
}

}  // namespace waarborg::measure
