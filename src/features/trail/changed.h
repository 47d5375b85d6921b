// SPDX-License-Identifier: EUPL-1.2
//
// What changed since a moment in the log: for who keeps something that was computed and brings it up to date.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/trail/trail.h"

namespace waarborg::trail {

/// Number of entries in this log.
std::int64_t size(db::Transaction& tx, const OrganisationId& organisation);

struct Changed {
  std::string kind;  ///< As NewEntry::subject_kind.
  std::string subject;
};
BOOST_DESCRIBE_STRUCT(Changed, (), (kind, subject))

/// What the entries from that sequence number on are about, each once. Nothing when there are more than `most` entries
/// or when the log is shorter than that: then nothing that was kept may be trusted.
std::optional<std::vector<Changed>> changed_since(db::Transaction& tx, const OrganisationId& organisation,
                                                  std::int64_t sequence, std::int64_t most);

}  // namespace waarborg::trail
