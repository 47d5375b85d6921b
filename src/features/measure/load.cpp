// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load.h"

#include <algorithm>

namespace waarborg::measure {
namespace {

std::string key_of(const PlaceRef& place) { return place.kind + ":" + place.id; }

Finding finding_of(evidence::EvidenceResult result) {
  switch (result) {
    case evidence::EvidenceResult::kSupports:
      return Finding::kSupports;
    case evidence::EvidenceResult::kPartly:
      return Finding::kPartly;
    case evidence::EvidenceResult::kRefutes:
      return Finding::kRefutes;
  }
  return Finding::kPartly;
}

Aspect aspect_of(evidence::EvidenceAspect aspect) {
  switch (aspect) {
    case evidence::EvidenceAspect::kDesign:
      return Aspect::kDesign;
    case evidence::EvidenceAspect::kExistence:
      return Aspect::kExistence;
    case evidence::EvidenceAspect::kOperation:
      return Aspect::kOperation;
  }
  return Aspect::kOperation;
}

/// Cases of the last quarter need not have been sampled yet. Unit: days.
constexpr int kSampleLagDays = 92;

/// Share of places, or of their weight, that must be shown under the two milder rules. Unit: 1.
constexpr double kPlaceThreshold = 0.9;

/// Builds the proof of one organisation, measure by measure.
class Builder {
 public:
  Builder(Assessed& assessed, const std::map<std::string, double>& weights)
      : assessed_(assessed), proof_(assessed.proof), texts_(proof_.texts), weights_(weights) {}

  void measures() {
    for (const StoredMeasure& stored : assessed_.measures) {
      assessed_.measure_at.emplace(stored.id.text, static_cast<std::uint32_t>(proof_.measures.size()));
      MeasureProof measure;
      measure.id = texts_.ref(stored.id.text);
      const auto owner = assessed_.people.find(stored.body.owner);
      measure.owner = owner == assessed_.people.end() ? kNone : texts_.ref(owner->second);
      measure.plan = plan_of(stored.body);
      measure.place_rule = place_rule_of(stored.body);
      for (const PlaceRef& place : stored.body.places) measure.places.push_back(place_index(place));
      proof_.measures.push_back(std::move(measure));
      items_.emplace_back();
      for (std::uint32_t i = 0; i < stored.body.plan.operation.size(); ++i) {
        items_.back().emplace(stored.body.plan.operation[i].id, i);
      }
    }
  }

  void evidence(const std::vector<evidence::EvidenceFact>& facts) {
    for (const auto& fact : facts) {
      const auto found = assessed_.measure_at.find(fact.measure);
      if (found == assessed_.measure_at.end()) continue;
      MeasureProof& measure = proof_.measures[found->second];
      EvidenceItem item = item_of(fact, found->second);
      evidence_at_.emplace(fact.id, static_cast<std::uint32_t>(measure.evidence.size()));
      if (fact.days.empty() || fact.aspect != evidence::EvidenceAspect::kOperation || item.plan == kNone) {
        measure.evidence.push_back(std::move(item));
        continue;
      }
      for (const auto& observed : fact.days) {  // an automated report: each observed day stands for itself
        EvidenceItem day = item;
        day.covers = {observed.day, observed.day};
        day.finding = finding_of(observed.result);
        measure.evidence.push_back(std::move(day));
      }
    }
  }

  void deviations(const std::vector<task::DeviationFact>& facts) {
    for (const auto& fact : facts) {
      const auto found = assessed_.measure_at.find(fact.measure);
      if (found == assessed_.measure_at.end()) continue;
      MeasureProof& measure = proof_.measures[found->second];
      deviation_at_.emplace(fact.id, static_cast<std::uint32_t>(measure.deviations.size()));
      Deviation deviation;
      deviation.id = texts_.ref(fact.id);
      deviation.place = place_or_all(fact.place);
      deviation.opened = fact.opened;
      deviation.recorded = fact.recorded_at;
      deviation.counted_elsewhere = !fact.occurrence.empty();
      deviation.retest_on = fact.retest_on.value_or(kNoDay);
      deviation.closed = fact.closed_at.value_or(kNever);
      measure.deviations.push_back(deviation);
    }
  }

