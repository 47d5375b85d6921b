// SPDX-License-Identifier: EUPL-1.2
//
// CSV in and out for every register. Columns are found by field name or by their label in either language.
#include <algorithm>
#include <charconv>
#include <set>

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

/// Ids of records by the name that people know them by; two records can have the same one.
using IdsByName = std::map<std::string, std::vector<std::string>>;

IdsByName ids_by_name(const std::vector<Record>& records) {
  IdsByName ids;
  for (const Record& record : records) ids[plain(record.text("name"))].push_back(record.id);
  return ids;
}

bool fits_many(const IdsByName& ids, const std::string& text) {
  const auto found = ids.find(plain(text));
  return found != ids.end() && found->second.size() > 1;
}

/// A name that fits more than one record is a problem of its line, which the caller sees with fits_many.
json::Value value_of(const Register& reg, const Field& field, const std::string& text, const IdsByName& ids) {
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
      const auto found = ids.find(plain(text));
      return json::Value(found == ids.end() ? text : found->second.front());
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

/// In the first line, and again in the lines below it: names of columns must not keep the lines from being read.
constexpr std::size_t kMostProblems = 200;

/// The columns of a table, in its order. An unknown one is null and is named in the report.
Result<std::vector<const Field*>> columns_of(const Register& reg, const CsvTable& table, ImportReport& report) {
  std::vector<const Field*> columns;
  for (const std::string& header : table.rows.front()) {
    columns.push_back(field_of_column(reg, header));
    if (columns.back() == nullptr && plain(header) != "id" && plain(header) != "version" &&
        report.problems.size() < kMostProblems) {
      report.problems.push_back({1, header, {"record.csv_column_unknown", {{"column", header}}}});
    }
    report.columns.emplace_back(columns.back() == nullptr ? std::string_view() : columns.back()->name);
  }
  if (std::ranges::find(columns, reg.field("name")) == columns.end()) return invalid("record.csv_no_name", "name");
  return columns;
}

}  // namespace

struct Records::CsvPlan {
  ImportReport report;
  std::vector<Record> added;                       ///< With their new ids.
  std::vector<std::pair<Record, Record>> changed;  ///< Before and after.
};

/// What a table would change, judged against what is there; writes nothing. Two statements, and one for each reference.
Result<Records::CsvPlan> Records::plan_csv(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                           const CsvTable& table, Moment now) const {
  CsvPlan plan;
  ImportReport& report = plan.report;
  const auto columns = columns_of(reg, table, report);
  if (!columns) return std::unexpected(columns.error());
  const auto name_at = static_cast<std::size_t>(std::ranges::find(*columns, reg.field("name")) - columns->begin());

  std::map<std::string, Record> known;
  std::set<std::string> shared;  // names of more than one record: which of them a line means is not known
  for (Record& record : all(tx, organisation, reg)) {
    std::string name = plain(record.text("name"));
    if (known.contains(name)) shared.insert(name);
    known.emplace(std::move(name), std::move(record));
  }
  std::map<std::string_view, IdsByName> ids;  // register → name → ids
  for (const Field* field : *columns) {
    if (field == nullptr || field->kind != FieldKind::kReference) continue;
    ids[field->reference] = ids_by_name(all(tx, organisation, *find_register(field->reference)));
  }
  // A row may refer to another row of the same file, so ids are given before references are looked up.
  std::vector<std::string> names(table.rows.size()), row_ids(table.rows.size());
  std::map<std::string, std::size_t> first_row;
  for (std::size_t i = 1; i < table.rows.size(); ++i) {
    names[i] = name_at < table.rows[i].size() ? plain(table.rows[i][name_at]) : "";
    const auto existing = known.find(names[i]);
    row_ids[i] = existing == known.end() ? crypto::new_id(now) : existing->second.id;
    if (!names[i].empty()) first_row.emplace(names[i], i);
    if (auto own = ids.find(reg.name); own != ids.end() && !names[i].empty()) {
      own->second.try_emplace(names[i], std::vector{row_ids[i]});
    }
  }
  std::map<std::string_view, std::set<std::string>> sound;  // register → ids that there are
  for (const auto& [other, by_name] : ids) {
    for (const auto& [name, some] : by_name) sound[other].insert(some.begin(), some.end());
  }

  const auto judge = [&](std::size_t i, const json::Object& object) -> Result<Record> {
    auto record = from_json(reg, object);
    if (!record) return record;
    if (first_row[names[i]] != i) {
      return invalid("record.csv_name_twice", "name", {{"line", std::to_string(table.lines[first_row[names[i]]])}});
    }
    if (shared.contains(names[i])) {
      return invalid("record.csv_name_shared", "name", {{"name", record->text("name")}});
    }
    for (std::size_t c = 0; c < columns->size(); ++c) {
      const Field* field = (*columns)[c];
      if (field == nullptr || field->kind != FieldKind::kReference) continue;
      const std::string cell = c < table.rows[i].size() ? table.rows[i][c] : "";
      if (fits_many(ids[field->reference], cell)) {
        return invalid("record.csv_name_shared", std::string(field->name), {{"name", cell}});
      }
      const std::string id = record->text(field->name);
      if (!id.empty() && !sound[field->reference].contains(id)) {
        return invalid("record.reference_unknown", std::string(field->name));
      }
    }
    return record;
  };
  const std::size_t most = report.problems.size() + kMostProblems;
  for (std::size_t i = 1; i < table.rows.size() && report.problems.size() < most; ++i) {
    ++report.read;
    const auto existing = known.find(names[i]);
    json::Object object = existing == known.end() ? json::Object{} : to_json(reg, existing->second);
    for (std::size_t c = 0; c < columns->size() && c < table.rows[i].size(); ++c) {
      const Field* field = (*columns)[c];
      if (field != nullptr) object[field->name] = value_of(reg, *field, table.rows[i][c], ids[field->reference]);
    }
    auto record = judge(i, object);
    if (record && check_) {
      if (auto ok = check_(reg, *record); !ok) record = std::unexpected(ok.error());
    }
    if (!record) {
      report.problems.push_back({static_cast<std::int64_t>(table.lines[i]), record.error().where, record.error().what});
    } else if (existing == known.end()) {
      record->id = row_ids[i];
      record->version = 1;
      plan.added.push_back(std::move(*record));
    } else if (record->values == existing->second.values) {
      ++report.unchanged;
    } else {
      record->id = existing->second.id;
      record->version = existing->second.version + 1;
      plan.changed.emplace_back(existing->second, std::move(*record));
    }
  }
  report.added = std::ssize(plan.added);
  report.changed = std::ssize(plan.changed);
  return plan;
}

