// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/load_places.h"

namespace waarborg::measure {
namespace {

/// Share of places, or of their weight, that must be shown under the two milder rules. Unit: 1.
constexpr double kPlaceThreshold = 0.9;

}  // namespace

void Places::follow(const std::vector<Place>& earlier) {
  proof_.places = earlier;
  for (PlaceIndex i = 0; i < proof_.places.size(); ++i) index_.emplace(proof_.texts[proof_.places[i].id], i);
}

PlaceIndex Places::at(const PlaceRef& place) {
  const std::string key = place.kind + ":" + place.id;
  const auto [known, added] = index_.try_emplace(key, static_cast<PlaceIndex>(proof_.places.size()));
  if (added) {
    const auto weight = terms_.weights.find(key);
    proof_.places.push_back(
        {proof_.texts.ref(key), place.kind == "organisation", weight == terms_.weights.end() ? 1.0 : weight->second});
  }
  return known->second;
}

PlaceIndex Places::at_or_all(const std::optional<PlaceRef>& place) {
  return place && !place->kind.empty() ? at(*place) : kEveryPlace;
}

PlaceRuleChoice place_rule_of(const MeasureInput& body, Texts& texts) {
  if (body.rollup == "share_covered") return {PlaceRule::kShareCovered, kPlaceThreshold, texts.ref(body.rollup_reason)};
  if (body.rollup == "weighted") return {PlaceRule::kWeighted, kPlaceThreshold, texts.ref(body.rollup_reason)};
  return {};
}

}  // namespace waarborg::measure
