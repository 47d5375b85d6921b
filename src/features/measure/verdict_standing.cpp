// SPDX-License-Identifier: EUPL-1.2
//
// Rules 1 and 2: what stands on one day, the last one judged: the design on paper and the measure in place.
#include <algorithm>

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

/// Newest word on one document. For document kNone, on none in particular: one word of what refutes and one of the
/// rest, for what was found wrong is not made right by someone else who found nothing.
struct Word {
  Ref document = kNone;
  Day day = kNoDay;
  const EvidenceItem* item = nullptr;

  bool refutes() const { return item->finding == Finding::kRefutes; }
};

/// What was set aside, to be named when nothing counts.
struct SetAside {
  Day expired_on = kNoDay;
  Day before_incident = kNoDay;
  std::int32_t same_author = 0;
};

Day last_incident(const Judging& judging) {
  Day last = kNoDay;
  for (const Incident& incident : judging.proof.incidents) {
    if (incident.recorded <= judging.question.known_at && incident.day <= judging.judged_on) {
      last = std::max(last, incident.day);
    }
  }
  return last;
}

/// The day from which a piece of design evidence speaks, when it is current on the judged day; else why not.
std::optional<Day> current_since(const Judging& judging, const DesignPlan& plan, const EvidenceItem& item, Day incident,
                                 SetAside& aside) {
  // A refutation is an observation; it needs no approval.
  const bool refutes = item.finding == Finding::kRefutes;
  if (!refutes && (item.approver == kNone || item.author == kNone || item.approver == item.author)) {
    ++aside.same_author;
    return std::nullopt;
  }
  const Day seen = std::min(item.covers.to, judging.judged_on);
  const Day since = refutes && item.reviewed_on == kNoDay ? seen : item.reviewed_on;
  if (since == kNoDay || since > judging.judged_on || item.covers.from > judging.judged_on) return std::nullopt;
  const Day due = add_months(since, plan.review_months);
  const Day last = item.valid_until == kNoDay ? due : std::min(due, item.valid_until);
  if (last < judging.judged_on) {
    aside.expired_on = std::max(aside.expired_on, last);
    return std::nullopt;
  }
  if (!refutes && plan.is_policy && incident != kNoDay && since <= incident) {
    aside.before_incident = incident;
    return std::nullopt;
  }
  return since;
}

void keep_newest(std::vector<Word>& words, const EvidenceItem& item, Day day) {
  const bool refutes = item.finding == Finding::kRefutes;
  const auto at = std::ranges::find_if(words, [&](const Word& word) {
    return word.document == item.document && (item.document != kNone || word.refutes() == refutes);
  });
  if (at == words.end()) {
    words.push_back({item.document, day, &item});
  } else if (day > at->day || (day == at->day && item.finding > at->item->finding)) {
    *at = {item.document, day, &item};
  }
}

void name_aside(Judging& judging, const SetAside& aside) {
  if (aside.expired_on != kNoDay) judging.reasons.add(ReasonKind::kDesignExpired).day = aside.expired_on;
  if (aside.before_incident != kNoDay) {
    judging.reasons.add(ReasonKind::kDesignBeforeIncident).day = aside.before_incident;
  }
  if (aside.same_author > 0) judging.reasons.add(ReasonKind::kAuthorIsApprover, aside.same_author);
}

/// A refutation that is not about one document is answered by any document that was reviewed after it.
bool refuted(Judging& judging, const std::vector<Word>& words) {
  Day last_support = kNoDay;
  for (const Word& word : words) {
    const bool answers = word.document != kNone && word.item->finding == Finding::kSupports;
    if (answers) last_support = std::max(last_support, word.day);
  }
  bool any = false;
  for (const Word& word : words) {
    if (!word.refutes() || (word.document == kNone && word.day < last_support)) continue;
    judging.reasons.add(ReasonKind::kDesignRefuted).day = word.day;
    judging.reasons.refer(RefKind::kEvidence, word.item->id);
    any = true;
  }
  return any;
}

