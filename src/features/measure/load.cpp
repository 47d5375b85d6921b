// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load.h"

#include <algorithm>

#include "base/text.h"
#include "features/measure/history.h"

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

/// Share of places, or of their weight, that must be shown under the two milder rules. Unit: 1.
constexpr double kPlaceThreshold = 0.9;

/// Builds the proof of one organisation, measure by measure.
class Builder {
 public:
  Builder(Assessed& assessed, const StoredFacts& facts, const LoadTerms& terms)
      : assessed_(assessed), proof_(assessed.proof), texts_(proof_.texts), facts_(facts), terms_(terms) {
    for (const auto& [id, name] : assessed_.people) person_named_.emplace(folded_name(name), id);
  }

  void measures() {
    for (const StoredMeasure& stored : assessed_.measures) {
      assessed_.measure_at.emplace(stored.id.text, static_cast<std::uint32_t>(proof_.measures.size()));
      const auto changed = facts_.histories.find(stored.id.text);
      histories_.push_back(changed == facts_.histories.end()
                               ? history_of(std::vector<MeasureVersion>{{{}, stored.body}})
                               : changed->second);
      const History& history = histories_.back();
      MeasureProof measure;
      measure.id = texts_.ref(stored.id.text);
      measure.owner = person(stored.body.owner);
      measure.plan = plan_of(stored.body.plan, history, [&](const std::string& text) { return texts_.ref(text); });
      measure.place_rule = place_rule_of(stored.body);
      for (const PlaceRef& place : stored.body.places) {
        measure.places.push_back(place_index(place));
        const auto held = history.places.find(place);
        const bool always = held == history.places.end() || History::is_always(held->second);
        measure.held.push_back(always ? std::vector<Period>{} : held->second);
      }
      if (std::ranges::all_of(measure.held, [](const auto& held) { return held.empty(); })) measure.held.clear();
      proof_.measures.push_back(std::move(measure));
      items_.emplace_back();
      for (std::uint32_t i = 0; i < history.items.size(); ++i) items_.back().emplace(history.items[i].id, i);
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
      if (const auto at = evidence_at_.find(fact.retest_evidence); at != evidence_at_.end()) {
        deviation.reopened = measure.evidence[at->second].withdrawn;
      }
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
      if (const auto at = deviation_at_.find(fact.deviation); at != deviation_at_.end()) {
        performance.deviation = at->second;
      }
      performance.recorded = fact.recorded_at;
      performance.withdrawn = fact.withdrawn_at.value_or(kNever);
      // One piece that counts is proof enough, one that refutes makes it a deviation: each is weighed for itself.
      const std::size_t before = proof_.measures[found->second].performances.size();
      for (const std::string& id : fact.evidence) {
        const auto at = evidence_at_.find(id);
        if (at == evidence_at_.end()) continue;
        performance.evidence = at->second;
        proof_.measures[found->second].performances.push_back(performance);
      }
      auto& all = proof_.measures[found->second].performances;
      if (all.size() == before) all.push_back(performance);
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
      sample.author = account(fact.author_account, fact.author);
      sample.review = {fact.recorded_at, account(fact.reviewer_account, fact.reviewer), true};
      sample.review.owner = owner_for(histories_[found->second], sample.review, fact.covers_from);
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
      item.ended = parse_moment(row.ended_at).value_or(kNever);
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
  // Who someone is: a person in the register where that is known, else a name. So the same person behind two accounts
  // is one, and two people of one name are two once their accounts are tied to the register.
  Ref person(const std::string& id) { return texts_.ref(id.empty() ? id : "person:" + id); }
  Ref named(const std::string& name) {
    const std::string folded = folded_name(name);
    if (folded.empty()) return kNone;
    const auto known = person_named_.find(folded);
    return known == person_named_.end() ? texts_.ref("name:" + folded) : person(known->second);
  }
  Ref account(const std::string& id, const std::string& name) {
    const auto tied = terms_.person_of_account.find(id);
    return tied == terms_.person_of_account.end() ? named(name) : person(tied->second);
  }

  /// The owner against whom a review counts: the reviewer himself when he owned the measure at any moment from the
  /// first day that is shown to the review, for handing it over for the moment of reviewing makes nobody independent.
  Ref owner_for(const History& history, const Review& review, Day covers_from) {
    for (const std::string& owner : history.owners_in(covers_from, review.at)) {
      if (const Ref one = person(owner); one != kNone && one == review.reviewer) return one;
    }
    return person(history.owner_at(review.at));
  }

  PlaceIndex place_index(const PlaceRef& place) {
    const std::string key = key_of(place);
    const auto [at, added] = places_.try_emplace(key, static_cast<PlaceIndex>(proof_.places.size()));
    if (added) {
      const auto weight = terms_.weights.find(key);
      proof_.places.push_back(
          {texts_.ref(key), place.kind == "organisation", weight == terms_.weights.end() ? 1.0 : weight->second});
    }
    return at->second;
  }

  PlaceIndex place_or_all(const std::optional<org::PlaceRef>& place) {
    return place && !place->kind.empty() ? place_index({place->kind, place->id}) : kEveryPlace;
  }

  PlaceRuleChoice place_rule_of(const MeasureInput& body) {
    if (body.rollup == "share_covered")
      return {PlaceRule::kShareCovered, kPlaceThreshold, texts_.ref(body.rollup_reason)};
    if (body.rollup == "weighted") return {PlaceRule::kWeighted, kPlaceThreshold, texts_.ref(body.rollup_reason)};
    return {};
  }

  EvidenceItem item_of(const evidence::EvidenceFact& fact, std::uint32_t measure) {
    EvidenceItem item;
    item.id = texts_.ref(fact.id);
    item.aspect = aspect_of(fact.aspect);
    item.finding = finding_of(fact.result);
    if (const auto plan = items_[measure].find(fact.plan_item); plan != items_[measure].end()) {
      if (histories_[measure].items[plan->second].terms.back().item.kind == "automated") item.plan = plan->second;
    }
    for (const auto& place : fact.places) item.places.push_back(place_index(place));
    item.covers = {fact.covers_from, fact.covers_to};
    item.received = fact.received_at;
    item.withdrawn = fact.withdrawn_at.value_or(kNever);
    item.valid_until = fact.valid_until.value_or(kNoDay);
    if (fact.review != evidence::ReviewState::kPending) {
      item.review = {fact.reviewed_at.value_or(kNever), account(fact.reviewer_account, fact.reviewer),
                     fact.review == evidence::ReviewState::kAccepted};
      item.review.owner = owner_for(histories_[measure], item.review, fact.covers_from);
    }
    const bool design = fact.aspect == evidence::EvidenceAspect::kDesign;
    item.author = design && !fact.author.empty() ? named(fact.author) : account(fact.collector_account, fact.collector);
    item.approver = named(fact.approver);
    if (fact.supplier_proof) item.supplier = supplier_of(proof_.measures[measure], *fact.supplier_proof);
    item.document = texts_.ref(fact.title);
    item.reviewed_on = fact.reviewed_on.value_or(design ? fact.covers_from : kNoDay);
    return item;
  }

  /// Rule 8. Its scope: the supplier itself and the systems that it delivers, the aspects that it is about.
  std::uint32_t supplier_of(MeasureProof& measure, const evidence::SupplierProof& proof) {
    waarborg::measure::SupplierProof inherited;
    inherited.id = texts_.ref(proof.id);
    inherited.places = {place_index({"supplier", proof.supplier})};
    const auto [first, last] = terms_.delivered_by.equal_range(proof.supplier);
    for (auto at = first; at != last; ++at) inherited.places.push_back(place_index({"system", at->second}));
    for (const std::string& word : proof.aspects) {
      if (const auto aspect = parse_aspect(word)) inherited.aspects.push_back(*aspect);
    }
    inherited.valid = {proof.valid_from, proof.valid_until};
    // An empty list of aspects would mean all of them to the engine, and means none here.
    if (inherited.aspects.empty()) inherited.valid = {proof.valid_from, proof.valid_from - std::chrono::days{1}};
    for (std::size_t at = 0; at < proof.remains.size();) {
      const std::size_t end = std::min(proof.remains.find('\n', at), proof.remains.size());
      if (const Ref line = texts_.ref(proof.remains.substr(at, end - at)); line != kNone)
        inherited.remains.push_back(line);
      at = end + 1;
    }
    assessed_.supplier_proofs[proof.id] = proof.supplier_name + ", " + proof.title;
    for (std::uint32_t i = 0; i < measure.suppliers.size(); ++i) {  // on the same terms: named once
      const auto& known = measure.suppliers[i];
      if (known.id == inherited.id && known.valid == inherited.valid && known.aspects == inherited.aspects &&
          known.remains == inherited.remains) {
        return i;
      }
    }
    measure.suppliers.push_back(std::move(inherited));
    return static_cast<std::uint32_t>(measure.suppliers.size() - 1);
  }

  /// A deviating case that was retested is a closed deviation of the sample.
  void add_retests(MeasureProof& measure, Sample& sample, const evidence::SampleFact& fact) {
    for (const std::string& id : fact.retests) {
      const auto at = evidence_at_.find(id);
      if (at == evidence_at_.end()) continue;
      const EvidenceItem& retest = measure.evidence[at->second];
      // Counted from its review on; withdrawn later, it no longer closes (Deviation::reopened).
      const Moment seen = std::max(retest.received, retest.review.at);
      if (retest.finding != Finding::kSupports || seen == kNever || !counts(retest, measure.owner, seen)) continue;
      Deviation deviation;
      deviation.id = retest.id;
      deviation.opened = fact.covers_to;
      deviation.recorded = fact.recorded_at;
      deviation.counted_elsewhere = true;
      deviation.retest_on = retest.covers.to;
      deviation.closed = seen;
      deviation.reopened = retest.withdrawn;
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
  const StoredFacts& facts_;
  const LoadTerms& terms_;
  std::vector<History> histories_;                   // in the order of the measures
  std::map<std::string, std::string> person_named_;  // folded name → person id
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

void build_proof(Assessed& assessed, const StoredFacts& facts, const LoadTerms& terms) {
  Builder builder(assessed, facts, terms);
  builder.measures();
  builder.evidence(facts.evidence);
  builder.deviations(facts.deviations);
  builder.performances(facts.performances);
  builder.samples(facts.samples);
  builder.overrides(facts.overrides);
  builder.requirements(facts.completions, facts.mappings);
}

}  // namespace waarborg::measure
