// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/route.h"

#include <map>

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

Parameter flag(std::string name, std::string description) {
  return {std::move(name), std::move(description), json::Object{{"type", "boolean"}}};
}

Parameter number(std::string name, std::string description, std::int64_t least, std::int64_t most) {
  return {std::move(name), std::move(description), integer(least, most)};
}

Parameter one_of(std::string name, std::string description, const std::vector<std::string>& words) {
  return {std::move(name), std::move(description), words_schema(words)};
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
