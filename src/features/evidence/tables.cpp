// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/tables.h"

#include <map>

#include "base/csv.h"
#include "base/text.h"
#include "platform/crypto/crypto.h"

namespace waarborg::evidence {
namespace {

constexpr std::size_t kMaxKey = 200;
constexpr std::size_t kMaxCell = 200;

Result<CsvTable> table_in(std::string_view bytes, bool same_width) {
  CsvOptions options;
  options.same_width = same_width;
  auto table = read_csv(bytes, options);
  if (table && table->rows.empty()) return invalid("evidence.population.no_header");
  return table;
}

TablePreview preview_of(const CsvTable& table, Language language) {
  TablePreview out;
  out.encoding = table.encoding;
  out.delimiter = table.delimiter;
  out.count = static_cast<std::int64_t>(table.rows.size()) - 1;
  for (const std::string& name : table.rows.front()) out.columns.emplace_back(trimmed(name));
  std::size_t bytes = 0;
  for (std::size_t i = 1; i < table.rows.size() && i <= kPreviewRows && bytes < kPreviewBytes; ++i) {
    TableRow row{static_cast<std::int64_t>(table.lines[i]), {}};
    for (const std::string& cell : table.rows[i]) {
      row.cells.emplace_back(beginning_of(cell, kMaxCell));
      bytes += row.cells.back().size();
    }
    out.rows.push_back(std::move(row));
  }
  for (const Message& warning : table.warnings) out.warnings.push_back(say(language, warning));
  return out;
}

Result<std::size_t> key_in(const CsvTable& table, std::string& key_column) {
  if (key_column.empty()) key_column = table.rows.front().front();
  const auto key = column_of(table, key_column);
  if (!key) return invalid("evidence.population.no_key_column", "key", {{"column", key_column}});
  return *key;
}

Case case_of(const std::vector<std::string>& row, std::size_t key) {
  Case one{row[key], {}};
  for (std::size_t c = 0; c < row.size(); ++c) {
    if (c != key) one.fields.push_back(row[c]);
  }
  return one;
}

/// What is wrong with one row; `seen` holds the line of every key so far.
std::optional<Message> wrong_with(const std::vector<std::string>& row, std::size_t key, std::size_t line,
                                  std::size_t width, std::map<std::string_view, std::size_t>& seen) {
  if (row.size() != width) {
    return Message{"csv.width", {{"fields", std::to_string(row.size())}, {"expected", std::to_string(width)}}};
  }
  if (row[key].empty()) return Message{"evidence.population.no_key", {}};
  if (row[key].size() > kMaxKey) return Message{"evidence.population.key_too_long", {}};
  const auto [at, is_new] = seen.try_emplace(row[key], line);
  if (is_new) return std::nullopt;
  return Message{"evidence.population.key_again", {{"key", row[key]}, {"line", std::to_string(at->second)}}};
}

}  // namespace

Result<TablePreview> preview_table(std::string_view bytes, Language language) {
  const auto table = table_in(bytes, false);
  if (!table) return std::unexpected(table.error());
  return preview_of(*table, language);
}

Result<std::vector<Case>> cases_in(std::string_view csv, std::string& key_column) {
  const auto table = table_in(csv, true);
  if (!table) return std::unexpected(table.error());
  const auto key = key_in(*table, key_column);
  if (!key) return std::unexpected(key.error());
  std::vector<Case> cases;
  cases.reserve(table->rows.size() - 1);
  for (std::size_t i = 1; i < table->rows.size(); ++i) {
    cases.push_back(case_of(table->rows[i], *key));
    if (cases.back().key.size() > kMaxKey) {
      return invalid("evidence.population.key_too_long", "line " + std::to_string(table->lines[i]));
    }
  }
  return cases;
}

Result<PopulationTrial> try_cases(std::string_view csv, const std::string& key_column, ControlFrequency frequency,
                                  Language language) {
  const auto table = table_in(csv, false);
  if (!table) return std::unexpected(table.error());
  PopulationTrial trial;
  trial.table = preview_of(*table, language);
  trial.key = key_column;
  const auto key = key_in(*table, trial.key);
  if (!key) return std::unexpected(key.error());
  std::map<std::string_view, std::size_t> seen;
  std::vector<Case> cases;
  for (std::size_t i = 1; i < table->rows.size(); ++i) {
    const auto wrong = wrong_with(table->rows[i], *key, table->lines[i], table->rows.front().size(), seen);
    if (!wrong) {
      cases.push_back(case_of(table->rows[i], *key));
    } else if (++trial.problem_count <= static_cast<std::int64_t>(kNamedProblems)) {
      trial.problems.push_back({static_cast<std::int64_t>(table->lines[i]), say(language, *wrong)});
    }
  }
  trial.count = static_cast<std::int64_t>(table->rows.size()) - 1;
  trial.sample_size = static_cast<std::int64_t>(sample_size(frequency, static_cast<std::uint64_t>(trial.count)));
  if (trial.problem_count > 0) return trial;
  const auto hash = population_hash(cases, [](std::string_view bytes) { return crypto::sha256(bytes); });
  if (!hash) return std::unexpected(hash.error());
  trial.sha256 = crypto::hex_encode(std::string_view(reinterpret_cast<const char*>(hash->data()), hash->size()));
  return trial;
}

}  // namespace waarborg::evidence
