// SPDX-License-Identifier: EUPL-1.2
//
// CSV in and out for every register. Columns are found by field name or by their label in either language.
#include <charconv>
#include <algorithm>

#include "base/csv.h"
#include "base/text.h"
#include "features/record/record.h"
#include "platform/crypto/crypto.h"

namespace waarborg::record {
namespace {

std::string key_of(const Register& reg, const std::string& tail) {
  return std::string(reg.feature) + "." + std::string(reg.name) + "." + tail;
}

/// As people mean it: without capitals and spaces around it.
std::string plain(std::string_view text) {
  std::string out = lower(text);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.substr(std::min(out.find_first_not_of(' '), out.size()));
}

const Field* field_of_column(const Register& reg, std::string_view header) {
  const std::string wanted = plain(header);
  for (const Field& field : reg.fields) {
    const std::string label = key_of(reg, "field." + std::string(field.name));
    if (wanted == field.name || wanted == plain(say(Language::kNl, label)) ||
        wanted == plain(say(Language::kEn, label))) {
      return &field;
    }
  }
  return nullptr;
}

/// The word of a choice, given as the word itself or its label in either language.
std::string choice_of(const Register& reg, const Field& field, const std::string& text) {
  for (const std::string_view choice : field.choices) {
    const std::string label = key_of(reg, "choice." + std::string(field.name) + "." + std::string(choice));
    if (plain(text) == choice || plain(text) == plain(say(Language::kNl, label)) ||
        plain(text) == plain(say(Language::kEn, label))) {
      return std::string(choice);
    }
  }
  return text;
}

json::Value value_of(const Register& reg, const Field& field, const std::string& text,
                     const std::map<std::string, std::string>& ids_by_name) {
  switch (field.kind) {
    case FieldKind::kInteger: {
      if (text.empty()) return nullptr;
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      return error == std::errc{} && end == text.data() + text.size() ? json::Value(number) : json::Value(text);
    }
    case FieldKind::kBoolean: {
      const std::string word = plain(text);
      if (word == "ja" || word == "yes" || word == "true" || word == "1" || word == "x") return true;
      if (word.empty() || word == "nee" || word == "no" || word == "false" || word == "0") return false;
      return json::Value(text);
    }
    case FieldKind::kChoice:
      return json::Value(choice_of(reg, field, text));
    case FieldKind::kReference: {
      const auto found = ids_by_name.find(plain(text));
      return json::Value(found == ids_by_name.end() ? text : found->second);
    }
    case FieldKind::kText:
    case FieldKind::kLongText:
    case FieldKind::kDate:
    case FieldKind::kEmail:
    case FieldKind::kUrl:
      break;
  }
  return json::Value(text);
}

}  // namespace

Result<ImportReport> Records::import_csv(const auth::Actor& who, const Register& reg, std::string_view csv,
                                         bool dry_run) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  CsvOptions options;
  options.max_bytes = 16U << 20U;
  options.max_rows = 50'000;
  const auto table = read_csv(csv, options);
  if (!table) return std::unexpected(table.error());
  if (table->rows.empty()) return invalid("record.csv_empty");
  ImportReport report;
  report.dry_run = dry_run;
  report.sha256 = crypto::sha256_hex(csv);
  std::vector<const Field*> columns;
  for (const std::string& header : table->rows.front()) {
    columns.push_back(field_of_column(reg, header));
    if (columns.back() == nullptr && plain(header) != "id" && plain(header) != "version") {
      report.problems.push_back({1, header, {"record.csv_column_unknown", {{"column", header}}}});
    }
    report.columns.emplace_back(columns.back() == nullptr ? std::string_view() : columns.back()->name);
  }
  if (std::ranges::find(columns, reg.field("name")) == columns.end()) return invalid("record.csv_no_name", "name");

  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  std::map<std::string, Record> known;
  for (Record& record : all(tx, who.organisation, reg)) known.emplace(plain(record.text("name")), std::move(record));
  std::map<std::string, std::map<std::string, std::string>> ids;  // register → name → id
  for (const Field* field : columns) {
    if (field == nullptr || field->kind != FieldKind::kReference) continue;
    for (const Record& other : all(tx, who.organisation, *find_register(field->reference))) {
      ids[std::string(field->reference)][plain(other.text("name"))] = other.id;
    }
  }
  for (std::size_t i = 1; i < table->rows.size(); ++i) {
    ++report.read;
    const auto line = static_cast<std::int64_t>(table->lines[i]);
    const auto name_at = std::ranges::find(columns, reg.field("name")) - columns.begin();
    const auto existing = known.find(plain(table->rows[i][static_cast<std::size_t>(name_at)]));
    json::Object object = existing == known.end() ? json::Object{} : to_json(reg, existing->second);
    for (std::size_t c = 0; c < columns.size() && c < table->rows[i].size(); ++c) {
      if (columns[c] == nullptr) continue;
      object[columns[c]->name] = value_of(reg, *columns[c], table->rows[i][c], ids[std::string(columns[c]->reference)]);
    }
    auto record = from_json(reg, object);
    auto fits = record ? check_references(tx, who.organisation, reg, *record) : Result<void>{};
    if (!record || !fits) {
      const Fault& fault = record ? fits.error() : record.error();
      report.problems.push_back({line, fault.where, fault.what});
      if (report.problems.size() >= 200) break;
      continue;
    }
    if (existing == known.end()) {
      ++report.added;
      const Record made = add(tx, who, reg, std::move(*record), now);
      known.emplace(plain(made.text("name")), made);
    } else if (record->values == existing->second.values) {
      ++report.unchanged;
    } else {
      ++report.changed;
      record->id = existing->second.id;
      record->version = existing->second.version;
      if (!update(tx, who, reg, *record)) return fail(FaultKind::kConflict, "record.changed");
      ++record->version;
      write_trail(tx, who, reg, "change", &existing->second, &*record, now);
      existing->second = *record;
    }
  }
  const bool sound = std::ranges::none_of(report.problems, [](const Problem& p) { return p.line > 1; });
  if (!dry_run && !sound) return invalid("record.csv_problems", "line " + std::to_string(report.problems.back().line));
  if (!dry_run) tx.commit();
  return report;
}

Result<std::string> Records::export_csv(const auth::Actor& who, const Register& reg) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  std::vector<std::vector<std::string>> rows(1);
  for (const Field& field : reg.fields) {
    rows[0].push_back(say(who.language, key_of(reg, "field." + std::string(field.name))));
  }
  std::map<std::string, std::string> names;
  for (const Record& record : all(tx, who.organisation, reg)) {
    const json::Object object = shown(tx, who.organisation, reg, record, names);
    auto& row = rows.emplace_back();
    for (const Field& field : reg.fields) {
      const std::string name(field.name);
      const json::Value& value = object.at(field.kind == FieldKind::kReference ? name + "_name" : name);
      if (value.is_bool()) {
        row.push_back(say(who.language, value.as_bool() ? "record.yes" : "record.no"));
      } else if (value.is_int64()) {
        row.push_back(std::to_string(value.as_int64()));
      } else if (field.kind == FieldKind::kChoice && !value.as_string().empty()) {
        row.push_back(say(who.language, key_of(reg, "choice." + name + "." + std::string(value.as_string()))));
      } else {
        row.emplace_back(value.as_string());
      }
    }
  }
  return write_csv(rows, {.delimiter = ';', .disarm_formulas = true, .byte_order_mark = true});
}

}  // namespace waarborg::record
