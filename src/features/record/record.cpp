// SPDX-License-Identifier: EUPL-1.2
#include "features/record/record.h"

#include <algorithm>

#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace waarborg::record {
namespace {

db::Transaction::StatementView view(const RegisterStatement& statement) {
  return {statement.name, statement.sql, statement.sql, statement.parameters};
}

std::vector<db::ColumnKind> columns_of(const Register& reg) {
  std::vector<db::ColumnKind> kinds{db::ColumnKind::kText, db::ColumnKind::kInteger};
  for (const Field& field : reg.fields) {
    const bool integer = field.kind == FieldKind::kInteger || field.kind == FieldKind::kBoolean;
    kinds.push_back(integer ? db::ColumnKind::kInteger : db::ColumnKind::kText);
  }
  return kinds;
}

std::vector<Record> select(db::Transaction& tx, const Register& reg, const RegisterStatement& statement,
                           std::vector<db::Cell> arguments) {
  std::vector<Record> records;
  tx.select(view(statement), std::move(arguments), columns_of(reg), [&](const std::vector<db::Cell>& cells) {
    Record record;
    db::take(cells[0], record.id);
    db::take(cells[1], record.version);
    for (std::size_t i = 0; i < reg.fields.size(); ++i) record.values[std::string(reg.fields[i].name)] = cells[i + 2];
    records.push_back(std::move(record));
  });
  return records;
}

/// Statements name their parameters in text order; values are found by name.
std::vector<db::Cell> arguments_for(const RegisterStatement& statement, const OrganisationId& organisation,
                                    const Record& record) {
  std::vector<db::Cell> cells;
  for (const std::string_view name : statement.parameters) {
    if (name == "organisation") {
      cells.emplace_back(organisation.text);
    } else if (name == "id") {
      cells.emplace_back(record.id);
    } else if (name == "seen") {
      cells.emplace_back(record.version);
    } else {
      const auto found = record.values.find(name);
      cells.push_back(found == record.values.end() ? db::Cell{} : found->second);
    }
  }
  return cells;
}

/// LIKE treats % and _ as wildcards; a search for them would find everything, which is harmless but wrong.
std::string like(const std::string& search) {
  if (search.empty()) return "";
  std::string safe = lower(search);
  std::ranges::replace(safe, '%', ' ');
  std::ranges::replace(safe, '_', ' ');
  return "%" + safe + "%";
}

std::string state_of(const Register& reg, const Record& record) { return json::canonical(to_json(reg, record)); }

}  // namespace

const Field* Register::field(std::string_view field_name) const {
  const auto at = std::ranges::find(fields, field_name, &Field::name);
  return at == fields.end() ? nullptr : &*at;
}

const Register* find_register(std::string_view name) {
  for (const Register* reg : all_registers()) {
    if (reg->name == name) return reg;
  }
  return nullptr;
}

std::string Record::text(std::string_view field) const {
  const auto found = values.find(field);
  const auto* text = found == values.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text == nullptr ? std::string() : *text;
}

Records::Records(db::Database& database, trail::Trail& trail, const Clock& clock)
    : database_(database), trail_(trail), clock_(clock) {}

std::vector<Record> Records::all(db::Transaction& tx, const OrganisationId& organisation, const Register& reg) const {
  return select(tx, reg, reg.all, {organisation.text});
}

std::optional<Record> Records::find(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                    const std::string& id) const {
  auto found = select(tx, reg, reg.get, {organisation.text, id});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::int64_t Records::count(db::Transaction& tx, const OrganisationId& organisation, const Register& reg) const {
  std::int64_t number = 0;
  tx.select(view(reg.count), {organisation.text, std::string()}, {db::ColumnKind::kInteger},
            [&](const std::vector<db::Cell>& cells) { db::take(cells[0], number); });
  return number;
}

json::Object Records::shown(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                            const Record& record, std::map<std::string, std::string>& names) {
  json::Object object = to_json(reg, record);
  for (const Field& field : reg.fields) {
    if (field.kind != FieldKind::kReference) continue;
    const std::string id = record.text(field.name);
    if (!id.empty() && !names.contains(id)) {
      // One statement per referred register, not per row.
      for (const Record& other : all(tx, organisation, *find_register(field.reference))) {
        names[other.id] = other.text("name");
      }
      names.try_emplace(id, "");
    }
    object[std::string(field.name) + "_name"] = id.empty() ? std::string() : names[id];
  }
  return object;
}

Result<auth::Page<json::Object>> Records::list(const auth::Actor& who, const Register& reg, const ListQuery& query) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  const bool down = query.sort.starts_with('-');
  const Field* field = reg.field(query.sort.empty() ? "name" : std::string_view(query.sort).substr(down ? 1 : 0));
  if (field == nullptr) return invalid("record.sort_unknown", "sort");
  const RegisterStatement& statement = down ? field->page_down : field->page_up;
  db::Transaction tx = database_.read();
  const std::string search = like(query.search);
  auth::Page<json::Object> page;
  tx.select(view(reg.count), {who.organisation.text, search}, {db::ColumnKind::kInteger},
            [&](const std::vector<db::Cell>& cells) { db::take(cells[0], page.total); });
  std::map<std::string, std::string> names;
  for (const Record& record : select(tx, reg, statement, {who.organisation.text, search, query.limit, query.offset})) {
    page.items.push_back(shown(tx, who.organisation, reg, record, names));
  }
  const std::int64_t end = query.offset + static_cast<std::int64_t>(page.items.size());
  if (end < page.total) page.next = std::to_string(end);
  return page;
}

