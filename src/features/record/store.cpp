// SPDX-License-Identifier: EUPL-1.2
#include "features/record/store.h"

#include <algorithm>

#include "base/json_encode.h"

namespace waarborg::record {
namespace {

std::vector<db::ColumnKind> columns_of(const Register& reg, Extra extra, bool number_key) {
  std::vector<db::ColumnKind> kinds{db::ColumnKind::kText, db::ColumnKind::kInteger};
  for (const Field& field : reg.fields) {
    kinds.push_back(field.is_number() ? db::ColumnKind::kInteger : db::ColumnKind::kText);
  }
  if (extra == Extra::kNone) return kinds;
  const auto links = std::ranges::count(reg.fields, FieldKind::kReference, &Field::kind);
  kinds.insert(kinds.end(), static_cast<std::size_t>(links), db::ColumnKind::kText);
  if (extra == Extra::kNamesAndKey) kinds.push_back(number_key ? db::ColumnKind::kInteger : db::ColumnKind::kText);
  return kinds;
}

std::string key_text(const db::Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : *text;
}

}  // namespace

db::Transaction::StatementView view(const RegisterStatement& statement) {
  return {statement.name, statement.sql, statement.postgres.empty() ? statement.sql : statement.postgres,
          statement.parameters};
}

std::vector<Found> select(db::Transaction& tx, const Register& reg, const RegisterStatement& statement,
                          std::vector<db::Cell> arguments, Extra extra, bool number_key) {
  std::vector<Found> all;
  const auto on_row = [&](const std::vector<db::Cell>& cells) {
    auto& [record, key] = all.emplace_back();
    db::take(cells[0], record.id);
    db::take(cells[1], record.version);
    std::size_t at = 2;
    for (const Field& field : reg.fields) record.values.emplace(field.name, cells[at++]);
    if (extra == Extra::kNone) return;
    for (const Field& field : reg.fields) {
      if (field.kind == FieldKind::kReference) db::take(cells[at++], record.names[std::string(field.name)]);
    }
    if (extra == Extra::kNamesAndKey) key = key_text(cells[at]);
  };
  tx.select(view(statement), std::move(arguments), columns_of(reg, extra, number_key), on_row);
  return all;
}

std::vector<db::Cell> in_order(const RegisterStatement& statement, const Values& values) {
  std::vector<db::Cell> cells;
  for (const std::string_view name : statement.parameters) {
    const auto found = values.find(name);
    cells.push_back(found == values.end() ? db::Cell{} : found->second);
  }
  return cells;
}

std::string list_of(const std::vector<std::string>& ids) { return json::print(json::encode(ids)); }

std::string words_key(const Register& reg, const std::string& tail) {
  return std::string(reg.feature) + "." + std::string(reg.name) + "." + tail;
}

db::Cell empty_value(const Field& field) {
  return field.is_number() ? db::Cell(std::int64_t{0}) : db::Cell(std::string());
}

}  // namespace waarborg::record
