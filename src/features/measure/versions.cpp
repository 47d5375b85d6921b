// SPDX-License-Identifier: EUPL-1.2
//
// Reading measures: by id, by name, and through time.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "features/measure/history.h"
#include "features/measure/measure.h"
#include "features/measure/queries.h"

namespace waarborg::measure {
namespace {

struct VersionRecord {
  std::string measure;
  std::int64_t version = 0;
  Moment at{};
  std::string body;
};
BOOST_DESCRIBE_STRUCT(VersionRecord, (), (measure, version, at, body))

struct TitleRecord {
  std::string id;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(TitleRecord, (), (id, title))

/// The body was written by us after checking; one that cannot be read is a damaged database.
MeasureInput body_of(const std::string& body, const std::string& id) {
  auto read = json::decode<MeasureInput>(body);
  if (!read) throw db::DatabaseError("measure: a version of " + id + " is damaged");
  return std::move(*read);
}

/// More than this many are read in one statement. Fewer are looked up one by one.
constexpr std::size_t kFew = 3;

/// An empty body means that the measure was removed; what it was until then still tells who owned it.
std::vector<MeasureVersion> decoded(const std::vector<VersionRecord>& rows) {
  std::vector<MeasureVersion> versions;
  for (const VersionRecord& row : rows) {
    if (row.body.empty()) {
      if (!versions.empty()) versions.push_back({row.at, versions.back().body, true});
      continue;
    }
    versions.push_back({row.at, body_of(row.body, row.measure), false});
  }
  return versions;
}

}  // namespace

std::vector<MeasureVersion> Measures::versions(db::Transaction& tx, const OrganisationId& organisation,
                                               const MeasureId& id) const {
  return decoded(tx.rows<VersionRecord>(sql::kMeasureVersionsOf, organisation, id));
}

std::optional<History> Measures::history(db::Transaction& tx, const OrganisationId& organisation,
                                         const MeasureId& id) const {
  const auto all = versions(tx, organisation, id);
  return all.empty() ? std::nullopt : std::optional(history_of(all));
}

std::map<std::string, History> Measures::histories(db::Transaction& tx, const OrganisationId& organisation,
                                                   Moment at) const {
  std::map<std::string, std::vector<VersionRecord>> rows;
  for (auto& row : tx.rows<VersionRecord>(sql::kMeasureVersionsUntil, organisation, at)) {
    auto& of_measure = rows[row.measure];
    of_measure.push_back(std::move(row));
  }
  std::map<std::string, History> out;
  for (const auto& [measure, of_measure] : rows) {
    if (const auto versions = decoded(of_measure); !versions.empty()) out.emplace(measure, history_of(versions));
  }
  return out;
}

std::map<std::string, History> Measures::all_histories(db::Transaction& tx, const OrganisationId& organisation) const {
  auto out = histories(tx, organisation, clock_.now());
  for (const StoredMeasure& stored : all(tx, organisation)) {
    if (!out.contains(stored.id.text))
      out.emplace(stored.id.text, history_of(std::vector<MeasureVersion>{{{}, stored.body}}));
  }
  return out;
}

std::map<std::string, std::string> Measures::used_ids(db::Transaction& tx, const OrganisationId& organisation,
                                                      const MeasureId& id) const {
  std::map<std::string, std::string> used;
  if (const auto known = history(tx, organisation, id)) {
    for (const ItemHistory& item : known->items) used[item.id] = item.terms.back().item.kind;
  }
  return used;
}

std::vector<std::string> Measures::named(db::Transaction& tx, const OrganisationId& organisation,
                                         std::string_view text) const {
  const std::string part = lower(text);
  std::vector<std::string> out;
  for (auto& row : tx.rows<TitleRecord>(sql::kMeasureTitles, organisation)) {
    if (lower(row.title).find(part) != std::string::npos) out.push_back(std::move(row.id));
  }
  return out;
}

std::map<std::string, std::string> Measures::titles(db::Transaction& tx, const OrganisationId& organisation,
                                                    const std::vector<std::string>& ids) const {
  std::map<std::string, std::string> out;
  if (ids.size() > kFew) {
    const std::set<std::string> wanted(ids.begin(), ids.end());
    for (auto& row : tx.rows<TitleRecord>(sql::kMeasureTitles, organisation)) {
      if (wanted.contains(row.id)) out.emplace(row.id, std::move(row.title));
    }
  } else {
    for (const std::string& id : ids) {
      if (const auto found = find(tx, organisation, MeasureId{id})) out.emplace(id, found->body.title);
    }
  }
  for (const std::string& id : ids) {  // a removed measure keeps its name; there are few of them
    if (out.contains(id)) continue;
    const auto all = versions(tx, organisation, MeasureId{id});
    if (!all.empty()) out.emplace(id, all.back().body.title);
  }
  return out;
}

}  // namespace waarborg::measure
