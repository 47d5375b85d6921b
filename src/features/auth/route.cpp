// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/route.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/time.h"

namespace waarborg::auth {
namespace {

json::Value integer(std::int64_t least, std::int64_t most) {
  return json::Object{{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

json::Value words_schema(const std::vector<std::string>& words) {
  json::Array choices;
  for (const std::string& word : words) choices.emplace_back(word);
  return json::Object{{"type", "string"}, {"enum", choices}};
}

/// More digits than any list has rows, and few enough for 64 bits.
constexpr const char* kCounted = "^[0-9]{1,15}$";

bool is_counted(std::string_view text) {
  return text.size() <= 15 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Result<void> check_integer(const json::Object& rule, std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = end == text.data() + text.size();
  if (!whole || error == std::errc::invalid_argument) return invalid("base.json.not_integer");
  const std::int64_t least = rule.at("minimum").as_int64();
  const std::int64_t most = rule.at("maximum").as_int64();
  if (error == std::errc{} && number >= least && number <= most) return {};
  return invalid("auth.query.range", {}, {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
}

Result<void> check_text(const json::Object& rule, std::string_view text) {
  if (const auto* words = rule.if_contains("enum")) {
    const auto is = [&](const json::Value& word) { return std::string_view(word.as_string()) == text; };
    if (std::ranges::none_of(words->as_array(), is)) return invalid("base.json.not_choice");
  }
  if (rule.contains("format") && !parse_day(text)) return invalid("base.json.not_day");
  if (rule.contains("pattern") && !is_counted(text)) return invalid("db.after_unknown");
  return {};
}

}  // namespace

json::Value common_schema(const std::string& name) {
  static const json::Value text = json::Object{{"type", "string"}};
  static const json::Value day = json::Object{{"type", "string"}, {"format", "date"}};
  static const std::map<std::string, json::Value> known{{"limit", integer(1, 500)},
                                                        {"from", day},
                                                        {"to", day},
                                                        {"known_at", day},
                                                        {"dry_run", json::Object{{"type", "boolean"}}}};
  const auto found = known.find(name);
  return found == known.end() ? text : found->second;
}

Result<void> check_value(const Parameter& parameter, std::string_view text) {
  const json::Value schema = parameter.schema.is_null() ? common_schema(parameter.name) : parameter.schema;
  const json::Object* rule = schema.if_object();
  if (text.empty() || rule == nullptr || !rule->contains("type")) return {};
  const std::string_view type = rule->at("type").as_string();
  if (type == "string") return check_text(*rule, text);
  if (type == "integer") return check_integer(*rule, text);
  if (type != "boolean" || text == "true" || text == "false" || text == "1" || text == "0") return {};
  return invalid("base.json.not_boolean");
}

Parameter flag(std::string name, std::string description) {
  return {std::move(name), std::move(description), json::Object{{"type", "boolean"}}};
}

Parameter number(std::string name, std::string description, std::int64_t least, std::int64_t most) {
  return {std::move(name), std::move(description), integer(least, most)};
}

Parameter one_of(std::string name, std::string description, const std::vector<std::string>& words) {
  return {std::move(name), std::move(description), words_schema(words)};
}

Parameter counted_after() {
  return {"after", "Value of next of the page before", json::Object{{"type", "string"}, {"pattern", kCounted}}};
}

Parameter several(std::string name, std::string description) {
  return {std::move(name), std::move(description),
          json::Object{{"type", "array"}, {"items", json::Object{{"type", "string"}}}}};
}

Parameter sort_by(const std::vector<std::string>& fields) {
  std::vector<std::string> both;
  for (const std::string& field : fields) both.insert(both.end(), {field, "-" + field});
  return {"sort", "Order; with - before it from high to low.", words_schema(both)};
}

}  // namespace waarborg::auth
