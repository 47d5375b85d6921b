// SPDX-License-Identifier: EUPL-1.2
//
// Several records in one change: all of them or none, each with its own entry in the trail.
#include <algorithm>
#include <charconv>
#include <set>

#include "features/record/store.h"

namespace waarborg::record {
namespace {

RowProblem problem_of(const auth::Actor& who, const std::string& id, const std::string& name, const Message& what,
                      std::string field = {}) {
  return {id, name, std::move(field), say(who.language, what)};
}

Result<void> check_number(std::size_t number) {
  if (number == 0) return invalid("record.many_none", "rows");
  if (number > kMostAtOnce) return invalid("record.many_too_many", "rows", {{"max", std::to_string(kMostAtOnce)}});
  return {};
}

template <class Rows>
std::vector<std::string> ids_of(const Rows& rows) {
  std::vector<std::string> ids;
  for (const RowChange& row : rows) ids.push_back(row.id);
  return ids;
}

std::map<std::string, Record> by_id(std::vector<Record> records) {
  std::map<std::string, Record> out;
  for (Record& record : records) out.emplace(record.id, std::move(record));
  return out;
}

/// A value as the trail wrote it, back into JSON.
json::Value value_of(const Field& field, const std::string& text) {
  if (field.kind == FieldKind::kBoolean) return text == "true";
  if (field.kind != FieldKind::kInteger) return json::Value(text);
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// Of a text over 2000 bytes, and of very many changes, an entry of the trail holds the SHA-256 only.
bool is_kept_as_hash(const trail::Change& change) {
  return change.field == "*" || (change.before.starts_with("sha256:") && change.before.size() == 7 + 64);
}

}  // namespace

Result<BulkReport> Records::change_many(const auth::Actor& who, const Register& reg,
                                        const std::vector<RowChange>& rows) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_number(rows.size()); !ok) return std::unexpected(ok.error());
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  const auto known = by_id(some(tx, who.organisation, reg, ids_of(rows)));
  std::set<std::pair<std::string, std::string>> sound;  // references that were looked up: once per value
  BulkReport report;
  for (const RowChange& row : rows) {
    const auto before = known.find(row.id);
    if (before == known.end()) return fail(FaultKind::kNotFound, "record.not_found");
    const Record& old = before->second;
    if (old.version != row.version) {
      report.problems.push_back(problem_of(who, row.id, old.text("name"), {"record.changed_meanwhile", {}}));
      report.rows.emplace_back(shown(reg, old));
      continue;
    }
    json::Object object = to_json(reg, old);
    if (!row.values.is_object()) return invalid("base.json.not_object", "values");
    for (const auto& member : row.values.as_object()) object[member.key()] = member.value();
    auto record = from_json(reg, object);
    Result<void> fits = record ? Result<void>{} : std::unexpected(record.error());
    for (const Field& field : reg.fields) {
      if (!fits || field.kind != FieldKind::kReference) continue;
      const std::string id = record->text(field.name);
      const std::pair key{std::string(field.reference), id};
      if (id.empty() || id == old.text(field.name) || sound.contains(key)) continue;
      if (names(tx, who.organisation, *find_register(field.reference), {id}).empty()) {
        fits = invalid("record.reference_unknown", std::string(field.name));
      } else {
        sound.insert(key);
      }
    }
    if (!fits) {
      report.problems.push_back(problem_of(who, row.id, old.text("name"), fits.error().what, fits.error().where));
      continue;
    }
    if (record->values == old.values) continue;
    record->id = row.id;
    record->version = row.version;
    if (auto ok = update(tx, who, reg, *record); !ok) {
      if (ok.error().what.key == "record.changed") return std::unexpected(ok.error());
      report.problems.push_back(problem_of(who, row.id, old.text("name"), ok.error().what, ok.error().where));
      continue;
    }
    record->version = row.version + 1;
    write_trail(tx, who, reg, "change", &old, &*record, now);
  }
  if (!report.problems.empty()) return report;  // leaving without commit takes everything back
  for (const Record& record : some(tx, who.organisation, reg, ids_of(rows)))
    report.rows.emplace_back(shown(reg, record));
  tx.commit();
  report.done = true;
  return report;
}

Result<BulkReport> Records::remove_many(const auth::Actor& who, const Register& reg,
                                        const std::vector<RowChange>& rows) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_number(rows.size()); !ok) return std::unexpected(ok.error());
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  const auto known = by_id(some(tx, who.organisation, reg, ids_of(rows)));
  const auto in_use = held(tx, who.organisation, reg, ids_of(rows));
  BulkReport report;
  for (const RowChange& row : rows) {
    const auto found = known.find(row.id);
    if (found == known.end()) return fail(FaultKind::kNotFound, "record.not_found");
    const Record& record = found->second;
    const bool used = std::ranges::find(in_use, row.id) != in_use.end();
    if (used || record.version != row.version) {
      const char* key = used ? "record.in_use" : "record.changed_meanwhile";
      report.problems.push_back(problem_of(who, row.id, record.text("name"), {key, {}}));
      if (!used) report.rows.emplace_back(shown(reg, record));
    } else if (!erase(tx, who, reg, record, now)) {
      return fail(FaultKind::kConflict, "record.changed");
    }
  }
  if (!report.problems.empty()) return report;
  tx.commit();
  report.done = true;
  return report;
}

Result<BulkReport> Records::restore_many(const auth::Actor& who, const Register& reg,
                                         const std::vector<std::string>& ids) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_number(ids.size()); !ok) return std::unexpected(ok.error());
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  BulkReport report;
  std::vector<Record> back;
  for (const std::string& id : ids) {
    if (id.empty()) return fail(FaultKind::kNotFound, "record.not_found");  // to the trail: whatever happened last
    const auto entries = trail_.page(tx, who.organisation, {id, "", ""}, -1, 1);
    if (entries.empty() || entries.front().subject_kind != reg.name)
      return fail(FaultKind::kNotFound, "record.not_found");
    if (!trail_.holds(tx, who.organisation, entries.front())) {
      return fail(FaultKind::kConflict, "trail.record.does_not_fit");
    }
    if (entries.front().action != "record.remove") return fail(FaultKind::kConflict, "record.not_removed");
    json::Object object;
    for (const trail::Change& change : trail::changes_of(entries.front())) {
      if (is_kept_as_hash(change)) return fail(FaultKind::kConflict, "record.not_restorable", change.field);
      const Field* field = reg.field(change.field);
      if (field == nullptr) continue;
      object[field->name] = value_of(*field, change.before);
    }
    auto record = from_json(reg, object);
    if (!record) return std::unexpected(record.error());
    record->id = id;
    // Beyond each version that there was: one entry per version, and who still has an old one open must not overwrite.
    record->version = trail_.count(tx, who.organisation, {id, "", ""});
    insert(tx, who, reg, "restore", *record, now);
    back.push_back(std::move(*record));
  }
  // Only now: the records may refer to each other.
  for (const Record& record : back) {
    if (auto ok = check_references(tx, who.organisation, reg, record); !ok) {
      report.problems.push_back(problem_of(who, record.id, record.text("name"), ok.error().what, ok.error().where));
    }
  }
  if (!report.problems.empty()) return report;
  for (const Record& record : some(tx, who.organisation, reg, ids)) report.rows.emplace_back(shown(reg, record));
  tx.commit();
  report.done = true;
  return report;
}

}  // namespace waarborg::record
