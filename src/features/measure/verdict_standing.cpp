// SPDX-License-Identifier: EUPL-1.2
//
// Rules 1 and 2: what stands on one day, the last one judged: the design on paper and the measure in place.
#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "features/measure/judging.h"

namespace waarborg::measure {
namespace {

Verdict verdict_of(Finding finding) {
  switch (finding) {
    case Finding::kSupports:
      return Verdict::kShown;
    case Finding::kPartly:
      return Verdict::kPartlyShown;
    case Finding::kRefutes:
      return Verdict::kRefuted;
  }
  return Verdict::kNotShown;
}

/// What counts and speaks on the judged day.
struct Spoken {
  Day day = kNoDay;   ///< From which its word is.
  Day last = kNoDay;  ///< On which it speaks.
  const EvidenceItem* item = nullptr;

  bool supports() const { return item->finding == Finding::kSupports; }
  bool refutes() const { return item->finding == Finding::kRefutes; }
};

/// What was set aside, to be named when nothing counts.
struct SetAside {
  Day expired_on = kNoDay;
  Day before_incident = kNoDay;
  std::int32_t same_author = 0;
  Holding held;              ///< What held last, of what does no more.
  Day waits_until = kNoDay;  ///< Last day of what supports and waits for review.

  void expire(const EvidenceItem& item, Day last) {
    expired_on = std::max(expired_on, last);
    if (item.finding != Finding::kRefutes && last > held.until) held = {last, item.id};
  }
};

/// Nothing that is inherited holds longer than the proof of its supplier, but for what refutes.
/// @pre the item is in scope
Day within_supplier(const Judging& judging, const EvidenceItem& item, Day last) {
  const bool free = item.supplier == kNone || item.finding == Finding::kRefutes;
  return free ? last : std::min(last, judging.proof.suppliers[item.supplier].valid.to);
}

/// Longer than anything holds; a day can still be added to it.
constexpr Day kNoEnd = std::chrono::sys_days{std::chrono::year{9999} / 12 / 31};

/// Notes until when a verdict stays as good as it is now, and what ends then.
/// @param verdict_on  (what still speaks, on which day) → verdict
template <class VerdictOn>
void note_end(Judging& judging, std::vector<Spoken>& spoken, Verdict now, VerdictOn verdict_on) {
  if (now != Verdict::kShown && now != Verdict::kPartlyShown) return;
  if (std::ranges::all_of(spoken, &Spoken::supports)) {
    const auto latest = std::ranges::max_element(spoken, {}, &Spoken::last);
    judging.holding = {latest->last, latest->item->id};
    return;
  }
  // What ends may let something worse speak that it answered, long before the last of it ends.
  std::ranges::stable_sort(spoken, {}, &Spoken::last);
  for (auto at = spoken.begin(); at != spoken.end();) {
    const Day last = at->last;
    const auto next = std::find_if(at, spoken.end(), [&](const Spoken& one) { return one.last > last; });
    if (worse_than(verdict_on(std::span<const Spoken>(next, spoken.end()), last + std::chrono::days{1}), now)) {
      const auto held = std::max_element(at, next, [](const Spoken& a, const Spoken& b) {
        return std::pair(!a.refutes(), a.day) < std::pair(!b.refutes(), b.day);
      });
      judging.holding = {last, held->item->id};
      return;
    }
    at = next;
  }
}

/// @pre note_end() said what it could
void note_aside(Judging& judging, Verdict verdict, const SetAside& aside) {
  if (verdict == Verdict::kNotShown) judging.holding = aside.held;
  judging.holding.renewed = judging.holding.until != kNoDay && aside.waits_until > judging.holding.until;
}

Day last_incident(const Judging& judging) {
  Day last = kNoDay;
  for (const Incident& incident : judging.proof.incidents) {
    if (incident.recorded <= judging.question.known_at && incident.day <= judging.judged_on) {
      last = std::max(last, incident.day);
    }
  }
  return last;
}

/// Approved by someone known who did not write it. A refutation is an observation; it needs no approval.
bool is_approved(const EvidenceItem& item) {
  return item.finding == Finding::kRefutes ||
         (item.approver != kNone && item.author != kNone && item.approver != item.author);
}

/// Whether a document was reviewed after that finding, be it current or not.
bool was_answered(const Judging& judging, std::size_t position, const EvidenceItem& refuting, Day since) {
  return std::ranges::any_of(judging.evidence_for(position, Aspect::kDesign), [&](std::uint32_t index) {
    const EvidenceItem& item = judging.proof.evidence[index];
    return item.finding != Finding::kRefutes && item.document != kNone &&
           (refuting.document == kNone || refuting.document == item.document) && item.reviewed_on > since &&
           item.reviewed_on <= judging.judged_on && judging.standing[index] == Standing::kCounts && is_approved(item) &&
           judging.is_within(item, judging.proof.places[position], item.reviewed_on);
  });
}

/// Last day of what was reviewed on a day. What refutes has none until it was answered, whatever it says of itself.
Day last_day(const Judging& judging, std::size_t position, const DesignPlan& plan, const EvidenceItem& item,
             Day since) {
  const Day due = add_months(since, plan.review_months);
  if (item.finding == Finding::kRefutes) return was_answered(judging, position, item, since) ? due : kNoEnd;
  return item.valid_until == kNoDay ? due : std::min(due, item.valid_until);
}

/// A piece of design evidence, when it is current on the judged day; else why not.
std::optional<Spoken> current(const Judging& judging, std::size_t position, const DesignPlan& plan,
                              const EvidenceItem& item, Day incident, SetAside& aside) {
  if (!is_approved(item)) {
    ++aside.same_author;
    return std::nullopt;
  }
  const bool refutes = item.finding == Finding::kRefutes;
  const Day seen = std::min(item.covers.to, judging.judged_on);
  const Day since = refutes && item.reviewed_on == kNoDay ? seen : item.reviewed_on;
  if (since == kNoDay || since > judging.judged_on || item.covers.from > judging.judged_on) return std::nullopt;
  const Day last = last_day(judging, position, plan, item, since);
  if (last < judging.judged_on) {
    aside.expire(item, last);
    return std::nullopt;
  }
  if (!refutes && plan.is_policy && incident != kNoDay && since <= incident) {
    aside.before_incident = incident;
    return std::nullopt;
  }
  return Spoken{since, last, &item};
}

/// Newest word on each document. On none in particular: one word of what refutes and one of the rest, for what was
/// found wrong is not made right by someone else who found nothing.
std::vector<Spoken> newest_of(std::span<const Spoken> spoken) {
  std::vector<Spoken> words;
  words.reserve(spoken.size());
  for (const Spoken& one : spoken) {
    const Ref document = one.item->document;
    const auto at = std::ranges::find_if(words, [&](const Spoken& word) {
      return word.item->document == document && (document != kNone || word.refutes() == one.refutes());
    });
    if (at == words.end()) {
      words.push_back(one);
    } else if (one.day > at->day || (one.day == at->day && one.item->finding > at->item->finding)) {
      *at = one;
    }
  }
  return words;
}

void name_aside(Judging& judging, const SetAside& aside) {
  if (aside.expired_on != kNoDay) judging.reasons.add(ReasonKind::kDesignExpired).day = aside.expired_on;
  if (aside.before_incident != kNoDay) {
    judging.reasons.add(ReasonKind::kDesignBeforeIncident).day = aside.before_incident;
  }
  if (aside.same_author > 0) judging.reasons.add(ReasonKind::kAuthorIsApprover, aside.same_author);
}

/// Newest review of a document that supports: it answers a refutation from before that is not about one document.
Day last_answer(const std::vector<Spoken>& words) {
  Day last = kNoDay;
  for (const Spoken& word : words) {
    if (word.item->document != kNone && word.supports()) last = std::max(last, word.day);
  }
  return last;
}

bool is_answered(const Spoken& word, Day last_answer) { return word.item->document == kNone && word.day < last_answer; }

Verdict verdict_of(const std::vector<Spoken>& words) {
  const Day answer = last_answer(words);
  Verdict best = Verdict::kNotShown;
  for (const Spoken& word : words) {
    if (!word.refutes()) {
      best = std::min(best, verdict_of(word.item->finding));
    } else if (!is_answered(word, answer)) {
      return Verdict::kRefuted;
    }
  }
  return best;
}

void name_refutations(Judging& judging, const std::vector<Spoken>& words) {
  const Day answer = last_answer(words);
  for (const Spoken& word : words) {
    if (!word.refutes() || is_answered(word, answer)) continue;
    judging.reasons.add(ReasonKind::kDesignRefuted).day = word.day;
    judging.reasons.refer(RefKind::kEvidence, word.item->id);
  }
}

void name_design(Judging& judging, Verdict verdict, const std::vector<Spoken>& words, const SetAside& aside) {
  if (verdict == Verdict::kRefuted) return name_refutations(judging, words);
  for (const Spoken& word : words) {
    if (word.refutes()) continue;
    judging.reasons.add(word.supports() ? ReasonKind::kDesignCurrent : ReasonKind::kDesignPartly).day = word.day;
    judging.reasons.refer(RefKind::kEvidence, word.item->id);
  }
  if (verdict == Verdict::kShown) return;
  if (verdict == Verdict::kNotShown) judging.reasons.add(ReasonKind::kDesignMissing);
  name_aside(judging, aside);
}

/// Since when was seen what is no refutation, the newest, whether it still holds or not.
Day answered_from(const Judging& judging, std::span<const std::uint32_t> items, PlaceIndex place) {
  Day newest = kNoDay;
  for (const std::uint32_t index : items) {
    const EvidenceItem& item = judging.proof.evidence[index];
    const bool is_answer = judging.standing[index] == Standing::kCounts && item.finding != Finding::kRefutes &&
                           item.covers.from <= judging.judged_on && judging.is_within(item, place, item.covers.from);
    if (is_answer) newest = std::max(newest, item.covers.from);
  }
  return newest;
}

/// Last day on which an observation holds. What refutes has none until it was answered, whatever it says of itself.
Day last_day(const Judging& judging, std::span<const std::uint32_t> items, PlaceIndex place, const ExistencePlan& plan,
             const EvidenceItem& item) {
  const Day until = add_months(item.covers.to, plan.valid_months);
  if (item.finding == Finding::kRefutes) {
    return std::min(item.covers.to, judging.judged_on) < answered_from(judging, items, place) ? until : kNoEnd;
  }
  return item.valid_until == kNoDay ? until : std::min(until, item.valid_until);
}

/// The observation that says how it is on a day; none: nothing was seen.
/// What was refuted is answered by what was seen from a later day on: a longer observation does not speak over it.
/// @param refuted  last days of all that refuted, also of what no longer speaks
std::optional<Spoken> newest_observation(std::span<const Spoken> seen, std::span<const Day> refuted, Day on) {
  Day refuted_on = kNoDay;
  for (const Day last : refuted) refuted_on = std::max(refuted_on, std::min(last, on));
  std::optional<Spoken> newest;
  for (const Spoken& one : seen) {
    const EvidenceItem& item = *one.item;
    if (!one.refutes() && refuted_on != kNoDay && item.covers.from <= refuted_on) continue;
    const Day day = std::min(item.covers.to, on);
    if (!newest || day > newest->day || (day == newest->day && item.finding > newest->item->finding)) {
      newest = Spoken{day, one.last, &item};
    }
  }
  return newest;
}

Verdict verdict_of(const std::optional<Spoken>& observation) {
  return observation ? verdict_of(observation->item->finding) : Verdict::kNotShown;
}

void name_existence(Judging& judging, const std::optional<Spoken>& newest, Day expired_on) {
  if (newest) {
    judging.reasons
        .add(newest->supports()  ? ReasonKind::kObserved
             : newest->refutes() ? ReasonKind::kObservedRefuted
                                 : ReasonKind::kObservedPartly)
        .day = newest->day;
    judging.reasons.refer(RefKind::kEvidence, newest->item->id);
  } else if (expired_on != kNoDay) {
    judging.reasons.add(ReasonKind::kObservationExpired).day = expired_on;
  } else {
    judging.reasons.add(ReasonKind::kNotObserved);
  }
}

/// Whether it can come to support what is judged now.
bool waits(Standing standing, const EvidenceItem& item, Day judged_on) {
  return standing == Standing::kPending && item.finding == Finding::kSupports && item.covers.from <= judged_on;
}

}  // namespace

Verdict judge_design(Judging& judging, std::size_t position) {
  const auto items = judging.evidence_for(position, Aspect::kDesign);
  const auto& plan = judging.proof.plan.design_on(judging.judged_on);
  if (!plan) {
    judging.reasons.add(ReasonKind::kNoPlan);
    return Verdict::kNotShown;
  }
  const Day incident = last_incident(judging);
  std::vector<Spoken> spoken;
  spoken.reserve(items.size());
  SetAside aside;
  for (const std::uint32_t index : items) {
    const EvidenceItem& item = judging.proof.evidence[index];
    if (judging.standing[index] != Standing::kCounts) {
      if (waits(judging.standing[index], item, judging.judged_on) && is_approved(item) && item.reviewed_on != kNoDay) {
        aside.waits_until = std::max(aside.waits_until, last_day(judging, position, *plan, item, item.reviewed_on));
      }
      continue;
    }
    auto now = current(judging, position, *plan, item, incident, aside);
    if (!now || !judging.in_scope(item, judging.proof.places[position], judging.judged_on)) continue;
    now->last = within_supplier(judging, item, now->last);
    spoken.push_back(*now);
  }
  const std::vector<Spoken> words = newest_of(spoken);
  const Verdict verdict = verdict_of(words);
  name_design(judging, verdict, words, aside);
  note_end(judging, spoken, verdict, [](std::span<const Spoken> left, Day) { return verdict_of(newest_of(left)); });
  note_aside(judging, verdict, aside);
  judging.name_uncounted(items);
  return verdict;
}

Verdict judge_existence(Judging& judging, std::size_t position) {
  const auto items = judging.evidence_for(position, Aspect::kExistence);
  const auto& plan = judging.proof.plan.existence_on(judging.judged_on);
  if (!plan) {
    judging.reasons.add(ReasonKind::kNoPlan);
    return Verdict::kNotShown;
  }
  const PlaceIndex place = judging.proof.places[position];
  std::vector<Spoken> seen;
  seen.reserve(items.size());
  std::vector<Day> refuted;
  SetAside aside;
  for (const std::uint32_t index : items) {
    const EvidenceItem& item = judging.proof.evidence[index];
    if (waits(judging.standing[index], item, judging.judged_on)) {
      aside.waits_until = std::max(aside.waits_until, last_day(judging, items, place, *plan, item));
    }
    if (judging.standing[index] != Standing::kCounts || item.covers.from > judging.judged_on) continue;
    const Day last = last_day(judging, items, place, *plan, item);
    if (item.finding == Finding::kRefutes) refuted.push_back(item.covers.to);
    if (last < judging.judged_on) {
      aside.expire(item, last);
    } else if (judging.in_scope(item, place, judging.judged_on)) {
      seen.push_back({item.covers.to, within_supplier(judging, item, last), &item});
    }
  }
  const auto newest = newest_observation(seen, refuted, judging.judged_on);
  const Verdict verdict = verdict_of(newest);
  name_existence(judging, newest, aside.expired_on);
  note_end(judging, seen, verdict,
           [&](std::span<const Spoken> left, Day on) { return verdict_of(newest_observation(left, refuted, on)); });
  note_aside(judging, verdict, aside);
  judging.name_uncounted(items);
  return verdict;
}

}  // namespace waarborg::measure
