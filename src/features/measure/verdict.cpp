// SPDX-License-Identifier: EUPL-1.2
//
// One measure in all its places: the facts first (rules 1-3), then overrides (7), then what stands on what (4).
#include "features/measure/verdict.h"

#include <array>

#include "features/measure/judging.h"

namespace waarborg::measure {
namespace {

bool is_complete(const Override& item) {
  return item.reason != kNone && item.author != kNone && item.second_person != kNone &&
         item.second_person != item.author && item.until != kNoDay;
}

/// Whether it says something of this period: it speaks of what its second person could know, up to its end.
bool is_about(const Override& item, const Judging& judging) {
  return judging.question.period.from <= judging.judged_on && day_of(item.confirmed) <= judging.judged_on &&
         judging.judged_on <= item.until;
}

/// The override in force for this row, or null; names those that lapsed or are incomplete.
const Override* override_for(Judging& judging, const VerdictRow& row) {
  const Override* chosen = nullptr;
  for (const Override& item : judging.proof.overrides) {
    if (item.aspect != row.aspect || (item.place != kEveryPlace && item.place != row.place) ||
        item.recorded > judging.question.known_at) {
      continue;
    }
    if (item.ended <= judging.question.known_at) {
      if (item.confirmed > judging.question.known_at) continue;  // rejected: it never counted
      judging.reasons.add(ReasonKind::kOverrideLapsed).day = day_of(item.ended);
      judging.reasons.refer(RefKind::kOverride, item.id);
    } else if (!is_complete(item) || item.confirmed > judging.question.known_at) {
      judging.reasons.add(ReasonKind::kOverrideIncomplete);
      judging.reasons.refer(RefKind::kOverride, item.id);
    } else if (item.until < judging.as_of) {
      judging.reasons.add(ReasonKind::kOverrideLapsed).day = item.until;
      judging.reasons.refer(RefKind::kOverride, item.id);
    } else if (!is_about(item, judging)) {
      judging.reasons.add(ReasonKind::kOverrideElsewhere).day = item.until;
      judging.reasons.refer(RefKind::kOverride, item.id);
      judging.reasons.refer(day_of(item.confirmed));
    } else if (chosen == nullptr || item.confirmed >= chosen->confirmed) {
      chosen = &item;
    }
  }
  return chosen;
}

void apply_override(Judging& judging, VerdictRow& row) {
  if (judging.proof.overrides.empty()) return;
  const Override* chosen = override_for(judging, row);
  if (chosen == nullptr) return;
  row.value = chosen->value;
  row.is_override = true;
  Reason& reason = judging.reasons.add(ReasonKind::kOverride);
  reason.text = chosen->reason;
  reason.who = chosen->author_name;
  reason.other = chosen->second_name;
  reason.day = chosen->until;
  judging.reasons.refer(RefKind::kOverride, chosen->id);
}

/// Rule 4. `earlier` holds the rows of the aspects before this one.
void cap(Judging& judging, VerdictRow& row, std::span<const VerdictRow> earlier) {
  if (row.value != Verdict::kShown) return;
  for (const VerdictRow& base : earlier) {
    if (base.value != Verdict::kRefuted) continue;
    row.value = Verdict::kPartlyShown;
    judging.reasons.add(ReasonKind::kCappedByEarlier, static_cast<std::int32_t>(base.aspect));
    return;
  }
}

Verdict judge_aspect(Judging& judging, std::size_t position, Aspect aspect) {
  // Nothing can be known of a period that has not begun, and nothing happened in an empty one.
  if (judging.judged_on < judging.question.period.from) {
    judging.reasons.add(ReasonKind::kPeriodNotBegun).day = judging.question.period.from;
    return Verdict::kNotShown;
  }
  judging.inherited.clear();
  Verdict verdict = Verdict::kNotShown;
  switch (aspect) {
    case Aspect::kDesign:
      verdict = judge_design(judging, position);
      break;
    case Aspect::kExistence:
      verdict = judge_existence(judging, position);
      break;
    case Aspect::kOperation:
      verdict = judge_operation(judging, position);
      break;
  }
  judging.name_inheritance();
  return verdict;
}

}  // namespace

MeasureVerdicts judge(const MeasureProof& measure, std::span<const Place> places, const Question& question) {
  MeasureVerdicts out;
  const std::size_t rows = measure.places.size() * kAspectCount;
  out.rows.reserve(rows);
  out.reasons.reserve(rows * 6);  // what much evidence leads to
  out.refs.reserve(rows * 16);
  Judging judging(measure, places, question, out);
  for (std::size_t position = 0; position < measure.places.size(); ++position) {
    for (const Aspect aspect : kAspects) {
      VerdictRow& row = out.rows.emplace_back();
      row.place = measure.places[position];
      row.aspect = aspect;
      judging.reasons.begin();
      judging.holding = {};
      row.computed = row.value = judge_aspect(judging, position, aspect);
      row.holding = judging.holding;
      apply_override(judging, row);
      const std::size_t first = position * kAspectCount;
      cap(judging, row, std::span(out.rows).subspan(first, out.rows.size() - 1 - first));
      judging.reasons.finish(row);
    }
  }
  return out;
}

}  // namespace waarborg::measure
