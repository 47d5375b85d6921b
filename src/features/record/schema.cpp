// SPDX-License-Identifier: EUPL-1.2
//
// The schemas of the registers, from their descriptions: <Name>Row and <Name>RowInput for each, the choice between them
// for the generic routes, and the names themselves.
#include "base/json_schema.h"
#include "features/auth/api.h"
#include "features/record/record.h"

namespace waarborg::record {
namespace {

/// cloud_service → CloudService
std::string type_name(std::string_view name) {
  std::string out;
  bool up = true;
  for (const char c : name) {
    if (c != '_') out += up && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    up = c == '_';
  }
  return out;
}

json::Value text_schema(const Field& field) { return json::Object{{"type", "string"}, {"maxLength", field.max}}; }

/// What is not filled in is "", also for a choice, a day and an address.
json::Value or_empty(json::Object schema) {
  return json::Object{{"anyOf", json::Array{std::move(schema), json::Object{{"type", "string"}, {"const", ""}}}}};
}

json::Value field_schema(const Field& field) {
  json::Object schema{{"type", "string"}};
  switch (field.kind) {
    case FieldKind::kInteger:
      return json::Object{{"type", "integer"}, {"minimum", 0}, {"maximum", field.max}};
    case FieldKind::kBoolean:
      return json::Object{{"type", "boolean"}};
    case FieldKind::kChoice: {
      json::Array choices;
      for (const std::string_view choice : field.choices) choices.emplace_back(choice);
      schema["enum"] = choices;
      break;
    }
    case FieldKind::kDate:
      schema["format"] = "date";
      break;
    case FieldKind::kEmail:
      schema["format"] = "email";
      break;
    case FieldKind::kUrl:
      schema["format"] = "uri";
      break;
    case FieldKind::kReference:
      return json::Object{{"type", "string"},
                          {"description", "Id of a " + std::string(field.reference) + ", or empty."}};
    default:
      return text_schema(field);
  }
  return field.required ? json::Value(schema) : or_empty(schema);
}

json::Object row_schema(const Register& reg) {
  json::Object properties{{"id", json::Object{{"type", "string"}}},
                          {"version", json::Object{{"type", "integer"}, {"format", "int64"}}}};
  json::Array required{"id", "version"};
  const auto add = [&](const std::string& name, json::Value schema) {
    properties[name] = std::move(schema);
    required.emplace_back(name);
  };
  for (const Field& field : reg.fields) {
    const std::string name(field.name);
    add(name, field_schema(field));
    if (field.kind == FieldKind::kReference) {
      add(name + "_name", json::Object{{"type", "string"}, {"description", "Name of what " + name + " points at."}});
    }
  }
  return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

json::Object input_schema(const Register& reg) {
  json::Object properties;
  json::Array required;
  for (const Field& field : reg.fields) {
    properties[field.name] = field_schema(field);
    if (field.required) required.emplace_back(field.name);
  }
  json::Object schema{{"type", "object"}, {"properties", properties}};
  if (!required.empty()) schema["required"] = required;
  return schema;
}

}  // namespace

void define_schemas(auth::Api& api) {
  json::Array names;
  json::Array places{"organisation"};
  json::Array rows;
  json::Array inputs;
  for (const Register* reg : all_registers()) {
    const std::string row = type_name(reg->name) + "Row";
    api.define(row, row_schema(*reg));
    api.define(row + "Input", input_schema(*reg));
    rows.push_back(json::Schemas::reference(row));
    inputs.push_back(json::Schemas::reference(row + "Input"));
    names.emplace_back(reg->name);
    if (reg->is_place) places.emplace_back(reg->name);
  }
  api.define("RegisterName", json::Object{{"type", "string"}, {"enum", names}});
  api.define("PlaceKind", json::Object{{"type", "string"}, {"enum", places}});
  api.define("RegisterRow", json::Object{{"anyOf", rows}});
  api.define("RegisterRowInput", json::Object{{"anyOf", inputs}});
}

}  // namespace waarborg::record
