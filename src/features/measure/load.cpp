// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load.h"

#include <algorithm>

#include "features/measure/history.h"
#include "features/measure/load_overrides.h"
#include "features/measure/load_people.h"
#include "features/measure/load_places.h"
#include "features/measure/load_retests.h"

namespace waarborg::measure {
namespace {

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

/// Builds the proof of one organisation, measure by measure.
class Builder {
 public:
  Builder(Assessed& assessed, const StoredFacts& facts, const LoadTerms& terms, const Before* before)
      : assessed_(assessed),
        proof_(assessed.proof),
        texts_(proof_.texts),
        people_(texts_, assessed.people, terms),
        places_(proof_, terms),
        facts_(facts),
        terms_(terms),
        before_(before) {
    if (before_ != nullptr) places_.follow(before_->assessed.proof.places);
  }

  void measures() {
    for (const StoredMeasure& stored : assessed_.measures) {
      assessed_.measure_at.emplace(stored.id.text, static_cast<std::uint32_t>(proof_.measures.size()));
      if (const MeasureProof* kept = before_ == nullptr ? nullptr : before_->kept(stored.id.text)) {
        proof_.measures.push_back(*kept);
        proof_.measures.back().overrides.clear();
        histories_.emplace_back();  // no fact of it comes, so nobody asks
        items_.emplace_back();
        continue;
      }
      const auto changed = facts_.histories.find(stored.id.text);
      histories_.push_back(changed == facts_.histories.end()
                               ? history_of(std::vector<MeasureVersion>{{{}, stored.body}})
                               : changed->second);
      const History& history = histories_.back();
      MeasureProof measure;
      measure.id = texts_.ref(stored.id.text);
      measure.owner = people_.person(stored.body.owner);
      measure.plan = plan_of(stored.body.plan, history, [&](const std::string& text) { return texts_.ref(text); });
      measure.place_rule = place_rule_of(stored.body, texts_);
      for (const PlaceRef& place : stored.body.places) {
        measure.places.push_back(places_.at(place));
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
      if (item.plan != kNone && (!fact.days.empty() || !fact.collector_token.empty())) item.report = item.covers;
      const auto first = static_cast<std::uint32_t>(measure.evidence.size());
      Kept& kept = evidence_at_.emplace(fact.id, Kept{found->second, first, 1, &fact}).first->second;
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
      kept.count = static_cast<std::uint32_t>(measure.evidence.size()) - first;
    }
  }

  void deviations(const std::vector<task::DeviationFact>& facts) {
    std::unordered_map<std::string_view, Moment> gone_on;  // since when another one goes on from it
    for (const auto& fact : facts) gone_on.emplace(fact.goes_on, fact.recorded_at);
    for (const auto& fact : facts) {
      const auto found = assessed_.measure_at.find(fact.measure);
      if (found == assessed_.measure_at.end()) continue;
      MeasureProof& measure = proof_.measures[found->second];
      const auto index = static_cast<std::uint32_t>(measure.deviations.size());
      deviation_at_.emplace(fact.id, index);
      Deviation deviation;
      deviation.id = texts_.ref(fact.id);
      deviation.place = places_.at_or_all(fact.place);
      deviation.opened = fact.opened;
      deviation.recorded = fact.recorded_at;
      deviation.retest_on = fact.retest_on.value_or(kNoDay);
      Wrong wrong{{}, day_of(fact.recorded_at), fact.recorded_at, {}};
      if (deviation.place != kEveryPlace) wrong.places.push_back(*fact.place);
      const auto bad = evidence_at_.find(fact.evidence);
      if (bad != evidence_at_.end() && bad->second.measure == found->second) {
        deviation.opened = bad->second.fact->covers_to;
        deviation.withdrawn = measure.evidence[bad->second.first].withdrawn;
        wrong.places = bad->second.fact->places;
        // Judged with the evidence; what goes on after a retest that did not last stands by itself.
        deviation.counted_elsewhere = fact.goes_on.empty();
        if (fact.goes_on.empty()) {
          wrong.first = deviation.opened;
          follow_up(measure, bad->second, index);
        }
      }
      if (fact.closed_at && !fact.retest_evidence.empty()) {
        wrong.holds = histories_[found->second].places_at(*fact.closed_at);
        const auto next = gone_on.find(fact.id);
        if (const EvidenceItem* retest = retest_of(found->second, fact.retest_evidence, wrong)) {
          // Withdrawn later: what it closed went on as a deviation of its own (Tasks::retest_withdrawn).
          deviation.closed = std::max(*fact.closed_at, counts_since(*retest));
        } else if (next != gone_on.end()) {  // its retest never counted, and was withdrawn: so with this one, too
          deviation.closed = next->second;
          deviation.retest_on = deviation.opened;
        }
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
      performance.place = places_.at_or_all(fact.place);
      performance.due = fact.due;
      performance.performed_on = fact.performed_on;
      performance.outcome = fact.effective ? Outcome::kEffective : Outcome::kDeviation;
      if (const auto at = deviation_at_.find(fact.deviation); at != deviation_at_.end()) {
        performance.deviation = at->second;
        // Judged with the performance that went wrong, in every period; without such a one it stands by itself.
        if (!fact.effective) proof_.measures[found->second].deviations[at->second].counted_elsewhere = true;
      }
      performance.recorded = fact.recorded_at;
      performance.withdrawn = fact.withdrawn_at.value_or(kNever);
      // One piece that counts is proof enough, one that refutes makes it a deviation: each is weighed for itself.
      MeasureProof& measure = proof_.measures[found->second];
      const std::size_t before = measure.performances.size();
      for (const std::string& id : fact.evidence) {
        const auto at = evidence_at_.find(id);
        if (at == evidence_at_.end() || at->second.measure != found->second) continue;
        Performance& one = measure.performances.emplace_back(performance);
        one.evidence = item_on(measure, at->second, fact.performed_on);
        // The deviation of one follows up the other too: of what was called effective, and of what is judged apart.
        if (one.deviation == kNone) one.deviation = measure.evidence[one.evidence].deviation;
        if (one.deviation != kNone) follow_up(measure, at->second, one.deviation);
      }
      if (measure.performances.size() == before) measure.performances.push_back(performance);
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
      sample.place = fact.place.kind.empty() ? kEveryPlace : places_.at(fact.place);
      sample.covers = {fact.covers_from, fact.covers_to};
      sample.population = static_cast<std::uint32_t>(fact.population);
      sample.size = static_cast<std::uint32_t>(fact.size);
      sample.deviations = static_cast<std::uint32_t>(fact.deviations);
      sample.tolerated = static_cast<std::uint32_t>(fact.tolerated);
      const Ref author = people_.account(fact.author_account, fact.author);
      sample.drawn = fact.drawn_at;
      sample.recorded = fact.recorded_at.value_or(kNever);
      if (fact.recorded_at) {
        sample.review = {*fact.recorded_at, people_.account(fact.reviewer_account, fact.reviewer), true};
        sample.review.owner = people_.owner_for(histories_[found->second], sample.review, fact.covers_from);
      }
      const People::Actor drawer{people_.account(fact.drawer_account, fact.drawer), fact.drawn_at};
      if (people_.is_independent(histories_[found->second], drawer, author, fact.covers_from)) {
        sample.size_reason = texts_.ref(fact.size_reason);
      }
      if (fact.withdrawn_at) {
        const People::Actor by{people_.account(fact.withdrawer_account, fact.withdrawer), *fact.withdrawn_at};
        sample.withdrawn = people_.withdrawal(histories_[found->second], by, author, fact.covers_from);
      }
      sample.author = people_.as(sample.review.reviewer, author);
      add_retests(found->second, sample, fact);
      proof_.measures[found->second].samples.push_back(std::move(sample));
    }
  }

  void overrides() { add_overrides(assessed_, facts_, people_, places_); }

  Texts& texts() { return texts_; }

 private:
  EvidenceItem item_of(const evidence::EvidenceFact& fact, std::uint32_t measure) {
    EvidenceItem item;
    item.id = texts_.ref(fact.id);
    item.aspect = aspect_of(fact.aspect);
    item.finding = finding_of(fact.result);
    if (const auto plan = items_[measure].find(fact.plan_item); plan != items_[measure].end()) {
      if (histories_[measure].items[plan->second].terms.back().item.kind == "automated") item.plan = plan->second;
    }
    for (const auto& place : fact.places) item.places.push_back(places_.at(place));
    item.covers = {fact.covers_from, fact.covers_to};
    item.received = fact.received_at;
    item.valid_until = fact.valid_until.value_or(kNoDay);
    if (fact.review != evidence::ReviewState::kPending) {
      item.review = {fact.reviewed_at.value_or(kNever), people_.account(fact.reviewer_account, fact.reviewer),
                     fact.review == evidence::ReviewState::kAccepted};
      item.review.owner = people_.owner_for(histories_[measure], item.review, fact.covers_from);
    }
    const bool design = fact.aspect == evidence::EvidenceAspect::kDesign;
    const Ref collector = people_.collector(fact);
    const Ref author = design && !fact.author.empty() ? people_.named(fact.author) : collector;
    const Ref approver = people_.named(fact.approver);
    item.author = people_.as(item.review.reviewer, author);
    item.approver = people_.same(approver, author) ? item.author : approver;
    if (fact.withdrawn_at) {
      const People::Actor by{people_.account(fact.withdrawer_account, fact.withdrawer), *fact.withdrawn_at};
      // By its collector while it waited: then nobody had seen it yet.
      const bool taken_back =
          fact.review == evidence::ReviewState::kPending && fact.withdrawer_account == fact.collector_account;
      item.withdrawn = taken_back ? by.at : people_.withdrawal(histories_[measure], by, collector, fact.covers_from);
    }
    if (fact.supplier_proof) item.supplier = supplier_of(proof_.measures[measure], *fact.supplier_proof);
    // A finding is not about a document by having a title: any document that was reviewed after it answers it.
    if (fact.kind == evidence::EvidenceKind::kDocument) item.document = texts_.ref(fact.title);
    const bool is_seen_until = !design || fact.result == evidence::EvidenceResult::kRefutes;
    item.reviewed_on = fact.reviewed_on.value_or(is_seen_until ? kNoDay : fact.covers_from);
    return item;
  }

  /// Rule 8. Its scope: the supplier itself and the systems that it delivers, the aspects that it is about.
  std::uint32_t supplier_of(MeasureProof& measure, const evidence::SupplierProof& proof) {
    waarborg::measure::SupplierProof inherited;
    inherited.id = texts_.ref(proof.id);
    inherited.places = {places_.at({"supplier", proof.supplier})};
    const auto [first, last] = terms_.delivered_by.equal_range(proof.supplier);
    for (auto at = first; at != last; ++at) inherited.places.push_back(places_.at({"system", at->second}));
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

  /// Where the items of one piece of evidence stand.
  struct Kept {
    std::uint32_t measure = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    const evidence::EvidenceFact* fact = nullptr;
  };
  static void follow_up(MeasureProof& measure, const Kept& kept, std::uint32_t deviation) {
    for (std::uint32_t i = 0; i < kept.count; ++i) measure.evidence[kept.first + i].deviation = deviation;
  }
  /// Of a report of several days the last one observed up to that day.
  static std::uint32_t item_on(const MeasureProof& measure, const Kept& kept, Day day) {
    std::uint32_t at = kept.first;
    for (std::uint32_t i = 1; i < kept.count; ++i) {
      if (measure.evidence[kept.first + i].covers.from <= day) at = kept.first + i;
    }
    return at;
  }

  static Moment counts_since(const EvidenceItem& item) { return std::max(item.received, item.review.at); }
  /// Evidence that closes what went wrong: it counts, and is a retest of that. Of a report of several days its first
  /// item, which shares all that is read of it but the day.
  const EvidenceItem* retest_of(std::uint32_t measure, const std::string& id, const Wrong& wrong) const {
    const auto at = evidence_at_.find(id);
    if (at == evidence_at_.end() || at->second.measure != measure) return nullptr;
    if (!is_retest(*at->second.fact, wrong)) return nullptr;
    const MeasureProof& proof = proof_.measures[measure];
    const EvidenceItem& item = proof.evidence[at->second.first];
    const Moment since = counts_since(item);
    const bool closes = since != kNever && item.withdrawn > since && counts(item, proof.owner, since);
    return closes ? &item : nullptr;
  }

  /// A deviating case that was retested is a closed deviation of the sample. Counted from when the retest
  /// was reviewed and named; withdrawn later, it no longer closes (Deviation::reopened).
  void add_retests(std::uint32_t at, Sample& sample, const evidence::SampleFact& fact) {
    MeasureProof& measure = proof_.measures[at];
    Wrong wrong{{}, fact.covers_to + std::chrono::days{1}, fact.drawn_at, {}};
    if (sample.place != kEveryPlace) wrong.places.push_back(fact.place);
    for (const auto& [id, said_at, until] : fact.retests) {
      wrong.holds = histories_[at].places_at(said_at);
      const EvidenceItem* retest = retest_of(at, id, wrong);
      if (retest == nullptr) continue;
      Deviation deviation;
      deviation.id = retest->id;
      deviation.opened = fact.covers_to;
      deviation.recorded = fact.recorded_at.value_or(fact.drawn_at);
      deviation.counted_elsewhere = true;
      deviation.retest_on = evidence_at_.at(id).fact->covers_to;
      deviation.closed = std::max(counts_since(*retest), said_at);
      deviation.reopened = std::min(retest->withdrawn, until.value_or(kNever));
      sample.corrected_by.push_back(static_cast<std::uint32_t>(measure.deviations.size()));
      measure.deviations.push_back(deviation);
    }
  }

  Assessed& assessed_;
  OrganisationProof& proof_;
  Texts& texts_;
  People people_;
  Places places_;
  const StoredFacts& facts_;
  const LoadTerms& terms_;
  const Before* before_;
  std::vector<History> histories_;                                     // in the order of the measures
  std::vector<std::unordered_map<std::string, std::uint32_t>> items_;  // per measure: plan item id → index
  std::unordered_map<std::string, Kept> evidence_at_;
  std::unordered_map<std::string, std::uint32_t> deviation_at_;
};

}  // namespace

const MeasureProof* Before::kept(const std::string& measure) const {
  const auto at = assessed.measure_at.find(measure);
  return at == assessed.measure_at.end() || touched.contains(measure) ? nullptr : &assessed.proof.measures[at->second];
}

void build_proof(Assessed& assessed, const StoredFacts& facts, const LoadTerms& terms, const Before* before) {
  if (before != nullptr) assessed.proof.texts = before->assessed.proof.texts;
  Builder builder(assessed, facts, terms, before);
  builder.measures();
  builder.evidence(facts.evidence);
  builder.deviations(facts.deviations);
  builder.performances(facts.performances);
  builder.samples(facts.samples);
  builder.overrides();
  add_requirements(assessed, builder.texts(), facts);
}

}  // namespace waarborg::measure
