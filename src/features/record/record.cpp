// SPDX-License-Identifier: EUPL-1.2
#include "features/record/record.h"

#include <algorithm>
#include <set>

#include "features/record/store.h"
#include "features/trail/histories.h"
#include "platform/crypto/crypto.h"

namespace waarborg::record {
namespace {

/// The columns of a record for a statement; `seen` is the version to replace.
Values values_of(const OrganisationId& organisation, const Record& record) {
  Values values{record.values.begin(), record.values.end()};
  values["organisation"] = organisation.text;
  values["id"] = record.id;
  values["seen"] = record.version;
  return values;
}

std::vector<Record> records_of(std::vector<Found> found) {
  std::vector<Record> records;
  records.reserve(found.size());
  for (Found& one : found) records.push_back(std::move(one.record));
  return records;
}

std::map<std::string, std::string> names_in(db::Transaction& tx, const RegisterStatement& statement,
                                            std::vector<db::Cell> arguments) {
  std::map<std::string, std::string> names;
  tx.select(view(statement), std::move(arguments), {db::ColumnKind::kText, db::ColumnKind::kText},
            [&](const std::vector<db::Cell>& cells) {
              std::string id;
              db::take(cells[0], id);
              db::take(cells[1], names[id]);
            });
  return names;
}

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
  return records_of(select(tx, reg, reg.all, {organisation.text}, Extra::kNone));
}

std::optional<Record> Records::find(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                    const std::string& id) const {
  auto found = select(tx, reg, reg.get, {organisation.text, id}, Extra::kNames);
  if (found.empty()) return std::nullopt;
  return std::move(found.front().record);
}

std::vector<Record> Records::some(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                  const std::vector<std::string>& ids) const {
  return records_of(select(tx, reg, reg.some, {organisation.text, list_of(ids)}, Extra::kNames));
}

std::map<std::string, std::string> Records::names(db::Transaction& tx, const OrganisationId& organisation,
                                                  const Register& reg, const std::vector<std::string>& ids) const {
  return ids.empty() ? std::map<std::string, std::string>{}
                     : names_in(tx, reg.names, {organisation.text, list_of(ids)});
}

std::map<std::string, std::string> Records::named(db::Transaction& tx, const OrganisationId& organisation,
                                                  const Register& reg, const std::string& text) const {
  return names_in(tx, reg.named, {organisation.text, text});
}

/// Of these records, those that others point at or that a measure needs; two statements whatever their number.
std::vector<std::string> Records::held(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                       const std::vector<std::string>& ids) const {
  const std::set<std::string> leaving(ids.begin(), ids.end());
  std::set<std::string> held;
  tx.select(view(reg.referred), {organisation.text, list_of(ids)}, std::vector(3, db::ColumnKind::kText),
            [&](const std::vector<db::Cell>& cells) {
              std::string from, by, target;
              db::take(cells[0], from);
              db::take(cells[1], by);
              db::take(cells[2], target);
              // What goes with it in the same change holds nothing.
              if (from != reg.name || !leaving.contains(by)) held.insert(target);
            });
  if (in_use_) {
    for (std::string& id : in_use_(tx, organisation, reg.name, ids)) held.insert(std::move(id));
  }
  return {held.begin(), held.end()};
}

std::int64_t Records::count(db::Transaction& tx, const OrganisationId& organisation, const Register& reg) const {
  std::int64_t number = 0;
  Values values = filter_values(reg, {}).value();  // no filter is wrong
  values["organisation"] = organisation.text;
  tx.select(view(reg.count), in_order(reg.count, values), {db::ColumnKind::kInteger},
            [&](const std::vector<db::Cell>& cells) { db::take(cells[0], number); });
  return number;
}

json::Object Records::shown(const Register& reg, const Record& record) const {
  json::Object object = to_json(reg, record);
  for (const Field& field : reg.fields) {
    if (field.kind != FieldKind::kReference) continue;
    const auto name = record.names.find(field.name);
    object[std::string(field.name) + "_name"] = name == record.names.end() ? std::string() : name->second;
  }
  return object;
}

Result<json::Object> Records::get(const auth::Actor& who, const Register& reg, const std::string& id) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto record = find(tx, who.organisation, reg, id);
  if (!record) return fail(FaultKind::kNotFound, "record.not_found");
  return shown(reg, *record);
}

Record Records::add(db::Transaction& tx, const auth::Actor& who, const Register& reg, Record record, Moment now) {
  record.id = crypto::new_id(now);
  record.version = 1;
  insert(tx, who, reg, "create", record, now);
  return record;
}

void Records::insert(db::Transaction& tx, const auth::Actor& who, const Register& reg, const char* verb, Record& record,
                     Moment now) {
  put(tx, who.organisation, reg, record);
  write_trail(tx, who, reg, verb, nullptr, &record, now);
}

