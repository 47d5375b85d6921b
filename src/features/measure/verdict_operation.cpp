// SPDX-License-Identifier: EUPL-1.2
//
// Rule 3: operation over a period, from the parts of the proof plan and from what refutes it outside the plan.
#include <algorithm>

#include "features/measure/judging.h"
#include "features/measure/operation_part.h"

namespace waarborg::measure {
namespace {

/// What stands outside the plan: refuting evidence and deviations of themselves.
struct Outside {
  bool refutes = false;
  bool limits = false;  ///< Corrected or partial: no longer a refutation, but not the whole period either.
};

void name(Judging& judging, ReasonKind kind, RefKind ref, const std::vector<Ref>& ids) {
  if (ids.empty()) return;
  judging.reasons.add(kind, static_cast<std::int32_t>(ids.size()));
  for (const Ref id : ids) judging.reasons.refer(ref, id);
}

bool is_result(const MeasureProof& proof, const EvidenceItem& item) {
  return item.plan < proof.plan.operation.size() &&
         std::holds_alternative<AutomatedPlan>(proof.plan.operation[item.plan]);
}

/// In its own days; and what refutes in all days after them until it is corrected.
bool weighs_in(const Judging& judging, const EvidenceItem& item, Period judged) {
  if (item.covers.from > judged.to) return false;
  if (judged.from <= item.covers.to) return true;
  if (item.finding != Finding::kRefutes) return false;
  return !judging.is_closed(item.deviation) || judging.proof.deviations[item.deviation].retest_on >= judged.from;
}

Outside judge_evidence(Judging& judging, std::size_t position, Period judged) {
  std::vector<Ref> refuting, corrected, partly;
  for (const std::uint32_t index : judging.evidence_for(position, Aspect::kOperation)) {
    const EvidenceItem& item = judging.proof.evidence[index];
    if (item.finding == Finding::kSupports || !weighs_in(judging, item, judged) || judging.attached[index] ||
        is_result(judging.proof, item) || judging.standing[index] != Standing::kCounts ||
        !judging.in_scope(item, judging.proof.places[position], std::min(item.covers.to, judged.to))) {
      continue;
    }
    auto& list = item.finding == Finding::kPartly ? partly : judging.is_closed(item.deviation) ? corrected : refuting;
    list.push_back(item.id);
  }
  name(judging, ReasonKind::kEvidenceRefutes, RefKind::kEvidence, refuting);
  name(judging, ReasonKind::kEvidenceCorrected, RefKind::kEvidence, corrected);
  name(judging, ReasonKind::kEvidencePartly, RefKind::kEvidence, partly);
  return {!refuting.empty(), !corrected.empty() || !partly.empty()};
}

Outside judge_deviations(Judging& judging, std::size_t position, Period judged) {
  std::vector<Ref> open, corrected;
  for (const std::uint32_t index : judging.deviations.in(position)) {
    const Deviation& deviation = judging.proof.deviations[index];
    if (deviation.opened > judged.to) continue;
    if (!judging.is_closed(index)) {
      open.push_back(deviation.id);
    } else if (deviation.retest_on >= judged.from) {
      corrected.push_back(deviation.id);
    }
  }
  name(judging, ReasonKind::kDeviationOpen, RefKind::kDeviation, open);
  name(judging, ReasonKind::kDeviationCorrected, RefKind::kDeviation, corrected);
  return {!open.empty(), !corrected.empty()};
}

Part judge_part(Judging& judging, std::size_t position, std::uint32_t plan) {
  const OperationPlan& part = judging.proof.plan.operation[plan];
  if (const auto* occurrences = std::get_if<OccurrencePlan>(&part)) {
    return judge_occurrences(judging, position, plan, *occurrences);
  }
  if (const auto* sample = std::get_if<SamplePlan>(&part)) return judge_samples(judging, position, plan, *sample);
  return judge_results(judging, position, plan, std::get<AutomatedPlan>(part));
}

}  // namespace

Verdict judge_operation(Judging& judging, std::size_t position) {
  const std::size_t plans = judging.proof.plan.operation.size();
  const Period judged{judging.question.period.from, judging.judged_on};
  if (plans == 0) judging.reasons.add(ReasonKind::kNoPlan);
  enter(judging, position);
  std::size_t met = 0, nothing = 0, not_due = 0;
  bool refuted = false;
  for (std::uint32_t plan = 0; plan < plans; ++plan) {
    const Part part = judge_part(judging, position, plan);
    met += part == Part::kMet;
    nothing += part == Part::kNothing;
    not_due += part == Part::kNotDue;
    refuted |= part == Part::kRefuted;
  }
  const Outside evidence = judge_evidence(judging, position, judged);
  const Outside deviations = judge_deviations(judging, position, judged);
  judging.name_uncounted(judging.evidence_for(position, Aspect::kOperation));
  if (judging.as_of < judging.question.period.to) judging.reasons.add(ReasonKind::kJudgedUntil).day = judging.as_of;

  if (refuted || evidence.refutes || deviations.refutes) return Verdict::kRefuted;
  // "A period in which nothing was due says so; it is not shown": also true of a measure without a plan.
  if (nothing + not_due == plans) return Verdict::kNotShown;
  const bool all_met = met + not_due == plans && !evidence.limits && !deviations.limits && !judging.limited;
  return all_met ? Verdict::kShown : Verdict::kPartlyShown;
}

}  // namespace waarborg::measure
