// SPDX-License-Identifier: EUPL-1.2
//
// The places of a proof, each once, and what they weigh. Internal to this feature.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "features/measure/load.h"

namespace waarborg::measure {

class Places {
 public:
  /// Fills proof.places as places are asked for.
  Places(OrganisationProof& proof, const LoadTerms& terms) : proof_(proof), terms_(terms) {}

  /// Begins with the places of an earlier proof, at the same index.
  /// @pre proof.texts holds the texts of that proof
  void follow(const std::vector<Place>& earlier);

  PlaceIndex at(const PlaceRef& place);
  /// kEveryPlace when it names none.
  PlaceIndex at_or_all(const std::optional<PlaceRef>& place);

 private:
  OrganisationProof& proof_;
  const LoadTerms& terms_;
  std::unordered_map<std::string, PlaceIndex> index_;  // by "kind:id"
};

/// How the verdicts of the places of a measure become one.
PlaceRuleChoice place_rule_of(const MeasureInput& body, Texts& texts);

}  // namespace waarborg::measure
