// SPDX-License-Identifier: EUPL-1.2
//
// CSV in and out for every register. Columns are found by field name or by their label in either language.
#include <algorithm>
#include <charconv>

#include "base/csv.h"
#include "base/text.h"
#include "features/record/store.h"
#include "platform/crypto/crypto.h"

namespace waarborg::record {
namespace {

/// As people mean it: without capitals and spaces around it.
std::string plain(std::string_view text) {
  std::string out = lower(text);
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.substr(std::min(out.find_first_not_of(' '), out.size()));
}

const Field* field_of_column(const Register& reg, std::string_view header) {
  const std::string wanted = plain(header);
  for (const Field& field : reg.fields) {
    const std::string label = words_key(reg, "field." + std::string(field.name));
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
    const std::string label = words_key(reg, "choice." + std::string(field.name) + "." + std::string(choice));
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

std::variant<std::string, double> word_of(const Register& reg, const Field& field, const Record& record,
                                          Language language) {
  const auto found = record.values.find(field.name);
  const auto* number = found == record.values.end() ? nullptr : std::get_if<std::int64_t>(&found->second);
  if (field.kind == FieldKind::kBoolean)
    return say(language, number != nullptr && *number != 0 ? "record.yes" : "record.no");
  if (number != nullptr) return static_cast<double>(*number);
  if (field.kind == FieldKind::kReference) {
    const auto name = record.names.find(field.name);
    return name == record.names.end() ? std::string() : name->second;
  }
  std::string text = record.text(field.name);
  if (field.kind != FieldKind::kChoice || text.empty()) return text;
  return say(language, words_key(reg, "choice." + std::string(field.name) + "." + text));
}

Result<std::string> Records::export_csv(const auth::Actor& who, const Register& reg, const ListQuery& query,
                                        const std::vector<std::string>& columns) {
  const auto found = table(who, reg, query, columns);
  if (!found) return std::unexpected(found.error());
  std::vector<std::vector<std::string>> rows(1);
  for (const auto& [title, width] : found->columns) rows[0].push_back(title);
  for (const auto& cells : found->rows) {
    auto& row = rows.emplace_back();
    for (const auto& cell : cells) {
      const auto* text = std::get_if<std::string>(&cell);
      row.push_back(text != nullptr ? *text : std::to_string(static_cast<std::int64_t>(std::get<double>(cell))));
    }
  }
  return write_csv(rows, {.delimiter = ';', .disarm_formulas = true, .byte_order_mark = true});
}

Result<std::string> Records::export_xlsx(const auth::Actor& who, const Register& reg, const ListQuery& query,
                                         const std::vector<std::string>& columns) {
  const auto found = table(who, reg, query, columns);
  if (!found) return std::unexpected(found.error());
  if (!write_workbook_) return fail(FaultKind::kUnavailable, "record.no_workbook");
  return write_workbook_(who, *found);
}

}  // namespace waarborg::record