Result<json::Object> Records::get(const auth::Actor& who, const Register& reg, const std::string& id) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto record = find(tx, who.organisation, reg, id);
  if (!record) return fail(FaultKind::kNotFound, "record.not_found");
  std::map<std::string, std::string> names;
  return shown(tx, who.organisation, reg, *record, names);
}

Record Records::add(db::Transaction& tx, const auth::Actor& who, const Register& reg, Record record, Moment now) {
  record.id = crypto::new_id(now);
  record.version = 1;
  for (const Field& field : reg.fields) {
    if (record.values.contains(field.name)) continue;
    const bool integer = field.kind == FieldKind::kInteger || field.kind == FieldKind::kBoolean;
    record.values[std::string(field.name)] = integer ? db::Cell(std::int64_t{0}) : db::Cell(std::string());
  }
  tx.run(view(reg.insert), arguments_for(reg.insert, who.organisation, record));
  write_trail(tx, who, reg, "create", nullptr, &record, now);
  return record;
}

bool Records::update(db::Transaction& tx, const auth::Actor& who, const Register& reg, const Record& record) {
  return tx.run(view(reg.update), arguments_for(reg.update, who.organisation, record)) == 1;
}

void Records::write_trail(db::Transaction& tx, const auth::Actor& who, const Register& reg, const char* verb,
                          const Record* before, const Record* after, Moment now) {
  const Record& record = after != nullptr ? *after : *before;
  trail_.add(tx, who.author(),
             {"record." + std::string(verb), std::string(reg.name), record.id, record.text("name"),
              trail::changes_between(before != nullptr ? to_json(reg, *before) : json::Object{},
                                     after != nullptr ? to_json(reg, *after) : json::Object{}),
              after != nullptr ? state_of(reg, *after) : "deleted"},
             now);
}

Result<json::Object> Records::create(const auth::Actor& who, const Register& reg, const json::Value& value) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  auto record = from_json(reg, value);
  if (!record) return std::unexpected(record.error());
  db::Transaction tx = database_.write();
  if (auto ok = check_references(tx, who.organisation, reg, *record); !ok) return std::unexpected(ok.error());
  const Record made = add(tx, who, reg, std::move(*record), clock_.now());
  std::map<std::string, std::string> names;
  json::Object object = shown(tx, who.organisation, reg, made, names);
  tx.commit();
  return object;
}

Result<json::Object> Records::change(const auth::Actor& who, const Register& reg, const std::string& id,
                                     const json::Value& value, std::int64_t seen) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  auto record = from_json(reg, value);
  if (!record) return std::unexpected(record.error());
  db::Transaction tx = database_.write();
  const auto before = find(tx, who.organisation, reg, id);
  if (!before) return fail(FaultKind::kNotFound, "record.not_found");
  if (auto ok = check_references(tx, who.organisation, reg, *record); !ok) return std::unexpected(ok.error());
  record->id = id;
  record->version = seen;
  if (!update(tx, who, reg, *record)) return fail(FaultKind::kConflict, "record.changed");
  record->version = seen + 1;
  write_trail(tx, who, reg, "change", &*before, &*record, clock_.now());
  std::map<std::string, std::string> names;
  json::Object object = shown(tx, who.organisation, reg, *record, names);
  tx.commit();
  return object;
}

Result<auth::Nothing> Records::remove(const auth::Actor& who, const Register& reg, const std::string& id,
                                      std::int64_t seen) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto before = find(tx, who.organisation, reg, id);
  if (!before) return fail(FaultKind::kNotFound, "record.not_found");
  if (seen >= 0 && seen != before->version) return fail(FaultKind::kConflict, "record.changed");
  if (in_use_ && in_use_(tx, who.organisation, reg.name, id)) return fail(FaultKind::kConflict, "record.in_use");
  if (tx.run(view(reg.remove), arguments_for(reg.remove, who.organisation, *before)) != 1) {
    return fail(FaultKind::kConflict, "record.changed");
  }
  write_trail(tx, who, reg, "remove", &*before, nullptr, clock_.now());
  tx.commit();
  return auth::Nothing{};
}

std::map<std::string, trail::StateReader> Records::state_readers() const {
  std::map<std::string, trail::StateReader> readers;
  for (const Register* reg : all_registers()) {
    readers[std::string(reg->name)] = [this, reg](db::Transaction& tx, const OrganisationId& organisation) {
      std::map<std::string, std::string> states;
      for (const Record& record : all(tx, organisation, *reg)) states[record.id] = state_of(*reg, record);
      return states;
    };
  }
  return readers;
}

Result<void> Records::check_references(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                       const Record& record) {
  for (const Field& field : reg.fields) {
    const std::string id = field.kind == FieldKind::kReference ? record.text(field.name) : "";
    if (!id.empty() && !find(tx, organisation, *find_register(field.reference), id)) {
      return invalid("record.reference_unknown", std::string(field.name));
    }
  }
  return {};
}

}  // namespace waarborg::record
