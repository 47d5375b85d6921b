// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/column_mappings.h"

#include <algorithm>
#include <array>
#include <set>

#include "features/evidence/queries.h"
#include "platform/crypto/crypto.h"

namespace waarborg::evidence {
namespace {

constexpr std::size_t kMaxName = 100;
constexpr std::size_t kMaxValue = 500;
/// What importers/csv knows.
constexpr std::array<std::string_view, 14> kKnown = {"key",     "title",      "subject",    "date",    "result",
                                                     "detail",  "severity",   "supports",   "refutes", "partly",
                                                     "unknown", "date_order", "utc_offset", "tool"};

struct Row {
  std::string id;
  std::int64_t version = 0;
  std::string name, settings;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, version, name, settings))

ColumnMapping shown(const Row& row) {
  ColumnMapping out{row.id, row.version, row.name, {}};
  const auto value = json::parse(row.settings);
  if (!value || !value->is_object()) return out;
  for (const auto& [name, text] : value->as_object()) {
    if (text.is_string()) out.settings.push_back({std::string(name), std::string(text.as_string())});
  }
  return out;
}

std::string text_of(const std::vector<ColumnSetting>& settings) {
  json::Object object;
  for (const ColumnSetting& one : settings) object[one.name] = one.value;
  return json::canonical(object);
}

std::string state_of(const ColumnMapping& mapping) { return json::canonical(json::encode(mapping)); }

Result<ColumnMappingInput> checked(ColumnMappingInput input) {
  if (input.name.empty() || input.name.size() > kMaxName) return invalid("evidence.mapping.name", "name");
  std::erase_if(input.settings, [](const ColumnSetting& one) { return one.value.empty(); });
  std::ranges::sort(input.settings, {}, &ColumnSetting::name);
  for (std::size_t i = 0; i < input.settings.size(); ++i) {
    const ColumnSetting& one = input.settings[i];
    const std::string where = "settings." + one.name;
    if (std::ranges::find(kKnown, one.name) == kKnown.end()) return invalid("evidence.mapping.setting", where);
    if (i > 0 && input.settings[i - 1].name == one.name) return invalid("evidence.mapping.setting", where);
    if (one.value.size() > kMaxValue) return invalid("evidence.mapping.value", where);
  }
  return input;
}

/// Field by field: each setting is one, so that the log shows which column was chosen.
json::Object flat(const ColumnMapping* mapping) {
  json::Object object;
  if (mapping == nullptr) return object;
  object["name"] = mapping->name;
  for (const ColumnSetting& one : mapping->settings) object[one.name] = one.value;
  return object;
}

}  // namespace

ColumnMappings::ColumnMappings(db::Database& database, trail::Trail& trail, const Clock& clock)
    : database_(database), trail_(trail), clock_(clock) {}

void ColumnMappings::record(db::Transaction& tx, const auth::Actor& who, const char* action,
                            const ColumnMapping* before, const ColumnMapping* after) {
  json::Object old = flat(before);
  json::Object now = flat(after);
  for (const auto& [name, value] : old) now.emplace(name, "");
  for (const auto& [name, value] : now) old.emplace(name, "");
  const ColumnMapping& shown = after != nullptr ? *after : *before;
  trail_.add(tx, who.author(),
             {action, "column_mapping", shown.id, shown.name, trail::changes_between(old, now),
              after != nullptr ? state_of(*after) : "deleted", before != nullptr ? state_of(*before) : ""},
             clock_.now());
}

