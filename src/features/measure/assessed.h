// SPDX-License-Identifier: EUPL-1.2
//
// What an assessment knows: the facts of an organisation at one question, and the verdicts on them.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "features/catalog/catalog.h"
#include "features/measure/measure.h"
#include "features/measure/rollup.h"
#include "features/measure/verdict_views.h"
#include "features/task/task.h"

namespace waarborg::measure {

struct LoadTerms;  // load.h

/// Everything known about one organisation at one question.
struct Assessed {
  std::int64_t log_size = 0;               ///< Entries in the log of the organisation that it knows.
  std::shared_ptr<const LoadTerms> terms;  ///< What it was read with.
  OrganisationProof proof;
  Assessment result;
  std::vector<StoredMeasure> measures;                   ///< Same order as proof.measures.
  std::vector<catalog::RequirementRecord> requirements;  ///< Same order as proof.requirements.
  std::vector<catalog::FrameworkRecord> frameworks;
  std::map<std::string, Decision> decisions;  ///< By URN.
  std::map<std::string, Decision> approved;   ///< What the last approved statements say. By URN.
  std::map<PlaceRef, std::string> place_names;
  std::map<std::string, std::string> people;           ///< Person id → name.
  std::map<std::string, std::string> supplier_proofs;  ///< Id → supplier and title, of those that evidence rests on.
  std::map<std::string, std::string> removed;          ///< Id → title, of removed measures that a declaration is about.
  std::unordered_map<std::string, std::uint32_t> measure_at;      ///< Id → index in measures.
  std::unordered_map<std::string, std::uint32_t> requirement_at;  ///< URN → index in requirements.
  std::unordered_map<std::string, Day> due;  ///< Measure id → next open occurrence, as of `log_size`.

  /// Excluded, but in no approved version of the statement: until then it counts.
  bool exclusion_waits(std::uint32_t requirement) const {
    return proof.requirements[requirement].exclusion_waits != kNone;
  }
  // Verdicts of a measure or a requirement by its index; of a measure in one place by the index in its places.
  Trio measure_trio(std::uint32_t measure) const;
  Trio requirement_trio(std::uint32_t requirement) const;
  AspectVerdicts measure_total(std::uint32_t measure, Language language) const;
  AspectVerdicts requirement_total(std::uint32_t requirement, Language language) const;
  AspectVerdict place_verdict(std::uint32_t measure, std::size_t place, Aspect aspect, Language language) const;
  /// With its name; of the whole organisation in that language.
  org::Place place(const PlaceRef& ref, Language language) const;
  /// Empty when nobody owns it.
  std::string owner_name(const StoredMeasure& measure) const;
  /// First day on which something of the measure is still expected; nothing when there is none.
  std::optional<std::string> next_due(const std::string& measure) const;
};

/// How much an assessment weighs in memory. Unit: facts, or about as much.
std::size_t weight_of(const Assessed& assessed);

}  // namespace waarborg::measure
