// SPDX-License-Identifier: EUPL-1.2
//
// Lists: filters per field, sorting on each field, and pages that begin where the page before ended.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "features/record/store.h"
#include "platform/db/listing.h"

namespace waarborg::record {
namespace {

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "low,-" → ",low,,": the value stands between commas, and ",," is found by those without one.
std::string any_of(std::string_view given) {
  if (given.empty()) return "";
  std::string out = ",";
  bool none = false;
  while (!given.empty()) {
    const std::string_view one = given.substr(0, given.find(','));
    given.remove_prefix(std::min(one.size() + 1, given.size()));
    none = none || one == "-";
    if (one != "-" && !one.empty()) out += std::string(one) + ",";
  }
  return none ? out + "," : out;
}

/// Every word between the commas is a choice of the field, or "-".
bool are_choices(const Field& field, std::string_view given) {
  while (!given.empty()) {
    const std::string_view one = given.substr(0, given.find(','));
    given.remove_prefix(std::min(one.size() + 1, given.size()));
    const bool known = one.empty() || one == "-" || std::ranges::find(field.choices, one) != field.choices.end();
    if (!known) return false;
  }
  return true;
}

bool is_range(const Field& field) { return field.kind == FieldKind::kInteger || field.kind == FieldKind::kDate; }

/// The value of one filter; nothing when it does not fit the field.
std::optional<db::Cell> filter_cell(const Field& field, const std::string& text) {
  switch (field.kind) {
    case FieldKind::kBoolean:
      if (text != "true" && text != "false") return std::nullopt;
      return db::Cell(std::int64_t{text == "true"});
    case FieldKind::kInteger: {
      const auto number = number_of(text);
      return number ? std::optional(db::Cell(*number)) : std::nullopt;
    }
    case FieldKind::kDate:
      return parse_day(text) ? std::optional(db::Cell(text)) : std::nullopt;
    case FieldKind::kChoice:
      return are_choices(field, text) ? std::optional(db::Cell(any_of(text))) : std::nullopt;
    case FieldKind::kReference:
      return db::Cell(any_of(text));
    case FieldKind::kText:
    case FieldKind::kLongText:
    case FieldKind::kEmail:
    case FieldKind::kUrl:
      break;
  }
  return db::Cell(lower(text));
}

/// Where a page begins.
struct Start {
  db::Cursor cursor;
  db::Cell key;
};
/// As db::cursor_after; also what was written for the order of another kind of field does not belong here.
Result<std::optional<Start>> start_of(const std::string& after, const Field& field) {
  const auto cursor = db::cursor_after(after);
  if (!cursor) return std::unexpected(cursor.error());
  if (!*cursor) return std::optional<Start>{};
  if (!field.has_number_key()) return std::optional(Start{**cursor, (*cursor)->key});
  const auto number = number_of((*cursor)->key);
  if (!number) return invalid("db.after_unknown", "after");
  return std::optional(Start{**cursor, *number});
}

struct Sorting {
  const Field* field = nullptr;
  bool down = false;
};
Result<Sorting> sorting_of(const Register& reg, const std::string& sort) {
  const bool down = sort.starts_with('-');
  const Field* field = reg.field(sort.empty() ? "name" : std::string_view(sort).substr(down ? 1 : 0));
  if (field == nullptr) return invalid("record.sort_unknown", "sort");
  return Sorting{field, down};
}

std::vector<Found> page_of(db::Transaction& tx, const Register& reg, const Sorting& sorting,
                           const std::optional<Start>& start, std::int64_t limit, Values values) {
  const Field& field = *sorting.field;
  const RegisterStatement& first = sorting.down ? field.down : field.up;
  const RegisterStatement& further = sorting.down ? field.down_next : field.up_next;
  values["limit"] = limit;
  if (start) {
    values["after"] = start->key;
    values["after_id"] = start->cursor.id;
  }
  const RegisterStatement& statement = start ? further : first;
  return select(tx, reg, statement, in_order(statement, values), Extra::kNamesAndKey, field.has_number_key());
}

constexpr std::int64_t kMostExported = 100'000;

}  // namespace

Result<Values> filter_values(const Register& reg, const ListQuery& query) {
  Values values;
  values["search"] = lower(query.search);
  for (const Field& field : reg.fields) {
    const std::string name = "f_" + std::string(field.name);
    const db::Cell all = field.is_number() ? db::Cell(std::int64_t{-1}) : db::Cell(std::string());
    for (const char* tail : {"", "_from", "_to"}) values[name + tail] = all;
  }
  for (const auto& [given, text] : query.filters) {
    const std::string name = given.substr(0, given.find('.'));
    const std::string tail = name == given ? "" : given.substr(name.size() + 1);
    const Field* field = reg.field(name);
    if (field == nullptr || is_range(*field) == tail.empty() || (!tail.empty() && tail != "from" && tail != "to")) {
      return invalid("record.filter_unknown", "filter." + given);
    }
    if (text.empty()) continue;
    auto cell = filter_cell(*field, text);
    if (!cell) return invalid("record.filter_wrong", "filter." + given);
    values["f_" + name + (tail.empty() ? "" : "_" + tail)] = std::move(*cell);
  }
  return values;
}

Result<auth::Page<json::Object>> Records::list(const auth::Actor& who, const Register& reg, const ListQuery& query) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  const auto sorting = sorting_of(reg, query.sort);
  if (!sorting) return std::unexpected(sorting.error());
  auto values = filter_values(reg, query);
  if (!values) return std::unexpected(values.error());
  (*values)["organisation"] = who.organisation.text;
  const auto begin = start_of(query.after, *sorting->field);
  if (!begin) return std::unexpected(begin.error());
  const std::optional<Start>& start = *begin;
  db::Transaction tx = database_.read();
  auto found = page_of(tx, reg, *sorting, start, query.limit + 1, *values);
  const bool last = std::ssize(found) <= query.limit;
  if (!last) found.pop_back();
  auth::Page<json::Object> page;
  if (start) {
    page.total = start->cursor.total;
  } else if (last) {  // a page that is the whole list is its own count
    page.total = std::ssize(found);
  } else {
    tx.select(view(reg.count), in_order(reg.count, *values), {db::ColumnKind::kInteger},
              [&](const std::vector<db::Cell>& cells) { db::take(cells[0], page.total); });
  }
  if (!last) page.next = db::to_text(db::Cursor{page.total, found.back().record.id, found.back().key});
  for (const Found& one : found) page.items.push_back(shown(reg, one.record));
  return page;
}

