// SPDX-License-Identifier: EUPL-1.2
#include "features/report/trail_words.h"

#include <algorithm>

#include "base/id_form.h"
#include "base/json.h"

namespace waarborg::report {
namespace {

std::string_view id_at(std::string_view value, std::size_t at) {
  const std::string_view id = value.substr(at, kIdSize);
  return is_id(id) ? id : std::string_view{};
}

/// "site/<id>" and "<id>" become the name, when there is one.
std::string with_names(std::string_view text, const Names& names) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto name = names.find(std::string(id_at(text, at)));
    if (name == names.end()) {
      out += text[at++];
      continue;
    }
    if (out.ends_with('/')) out.erase(out.find_last_of(' ', out.size() - 1) + 1);  // npos + 1: from the beginning
    out += name->second;
    at += kIdSize;
    if (at < text.size() && text[at] == ' ') out += ',';  // places stand beside each other with a space
  }
  return out;
}

struct Telling {
  const Names& names;
  Language language;

  std::string text(const std::string& value, const std::string& field = {}) const {
    if (value.starts_with("urn:")) return value.substr(value.rfind(':') + 1);
    const std::string otherwise = words_or(language, "trail.value." + value, with_names(value, names));
    // "partly" is one thing of a coverage and another of a result.
    return field.empty() ? otherwise : words_or(language, "trail.value." + field + "." + value, otherwise);
  }
  std::string one(const json::Value& value, const std::string& field = {}) const {
    if (const auto* object = value.if_object()) return fields(*object);
    if (const auto* array = value.if_array()) return list(*array);
    if (const auto* string = value.if_string()) return text(std::string(*string), field);
    if (value.is_bool()) return text(value.get_bool() ? "true" : "false");
    return value.is_null() ? "" : json::print(value);
  }
  std::string fields(const boost::json::object& object) const {
    const auto id = object.if_contains("id");
    // A reference is its name, and not its kind and its id.
    if (id != nullptr && id->is_string() && object.size() <= 2) {
      const auto name = names.find(std::string(id->get_string()));
      if (name != names.end()) return name->second;
    }
    std::string out;
    for (const auto& [key, value] : object) {
      const std::string field(key);
      const std::string told = one(value, field);
      if (told.empty() || field == "id") continue;
      const std::string label = words_or(language, "trail.field." + field, field);
      const bool holds_fields = value.is_object() || (value.is_array() && !value.get_array().empty() &&
                                                      value.get_array().front().is_object());
      out += (out.empty() ? "" : ", ") + label + (holds_fields ? " (" + told + ")" : " " + told);
    }
    return out;
  }
  std::string list(const boost::json::array& array) const {
    std::string out;
    for (const json::Value& value : array) {
      const std::string told = one(value);
      if (!told.empty()) out += (out.empty() ? "" : "; ") + told;
    }
    return out;
  }
};

}  // namespace

std::vector<std::string> ids_in(std::string_view value) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at + kIdSize <= value.size();) {
    const std::string_view id = id_at(value, at);
    if (!id.empty()) out.emplace_back(id);
    at += id.empty() ? 1 : kIdSize;
  }
  return out;
}

std::string words_or(Language language, const std::string& key, const std::string& otherwise) {
  return has_words(language, key) ? say(language, key) : otherwise;
}

std::string value_in_words(const std::string& value, const Names& names, Language language) {
  const Telling telling{names, language};
  if (value.starts_with('[') || value.starts_with('{')) {
    if (const auto parsed = json::parse(value)) return telling.one(*parsed);
  }
  return telling.text(value);
}

}  // namespace waarborg::report
