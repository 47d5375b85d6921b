// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/rollup.h"

#include <algorithm>

namespace waarborg::measure {
namespace {

/// Places per deepest aspect on which a verdict rests: nothing, documents, existence, operation. An override is an
/// opinion, so the computed verdict decides.
std::array<std::uint32_t, 4> bases_of(const MeasureVerdicts& verdicts) {
  std::array<std::uint32_t, 4> bases{};
  for (std::size_t first = 0; first + kAspectCount <= verdicts.rows.size(); first += kAspectCount) {
    std::size_t base = 0;
    for (std::size_t i = 0; i < kAspectCount; ++i) {
      const Verdict value = verdicts.rows[first + i].computed;
      if (value != Verdict::kNotShown && value != Verdict::kNotApplicable) base = i + 1;
    }
    ++bases[base];
  }
  return bases;
}

RestsOn rests_on(const RequirementProof& requirement, const Assessment& assessment) {
  std::array<std::uint64_t, 4> sum{};
  for (const MeasureLink& link : requirement.links) {
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += assessment.bases[link.measure][i];
  }
  const auto total = static_cast<double>(sum[0] + sum[1] + sum[2] + sum[3]);
  if (total == 0) return {1, 0, 0, 0};
  return {static_cast<double>(sum[0]) / total, static_cast<double>(sum[1]) / total, static_cast<double>(sum[2]) / total,
          static_cast<double>(sum[3]) / total};
}

bool takes_part(const RequirementProof& requirement) {
  return requirement.applicable || requirement.applicability_reason == kNone;
}

/// Rule 4 holds for the total too: a share of the places can show a later aspect where an earlier one is refuted.
void cap(PerAspect& totals) {
  for (std::size_t later = 1; later < totals.size(); ++later) {
    const auto earlier = std::span(totals).first(later);
    const auto refuted = std::ranges::find(earlier, Verdict::kRefuted, &RolledUp::value);
    if (totals[later].value != Verdict::kShown || refuted == earlier.end()) continue;
    totals[later].value = Verdict::kPartlyShown;
    totals[later].reasons.emplace_back(Reason{.kind = ReasonKind::kCappedByEarlier,
                                              .a = static_cast<std::int32_t>(refuted - earlier.begin()),
                                              .first_ref = static_cast<std::uint32_t>(totals[later].refs.size())});
  }
}

void judge_measure(Assessment& assessment, const OrganisationProof& proof, std::uint32_t index) {
  assessment.measures[index] = judge(proof.measures[index], proof.places, assessment.question);
  for (const Aspect aspect : kAspects) {
    assessment.measure_totals[index][static_cast<std::size_t>(aspect)] =
        roll_up_places(assessment.measures[index], aspect, proof.measures[index].place_rule, proof.places);
  }
  cap(assessment.measure_totals[index]);
  assessment.bases[index] = bases_of(assessment.measures[index]);
}

void judge_requirement(Assessment& assessment, const OrganisationProof& proof, std::size_t index) {
  const RequirementProof& requirement = proof.requirements[index];
  RequirementVerdict& verdict = assessment.requirements[index];
  for (const Aspect aspect : kAspects) {
    verdict.aspects[static_cast<std::size_t>(aspect)] =
        roll_up_requirement(requirement, aspect, assessment.measure_totals, proof, assessment.question.known_at);
  }
  verdict.rests_on = takes_part(requirement) ? rests_on(requirement, assessment) : RestsOn{};
}

}  // namespace

double Tally::shown_percent(Aspect aspect) const {
  const auto& row = counts[static_cast<std::size_t>(aspect)];
  std::uint32_t total = 0;
  for (const Verdict verdict : {Verdict::kShown, Verdict::kPartlyShown, Verdict::kNotShown, Verdict::kRefuted}) {
    total += row[static_cast<std::size_t>(verdict)];
  }
  return total == 0 ? 0 : 100.0 * row[static_cast<std::size_t>(Verdict::kShown)] / total;
}

void Tally::add(const PerAspect& verdicts) {
  for (std::size_t i = 0; i < kAspectCount; ++i) {
    ++counts[i][static_cast<std::size_t>(verdicts[i].value)];
    overrides[i] += verdicts[i].has_override;
  }
}

Assessment judge_all(const OrganisationProof& proof, const Question& question) {
  Assessment assessment;
  assessment.question = question;
  assessment.measures.resize(proof.measures.size());
  assessment.measure_totals.resize(proof.measures.size());
  assessment.bases.resize(proof.measures.size());
  assessment.requirements.resize(proof.requirements.size());
  for (std::uint32_t i = 0; i < proof.measures.size(); ++i) judge_measure(assessment, proof, i);
  for (std::size_t i = 0; i < proof.requirements.size(); ++i) judge_requirement(assessment, proof, i);
  return assessment;
}

}  // namespace waarborg::measure
