// SPDX-License-Identifier: EUPL-1.2
//
// From when on evidence shows something, and where it counts when it rests on the proof of a supplier (rule 8): asked
// when a retest is named, and by the verdict engine of what was named earlier. Pure.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "features/evidence/facts.h"

namespace waarborg::evidence {

/// The first day of which it surely speaks: what was seen over a longer time may have been seen on that day. A report
/// of several days tells of its last one.
inline Day shown_from(const EvidenceFact& fact) { return fact.days.empty() ? fact.covers_from : fact.covers_to; }

/// None: it is the organisation's own. Empty: the proof is not about its aspect, or not about all of its days.
/// @param systems  that the supplier delivers
inline std::optional<std::vector<PlaceRef>> scope_of(const EvidenceFact& fact, std::vector<PlaceRef> systems) {
  if (!fact.supplier_proof) return std::nullopt;
  const SupplierProof& proof = *fact.supplier_proof;
  const bool is_about = std::ranges::any_of(
      proof.aspects, [&](const std::string& word) { return json::from_word<EvidenceAspect>(word) == fact.aspect; });
  if (!is_about || shown_from(fact) < proof.valid_from || proof.valid_until < fact.covers_to)
    return std::vector<PlaceRef>{};
  systems.push_back({"supplier", proof.supplier});
  return systems;
}

}  // namespace waarborg::evidence
