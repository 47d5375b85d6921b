// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/judging.h"

#include <algorithm>
#include <optional>

#include "features/task/occurrences.h"

namespace waarborg::measure {
namespace {

/// More due days than this in one period means a rule without sense; the rest is not judged.
constexpr std::size_t kMaxDue = 4000;

/// Position in measure.places per organisation place, kNone where the measure does not hold.
std::vector<std::uint32_t> positions(const MeasureProof& measure, std::size_t place_count) {
  std::vector<std::uint32_t> at(place_count, kNone);
  for (std::uint32_t i = 0; i < measure.places.size(); ++i) {
    if (measure.places[i] < place_count) at[measure.places[i]] = i;
  }
  return at;
}

/// Positions of which an observation speaks that names no place.
std::vector<std::size_t> whole_positions(const MeasureProof& measure, std::span<const Place> places) {
  std::vector<std::size_t> whole;
  for (std::size_t p = 0; p < measure.places.size(); ++p) {
    const PlaceIndex place = measure.places[p];
    const bool is_whole = place < places.size() && places[place].whole_organisation;
    if (is_whole || measure.places.size() == 1) whole.push_back(p);
  }
  return whole;
}

template <class Add>
void add_place(const MeasureProof& measure, const std::vector<std::uint32_t>& at, PlaceIndex place, Add add) {
  if (place == kEveryPlace) {
    for (std::size_t i = 0; i < measure.places.size(); ++i) add(i);
  } else if (place < at.size() && at[place] != kNone) {
    add(at[place]);
  }
}

PlaceIndexed index_evidence(const MeasureProof& measure, std::span<const Place> places,
                            const std::vector<Standing>& standing) {
  const auto at = positions(measure, places.size());
  const auto whole = whole_positions(measure, places);
  return {measure.evidence.size(), measure.places.size() * kAspectCount, [&](std::uint32_t index, auto add) {
            const EvidenceItem& item = measure.evidence[index];
            if (standing[index] == Standing::kUnknown) return;
            const auto aspect = static_cast<std::size_t>(item.aspect);
            const auto add_at = [&](std::size_t p) { add(p * kAspectCount + aspect); };
            for (const PlaceIndex place : item.places) add_place(measure, at, place, add_at);
            if (!item.places.empty()) return;
            // Evidence that names no place: the design is the same everywhere, an observation is not. One that refutes
            // may be about any of them, so it counts at all: bad news is never lost between the places.
            if (item.aspect == Aspect::kDesign || item.finding == Finding::kRefutes) {
              add_place(measure, at, kEveryPlace, add_at);
            } else {
              std::ranges::for_each(whole, add_at);
            }
          }};
}

template <class Fact, class Known>
PlaceIndexed index_facts(const MeasureProof& measure, std::size_t place_count, const std::vector<Fact>& facts,
                         Known known) {
  const auto at = positions(measure, place_count);
  return {facts.size(), measure.places.size(), [&](std::uint32_t index, auto add) {
            if (known(facts[index])) add_place(measure, at, facts[index].place, add);
          }};
}

std::vector<Standing> standings(const MeasureProof& measure, Moment known_at) {
  std::vector<Standing> all;
  all.reserve(measure.evidence.size());
  for (const EvidenceItem& item : measure.evidence) {
    const Ref owner = item.review.owner == kNone ? measure.owner : item.review.owner;
    all.push_back(standing_of(item.review, item.author, owner, item.received, item.withdrawn, known_at));
  }
  return all;
}

void add_due(std::vector<Due>& due, const OccurrenceTerms& terms, Period judged, Day as_of) {
  const Period days{std::max(judged.from, terms.in_force.from), std::min(judged.to, terms.in_force.to)};
  if (days.to < days.from) return;
  for (const Day day : task::expand(terms.rule, terms.start, days, kMaxDue)) {
    const auto state = task::state_of(day, terms.window_days, terms.grace_days, std::nullopt, as_of);
    due.push_back({day, terms.window_days, terms.grace_days, state == task::OccurrenceState::kMissed});
  }
}

std::vector<std::vector<Due>> due_days(const MeasureProof& measure, Period judged, Day as_of) {
  std::vector<std::vector<Due>> due(measure.plan.operation.size());
  for (std::size_t k = 0; k < due.size(); ++k) {
    const auto* plan = std::get_if<OccurrencePlan>(&measure.plan.operation[k]);
    if (plan == nullptr) continue;
    for (const OccurrenceTerms& terms : plan->earlier) add_due(due[k], terms, judged, as_of);
    add_due(due[k], {plan->in_force, plan->rule, plan->start, plan->window_days, plan->grace_days, plan->tolerated},
            judged, as_of);
    if (!plan->earlier.empty()) std::ranges::sort(due[k], {}, &Due::day);
  }
  return due;
}

std::vector<const Due*> dues_of(const MeasureProof& measure, const std::vector<std::vector<Due>>& due) {
  std::vector<const Due*> all;
  all.reserve(measure.performances.size());
  for (const Performance& done : measure.performances) {
    const std::span<const Due> days = done.plan < due.size() ? due[done.plan] : std::span<const Due>{};
    const auto at = std::ranges::lower_bound(days, done.due, {}, &Due::day);
    all.push_back(at != days.end() && at->day == done.due ? &*at : nullptr);
  }
  return all;
}

/// Whether it holds only in the scope of a supplier's proof. What refutes is no less true outside of it.
bool is_inherited(const EvidenceItem& item) { return item.supplier != kNone && item.finding != Finding::kRefutes; }

}  // namespace

Standing standing_of(const Review& review, Ref author, Ref owner, Moment received, Moment withdrawn, Moment known_at) {
  if (received > known_at || withdrawn <= known_at) return Standing::kUnknown;
  if (review.at > known_at) return Standing::kPending;
  const bool independent = review.reviewer != kNone && review.reviewer != author && review.reviewer != owner;
  // A rejection by who may not judge is none: it waits for someone else.
  if (!review.accepted) return independent ? Standing::kRejected : Standing::kPending;
  return independent ? Standing::kCounts : Standing::kNotIndependent;
}

bool counts(const EvidenceItem& item, Ref owner, Moment known_at) {
  const Ref then = item.review.owner == kNone ? owner : item.review.owner;
  return standing_of(item.review, item.author, then, item.received, item.withdrawn, known_at) == Standing::kCounts;
}

void Inheritance::clear() {
  evidence.clear();
  suppliers.clear();
  outside = 0;
}

Judging::Judging(const MeasureProof& measure, std::span<const Place> places, const Question& asked,
                 MeasureVerdicts& out)
    : proof(measure),
      question(asked),
      as_of(asked.as_of()),
      judged_on(asked.judged_on()),
      standing(standings(measure, asked.known_at)),
      attached(measure.evidence.size(), false),
      evidence(index_evidence(measure, places, standing)),
      performances(index_facts(
          measure, places.size(), measure.performances,
          [&](const Performance& p) { return p.recorded <= asked.known_at && asked.known_at < p.withdrawn; })),
      samples(index_facts(measure, places.size(), measure.samples,
                          [&](const Sample& s) {
                            return std::min(s.drawn, s.recorded) <= asked.known_at && asked.known_at < s.withdrawn;
                          })),
      deviations(index_facts(measure, places.size(), measure.deviations,
                             [&](const Deviation& d) {
                               return d.recorded <= asked.known_at && asked.known_at < d.withdrawn &&
                                      !d.counted_elsewhere;
                             })),
      due(due_days(measure, {asked.period.from, judged_on}, as_of)),
      due_of(dues_of(measure, due)),
      reasons(out) {}

std::vector<Period> Judging::held_in(std::size_t position, Period days) const {
  std::vector<Period> out;
  const auto add = [&](const Period& held) {
    const Period part{std::max(held.from, days.from), std::min(held.to, days.to)};
    if (part.from <= part.to) out.push_back(part);
  };
  if (position >= proof.held.size() || proof.held[position].empty()) {
    add(kAlways);
  } else {
    for (const Period& held : proof.held[position]) add(held);
  }
  return out;
}

bool Judging::is_within(const EvidenceItem& item, PlaceIndex place, Day day) const {
  if (!is_inherited(item)) return true;
  const SupplierProof* supplier = item.supplier < proof.suppliers.size() ? &proof.suppliers[item.supplier] : nullptr;
  const auto within = [](const auto& scope, auto value) {
    return scope.empty() || std::ranges::find(scope, value) != scope.end();
  };
  return supplier != nullptr && within(supplier->places, place) && within(supplier->aspects, item.aspect) &&
         supplier->valid.contains(day);
}

bool Judging::in_scope(const EvidenceItem& item, PlaceIndex place, Day day) {
  if (!is_inherited(item)) return true;
  if (!is_within(item, place, day)) {
    ++inherited.outside;
    return false;
  }
  inherited.evidence.push_back(item.id);
  if (std::ranges::find(inherited.suppliers, item.supplier) == inherited.suppliers.end()) {
    inherited.suppliers.push_back(item.supplier);
  }
  return true;
}

const EvidenceItem* Judging::proof_of(const Performance& done, std::size_t position) const {
  if (done.evidence >= proof.evidence.size()) return nullptr;
  const EvidenceItem& item = proof.evidence[done.evidence];
  const bool here = item.places.empty() || std::ranges::any_of(item.places, [&](PlaceIndex place) {
                      return place == kEveryPlace || place == proof.places[position];
                    });
  const bool then = item.covers.contains(done.performed_on) || item.report.contains(done.performed_on);
  const bool for_this = item.review.at >= done.recorded;
  return item.aspect == Aspect::kOperation && here && then && for_this ? &item : nullptr;
}

bool Judging::is_closed(std::uint32_t index) const {
  if (index >= proof.deviations.size()) return false;
  const Deviation& deviation = proof.deviations[index];
  return deviation.recorded <= question.known_at && deviation.closed <= question.known_at &&
         question.known_at < deviation.reopened && deviation.retest_on != kNoDay &&
         deviation.retest_on >= deviation.opened && deviation.retest_on <= as_of;
}

void Judging::name_uncounted(std::span<const std::uint32_t> items) {
  for (const auto& [wanted, kind] : {std::pair{Standing::kPending, ReasonKind::kPending},
                                     std::pair{Standing::kNotIndependent, ReasonKind::kNotIndependent}}) {
    std::int32_t count = 0;
    for (const std::uint32_t index : items) {
      if (standing[index] != wanted || attached[index]) continue;
      if (count == 0) reasons.add(kind);
      reasons.refer(RefKind::kEvidence, proof.evidence[index].id);
      ++count;
    }
    if (count > 0) reasons.last().a = count;
  }
}

void Judging::name_inheritance() {
  if (!inherited.evidence.empty()) {
    reasons.add(ReasonKind::kInherited, static_cast<std::int32_t>(inherited.evidence.size()));
    for (const Ref id : inherited.evidence) reasons.refer(RefKind::kEvidence, id);
    for (const std::uint32_t index : inherited.suppliers) reasons.refer(RefKind::kSupplier, proof.suppliers[index].id);
  }
  if (inherited.outside > 0) reasons.add(ReasonKind::kOutsideSupplierScope, inherited.outside);
  const bool remains = std::ranges::any_of(
      inherited.suppliers, [&](std::uint32_t index) { return !proof.suppliers[index].remains.empty(); });
  if (!remains) return;
  reasons.add(ReasonKind::kSupplierRemains);
  for (const std::uint32_t index : inherited.suppliers) {
    for (const Ref text : proof.suppliers[index].remains) reasons.refer(RefKind::kText, text);
  }
}

}  // namespace waarborg::measure