void Records::put(db::Transaction& tx, const OrganisationId& organisation, const Register& reg, Record& record) {
  for (const Field& field : reg.fields) record.values.try_emplace(std::string(field.name), empty_value(field));
  tx.run(view(reg.insert), in_order(reg.insert, values_of(organisation, record)));
}

Result<void> Records::update(db::Transaction& tx, const auth::Actor& who, const Register& reg, const Record& record) {
  if (check_) {
    if (auto ok = check_(reg, record); !ok) return ok;
  }
  if (before_change_) {
    if (auto ok = before_change_(tx, who, reg, record); !ok) return ok;
  }
  if (tx.run(view(reg.update), in_order(reg.update, values_of(who.organisation, record))) != 1) {
    return fail(FaultKind::kConflict, "record.changed");
  }
  return {};
}

trail::NewEntry Records::entry_of(const Register& reg, const char* verb, const Record* before, const Record* after) {
  const Record& record = after != nullptr ? *after : *before;
  return {"record." + std::string(verb),
          std::string(reg.name),
          record.id,
          record.text("name"),
          trail::changes_between(before != nullptr ? to_json(reg, *before) : json::Object{},
                                 after != nullptr ? to_json(reg, *after) : json::Object{}),
          after != nullptr ? state_of(reg, *after) : "deleted",
          before != nullptr ? stored_state(reg, *before) : ""};
}

void Records::write_trail(db::Transaction& tx, const auth::Actor& who, const Register& reg, const char* verb,
                          const Record* before, const Record* after, Moment now) {
  trail_.add(tx, who.author(), entry_of(reg, verb, before, after), now);
}

Result<json::Object> Records::create(const auth::Actor& who, const Register& reg, const json::Value& value) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  auto record = from_json(reg, value);
  if (!record) return std::unexpected(record.error());
  db::Transaction tx = database_.write();
  if (auto ok = check_references(tx, who.organisation, reg, *record); !ok) return std::unexpected(ok.error());
  const Record made = add(tx, who, reg, std::move(*record), clock_.now());
  const auto stored = find(tx, who.organisation, reg, made.id);
  tx.commit();
  return shown(reg, *stored);
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
  if (seen < 0) seen = before->version;  // If-Match: * (RFC 9110 section 13.1.1)
  record->version = seen;
  // Saved as it was: the log does not tell of a change that was none.
  if (seen == before->version && record->values == before->values) return shown(reg, *before);
  if (auto ok = update(tx, who, reg, *record); !ok) return std::unexpected(ok.error());
  record->version = seen + 1;
  write_trail(tx, who, reg, "change", &*before, &*record, clock_.now());
  const auto stored = find(tx, who.organisation, reg, id);
  tx.commit();
  return shown(reg, *stored);
}

Result<auth::Nothing> Records::remove(const auth::Actor& who, const Register& reg, const std::string& id,
                                      std::int64_t seen) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto before = find(tx, who.organisation, reg, id);
  if (!before) return fail(FaultKind::kNotFound, "record.not_found");
  if (seen >= 0 && seen != before->version) return fail(FaultKind::kConflict, "record.changed");
  if (!held(tx, who.organisation, reg, {id}).empty()) return fail(FaultKind::kConflict, "record.in_use");
  if (!erase(tx, who, reg, *before, clock_.now())) return fail(FaultKind::kConflict, "record.changed");
  tx.commit();
  return auth::Nothing{};
}

bool Records::erase(db::Transaction& tx, const auth::Actor& who, const Register& reg, const Record& record,
                    Moment now) {
  if (tx.run(view(reg.remove), in_order(reg.remove, values_of(who.organisation, record))) != 1) return false;
  write_trail(tx, who, reg, "remove", &record, nullptr, now);
  return true;
}

std::map<std::string, trail::StateReader> Records::state_readers() const {
  std::map<std::string, trail::StateReader> readers;
  for (const Register* reg : all_registers()) {
    readers[std::string(reg->name)] = [this, reg](db::Transaction& tx, const OrganisationId& organisation) {
      std::map<std::string, std::string> states;
      for (const Record& record : all(tx, organisation, *reg)) {
        states[record.id] = stored_state(*reg, record);
      }
      return states;
    };
  }
  return readers;
}

Result<void> Records::check_references(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                       const Record& record) const {
  if (check_) {
    if (auto ok = check_(reg, record); !ok) return ok;
  }
  for (const Field& field : reg.fields) {
    const std::string id = field.kind == FieldKind::kReference ? record.text(field.name) : "";
    if (!id.empty() && names(tx, organisation, *find_register(field.reference), {id}).empty()) {
      return invalid("record.reference_unknown", std::string(field.name));
    }
  }
  return {};
}

}  // namespace waarborg::record
