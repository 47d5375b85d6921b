// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "features/measure/operation_part.h"
#include "features/task/occurrences.h"

namespace waarborg::measure {
namespace {

/// What is known of one due day; the performances of that day add to it.
struct Tally {
  bool on_time = false;  ///< Effective, proven.
  bool late = false;
  bool recorded_late = false;  ///< Done in time as it says, and said only after the grace.
  bool partly = false;
  bool deviating = false;
  bool corrected = false;
  bool pending = false;
  bool unproven = false;
  Day recorded{}, performed{};  ///< Of what was recorded late: the first to be recorded.
};

/// What became of one due day.
enum class Fate : std::uint8_t {
  kOnTime,
  kLate,
  kRecordedLate,
  kPartly,
  kDeviating,
  kCorrected,
  kOpen,
  kWaiting,  ///< Performed while its time still runs; the evidence waits for review.
  kPending,
  kUnproven,
  kMissing
};
constexpr std::size_t kFates = 11;

/// What one performance adds; null when it counts neither for nor against.
bool Tally::* weight_of(const Judging& judging, std::size_t position, const Due& due, const Performance& done) {
  const EvidenceItem* item = judging.proof_of(done, position);
  const Standing standing = item != nullptr ? judging.standing[done.evidence] : Standing::kUnknown;
  const bool counted =
      standing == Standing::kCounts && judging.is_within(*item, judging.proof.places[position], done.performed_on);
  // A deviation that someone recorded is an admission: it needs no reviewer, and lateness does not undo it.
  if (done.performed_on <= judging.as_of &&
      (done.outcome == Outcome::kDeviation || (counted && item->finding == Finding::kRefutes))) {
    return judging.is_closed(done.deviation) ? &Tally::corrected : &Tally::deviating;
  }
  const auto state = task::state_of(done.due, due.window_days, due.grace_days, done.performed_on, judging.as_of);
  const bool on_time = state == task::OccurrenceState::kOnTime;
  if (!on_time && state != task::OccurrenceState::kLate) return nullptr;
  if (standing == Standing::kPending || (counted && done.outcome == Outcome::kPending)) return &Tally::pending;
  if (!counted) return &Tally::unproven;
  if (item->finding == Finding::kPartly) return &Tally::partly;
  // Nobody heard of it while it could still be done: it counts, but never as in time.
  const Day end = due.day + std::chrono::days{due.window_days + due.grace_days};
  if (day_of(done.recorded) > end) return &Tally::recorded_late;
  return on_time ? &Tally::on_time : &Tally::late;
}

bool went_wrong(bool Tally::* weight) { return weight == &Tally::deviating || weight == &Tally::corrected; }

/// The due day that a performance is about, or null when that is not due in that place in the judged days.
const Due* due_of(const Judging& judging, const Performance& done) {
  const std::vector<Due>& due = judging.due_here[done.plan];
  const auto at = std::ranges::lower_bound(due, done.due, {}, &Due::day);
  return at != due.end() && at->day == done.due ? &*at : nullptr;
}

/// Whether what went wrong before the period weighs on it: its deviation is open, or was corrected since it began.
bool still_weighs(const Judging& judging, const Performance& done) {
  if (done.deviation >= judging.proof.deviations.size()) return false;
  const Deviation& deviation = judging.proof.deviations[done.deviation];
  return deviation.recorded <= judging.question.known_at &&
         (!judging.is_closed(done.deviation) || deviation.retest_on >= judging.question.period.from);
}

/// What it adds to the verdict of that place; null when it is not judged there in this period.
bool Tally::* judged_weight(const Judging& judging, std::size_t position, const Performance& done) {
  if (const Due* due = due_of(judging, done)) return weight_of(judging, position, *due, done);
  if (done.performed_on > judging.judged_on) return nullptr;
  if (done.performed_on < judging.question.period.from && !still_weighs(judging, done)) return nullptr;
  bool Tally::* weight = weight_of(judging, position, {done.due}, done);
  return went_wrong(weight) ? weight : nullptr;  // only what deviated counts of a day that was not due
}

Fate fate_of(const Tally& tally, const Due& due, Day as_of) {
  if (tally.deviating) return Fate::kDeviating;
  if (tally.corrected) return Fate::kCorrected;
  if (tally.on_time) return Fate::kOnTime;
  if (tally.late) return Fate::kLate;
  if (tally.recorded_late) return Fate::kRecordedLate;
  if (tally.partly) return Fate::kPartly;
  const auto state = task::state_of(due.day, due.window_days, due.grace_days, std::nullopt, as_of);
  if (state != task::OccurrenceState::kMissed) return tally.pending ? Fate::kWaiting : Fate::kOpen;
  if (tally.pending) return Fate::kPending;
  return tally.unproven ? Fate::kUnproven : Fate::kMissing;
}

struct Fates {
  std::vector<Fate> per_day;  ///< In the order of the due days.
  /// Deviating performances of days that are not due in the period, but fell in it or are open still; and those since
  /// corrected.
  std::vector<Day> others, others_corrected;
  std::array<std::int32_t, kFates> counts{};
  Day recorded{};               ///< Of what was recorded late: the last day of recording,
  std::int32_t days_later = 0;  ///< and how long after it was done that was.

