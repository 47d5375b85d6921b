// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/search.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>

#include "base/json.h"
#include "base/json_encode.h"
#include "base/text.h"
#include "features/trail/changed.h"
#include "features/trail/counts.h"
#include "features/trail/head.h"
#include "features/trail/queries.h"

namespace waarborg::trail {
namespace {

struct Name {
  std::string subject;
  std::string label;
};
BOOST_DESCRIBE_STRUCT(Name, (), (subject, label))

/// With which letters an action begins that stands below the one that is asked for.
std::string below(const Search& search) { return search.action + (search.action.ends_with('.') ? "" : "."); }

/// More than this are not looked up one by one: then the newest entries soon hold a page of them.
constexpr std::size_t kMostLooks = 60;

/// A search by one column alone: which of its values are meant. Each has its place in an index, so that what is rare is
/// found without reading what is not.
struct Values {
  CountOf column;
  std::vector<Count> meant;
};

/// Nothing when the search is by more than one column.
std::optional<Values> values_of(db::Transaction& tx, const OrganisationId& organisation, const Search& search) {
  if (!search.subject.empty() || !search.text.empty() || search.action.empty() == search.actor.empty()) return {};
  Values out{search.actor.empty() ? CountOf::kAction : CountOf::kActor, {}};
  out.meant = counts(tx, organisation, out.column);
  std::erase_if(out.meant, [&, part = lower(search.actor)](const Count& one) {
    if (out.column == CountOf::kActor) return lower(one.value).find(part) == std::string::npos;
    return one.value != search.action && !one.value.starts_with(below(search));
  });
  return out;
}

std::vector<Entry> newest_of(db::Transaction& tx, const OrganisationId& organisation, const Values& values,
                             std::int64_t end, std::int64_t limit) {
  std::vector<Entry> found;
  for (const Count& one : values.meant) {
    auto some = values.column == CountOf::kAction
                    ? tx.rows<Entry>(sql::kEntryPageOfAction, organisation, one.value, end, limit)
                    : tx.rows<Entry>(sql::kEntryPageOfActor, organisation, one.value, end, limit);
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
  const auto values = values_of(tx, organisation, search);
  if (values && values->meant.size() <= kMostLooks) return newest_of(tx, organisation, *values, end, limit);
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
    for (const Count& one : values->meant) sum += one.entries;
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
  const auto head = tx.row<Head>(sql::kHeadGet, organisation);  // no gaps: the size is the number
  return head ? head->size : 0;
}

std::optional<std::vector<Changed>> changed_since(db::Transaction& tx, const OrganisationId& organisation,
                                                  std::int64_t sequence, std::int64_t most) {
  const std::int64_t entries = size(tx, organisation) - sequence;
  if (entries < 0 || entries > most) return std::nullopt;
  return tx.rows<Changed>(sql::kEntrySubjects, organisation, sequence);
}

std::vector<std::string> actions(db::Transaction& tx, const OrganisationId& organisation) {
  std::vector<std::string> out;
  for (Count& one : counts(tx, organisation, CountOf::kAction)) out.push_back(std::move(one.value));
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
