// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load_retests.h"

#include "features/evidence/supplier_scope.h"
#include "features/org/spoken_of.h"

namespace waarborg::measure {

bool is_retest(const evidence::EvidenceFact& fact, const Wrong& wrong) {
  if (fact.result != evidence::EvidenceResult::kSupports || fact.aspect == evidence::EvidenceAspect::kDesign) {
    return false;
  }
  if (evidence::shown_from(fact) < wrong.first || fact.received_at < wrong.since) return false;
  if (!org::is_about_all(fact.places, wrong.places, wrong.holds)) return false;
  std::vector<PlaceRef> systems;
  for (const PlaceRef& place : wrong.holds) {
    if (place.kind == "system") systems.push_back(place);
  }
  return org::is_in_scope(evidence::scope_of(fact, std::move(systems)), wrong.places, wrong.holds);
}

}  // namespace waarborg::measure