  void performances(const std::vector<task::PerformanceFact>& facts) {
    for (const auto& fact : facts) {
      const auto found = assessed_.measure_at.find(fact.measure);
      if (found == assessed_.measure_at.end()) continue;
      const auto plan = items_[found->second].find(fact.plan_item);
      if (plan == items_[found->second].end()) continue;
      Performance performance;
      performance.id = texts_.ref(fact.id);
      performance.plan = plan->second;
      performance.place = place_or_all(fact.place);
      performance.due = fact.due;
      performance.performed_on = fact.performed_on;
      performance.outcome = fact.effective ? Outcome::kEffective : Outcome::kDeviation;
      for (const std::string& id : fact.evidence) {
        if (const auto at = evidence_at_.find(id); at != evidence_at_.end()) performance.evidence = at->second;
      }
      if (const auto at = deviation_at_.find(fact.deviation); at != deviation_at_.end()) {
        performance.deviation = at->second;
      }
      performance.recorded = fact.recorded_at;
      performance.withdrawn = fact.withdrawn_at.value_or(kNever);
      proof_.measures[found->second].performances.push_back(performance);
    }
  }

  void samples(const std::vector<evidence::SampleFact>& facts) {
    for (const auto& fact : facts) {
      const auto found = assessed_.measure_at.find(fact.measure);
      if (found == assessed_.measure_at.end()) continue;
      const auto plan = items_[found->second].find(fact.plan_item);
      if (plan == items_[found->second].end()) continue;
      Sample sample;
      sample.id = texts_.ref(fact.id);
      sample.plan = plan->second;
      sample.place = fact.place.kind.empty() ? kEveryPlace : place_index(fact.place);
      sample.covers = {fact.covers_from, fact.covers_to};
      sample.population = static_cast<std::uint32_t>(fact.population);
      sample.size = static_cast<std::uint32_t>(fact.size);
      sample.deviations = static_cast<std::uint32_t>(fact.deviations);
      sample.tolerated = static_cast<std::uint32_t>(fact.tolerated);
      sample.author = texts_.ref(fact.author);
      sample.review = {fact.recorded_at, texts_.ref(fact.reviewer), true};
      sample.recorded = fact.recorded_at;
      sample.withdrawn = fact.withdrawn_at.value_or(kNever);
      add_retests(proof_.measures[found->second], sample, fact);
      proof_.measures[found->second].samples.push_back(std::move(sample));
    }
  }

  void overrides(const std::vector<OverrideRow>& rows) {
    for (const OverrideRow& row : rows) {
      const auto found = assessed_.measure_at.find(row.measure);
      const auto aspect = parse_aspect(row.aspect);
      const auto value = parse_verdict(row.value);
      if (found == assessed_.measure_at.end() || !aspect || !value) continue;
      Override item;
      item.id = texts_.ref(row.id);
      item.aspect = *aspect;
      item.place = row.place_kind.empty() ? kEveryPlace : place_index({row.place_kind, row.place_id});
      item.value = *value;
      item.reason = texts_.ref(row.reason);
      item.author = texts_.ref(row.author);
      item.second_person = texts_.ref(row.second_person);
      item.recorded = parse_moment(row.created_at).value_or(kNever);
      item.confirmed = parse_moment(row.confirmed_at).value_or(kNever);
      item.until = parse_day(row.until).value_or(kNoDay);
      proof_.measures[found->second].overrides.push_back(item);
    }
  }

  void requirements(const std::vector<Completion>& completions, const std::vector<catalog::AppliedMapping>& mappings) {
    std::map<std::string, std::uint32_t> chapters;
    for (const auto& record : assessed_.requirements) {
      RequirementProof requirement;
      requirement.id = texts_.ref(record.urn);
      const std::string chapter = record.framework_id + "/" + record.chapter;
      requirement.chapter = chapters.try_emplace(chapter, static_cast<std::uint32_t>(chapters.size())).first->second;
      if (const auto found = assessed_.decisions.find(record.urn); found != assessed_.decisions.end()) {
        requirement.applicable = found->second.applies;
        requirement.applicability_reason = texts_.ref(found->second.reason);
      }
      assessed_.requirement_at.emplace(record.urn, static_cast<std::uint32_t>(proof_.requirements.size()));
      proof_.requirements.push_back(std::move(requirement));
    }
    proof_.chapter_count = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(chapters.size()));
    links(mappings);
    for (const Completion& completion : completions) {
      if (const auto found = assessed_.requirement_at.find(completion.requirement);
          found != assessed_.requirement_at.end()) {
        proof_.requirements[found->second].complete_together = Declaration{
            texts_.ref(completion.person), texts_.ref(completion.reason), parse_moment(completion.at).value_or(kNever)};
      }
    }
  }

