// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/counts.h"

#include <algorithm>
#include <map>

#include "base/json_words.h"
#include "features/trail/changed.h"
#include "features/trail/queries.h"

namespace waarborg::trail {

std::vector<Count> counts(db::Transaction& tx, const OrganisationId& organisation, CountOf column) {
  auto found = tx.rows<Count>(sql::kCountList, organisation, json::word_of(column));
  std::ranges::sort(found, {}, &Count::value);  // each database has its own idea of the order of letters
  return found;
}

bool recount(db::Transaction& tx, const OrganisationId& organisation) {
  const std::int64_t entries = size(tx, organisation);
  const auto fits = [&](CountOf column) {
    return tx.number(sql::kCountSum, organisation, json::word_of(column)) == entries;
  };
  if (fits(CountOf::kAction) && fits(CountOf::kActor)) return false;
  tx.execute(sql::kCountClear, organisation);
  tx.execute(sql::kCountAgain, organisation);
  return true;
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