Result<auth::Items<ColumnMapping>> ColumnMappings::list(const auth::Actor& who) {
  if (auto ok = auth::require(who, "evidence.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  auth::Items<ColumnMapping> answer;
  for (const Row& row : tx.rows<Row>(sql::kColumnMappingAll, who.organisation)) answer.items.push_back(shown(row));
  return answer;
}

Result<ColumnMapping> ColumnMappings::add(const auth::Actor& who, const ColumnMappingInput& input) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  const auto given = checked(input);
  if (!given) return std::unexpected(given.error());
  db::Transaction tx = database_.write();
  const ColumnMapping made{crypto::new_id(clock_.now()), 1, given->name, given->settings};
  try {
    tx.execute(sql::kColumnMappingInsert, who.organisation, made.id, made.name, text_of(made.settings));
  } catch (const db::UniqueViolation&) {
    return fail(FaultKind::kConflict, "evidence.mapping.name_taken", "name");
  }
  record(tx, who, "evidence.mapping_add", nullptr, &made);
  tx.commit();
  return made;
}

Result<ColumnMapping> ColumnMappings::change(const auth::Actor& who, const std::string& id,
                                             const ColumnMappingInput& input, std::int64_t seen) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  const auto given = checked(input);
  if (!given) return std::unexpected(given.error());
  db::Transaction tx = database_.write();
  const auto row = tx.row<Row>(sql::kColumnMappingGet, who.organisation, id);
  if (!row || row->id != id) return fail(FaultKind::kNotFound, "evidence.mapping.unknown");
  const ColumnMapping before = shown(*row);
  const ColumnMapping after{id, before.version + 1, given->name, given->settings};
  try {
    const std::int64_t expected = seen < 0 ? before.version : seen;
    if (tx.execute(sql::kColumnMappingUpdate, after.name, text_of(after.settings), who.organisation, id, expected) == 0)
      return fail(FaultKind::kConflict, "evidence.changed");
  } catch (const db::UniqueViolation&) {
    return fail(FaultKind::kConflict, "evidence.mapping.name_taken", "name");
  }
  record(tx, who, "evidence.mapping_change", &before, &after);
  tx.commit();
  return after;
}

Result<auth::Nothing> ColumnMappings::remove(const auth::Actor& who, const std::string& id, std::int64_t seen) {
  if (auto ok = auth::require(who, "evidence.add"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  const auto row = tx.row<Row>(sql::kColumnMappingGet, who.organisation, id);
  if (!row || row->id != id) return fail(FaultKind::kNotFound, "evidence.mapping.unknown");
  const ColumnMapping before = shown(*row);
  if (tx.execute(sql::kColumnMappingDelete, who.organisation, id, seen < 0 ? before.version : seen) == 0)
    return fail(FaultKind::kConflict, "evidence.changed");
  record(tx, who, "evidence.mapping_remove", &before, nullptr);
  tx.commit();
  return auth::Nothing{};
}

Result<Settings> ColumnMappings::settings(const auth::Actor& who, const std::string& id_or_name) {
  db::Transaction tx = database_.read();
  const auto row = tx.row<Row>(sql::kColumnMappingGet, who.organisation, id_or_name);
  if (!row) return fail(FaultKind::kNotFound, "evidence.mapping.unknown", "mapping");
  Settings out;
  for (const ColumnSetting& one : shown(*row).settings) out[one.name] = one.value;
  return out;
}

std::map<std::string, trail::StateReader> ColumnMappings::state_readers() const {
  return {{"column_mapping", [](db::Transaction& tx, const OrganisationId& organisation) {
             std::map<std::string, std::string> states;
             for (const Row& row : tx.rows<Row>(sql::kColumnMappingAll, organisation)) {
               states[row.id] = state_of(shown(row));
             }
             return states;
           }}};
}

void add_routes(auth::Api& api, ColumnMappings& mappings) {
  const std::string all = "/api/v1/column-mappings";
  const std::string one = all + "/{id}";
  api.get<auth::Items<ColumnMapping>>(
      {all, "column_mapping_list", "Saved ways to read the columns of a table", "evidence.read"},
      [&](auth::Call& call) { return mappings.list(call.actor); });
  api.post<ColumnMappingInput, ColumnMapping>(
      {all, "column_mapping_add", "Saves a way to read columns", "evidence.add"},
      [&](auth::Call& call, const ColumnMappingInput& input) { return mappings.add(call.actor, input); });
  api.put<ColumnMappingInput, ColumnMapping>(
      auth::Route{one, "column_mapping_change", "Changes a saved way to read columns", "evidence.add"}.on_version(),
      [&](auth::Call& call, const ColumnMappingInput& input) {
        return mappings.change(call.actor, call.param("id"), input, call.if_match());
      });
  api.remove<auth::Nothing>(
      auth::Route{one, "column_mapping_remove", "Removes a saved way to read columns", "evidence.add"}.on_version(),
      [&](auth::Call& call) { return mappings.remove(call.actor, call.param("id"), call.if_match()); });
}

}  // namespace waarborg::evidence
