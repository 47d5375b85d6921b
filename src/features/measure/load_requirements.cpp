// SPDX-License-Identifier: EUPL-1.2
#include <unordered_map>

#include "features/measure/load.h"

namespace waarborg::measure {
namespace {

using MappingsBySource = std::unordered_map<std::string, std::vector<const catalog::AppliedMapping*>>;

/// One measure serves several frameworks: what it answers itself, and what is mapped to that (one step, no chains:
/// two judgements in a row are nobody's judgement).
void add_links(Assessed& assessed, Texts& texts, std::uint32_t m, const MappingsBySource& by_source) {
  OrganisationProof& proof = assessed.proof;
  std::map<std::uint32_t, bool> own, reached;  // requirement → fully
  for (const Answer& answer : assessed.measures[m].body.requirements) {
    const auto found = assessed.requirement_at.find(answer.requirement);
    if (found != assessed.requirement_at.end()) own[found->second] |= answer.coverage == "full";
  }
  reached = own;
  for (const Answer& answer : assessed.measures[m].body.requirements) {
    const auto found = by_source.find(answer.requirement);
    if (found == by_source.end()) continue;
    for (const auto* mapping : found->second) {
      const auto to = assessed.requirement_at.find(mapping->to);
      if (to == assessed.requirement_at.end() || own.contains(to->second)) continue;
      const bool full = answer.coverage == "full";
      reached[to->second] |= full && mapping->covers;
      proof.requirements[to->second].mapped.push_back(
          {m, texts.ref(answer.requirement), texts.ref(mapping->id), mapping->covers, full});
    }
  }
  for (const auto& [requirement, full] : reached) proof.requirements[requirement].links.push_back({m, full});
}

}  // namespace

void add_requirements(Assessed& assessed, Texts& texts, const StoredFacts& facts) {
  OrganisationProof& proof = assessed.proof;
  std::map<std::string, std::uint32_t> chapters;
  for (const auto& record : assessed.requirements) {
    RequirementProof requirement;
    requirement.id = texts.ref(record.urn);
    const std::string chapter = record.framework_id + "/" + record.chapter;
    requirement.chapter = chapters.try_emplace(chapter, static_cast<std::uint32_t>(chapters.size())).first->second;
    if (const auto found = assessed.decisions.find(record.urn); found != assessed.decisions.end()) {
      requirement.applicable = found->second.applies;
      requirement.applicability_reason = texts.ref(found->second.reason);
    }
    assessed.requirement_at.emplace(record.urn, static_cast<std::uint32_t>(proof.requirements.size()));
    proof.requirements.push_back(std::move(requirement));
  }
  proof.chapter_count = std::max<std::uint32_t>(1, static_cast<std::uint32_t>(chapters.size()));
  MappingsBySource by_source;
  for (const auto& mapping : facts.mappings) by_source[mapping.from].push_back(&mapping);
  for (std::uint32_t m = 0; m < assessed.measures.size(); ++m) add_links(assessed, texts, m, by_source);
  for (const Completion& completion : facts.completions) {
    if (const auto found = assessed.requirement_at.find(completion.requirement);
        found != assessed.requirement_at.end()) {
      proof.requirements[found->second].complete_together = Declaration{
          texts.ref(completion.person), texts.ref(completion.reason), parse_moment(completion.at).value_or(kNever)};
    }
  }
}

}  // namespace waarborg::measure
