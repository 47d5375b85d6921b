// SPDX-License-Identifier: EUPL-1.2
//
// Where evidence counts that rests on the proof of a supplier (rule 8), as the verdict engine weighs it. Pure.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "features/evidence/facts.h"

namespace waarborg::evidence {

/// None: it is the organisation's own. Empty: the proof is not about its aspect, or not about all of its days.
/// @param systems  that the supplier delivers
inline std::optional<std::vector<PlaceRef>> scope_of(const EvidenceFact& fact, std::vector<PlaceRef> systems) {
  if (!fact.supplier_proof) return std::nullopt;
  const SupplierProof& proof = *fact.supplier_proof;
  const bool is_about = std::ranges::any_of(
      proof.aspects, [&](const std::string& word) { return json::from_word<EvidenceAspect>(word) == fact.aspect; });
  // Of a report its last day is what is shown, as for a retest.
  const Day from = fact.days.empty() ? fact.covers_from : fact.covers_to;
  if (!is_about || from < proof.valid_from || proof.valid_until < fact.covers_to) return std::vector<PlaceRef>{};
  systems.push_back({"supplier", proof.supplier});
  return systems;
}

}  // namespace waarborg::evidence
