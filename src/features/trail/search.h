// SPDX-License-Identifier: EUPL-1.2
//
// The log as people search it. Programs that want the entries of one record have Trail::page.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "features/trail/trail.h"

namespace waarborg::trail {

/// What is empty lets every entry through.
struct Search {
  std::string subject{};  ///< Id of a record.
  std::string actor{};    ///< Part of the name.
  std::string action{};   ///< Whole, or what stands before a dot of it: "measure" finds "measure.create".
  std::string text{};     ///< Part of the name of what it is about, or of the actor.
};

/// Newest first. `before` is a sequence number (exclusive), or -1 for the newest.
std::vector<Entry> find(db::Transaction& tx, const OrganisationId& organisation, const Search& search,
                        std::int64_t before, std::int64_t limit);
std::int64_t count(db::Transaction& tx, const OrganisationId& organisation, const Search& search);

/// Every action that stands in this log, each once.
std::vector<std::string> actions(db::Transaction& tx, const OrganisationId& organisation);

/// Id of a record → the name that it had last; only those that this log speaks of by name.
std::map<std::string, std::string> names_of(db::Transaction& tx, const OrganisationId& organisation,
                                            const std::vector<std::string>& ids);

}  // namespace waarborg::trail
