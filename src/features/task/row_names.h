// SPDX-License-Identifier: EUPL-1.2
//
// What the measures and places of stored rows are called, asked once for all of them. Inside features/task only.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "features/task/doors.h"
#include "features/task/task_views.h"

namespace waarborg::task {

struct RowNames {
  std::map<std::string, std::string> measures;  ///< Title by id.
  std::map<PlaceRef, std::string> places;

  /// Empty when it is not known.
  std::string measure(const std::string& id) const {
    const auto found = measures.find(id);
    return found == measures.end() ? "" : found->second;
  }
  /// Nothing for a row of no place in particular.
  template <class Row>
  std::optional<Place> place(const Row& row) const {
    if (row.place_kind.empty()) return std::nullopt;
    const auto found = places.find({row.place_kind, row.place_id});
    return Place{row.place_kind, row.place_id, found == places.end() ? "" : found->second};
  }
};

template <class Row>
RowNames names_of(db::Transaction& tx, const OrganisationId& organisation, const Names& names,
                  const std::vector<Row>& rows) {
  std::set<std::string> measures;
  std::set<PlaceRef> places;
  for (const Row& row : rows) {
    measures.insert(row.measure);
    if (!row.place_kind.empty()) places.insert({row.place_kind, row.place_id});
  }
  RowNames out;
  if (names.measures && !measures.empty()) {
    out.measures = names.measures(tx, organisation, {measures.begin(), measures.end()});
  }
  if (names.places && !places.empty()) out.places = names.places(tx, organisation, {places.begin(), places.end()});
  return out;
}

}  // namespace waarborg::task
