// SPDX-License-Identifier: EUPL-1.2
//
// How many entries a log has of each action and of each person: kept as it grows, so that no list counts 200,000
// entries.
#pragma once

#include <span>
#include <vector>

#include "features/trail/trail.h"

namespace waarborg::trail {

enum class CountOf { kAction, kActor };
BOOST_DESCRIBE_ENUM(CountOf, kAction, kActor)

struct Count {
  std::string value;
  std::int64_t entries = 0;
  bool operator==(const Count&) const = default;
};
BOOST_DESCRIBE_STRUCT(Count, (), (value, entries))

/// Each value once, in the order of its bytes.
std::vector<Count> counts(db::Transaction& tx, const OrganisationId& organisation, CountOf column);

/// Counts the entries anew when the numbers do not add up to the log: an older program went on writing while a newer
/// one had made the table already. True when it did.
bool recount(db::Transaction& tx, const OrganisationId& organisation);

/// To be called by whoever holds the head of the log.
void count_more(db::Transaction& tx, const Author& author, std::span<const NewEntry> entries);

}  // namespace waarborg::trail