Result<ImportReport> Records::import_csv(const auth::Actor& who, const Register& reg, std::string_view csv,
                                         bool dry_run) {
  if (auto ok = auth::require(who, "record.edit"); !ok) return std::unexpected(ok.error());
  CsvOptions options;
  options.max_bytes = 16U << 20U;
  options.max_rows = 50'000;
  const auto table = read_csv(csv, options);
  if (!table) return std::unexpected(table.error());
  if (table->rows.empty()) return invalid("record.csv_empty");

  const Moment now = clock_.now();
  // Trying keeps nobody waiting: it reads a state and holds no lock.
  db::Transaction tx = dry_run ? database_.read() : database_.write();
  auto plan = plan_csv(tx, who.organisation, reg, *table, now);
  if (!plan) return std::unexpected(plan.error());
  plan->report.dry_run = dry_run;
  plan->report.sha256 = crypto::sha256_hex(csv);
  if (dry_run) return plan->report;
  for (const Problem& problem : plan->report.problems) {
    if (problem.line > 1) return invalid("record.csv_problems", "line " + std::to_string(problem.line));
  }
  std::vector<trail::NewEntry> entries;
  for (Record& record : plan->added) {
    put(tx, who.organisation, reg, record);
    entries.push_back(entry_of(reg, "create", nullptr, &record));
  }
  for (const auto& [before, after] : plan->changed) {
    Record seen = after;
    seen.version = before.version;
    if (auto ok = update(tx, who, reg, seen); !ok) return std::unexpected(ok.error());
    entries.push_back(entry_of(reg, "change", &before, &after));
  }
  trail_.add_all(tx, who.author(), entries, now);
  tx.commit();
  return plan->report;
}

auth::TableCell word_of(const Register& reg, const Field& field, const Record& record, Language language) {
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
  if (field.kind == FieldKind::kDate) return auth::dated_cell(text);
  if (field.kind != FieldKind::kChoice || text.empty()) return text;
  return say(language, words_key(reg, "choice." + std::string(field.name) + "." + text));
}

Result<std::string> Records::export_csv(const auth::Actor& who, const Register& reg, const ListQuery& query,
                                        const std::vector<std::string>& columns) {
  const auto found = table(who, reg, query, columns);
  if (!found) return std::unexpected(found.error());
  return auth::csv_of(*found);
}

Result<std::string> Records::export_xlsx(const auth::Actor& who, const Register& reg, const ListQuery& query,
                                         const std::vector<std::string>& columns) {
  const auto found = table(who, reg, query, columns);
  if (!found) return std::unexpected(found.error());
  if (!write_workbook_) return fail(FaultKind::kUnavailable, "record.no_workbook");
  return write_workbook_(who, *found);
}

}  // namespace waarborg::record
