// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/counts.h"

#include <map>

#include "base/json.h"
#include "features/trail/queries.h"

namespace waarborg::trail {

std::vector<Count> counts(db::Transaction& tx, const OrganisationId& organisation, CountOf column) {
  auto found = tx.rows<Count>(sql::kCountList, organisation, json::word_of(column));
  std::ranges::sort(found, {}, &Count::value);  // each database has its own idea of the order of letters
  return found;
}

void count_more(db::Transaction& tx, const Author& author, std::span<const NewEntry> entries) {
  std::map<std::string_view, std::int64_t> actions;
  for (const NewEntry& entry : entries) ++actions[entry.action];
  for (const auto& [action, number] : actions) {
    tx.execute(sql::kCountAdd, author.organisation, json::word_of(CountOf::kAction), action, number);
  }
  tx.execute(sql::kCountAdd, author.organisation, json::word_of(CountOf::kActor), author.name, std::ssize(entries));
}

}  // namespace waarborg::trail