Result<Table> Records::table(const auth::Actor& who, const Register& reg, const ListQuery& query,
                             const std::vector<std::string>& columns) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  const auto sorting = sorting_of(reg, query.sort);
  if (!sorting) return std::unexpected(sorting.error());
  auto values = filter_values(reg, query);
  if (!values) return std::unexpected(values.error());
  (*values)["organisation"] = who.organisation.text;
  for (const std::string& column : columns) {
    if (reg.field(column) == nullptr) return invalid("record.column_unknown", "columns", {{"column", column}});
  }
  std::vector<const Field*> fields;
  for (const Field& field : reg.fields) {
    if (columns.empty() || std::ranges::find(columns, field.name) != columns.end()) fields.push_back(&field);
  }
  Table out;
  out.title = say(who.language, words_key(reg, "title"));
  for (const Field* field : fields) {
    const double width = field->kind == FieldKind::kLongText ? 50 : field->name == "name" ? 32 : 18;
    out.columns.emplace_back(say(who.language, words_key(reg, "field." + std::string(field->name))), width);
  }
  db::Transaction tx = database_.read();
  for (const Found& one : page_of(tx, reg, *sorting, std::nullopt, kMostExported, std::move(*values))) {
    auto& row = out.rows.emplace_back();
    for (const Field* field : fields) row.push_back(word_of(reg, *field, one.record, who.language));
  }
  return out;
}

}  // namespace waarborg::record
