// SPDX-License-Identifier: EUPL-1.2
//
// For tests and benchmarks only: facts about a measure, made by a seeded random generator.
#pragma once

#include "features/measure/random_choices.h"

namespace waarborg::measure {

class RandomFacts : public RandomChoices {
 public:
  using RandomChoices::RandomChoices;

  EvidenceItem evidence(const MeasureProof& measure) {
    EvidenceItem item;
    item.id = ref();
    item.aspect = static_cast<Aspect>(pick(0, 2));
    item.finding = finding();
    const auto plans = static_cast<int>(measure.plan.operation.size());
    if (item.aspect == Aspect::kOperation && plans > 0 && chance(90))
      item.plan = static_cast<std::uint32_t>(pick(0, plans - 1));
    if (const PlaceIndex at = place(measure); at != kEveryPlace) item.places = {at};
    const Day from = day();
    item.covers = {from, from + std::chrono::days{chance(70) ? 0 : pick(0, 40)}};
    if (item.plan != kNone && chance(50)) item.report = item.covers;
    item.received = moment(from);
    if (chance(3)) item.withdrawn = item.received + std::chrono::hours{pick(1, 3000)};
    if (chance(10)) item.valid_until = from + std::chrono::days{pick(0, 300)};
    item.review = review(item.received);
    item.author = person();
    item.approver = person();
    item.document = chance(40) ? kNone : static_cast<Ref>(900 + pick(0, 2));
    item.reviewed_on = item.finding == Finding::kRefutes && chance(50) ? kNoDay : from;
    if (chance(10) && !measure.suppliers.empty()) item.supplier = 0;
    if (chance(40) && !measure.deviations.empty()) {
      item.deviation = static_cast<std::uint32_t>(pick(0, static_cast<int>(measure.deviations.size()) - 1));
    }
    return item;
  }

  /// A performance of one of the due days of occurrence plan `plan`, with its evidence, or now and then (unless `own`)
  /// with some that was there already.
  void add_performance(MeasureProof& measure, std::uint32_t plan, const std::vector<Day>& due, bool own = false) {
    if (due.empty()) return;
    EvidenceItem item = evidence(measure);
    Performance done;
    done.id = ref();
    done.plan = plan;
    done.place = place(measure);
    done.due = due[static_cast<std::size_t>(pick(0, static_cast<int>(due.size()) - 1))];
    done.performed_on = done.due + std::chrono::days{pick(-2, 25)};
    done.outcome = chance(85) ? Outcome::kEffective : chance(60) ? Outcome::kDeviation : Outcome::kPending;
    done.recorded = moment(done.performed_on);
    if (chance(3)) done.withdrawn = done.recorded + std::chrono::hours{pick(1, 3000)};
    if (!measure.deviations.empty() && chance(50)) done.deviation = item.deviation;
    item.aspect = Aspect::kOperation;
    item.plan = kNone;
    item.report = EvidenceItem{}.report;
    item.covers = {done.performed_on, done.performed_on};
    item.received = done.recorded;
    item.review = review(item.received);
    spoil(item, done, measure);
    if (!own && chance(10) && !measure.evidence.empty()) {  // tied to whatever was there
      done.evidence = static_cast<std::uint32_t>(pick(0, static_cast<int>(measure.evidence.size()) - 1));
    } else if (chance(90)) {
      done.evidence = static_cast<std::uint32_t>(measure.evidence.size());
      measure.evidence.push_back(item);
    }
    measure.performances.push_back(done);
  }

  /// Now and then evidence that is no proof of that performance: of another day, place or aspect, or decided before.
  void spoil(EvidenceItem& item, const Performance& done, const MeasureProof& measure) {
    item.places.clear();
    if (chance(70) && done.place != kEveryPlace) item.places = {done.place};
    if (chance(5)) item.places = {place(measure)};
    if (chance(5)) item.aspect = Aspect::kExistence;
    if (chance(10)) item.covers.from = item.covers.to = day();
    if (chance(10)) item.covers.from -= std::chrono::days{pick(1, 60)};
    if (chance(3)) item.report = {day(), done.performed_on};
    if (chance(8)) item.review.at = done.recorded - std::chrono::hours{pick(1, 3000)};
  }

  Deviation deviation(const MeasureProof& measure) {
    Deviation item;
    item.id = ref();
    item.place = place(measure);
    item.opened = day();
    item.recorded = moment(item.opened);
    item.counted_elsewhere = chance(80);
    if (chance(70)) {
      item.retest_on = item.opened + std::chrono::days{pick(0, 60)};
      item.closed = moment(item.retest_on);
      if (chance(10)) item.reopened = item.closed + std::chrono::hours{pick(1, 3000)};
    }
    return item;
  }

  Sample sample(const MeasureProof& measure, std::uint32_t plan) {
    Sample item;
    item.id = ref();
    item.plan = plan;
    item.place = place(measure);
    const Day from = day();
    item.covers = {from, from + std::chrono::days{pick(20, 250)}};
    item.population = static_cast<std::uint32_t>(chance(20) ? 0 : pick(1, 400));
    item.size = std::min(item.population, static_cast<std::uint32_t>(pick(10, 40)));
    item.deviations = static_cast<std::uint32_t>(chance(80) ? 0 : pick(1, 3));
    item.tolerated = static_cast<std::uint32_t>(pick(0, 1));
    if (!measure.deviations.empty() && chance(50)) item.corrected_by = {0};
    item.author = person();
    item.drawn = moment(item.covers.to);
    item.recorded = chance(15) ? kNever : item.drawn + std::chrono::hours{pick(0, 2000)};
    item.review = review(item.recorded == kNever ? item.drawn : item.recorded);
    if (chance(10)) item.withdrawn = item.drawn + std::chrono::hours{pick(1, 3000)};
    if (chance(10)) item.size_reason = ref();
    return item;
  }
};

}  // namespace waarborg::measure
