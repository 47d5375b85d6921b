// SPDX-License-Identifier: EUPL-1.2
//
// For tests and benchmarks only: measures with their proof, made by a seeded random generator. Small ones are dense
// with coincidences (same persons, same days), so that the rules meet each other.
#pragma once

#include "features/measure/random_facts.h"

namespace waarborg::measure {

class RandomProof : public RandomFacts {
 public:
  using RandomFacts::RandomFacts;

  OperationPlan plan() {
    switch (pick(0, 2)) {
      case 0: {
        OccurrencePlan occurrences;
        occurrences.name = ref();
        occurrences.start = first();
        occurrences.rule.frequency = chance(50) ? task::Frequency::kMonthly : task::Frequency::kWeekly;
        occurrences.rule.interval = pick(1, 3);
        occurrences.window_days = pick(0, 10);
        occurrences.grace_days = pick(0, 10);
        occurrences.tolerated = chance(80) ? 0 : 1;
        return occurrences;
      }
      case 1: {
        SamplePlan samples;
        samples.name = ref();
        samples.frequency = static_cast<evidence::ControlFrequency>(pick(0, 5));
        samples.lag_days = chance(50) ? 0 : pick(0, 60);
        if (chance(30)) samples.tolerated = static_cast<std::uint32_t>(pick(0, 1));
        return samples;
      }
      default: {
        AutomatedPlan results;
        results.name = ref();
        results.freshness_days = pick(1, 30);
        return results;
      }
    }
  }

  /// With other terms until some day, and perhaps an end.
  OperationPlan changed(OperationPlan now) {
    const Day since = day();
    const Period before{kAlways.from, since - std::chrono::days{1}};
    const Period after{since, chance(30) ? since + std::chrono::days{pick(0, 200)} : kAlways.to};
    std::visit([&](auto& terms) { terms.in_force = after; }, now);
    if (auto* o = std::get_if<OccurrencePlan>(&now)) {
      task::Rrule rule;
      rule.frequency = chance(50) ? task::Frequency::kMonthly : task::Frequency::kWeekly;
      o->earlier.push_back(
          {before, rule, first() + std::chrono::days{pick(0, 20)}, pick(0, 10), pick(0, 10), pick(0, 1)});
    } else if (auto* s = std::get_if<SamplePlan>(&now)) {
      s->earlier.push_back({before, kNoDay, static_cast<evidence::ControlFrequency>(pick(0, 5)),
                            chance(70) ? kNone : static_cast<std::uint32_t>(pick(0, 1))});
    } else {
      std::get<AutomatedPlan>(now).earlier.push_back({before, kNoDay, pick(1, 30)});
    }
    return now;
  }

  /// Some places only during one or two stretches.
  void add_held(MeasureProof& measure) {
    for (std::size_t i = 0; i < measure.places.size(); ++i) {
      auto& held = measure.held.emplace_back();
      if (chance(50)) continue;
      const Day from = day();
      held.push_back({from, from + std::chrono::days{pick(0, 200)}});
      if (chance(50)) held.push_back({held[0].to + std::chrono::days{pick(2, 50)}, kAlways.to});
    }
  }

  /// A measure that holds in `places`, with about `facts` facts.
  MeasureProof measure(std::vector<PlaceIndex> places, int facts) {
    MeasureProof one;
    one.id = ref();
    one.owner = person();
    one.places = std::move(places);
    if (chance(95)) one.plan.design = DesignPlan{.review_months = pick(1, 14), .is_policy = chance(30)};
    if (chance(95)) one.plan.existence = ExistencePlan{pick(1, 14)};
    if (chance(20)) {
      one.plan.earlier_design.push_back({{kAlways.from, day()}, {}});
      if (chance(80)) one.plan.earlier_design.back().plan = DesignPlan{.review_months = pick(1, 14)};
      one.plan.earlier_existence.push_back({{kAlways.from, day()}, ExistencePlan{pick(1, 14)}});
    }
    for (int n = pick(0, 2); n >= 0; --n) one.plan.operation.push_back(chance(30) ? changed(plan()) : plan());
    if (chance(25)) add_held(one);
    if (chance(50)) one.suppliers.push_back({ref(), {}, {}, {day(), time().to}, {}});
    for (int n = pick(0, 3); n > 0; --n) one.deviations.push_back(deviation(one));
    if (chance(20)) one.incidents.push_back({ref(), day(), moment(first())});
    if (chance(15)) {
      one.overrides.push_back({ref(), static_cast<Aspect>(pick(0, 2)), place(one), static_cast<Verdict>(pick(0, 4)),
                               ref(), person(), person(), moment(first()), moment(day()), day()});
      if (chance(20)) one.overrides.back().ended = moment(first());
    }
    fill(one, facts);
    return one;
  }

  void fill(MeasureProof& made, int facts) {
    std::vector<std::vector<Day>> due;
    for (const OperationPlan& part : made.plan.operation) {
      const auto* occurrences = std::get_if<OccurrencePlan>(&part);
      due.push_back(occurrences ? task::expand(occurrences->rule, occurrences->start, time(), 4000)
                                : std::vector<Day>{});
      for (const auto& terms : occurrences ? occurrences->earlier : std::vector<OccurrenceTerms>{}) {
        for (const Day day : task::expand(terms.rule, terms.start, time(), 4000)) due.back().push_back(day);
      }
    }
    while (static_cast<int>(made.evidence.size() + made.performances.size() + made.samples.size()) < facts) {
      const auto k = static_cast<std::uint32_t>(pick(0, static_cast<int>(due.size()) - 1));
      if (std::holds_alternative<SamplePlan>(made.plan.operation[k]) && chance(30))
        made.samples.push_back(sample(made, k));
      if (chance(40))
        add_performance(made, k, due[k]);
      else
        made.evidence.push_back(evidence(made));
    }
  }
};

}  // namespace waarborg::measure