  std::int32_t count(Fate fate) const { return counts[static_cast<std::size_t>(fate)]; }
  std::int32_t deviating() const { return count(Fate::kDeviating) + static_cast<std::int32_t>(others.size()); }
  std::int32_t corrected() const {
    return count(Fate::kCorrected) + static_cast<std::int32_t>(others_corrected.size());
  }
};

/// What was due while the measure had to hold in that place.
std::vector<Due> due_in(const Judging& judging, std::size_t position, std::uint32_t plan) {
  const std::vector<Due>& all = judging.due[plan];
  if (position >= judging.proof.held.size() || judging.proof.held[position].empty()) return all;
  std::vector<Due> out;
  const std::vector<Period>& held = judging.proof.held[position];
  for (const Due& due : all) {
    if (std::ranges::any_of(held, [&](const Period& part) { return part.contains(due.day); })) out.push_back(due);
  }
  return out;
}

/// Fills the fate of every due day, and of deviating performances of other days that fell in the period.
Fates fates(Judging& judging, std::size_t position, std::uint32_t plan) {
  Fates result;
  const std::vector<Due>& due = judging.due_here[plan];
  std::vector<Tally> tallies(due.size());
  for (const std::uint32_t index : judging.performances.in(position)) {
    const Performance& done = judging.proof.performances[index];
    if (done.plan != plan) continue;
    bool Tally::* weight = judged_weight(judging, position, done);
    if (weight == nullptr) continue;
    if (const EvidenceItem* item = judging.proof_of(done, position);
        item != nullptr && judging.standing[done.evidence] == Standing::kCounts) {
      judging.in_scope(*item, judging.proof.places[position], done.performed_on);  // keeps count
    }
    if (const Due* at = due_of(judging, done)) {
      Tally& tally = tallies[static_cast<std::size_t>(at - due.data())];
      const std::pair said{day_of(done.recorded), done.performed_on};
      if (weight == &Tally::recorded_late &&
          (!tally.recorded_late || said < std::pair{tally.recorded, tally.performed}))
        std::tie(tally.recorded, tally.performed) = said;
      tally.*weight = true;
    } else {
      auto& others = weight == &Tally::deviating ? result.others : result.others_corrected;
      if (std::ranges::count(others, done.due) == 0) others.push_back(done.due);
    }
  }
  result.per_day.reserve(due.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    const Fate fate = fate_of(tallies[i], due[i], judging.as_of);
    result.per_day.push_back(fate);
    ++result.counts[static_cast<std::size_t>(fate)];
    const auto later = static_cast<std::int32_t>((tallies[i].recorded - tallies[i].performed).count());
    if (fate == Fate::kRecordedLate) {
      std::tie(result.recorded, result.days_later) =
          std::max(std::pair{result.recorded, result.days_later}, std::pair{tallies[i].recorded, later});
    }
  }
  return result;
}

template <class Wanted>
void refer_days(Judging& judging, const std::vector<Due>& due, const Fates& all, Wanted wanted) {
  for (std::size_t i = 0; i < all.per_day.size(); ++i) {
    if (wanted(all.per_day[i])) judging.reasons.refer(due[i].day);
  }
}

/// Deviations that are still no refutation: the least that was tolerated in the judged days, so that a plan that
/// tolerates more from some day on excuses nothing of before.
std::int32_t tolerated(const Judging& judging, const OccurrencePlan& plan) {
  const Period judged{judging.question.period.from, judging.judged_on};
  const auto meets = [&](const Period& in_force) { return in_force.from <= judged.to && judged.from <= in_force.to; };
  std::optional<int> least;
  if (meets(plan.in_force)) least = plan.tolerated;
  for (const OccurrenceTerms& terms : plan.earlier) {
    if (meets(terms.in_force)) least = std::min(least.value_or(terms.tolerated), terms.tolerated);
  }
  return least.value_or(0);
}

/// One sentence per fate that occurred.
void name_fates(Judging& judging, const OccurrencePlan& terms, const std::vector<Due>& due, const Fates& all) {
  constexpr std::pair<Fate, ReasonKind> kSentences[] = {{Fate::kLate, ReasonKind::kOccurrencesLate},
                                                        {Fate::kRecordedLate, ReasonKind::kOccurrencesRecordedLate},
                                                        {Fate::kPartly, ReasonKind::kOccurrencesPartly},
                                                        {Fate::kDeviating, ReasonKind::kOccurrencesDeviating},
                                                        {Fate::kCorrected, ReasonKind::kOccurrencesCorrected},
                                                        {Fate::kPending, ReasonKind::kOccurrencesPending},
                                                        {Fate::kUnproven, ReasonKind::kOccurrencesUnproven},
                                                        {Fate::kOpen, ReasonKind::kOccurrencesOpen}};
  for (const auto& [fate, kind] : kSentences) {
    const std::int32_t count = fate == Fate::kDeviating   ? all.deviating()
                               : fate == Fate::kCorrected ? all.corrected()
                               : fate == Fate::kPending   ? all.count(fate) + all.count(Fate::kWaiting)
                                                          : all.count(fate);
    if (count == 0) continue;
    judging.reasons.add(kind, count, fate == Fate::kDeviating ? tolerated(judging, terms) : 0).text = terms.name;
    if (fate == Fate::kRecordedLate) {
      judging.reasons.last().day = all.recorded;
      judging.reasons.last().b = all.days_later;
    }
    refer_days(judging, due, all, [wanted = fate](Fate found) {
      return found == wanted || (wanted == Fate::kPending && found == Fate::kWaiting);
    });
    if (fate != Fate::kDeviating && fate != Fate::kCorrected) continue;
    for (const Day day : fate == Fate::kDeviating ? all.others : all.others_corrected) judging.reasons.refer(day);
  }
}

/// "3 of the 4 restore tests performed; 2026-04-01 is missing."
void name_total(Judging& judging, const OccurrencePlan& terms, const std::vector<Due>& due, const Fates& all,
                std::int32_t performed, std::int32_t expected) {
  const bool complete = performed == expected;
  const ReasonKind kind = complete         ? ReasonKind::kOccurrencesAll
                          : performed == 0 ? ReasonKind::kOccurrencesNone
                                           : ReasonKind::kOccurrencesSome;
  judging.reasons.add(kind, performed, expected, expected - performed).text = terms.name;
  refer_days(judging, due, all,
             [](Fate fate) { return fate == Fate::kMissing || fate == Fate::kPending || fate == Fate::kUnproven; });
}

}  // namespace

void enter(Judging& judging, std::size_t position) {
  judging.limited = false;
  for (std::uint32_t plan = 0; plan < judging.due.size(); ++plan) {
    judging.due_here[plan] = due_in(judging, position, plan);
  }
  judging.attached.assign(judging.proof.evidence.size(), false);
  for (const std::uint32_t index : judging.performances.in(position)) {
    const Performance& done = judging.proof.performances[index];
    const bool scheduled = done.plan < judging.proof.plan.operation.size() &&
                           std::holds_alternative<OccurrencePlan>(judging.proof.plan.operation[done.plan]);
    if (!scheduled || judging.proof_of(done, position) == nullptr) continue;
    bool Tally::* weight = judged_weight(judging, position, done);
    // What the performance leaves unsaid, the evidence says by itself.
    const bool unsaid = weight == nullptr || weight == &Tally::unproven ||
                        (weight == &Tally::pending && judging.standing[done.evidence] == Standing::kCounts);
    if (!unsaid) judging.attached[done.evidence] = true;
  }
}

Part judge_occurrences(Judging& judging, std::size_t position, std::uint32_t plan, const OccurrencePlan& terms) {
  const Fates all = fates(judging, position, plan);
  const std::int32_t effective = all.count(Fate::kOnTime) + all.count(Fate::kLate) + all.count(Fate::kRecordedLate);
  const std::int32_t performed =
      effective + all.count(Fate::kPartly) + all.count(Fate::kDeviating) + all.count(Fate::kCorrected);
  const std::int32_t expected =
      performed + all.count(Fate::kMissing) + all.count(Fate::kPending) + all.count(Fate::kUnproven);
  if (expected == 0) {
    judging.reasons.add(ReasonKind::kNothingDue).text = terms.name;
  } else {
    name_total(judging, terms, judging.due_here[plan], all, performed, expected);
  }
  name_fates(judging, terms, judging.due_here[plan], all);
  judging.limited |= !all.others_corrected.empty();
  if (all.deviating() > tolerated(judging, terms)) return Part::kRefuted;
  if (expected == 0) return Part::kNotDue;
  if (effective == expected) return Part::kMet;
  return performed == 0 ? Part::kNothing : Part::kSome;
}

}  // namespace waarborg::measure
