// SPDX-License-Identifier: EUPL-1.2
//
// Whether evidence that something works again is about the places where it went wrong. Pure.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "features/org/place.h"

namespace waarborg::org {

inline bool is_among(const std::vector<PlaceRef>& places, const PlaceRef& place) {
  return std::ranges::find(places, place) != places.end();
}

/// Whether it is about each of the places that went wrong. Evidence that names no place is about the whole
/// organisation, or about the only place of the measure: of one place among several it says nothing.
/// @param wrong  empty: the measure as a whole, so each place where it still holds
/// @param holds  where the measure holds now. What went wrong only where it holds no more, nobody can look at again:
///               evidence of all that is left answers that, too, and so does evidence without a place.
inline bool is_about_all(const std::vector<PlaceRef>& named, const std::vector<PlaceRef>& wrong,
                         const std::vector<PlaceRef>& holds) {
  const auto is_named = [&](const PlaceRef& place) { return is_among(named, place); };
  const auto has_left = [&](const PlaceRef& place) { return !is_among(holds, place); };
  const auto is_spoken_of = [&](const PlaceRef& place) {
    return named.empty() ? holds.size() == 1 || place.kind == "organisation" || has_left(place) : is_named(place);
  };
  if (std::ranges::all_of(wrong.empty() ? holds : wrong, is_spoken_of)) return true;
  return !holds.empty() && std::ranges::all_of(wrong, has_left) && std::ranges::all_of(holds, is_named);
}

/// Whether what rests on the proof of a supplier counts (rule 8) in each place that it is asked for.
/// @param scope  where that proof counts; none: it is the organisation's own
inline bool is_in_scope(const std::optional<std::vector<PlaceRef>>& scope, const std::vector<PlaceRef>& wrong,
                        const std::vector<PlaceRef>& holds) {
  return !scope || (!scope->empty() && std::ranges::all_of(wrong.empty() ? holds : wrong, [&](const PlaceRef& place) {
    return is_among(*scope, place) || (!wrong.empty() && !is_among(holds, place));
  }));
}

}  // namespace waarborg::org