Verdict weigh(Judging& judging, const std::vector<Word>& words, const SetAside& aside) {
  if (refuted(judging, words)) return Verdict::kRefuted;
  bool shown = false;
  bool partly = false;
  for (const Word& word : words) {
    if (word.refutes()) continue;
    const bool supports = word.item->finding == Finding::kSupports;
    (supports ? shown : partly) = true;
    judging.reasons.add(supports ? ReasonKind::kDesignCurrent : ReasonKind::kDesignPartly).day = word.day;
    judging.reasons.refer(RefKind::kEvidence, word.item->id);
  }
  if (shown) return Verdict::kShown;
  if (!partly) judging.reasons.add(ReasonKind::kDesignMissing);
  name_aside(judging, aside);
  return partly ? Verdict::kPartlyShown : Verdict::kNotShown;
}

/// Last day on which an observation holds.
Day holds_until(const EvidenceItem& item, int valid_months) {
  const Day until = add_months(item.covers.to, valid_months);
  return item.valid_until == kNoDay ? until : std::min(until, item.valid_until);
}

}  // namespace

Verdict judge_design(Judging& judging, std::size_t position) {
  const auto items = judging.evidence_for(position, Aspect::kDesign);
  if (!judging.proof.plan.design) {
    judging.reasons.add(ReasonKind::kNoPlan);
    return Verdict::kNotShown;
  }
  const DesignPlan& plan = *judging.proof.plan.design;
  const Day incident = last_incident(judging);
  std::vector<Word> words;
  SetAside aside;
  for (const std::uint32_t index : items) {
    const EvidenceItem& item = judging.proof.evidence[index];
    if (judging.standing[index] != Standing::kCounts) continue;
    const auto since = current_since(judging, plan, item, incident, aside);
    if (since && judging.in_scope(item, judging.proof.places[position], judging.judged_on)) {
      keep_newest(words, item, *since);
    }
  }
  const Verdict verdict = weigh(judging, words, aside);
  judging.name_uncounted(items);
  return verdict;
}

Verdict judge_existence(Judging& judging, std::size_t position) {
  const auto items = judging.evidence_for(position, Aspect::kExistence);
  if (!judging.proof.plan.existence) {
    judging.reasons.add(ReasonKind::kNoPlan);
    return Verdict::kNotShown;
  }
  std::vector<const EvidenceItem*> seen;
  Day refuted_on = kNoDay;
  Day expired_on = kNoDay;
  for (const std::uint32_t index : items) {
    const EvidenceItem& item = judging.proof.evidence[index];
    if (judging.standing[index] != Standing::kCounts || item.covers.from > judging.judged_on) continue;
    const Day until = holds_until(item, judging.proof.plan.existence->valid_months);
    if (until < judging.judged_on) {
      expired_on = std::max(expired_on, until);
      continue;
    }
    if (!judging.in_scope(item, judging.proof.places[position], judging.judged_on)) continue;
    seen.push_back(&item);
    if (item.finding == Finding::kRefutes)
      refuted_on = std::max(refuted_on, std::min(item.covers.to, judging.judged_on));
  }
  // What was refuted is answered by what was seen from a later day on: a longer observation does not speak over it.
  const EvidenceItem* newest = nullptr;
  Day seen_on = kNoDay;
  for (const EvidenceItem* item : seen) {
    if (item->finding != Finding::kRefutes && refuted_on != kNoDay && item->covers.from <= refuted_on) continue;
    const Day day = std::min(item->covers.to, judging.judged_on);
    if (newest == nullptr || day > seen_on || (day == seen_on && item->finding > newest->finding)) {
      newest = item;
      seen_on = day;
    }
  }
  if (newest != nullptr) {
    const ReasonKind kind = newest->finding == Finding::kSupports ? ReasonKind::kObserved
                            : newest->finding == Finding::kPartly ? ReasonKind::kObservedPartly
                                                                  : ReasonKind::kObservedRefuted;
    judging.reasons.add(kind).day = seen_on;
    judging.reasons.refer(RefKind::kEvidence, newest->id);
  } else if (expired_on != kNoDay) {
    judging.reasons.add(ReasonKind::kObservationExpired).day = expired_on;
  } else {
    judging.reasons.add(ReasonKind::kNotObserved);
  }
  judging.name_uncounted(items);
  return newest == nullptr ? Verdict::kNotShown : verdict_of(newest->finding);
}

}  // namespace waarborg::measure
