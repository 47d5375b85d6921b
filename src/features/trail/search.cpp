// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/search.h"

#include <limits>

#include "base/json.h"
#include "features/trail/queries.h"
#include "platform/db/listing.h"

namespace waarborg::trail {
namespace {

struct Size {
  std::int64_t size = 0;
  std::string edge;
  std::string checkpoint;
};
BOOST_DESCRIBE_STRUCT(Size, (), (size, edge, checkpoint))

struct Action {
  std::string action;
};
BOOST_DESCRIBE_STRUCT(Action, (), (action))

struct Name {
  std::string subject;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Name, (), (subject, label))

/// What stands below the action that is asked for, for LIKE.
std::string below(const Search& search) { return search.action + (search.action.ends_with('.') ? "%" : ".%"); }

}  // namespace

std::vector<Entry> find(db::Transaction& tx, const OrganisationId& organisation, const Search& search,
                        std::int64_t before, std::int64_t limit) {
  const std::string actor = db::like_part(search.actor), text = db::like_part(search.text);
  const std::int64_t end = before < 0 ? std::numeric_limits<std::int64_t>::max() : before;
  if (search.subject.empty()) {
    return tx.rows<Entry>(sql::kEntryPage, organisation, end, actor, text, search.action, below(search), limit);
  }
  return tx.rows<Entry>(sql::kEntryPageOfSubject, organisation, search.subject, end, actor, text, search.action,
                        below(search), limit);
}

std::int64_t count(db::Transaction& tx, const OrganisationId& organisation, const Search& search) {
  const std::string actor = db::like_part(search.actor), text = db::like_part(search.text);
  if (!search.subject.empty()) {
    return tx.number(sql::kEntryCountOfSubject, organisation, search.subject, actor, text, search.action,
                     below(search));
  }
  if (!actor.empty() || !text.empty() || !search.action.empty()) {
    return tx.number(sql::kEntryCount, organisation, actor, text, search.action, below(search));
  }
  const auto head = tx.row<Size>(sql::kHeadGet, organisation);  // no gaps: the size is the number
  return head ? head->size : 0;
}

std::vector<std::string> actions(db::Transaction& tx, const OrganisationId& organisation) {
  std::vector<std::string> out;
  for (auto& row : tx.rows<Action>(sql::kEntryActions, organisation)) out.push_back(std::move(row.action));
  return out;
}

std::map<std::string, std::string> names_of(db::Transaction& tx, const OrganisationId& organisation,
                                            const std::vector<std::string>& ids) {
  std::map<std::string, std::string> out;
  if (ids.empty()) return out;
  const std::string list = json::print(json::encode(ids));
  for (Name& one : tx.rows<Name>(sql::kSubjectNames, organisation, list)) {
    if (!one.label.empty()) out.emplace(std::move(one.subject), std::move(one.label));
  }
  return out;
}

}  // namespace waarborg::trail
