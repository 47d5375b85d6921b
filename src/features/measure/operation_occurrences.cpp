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

/// What one performance says; nothing when it counts neither for nor against.
std::optional<Fate> said_by(const Judging& judging, std::size_t position, const Due& due, const Performance& done,
                            const EvidenceItem* proof) {
  const Standing standing = proof != nullptr ? judging.standing[done.evidence] : Standing::kUnknown;
  const bool counted =
      standing == Standing::kCounts && judging.is_within(*proof, judging.proof.places[position], done.performed_on);
  // A deviation that someone recorded is an admission: it needs no reviewer, and lateness does not undo it.
  if (done.performed_on <= judging.as_of &&
      (done.outcome == Outcome::kDeviation || (counted && proof->finding == Finding::kRefutes))) {
    return judging.is_closed(done.deviation) ? Fate::kCorrected : Fate::kDeviating;
  }
  const auto state = task::state_of(done.due, due.window_days, due.grace_days, done.performed_on, judging.as_of);
  const bool on_time = state == task::OccurrenceState::kOnTime;
  if (!on_time && state != task::OccurrenceState::kLate) return std::nullopt;
  if (standing == Standing::kPending || (counted && done.outcome == Outcome::kPending)) return Fate::kPending;
  if (!counted) return Fate::kUnproven;
  if (proof->finding == Finding::kPartly) return Fate::kPartly;
  // Nobody heard of it while it could still be done: it counts, but never as in time.
  const Day end = due.day + std::chrono::days{due.window_days + due.grace_days};
  if (day_of(done.recorded) > end) return Fate::kRecordedLate;
  return on_time ? Fate::kOnTime : Fate::kLate;
}

/// Whether what went wrong before the period weighs on it: its deviation is open, or was corrected since it began.
bool still_weighs(const Judging& judging, const Performance& done) {
  if (done.deviation >= judging.proof.deviations.size()) return false;
  const Deviation& deviation = judging.proof.deviations[done.deviation];
  return deviation.recorded <= judging.question.known_at &&
         (!judging.is_closed(done.deviation) || deviation.retest_on >= judging.question.period.from);
}

/// What it says of that place; nothing when it is not judged there in this period.
std::optional<Weighed> weigh(const Judging& judging, std::size_t position, std::uint32_t index) {
  const Performance& done = judging.proof.performances[index];
  const EvidenceItem* proof = judging.proof_of(done, position);
  const Due* due = judging.due_of[index];
  if (due != nullptr && !judging.is_held(position, due->day)) due = nullptr;
  if (due == nullptr) {
    if (done.performed_on > judging.judged_on) return std::nullopt;
    if (done.performed_on < judging.question.period.from && !still_weighs(judging, done)) return std::nullopt;
  }
  const auto says = said_by(judging, position, due != nullptr ? *due : Due{done.due}, done, proof);
  // Only what deviated counts of a day that was not due.
  if (!says || (due == nullptr && *says != Fate::kDeviating && *says != Fate::kCorrected)) return std::nullopt;
  return Weighed{&done, proof, due, *says};
}

/// One due day.
struct DayFate {
  Fate fate = Fate::kMissing;
  Day recorded = kNoDay, performed{};  ///< Of what was recorded late: the first to be recorded.

  void add(const Weighed& one) {
    if (one.says == Fate::kRecordedLate) {
      const std::pair said{day_of(one.done->recorded), one.done->performed_on};
      if (recorded == kNoDay || said < std::pair{recorded, performed}) std::tie(recorded, performed) = said;
    }
    fate = std::min(fate, one.says);
  }
};

/// While its time still runs nothing is missing yet.
Fate as_time_runs(Fate fate, const Due& due) {
  if (fate < Fate::kPending || due.is_over) return fate;
  return fate == Fate::kPending ? Fate::kWaiting : Fate::kOpen;
}

struct Fates {
  std::vector<DayFate> per_day;  ///< In the order of the due days.
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

/// Fills the fate of every due day, and of deviating performances of other days that fell in the period.
Fates fates(Judging& judging, std::size_t position, std::uint32_t plan) {
  Fates result;
  const std::vector<Due>& due = judging.due[plan];
  result.per_day.resize(due.size());
  for (const Weighed& one : judging.weighed) {
    if (one.done->plan != plan) continue;
    if (one.proof != nullptr && judging.standing[one.done->evidence] == Standing::kCounts) {
      judging.in_scope(*one.proof, judging.proof.places[position], one.done->performed_on);  // keeps count
    }
    if (one.due != nullptr) {
      result.per_day[static_cast<std::size_t>(one.due - due.data())].add(one);
    } else {
      auto& others = one.says == Fate::kDeviating ? result.others : result.others_corrected;
      if (std::ranges::count(others, one.done->due) == 0) others.push_back(one.done->due);
    }
  }
  for (std::size_t i = 0; i < due.size(); ++i) {
    DayFate& day = result.per_day[i];
    day.fate = judging.is_held(position, due[i].day) ? as_time_runs(day.fate, due[i]) : Fate::kNotDue;
    ++result.counts[static_cast<std::size_t>(day.fate)];
    if (day.fate != Fate::kRecordedLate) continue;
    const auto later = static_cast<std::int32_t>((day.recorded - day.performed).count());
    std::tie(result.recorded, result.days_later) =
        std::max(std::pair{result.recorded, result.days_later}, std::pair{day.recorded, later});
  }
  return result;
}

template <class Wanted>
void refer_days(Judging& judging, const std::vector<Due>& due, const Fates& all, Wanted wanted) {
  for (std::size_t i = 0; i < all.per_day.size(); ++i) {
    if (wanted(all.per_day[i].fate)) judging.reasons.refer(due[i].day);
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
  judging.attached.assign(judging.proof.evidence.size(), false);
  judging.weighed.clear();
  for (const std::uint32_t index : judging.performances.in(position)) {
    const Performance& done = judging.proof.performances[index];
    const bool scheduled = done.plan < judging.proof.plan.operation.size() &&
                           std::holds_alternative<OccurrencePlan>(judging.proof.plan.operation[done.plan]);
    if (!scheduled) continue;
    const auto one = weigh(judging, position, index);
    if (!one) continue;
    judging.weighed.push_back(*one);
    if (one->proof == nullptr) continue;
    // What the performance leaves unsaid, the evidence says by itself.
    const bool unsaid = one->says == Fate::kUnproven ||
                        (one->says == Fate::kPending && judging.standing[done.evidence] == Standing::kCounts);
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
    name_total(judging, terms, judging.due[plan], all, performed, expected);
  }
  name_fates(judging, terms, judging.due[plan], all);
  judging.limited |= !all.others_corrected.empty();
  if (all.deviating() > tolerated(judging, terms)) return Part::kRefuted;
  if (expected == 0) return Part::kNotDue;
  if (effective == expected) return Part::kMet;
  return performed == 0 ? Part::kNothing : Part::kSome;
}

}  // namespace waarborg::measure
