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

/// The ids are ours; a list that cannot be read is a damaged database, and must not count as complete.
std::vector<Ref> measures_of(const Completion& completion, Texts& texts) {
  std::vector<Ref> out;
  const auto ids = json::decode<std::vector<std::string>>(completion.measures).value_or(std::vector<std::string>());
  for (const std::string& id : ids) out.push_back(texts.ref(id));
  return out;
}

}  // namespace

std::vector<std::string> partly_answering(const std::vector<StoredMeasure>& measures,
                                          const std::vector<catalog::AppliedMapping>& mappings,
                                          const std::string& requirement) {
  std::vector<std::string> out;
  for (const StoredMeasure& measure : measures) {
    bool itself = false, mapped = false, full = false;
    for (const Answer& answer : measure.body.requirements) {
      if (answer.requirement != requirement) continue;
      itself = true;
      full |= answer.coverage == "full";
    }
    for (const Answer& answer : itself ? std::vector<Answer>() : measure.body.requirements) {
      for (const catalog::AppliedMapping& mapping : mappings) {
        if (mapping.from != answer.requirement || mapping.to != requirement) continue;
        mapped = true;
        full |= answer.coverage == "full" && mapping.covers;
      }
    }
    if ((itself || mapped) && !full) out.push_back(measure.id.text);
  }
  return out;
}

void add_requirements(Assessed& assessed, Texts& texts, const StoredFacts& facts) {
  OrganisationProof& proof = assessed.proof;
  for (const auto& record : assessed.requirements) {
    RequirementProof requirement;
    requirement.id = texts.ref(record.urn);
    if (const auto found = assessed.decisions.find(record.urn); found != assessed.decisions.end()) {
      // One person excludes nothing: it counts from the moment that an approved version of the statement says so, with
      // the reason that was approved.
      const auto approved = assessed.approved.find(record.urn);
      const bool waits = !found->second.applies && (approved == assessed.approved.end() || approved->second.applies);
      requirement.applicable = found->second.applies || waits;
      requirement.applicability_reason =
          texts.ref(requirement.applicable ? found->second.reason : approved->second.reason);
      if (waits) requirement.exclusion_waits = texts.ref(found->second.reason);
    }
    assessed.requirement_at.emplace(record.urn, static_cast<std::uint32_t>(proof.requirements.size()));
    proof.requirements.push_back(std::move(requirement));
  }
  MappingsBySource by_source;
  for (const auto& mapping : facts.mappings) by_source[mapping.from].push_back(&mapping);
  for (std::uint32_t m = 0; m < assessed.measures.size(); ++m) add_links(assessed, texts, m, by_source);
  for (const Completion& completion : facts.completions) {
    if (const auto found = assessed.requirement_at.find(completion.requirement);
        found != assessed.requirement_at.end()) {
      proof.requirements[found->second].complete_together =
          Declaration{texts.ref(completion.person), texts.ref(completion.reason),
                      parse_moment(completion.at).value_or(kNever), measures_of(completion, texts)};
    }
  }
}

}  // namespace waarborg::measure
