// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/search.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>

#include "base/json.h"
#include "base/text.h"
#include "features/trail/changed.h"
#include "features/trail/queries.h"
#include "platform/db/texts.h"

namespace waarborg::trail {
namespace {

struct Size {
  std::int64_t size = 0;
  std::string edge;
  std::string checkpoint;
};
BOOST_DESCRIBE_STRUCT(Size, (), (size, edge, checkpoint))

struct Name {
  std::string subject;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Name, (), (subject, label))

/// With which letters an action begins that stands below the one that is asked for.
std::string below(const Search& search) { return search.action + (search.action.ends_with('.') ? "" : "."); }

/// More than this are not looked up one by one: then the newest entries soon hold a page of them.
constexpr std::size_t kMostLooks = 60;

enum class Column { kAction, kActor };

/// A search by one column alone: which of its values are meant. Each has its place in an index, so that what is rare is
/// found without reading what is not.
struct Values {
  Column column;
  std::vector<std::string> meant;
};

/// Nothing when the search is by more than one column, or means too many values.
std::optional<Values> values_of(db::Transaction& tx, const OrganisationId& organisation, const Search& search) {
  if (!search.subject.empty() || !search.text.empty() || search.action.empty() == search.actor.empty()) return {};
  Values out{search.actor.empty() ? Column::kAction : Column::kActor, {}};
  if (out.column == Column::kAction) {
    out.meant = actions(tx, organisation);
    std::erase_if(out.meant, [&](const std::string& one) {
      return one != search.action && !one.starts_with(below(search));
    });
  } else {
    out.meant = db::texts(tx, sql::kEntryActors, organisation);
    std::erase_if(out.meant, [part = lower(search.actor)](const std::string& one) {
      return lower(one).find(part) == std::string::npos;
    });
  }
  return out.meant.size() <= kMostLooks ? std::optional(std::move(out)) : std::nullopt;
}

std::vector<Entry> newest_of(db::Transaction& tx, const OrganisationId& organisation, const Values& values,
                             std::int64_t end, std::int64_t limit) {
  std::vector<Entry> found;
  for (const std::string& value : values.meant) {
    auto some = values.column == Column::kAction
                    ? tx.rows<Entry>(sql::kEntryPageOfAction, organisation, value, end, limit)
                    : tx.rows<Entry>(sql::kEntryPageOfActor, organisation, value, end, limit);
    std::ranges::move(some, std::back_inserter(found));
  }
  std::ranges::sort(found, std::greater{}, &Entry::sequence);
  if (std::ssize(found) > limit) found.resize(static_cast<std::size_t>(limit));
  return found;
}

}  // namespace

std::vector<Entry> find(db::Transaction& tx, const OrganisationId& organisation, const Search& search,
                        std::int64_t before, std::int64_t limit) {
  const std::int64_t end = before < 0 ? std::numeric_limits<std::int64_t>::max() : before;
  if (const auto values = values_of(tx, organisation, search)) return newest_of(tx, organisation, *values, end, limit);
  const std::string actor = lower(search.actor), text = lower(search.text);
  if (search.subject.empty()) {
    return tx.rows<Entry>(sql::kEntryPage, organisation, end, actor, text, search.action, below(search), limit);
  }
  return tx.rows<Entry>(sql::kEntryPageOfSubject, organisation, search.subject, end, actor, text, search.action,
                        below(search), limit);
}

std::int64_t count(db::Transaction& tx, const OrganisationId& organisation, const Search& search) {
  if (const auto values = values_of(tx, organisation, search)) {
    std::int64_t sum = 0;
    for (const std::string& value : values->meant) {
      sum += values->column == Column::kAction ? tx.number(sql::kEntryCountOfAction, organisation, value)
                                               : tx.number(sql::kEntryCountOfActor, organisation, value);
    }
    return sum;
  }
  const std::string actor = lower(search.actor), text = lower(search.text);
  if (!search.subject.empty()) {
    return tx.number(sql::kEntryCountOfSubject, organisation, search.subject, actor, text, search.action,
                     below(search));
  }
  if (!actor.empty() || !text.empty() || !search.action.empty()) {
    return tx.number(sql::kEntryCount, organisation, actor, text, search.action, below(search));
  }
  return size(tx, organisation);
}

std::int64_t size(db::Transaction& tx, const OrganisationId& organisation) {
  const auto head = tx.row<Size>(sql::kHeadGet, organisation);  // no gaps: the size is the number
  return head ? head->size : 0;
}

std::optional<std::vector<Changed>> changed_since(db::Transaction& tx, const OrganisationId& organisation,
                                                  std::int64_t sequence, std::int64_t most) {
  const std::int64_t entries = size(tx, organisation) - sequence;
  if (entries < 0 || entries > most) return std::nullopt;
  return tx.rows<Changed>(sql::kEntrySubjects, organisation, sequence);
}

std::vector<std::string> actions(db::Transaction& tx, const OrganisationId& organisation) {
  return db::texts(tx, sql::kEntryActions, organisation);
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