 private:
  PlaceIndex place_index(const PlaceRef& place) {
    const std::string key = key_of(place);
    const auto [at, added] = places_.try_emplace(key, static_cast<PlaceIndex>(proof_.places.size()));
    if (added) {
      const auto weight = weights_.find(key);
      proof_.places.push_back(
          {texts_.ref(key), place.kind == "organisation", weight == weights_.end() ? 1.0 : weight->second});
    }
    return at->second;
  }

  PlaceIndex place_or_all(const std::optional<task::PlaceRef>& place) {
    return place && !place->kind.empty() ? place_index({place->kind, place->id}) : kEveryPlace;
  }

  PlaceRuleChoice place_rule_of(const MeasureInput& body) {
    if (body.rollup == "share_covered")
      return {PlaceRule::kShareCovered, kPlaceThreshold, texts_.ref(body.rollup_reason)};
    if (body.rollup == "weighted") return {PlaceRule::kWeighted, kPlaceThreshold, texts_.ref(body.rollup_reason)};
    return {};
  }

  ProofPlan plan_of(const MeasureInput& body) {
    ProofPlan plan;
    if (body.plan.design) {
      plan.design = DesignPlan{{}, static_cast<int>(body.plan.design->review_months), body.plan.design->policy};
    }
    if (body.plan.existence) plan.existence = ExistencePlan{static_cast<int>(body.plan.existence->valid_months)};
    for (const PlanItem& item : body.plan.operation) {
      const Ref id = texts_.ref(item.id);
      const Ref name = texts_.ref(item.title);
      if (item.kind == "occurrences") {
        const auto rule = task::parse_rrule(item.rrule);
        plan.operation.push_back(
            OccurrencePlan{id, name, rule.value_or(task::Rrule{}), parse_day(item.start).value_or(Day{}),
                           static_cast<int>(item.window_days), static_cast<int>(item.grace_days), 0});
      } else if (item.kind == "sample") {
        SamplePlan sample;
        sample.id = id;
        sample.name = name;
        sample.start = parse_day(item.start).value_or(kNoDay);
        sample.frequency =
            evidence::parse_control_frequency(item.frequency).value_or(evidence::ControlFrequency::kQuarterly);
        sample.lag_days = kSampleLagDays;
        plan.operation.push_back(sample);
      } else {
        AutomatedPlan automated;
        automated.id = id;
        automated.name = name;
        automated.start = parse_day(item.start).value_or(kNoDay);
        automated.freshness_days = static_cast<int>(item.freshness_days);
        plan.operation.push_back(automated);
      }
    }
    return plan;
  }

  EvidenceItem item_of(const evidence::EvidenceFact& fact, std::uint32_t measure) {
    EvidenceItem item;
    item.id = texts_.ref(fact.id);
    item.aspect = aspect_of(fact.aspect);
    item.finding = finding_of(fact.result);
    if (const auto plan = items_[measure].find(fact.plan_item); plan != items_[measure].end()) {
      const auto& written = assessed_.measures[measure].body.plan.operation[plan->second];
      if (written.kind == "automated") item.plan = plan->second;
    }
    for (const auto& place : fact.places) item.places.push_back(place_index(place));
    item.covers = {fact.covers_from, fact.covers_to};
    item.received = fact.received_at;
    item.withdrawn = fact.withdrawn_at.value_or(kNever);
    item.valid_until = fact.valid_until.value_or(kNoDay);
    if (fact.review != evidence::ReviewState::kPending) {
      item.review = {fact.reviewed_at.value_or(kNever), texts_.ref(fact.reviewer),
                     fact.review == evidence::ReviewState::kAccepted};
    }
    const bool design = fact.aspect == evidence::EvidenceAspect::kDesign;
    item.author = texts_.ref(design && !fact.author.empty() ? fact.author : fact.collector);
    item.approver = texts_.ref(fact.approver);
    item.document = texts_.ref(fact.title);
    item.reviewed_on = fact.reviewed_on.value_or(design ? fact.covers_from : kNoDay);
    return item;
  }

