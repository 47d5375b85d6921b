// SPDX-License-Identifier: EUPL-1.2
//
// For tests: whether an answer is what the OpenAPI document says. Knows the part of JSON Schema that our document uses,
// and is stricter in one thing: members that the schema does not name are misfits.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/json.h"

namespace waarborg::testing {

class SchemaCheck {
 public:
  explicit SchemaCheck(const json::Value& document) : document_(document) {}

  /// What does not fit, each with its path: "$.items[2].verdict: not one of the words".
  std::vector<std::string> misfits(const json::Value& schema, const json::Value& value,
                                   const std::string& at = "$") const {
    const json::Object& rule = resolve(schema).as_object();
    std::vector<std::string> out;
    if (const auto* any = rule.if_contains("anyOf")) {
      for (const auto& one : any->as_array()) {
        if (misfits(one, value, at).empty()) return {};
      }
      return {at + ": fits none of the alternatives: " + json::print(value).substr(0, 80)};
    }
    if (const auto* fixed = rule.if_contains("const"); fixed != nullptr && *fixed != value)
      return {at + ": not the constant"};
    if (const auto* words = rule.if_contains("enum"); words != nullptr && !holds(words->as_array(), value)) {
      return {at + ": not one of the words: " + json::print(value)};
    }
    const auto* type = rule.if_contains("type");
    if (type != nullptr && !is_of(*type, value)) return {at + ": not a " + json::print(*type)};
    if (!fits_format(rule, value)) return {at + ": not a " + std::string(rule.at("format").as_string())};
    if (value.is_object()) check_members(rule, value.as_object(), at, out);
    if (const auto* items = rule.if_contains("items"); items != nullptr && value.is_array()) {
      for (std::size_t i = 0; i < value.as_array().size(); ++i) {
        append(out, misfits(*items, value.as_array()[i], at + "[" + std::to_string(i) + "]"));
      }
    }
    return out;
  }

 private:
  const json::Value& resolve(const json::Value& schema) const {
    const auto* reference = schema.as_object().if_contains("$ref");
    if (reference == nullptr) return schema;
    return document_.at_pointer(std::string_view(reference->as_string()).substr(1));
  }
  static void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
    to.insert(to.end(), more.begin(), more.end());
  }
  static bool holds(const json::Array& words, const json::Value& value) {
    return std::ranges::any_of(words, [&](const auto& word) { return word == value; });
  }
  static bool is_of(const json::Value& type, const json::Value& value) {
    if (type.is_array()) {
      return std::ranges::any_of(type.as_array(), [&](const auto& one) { return is_of(one, value); });
    }
    const std::string_view word = type.as_string();
    if (word == "string") return value.is_string();
    if (word == "integer") return value.is_int64() || value.is_uint64();
    if (word == "number") return value.is_number();
    if (word == "boolean") return value.is_bool();
    if (word == "array") return value.is_array();
    return word == "object" ? value.is_object() : value.is_null();
  }
  static bool fits_format(const json::Object& rule, const json::Value& value) {
    const auto* format = rule.if_contains("format");
    if (format == nullptr || !value.is_string()) return true;
    if (format->as_string() == "date") return parse_day(value.as_string()).has_value();
    return format->as_string() != "date-time" || parse_moment(value.as_string()).has_value();
  }
  void check_members(const json::Object& rule, const json::Object& value, const std::string& at,
                     std::vector<std::string>& out) const {
    const auto* properties = rule.if_contains("properties");
    if (properties == nullptr) return;
    if (const auto* required = rule.if_contains("required")) {
      for (const auto& name : required->as_array()) {
        if (!value.contains(name.as_string())) out.push_back(at + "." + std::string(name.as_string()) + ": missing");
      }
    }
    for (const auto& member : value) {
      const std::string inner = at + "." + std::string(member.key());
      const auto* schema = properties->as_object().if_contains(member.key());
      if (schema == nullptr) {
        out.push_back(inner + ": not in the schema");
      } else {
        append(out, misfits(*schema, member.value(), inner));
      }
    }
  }

  const json::Value& document_;
};

}  // namespace waarborg::testing
