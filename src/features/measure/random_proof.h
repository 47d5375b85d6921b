// SPDX-License-Identifier: EUPL-1.2
//
// For tests and benchmarks only: organisations made by a seeded random generator. Small ones are dense with
// coincidences (same persons, same days), so that the rules meet each other.
#pragma once

#include <cstdlib>
#include <random>
#include <string>

#include "features/measure/rollup.h"

namespace waarborg::measure {

/// For tests: a new seed each run, or that of WAARBORG_SEED to repeat one.
inline unsigned test_seed() {
  const char* wanted = std::getenv("WAARBORG_SEED");
  return wanted != nullptr ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10)) : std::random_device{}();
}

class RandomProof {
 public:
  explicit RandomProof(std::uint32_t seed,
                       Period time = {Day{std::chrono::days{20'000}}, Day{std::chrono::days{20'400}}})
      : random_(seed), time_(time) {}

  int pick(int low, int high) { return std::uniform_int_distribution(low, high)(random_); }
  bool chance(int percent) { return pick(1, 100) <= percent; }
  Day day() { return time_.from + std::chrono::days{pick(0, static_cast<int>((time_.to - time_.from).count()))}; }
  Moment moment(Day from) { return from + std::chrono::hours{pick(0, 24 * 30)}; }
  Ref ref() { return next_ref_++; }
  Ref person() { return static_cast<Ref>(pick(1, 5)); }
  PlaceIndex place(const MeasureProof& measure) {
    if (chance(15) || measure.places.empty()) return kEveryPlace;
    return measure.places[static_cast<std::size_t>(pick(0, static_cast<int>(measure.places.size()) - 1))];
  }

  Review review(Moment from) {
    if (chance(15)) return {};
    return {from + std::chrono::hours{pick(0, 500)}, person(), chance(90)};
  }

  Finding finding() { return chance(85) ? Finding::kSupports : chance(50) ? Finding::kPartly : Finding::kRefutes; }

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
    item.received = moment(from);
    if (chance(3)) item.withdrawn = item.received + std::chrono::hours{pick(1, 3000)};
    if (chance(10)) item.valid_until = from + std::chrono::days{pick(0, 300)};
    item.review = review(item.received);
    item.author = person();
    item.approver = person();
    item.document = static_cast<Ref>(900 + pick(0, 2));
    item.reviewed_on = from;
    if (chance(10) && !measure.suppliers.empty()) item.supplier = 0;
    if (chance(40) && !measure.deviations.empty()) {
      item.deviation = static_cast<std::uint32_t>(pick(0, static_cast<int>(measure.deviations.size()) - 1));
    }
    return item;
  }

  /// A performance of one of the due days of occurrence plan `plan`, with its evidence.
  void add_performance(MeasureProof& measure, std::uint32_t plan, const std::vector<Day>& due) {
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
    item.covers = {done.performed_on, done.performed_on};
    item.received = done.recorded;
    item.review = review(item.received);
    if (chance(90)) {
      done.evidence = static_cast<std::uint32_t>(measure.evidence.size());
      measure.evidence.push_back(item);
    }
    measure.performances.push_back(done);
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
    item.recorded = moment(item.covers.to);
    item.review = review(item.recorded);
    return item;
  }

  OperationPlan plan() {
    switch (pick(0, 2)) {
      case 0: {
        OccurrencePlan occurrences;
        occurrences.name = ref();
        occurrences.start = time_.from;
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

  /// A measure that holds in `places`, with about `facts` facts.
  MeasureProof measure(std::vector<PlaceIndex> places, int facts) {
    MeasureProof made;
    made.id = ref();
    made.owner = person();
    made.places = std::move(places);
    if (chance(95))
      made.plan.design = DesignPlan{.documents = {}, .review_months = pick(1, 14), .is_policy = chance(30)};
    if (made.plan.design && chance(30)) made.plan.design->documents = {900, 901};
    if (chance(95)) made.plan.existence = ExistencePlan{pick(1, 14)};
    for (int n = pick(0, 2); n >= 0; --n) made.plan.operation.push_back(plan());
    if (chance(50)) made.suppliers.push_back({ref(), {}, {}, {day(), time_.to}, {}});
    for (int n = pick(0, 3); n > 0; --n) made.deviations.push_back(deviation(made));
    if (chance(20)) made.incidents.push_back({ref(), day(), moment(time_.from)});
    if (chance(15)) {
      made.overrides.push_back({ref(), static_cast<Aspect>(pick(0, 2)), place(made), static_cast<Verdict>(pick(0, 4)),
                                ref(), person(), person(), moment(time_.from), moment(day()), day()});
    }
    fill(made, facts);
    return made;
  }

  void fill(MeasureProof& made, int facts) {
    std::vector<std::vector<Day>> due;
    for (const OperationPlan& part : made.plan.operation) {
      const auto* occurrences = std::get_if<OccurrencePlan>(&part);
      due.push_back(occurrences ? task::expand(occurrences->rule, occurrences->start, time_, 4000)
                                : std::vector<Day>{});
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

  OrganisationProof organisation(int measures, int places, int requirements, int facts_per_measure) {
    OrganisationProof proof;
    proof.chapter_count = 4;
    std::vector<PlaceIndex> all;
    for (int i = 0; i < places; ++i) {
      all.push_back(static_cast<PlaceIndex>(i));
      proof.places.push_back({ref(), i == 0, static_cast<double>(pick(0, 4))});
    }
    for (int i = 0; i < measures; ++i) {
      proof.measures.push_back(measure(all, facts_per_measure));
      if (chance(40))
        proof.measures.back().place_rule = {static_cast<PlaceRule>(pick(0, 2)), pick(1, 10) / 10.0,
                                            chance(80) ? ref() : kNone};
    }
    for (int i = 0; i < requirements; ++i) {
      RequirementProof requirement;
      requirement.id = ref();
      requirement.chapter = static_cast<std::uint32_t>(pick(0, 3));
      requirement.applicable = chance(90);
      if (chance(70)) requirement.applicability_reason = ref();
      const bool full = chance(60);
      for (int n = pick(0, 5); n > 0; --n) {
        requirement.links.push_back({static_cast<std::uint32_t>(pick(0, measures - 1)), full && chance(80)});
      }
      if (chance(40)) requirement.complete_together = Declaration{person(), ref(), moment(time_.from)};
      proof.requirements.push_back(requirement);
    }
    for (Ref i = 0; i < next_ref_; ++i) proof.texts.push_back("t" + std::to_string(i));
    return proof;
  }

 private:
  std::mt19937 random_;
  Period time_;
  Ref next_ref_ = 1000;
};

}  // namespace waarborg::measure