  /// A deviating case that was retested is a closed deviation of the sample.
  void add_retests(MeasureProof& measure, Sample& sample, const evidence::SampleFact& fact) {
    for (const std::string& id : fact.retests) {
      const auto at = evidence_at_.find(id);
      if (at == evidence_at_.end()) continue;
      const EvidenceItem& retest = measure.evidence[at->second];
      if (!counts(retest, measure.owner, kNever - std::chrono::milliseconds(1)) ||
          retest.finding != Finding::kSupports) {
        continue;
      }
      Deviation deviation;
      deviation.id = retest.id;
      deviation.opened = fact.covers_to;
      deviation.recorded = fact.recorded_at;
      deviation.counted_elsewhere = true;
      deviation.retest_on = retest.covers.to;
      deviation.closed = std::max(retest.received, retest.review.at);
      sample.corrected_by.push_back(static_cast<std::uint32_t>(measure.deviations.size()));
      measure.deviations.push_back(deviation);
    }
  }

  /// One measure serves several frameworks: what it answers itself, and what is mapped to that (one step, no chains:
  /// two judgements in a row are nobody's judgement).
  void links(const std::vector<catalog::AppliedMapping>& mappings) {
    std::unordered_map<std::string, std::vector<const catalog::AppliedMapping*>> by_source;
    for (const auto& mapping : mappings) by_source[mapping.from].push_back(&mapping);
    for (std::uint32_t m = 0; m < assessed_.measures.size(); ++m) {
      std::map<std::uint32_t, bool> own, reached;  // requirement → fully
      for (const Answer& answer : assessed_.measures[m].body.requirements) {
        const auto found = assessed_.requirement_at.find(answer.requirement);
        if (found != assessed_.requirement_at.end()) own[found->second] |= answer.coverage == "full";
      }
      reached = own;
      for (const Answer& answer : assessed_.measures[m].body.requirements) {
        const auto found = by_source.find(answer.requirement);
        if (found == by_source.end()) continue;
        for (const auto* mapping : found->second) {
          const auto to = assessed_.requirement_at.find(mapping->to);
          if (to == assessed_.requirement_at.end() || own.contains(to->second)) continue;
          const bool full = answer.coverage == "full";
          reached[to->second] |= full && mapping->covers;
          proof_.requirements[to->second].mapped.push_back(
              {m, texts_.ref(answer.requirement), texts_.ref(mapping->id), mapping->covers, full});
        }
      }
      for (const auto& [requirement, full] : reached) proof_.requirements[requirement].links.push_back({m, full});
    }
  }

  Assessed& assessed_;
  OrganisationProof& proof_;
  Texts texts_;
  const std::map<std::string, double>& weights_;
  std::unordered_map<std::string, PlaceIndex> places_;
  std::vector<std::unordered_map<std::string, std::uint32_t>> items_;  // per measure: plan item id → index
  std::unordered_map<std::string, std::uint32_t> evidence_at_;
  std::unordered_map<std::string, std::uint32_t> deviation_at_;
};

}  // namespace

Ref Texts::ref(const std::string& text) {
  if (text.empty()) return kNone;
  const auto [at, added] = known_.try_emplace(text, static_cast<Ref>(texts_.size()));
  if (added) texts_.push_back(text);
  return at->second;
}

void build_proof(Assessed& assessed, const StoredFacts& facts, const std::map<std::string, double>& weights) {
  Builder builder(assessed, weights);
  builder.measures();
  builder.evidence(facts.evidence);
  builder.deviations(facts.deviations);
  builder.performances(facts.performances);
  builder.samples(facts.samples);
  builder.overrides(facts.overrides);
  builder.requirements(facts.completions, facts.mappings);
}

}  // namespace waarborg::measure
