// SPDX-License-Identifier: EUPL-1.2
//
// Values against field descriptions: pure.
#include <algorithm>

#include "base/text.h"
#include "features/record/record.h"
#include "features/trail/histories.h"

namespace waarborg::record {
namespace {

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
         text.find('.', at) != std::string_view::npos && text.back() != '.' &&
         text.find_first_of(" \t\r\n<>,;") == std::string_view::npos;
}

Result<db::Cell> integer_cell(const Field& field, const json::Value* value) {
  const std::string where(field.name);
  if (value == nullptr || value->is_null()) {
    if (field.required) return invalid("record.required", where);
    return db::Cell(std::int64_t{0});
  }
  if (field.kind == FieldKind::kBoolean) {
    if (!value->is_bool()) return invalid("base.json.not_boolean", where);
    return db::Cell(std::int64_t{value->as_bool()});
  }
  if (!value->is_int64()) return invalid("base.json.not_integer", where);
  if (value->as_int64() < 0 || value->as_int64() > field.max) {
    return invalid("record.number_range", where, {{"max", std::to_string(field.max)}});
  }
  return db::Cell(value->as_int64());
}

Result<db::Cell> text_cell(const Field& field, const json::Value* value) {
  const std::string where(field.name);
  if (value != nullptr && !value->is_null() && !value->is_string()) return invalid("base.json.not_text", where);
  const std::string text = value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
  if (is_blank(text)) {
    if (field.required) return invalid("record.required", where);
    return db::Cell(std::string());
  }
  if (text.find('\0') != std::string::npos) return invalid("base.json.not_text", where);
  if (static_cast<std::int64_t>(text.size()) > field.max) {
    return invalid("record.too_long", where, {{"max", std::to_string(field.max)}});
  }
  switch (field.kind) {
    case FieldKind::kDate:
      if (!parse_day(text)) return invalid("base.json.not_day", where);
      break;
    case FieldKind::kEmail:
      if (!is_email(text)) return invalid("record.not_email", where);
      break;
    case FieldKind::kUrl:
      if (!is_web_address(text)) return invalid("record.not_url", where);
      break;
    case FieldKind::kChoice:
      if (std::ranges::find(field.choices, text) == field.choices.end()) return invalid("base.json.not_choice", where);
      break;
    case FieldKind::kText:
    case FieldKind::kLongText:
    case FieldKind::kReference:
    case FieldKind::kInteger:
    case FieldKind::kBoolean:
      break;
  }
  return db::Cell(text);
}

}  // namespace

json::Object to_json(const Register& reg, const Record& record) {
  json::Object object{{"id", record.id}, {"version", record.version}};
  for (const Field& field : reg.fields) {
    const auto found = record.values.find(field.name);
    const db::Cell cell = found == record.values.end() ? db::Cell{} : found->second;
    if (field.kind == FieldKind::kBoolean) {
      const auto* number = std::get_if<std::int64_t>(&cell);
      object[field.name] = number != nullptr && *number != 0;
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      object[field.name] = *number;
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
      object[field.name] = *text;
    } else {
      object[field.name] = "";
    }
  }
  return object;
}

std::string state_of(const Register& reg, const Record& record) {
  json::Object object = to_json(reg, record);
  for (const Field& field : reg.fields) {
    const json::Value& value = object[field.name];
    const bool empty = (value.is_string() && value.as_string().empty()) || (value.is_bool() && !value.as_bool()) ||
                       (value.is_int64() && value.as_int64() == 0);
    if (empty) object.erase(field.name);
  }
  return json::canonical(object);
}

std::string stored_state(const Register& reg, const Record& record) {
  return trail::either_state(state_of(reg, record), json::canonical(to_json(reg, record)));
}

Result<Record> from_json(const Register& reg, const json::Value& value) {
  if (!value.is_object()) return invalid("base.json.not_object");
  for (const auto& member : value.as_object()) {
    const std::string_view key = member.key();
    const bool derived =
        key == "id" || key == "version" || (key.ends_with("_name") && reg.field(key.substr(0, key.size() - 5)));
    if (!derived && reg.field(key) == nullptr) return invalid("record.field_unknown", std::string(key));
  }
  Record record;
  for (const Field& field : reg.fields) {
    const json::Value* given = value.as_object().if_contains(field.name);
    const bool integer = field.kind == FieldKind::kInteger || field.kind == FieldKind::kBoolean;
    auto cell = integer ? integer_cell(field, given) : text_cell(field, given);
    if (!cell) return std::unexpected(cell.error());
    if (reg.name == "person" && field.name == "name") {
      if (auto ok = check_visible(std::get<std::string>(*cell), "name"); !ok) return std::unexpected(ok.error());
    }
    record.values[std::string(field.name)] = std::move(*cell);
  }
  return record;
}

}  // namespace waarborg::record
