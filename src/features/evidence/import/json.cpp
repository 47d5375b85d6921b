// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/import/json.h"

#include <algorithm>
#include <cmath>

#include "features/evidence/import/report.h"

namespace waarborg::evidence {

namespace json = boost::json;

namespace {

/// At least as many as there are: one for the document, one more after each comma and each bracket that opens.
std::size_t values_in(std::string_view bytes) {
  std::size_t values = 1;
  bool in_string = false;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char sign = bytes[at];
    if (in_string) {
      if (sign == '\\') ++at;
      in_string = sign != '"';
    } else if (sign == '"') {
      in_string = true;
    } else if (sign == ',' || sign == '[' || sign == '{') {
      ++values;
    }
  }
  return values;
}

}  // namespace

Result<json::value> read_json(std::string_view bytes, std::size_t first_line) {
  if (bytes.size() > kMaxJsonBytes) {
    return invalid("evidence.import.too_large", {}, {{"limit", std::to_string(kMaxJsonBytes)}});
  }
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  // Before anything is built.
  if (values_in(bytes) > kMaxJsonValues) {
    return invalid("evidence.import.too_many_values", {}, {{"limit", std::to_string(kMaxJsonValues)}});
  }
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::stream_parser parser({}, options);
  json::error_code error;
  const std::size_t read = parser.write_some(bytes.data(), bytes.size(), error);
  if (!error && read < bytes.size()) {
    if (bytes.find_first_not_of(" \t\r\n", read) != std::string_view::npos) error = json::error::extra_data;
  }
  if (!error) parser.finish(error);
  if (error) {
    const std::string_view before = bytes.substr(0, std::min(read, bytes.size()));
    const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return invalid("evidence.import.bad_json", line(first_line + lines), {{"reason", error.message()}});
  }
  return parser.release();
}

std::string text_of(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  if (member == nullptr || !member->is_string()) return {};
  const json::string& text = member->get_string();
  return tidy(std::string_view(text.data(), text.size()));
}

std::optional<std::int64_t> number_of(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  if (member == nullptr || !member->is_number()) return std::nullopt;
  if (const double* wide = member->if_double(); wide != nullptr && !(std::abs(*wide) < 9e15)) return std::nullopt;
  json::error_code error;
  const auto number = member->to_number<std::int64_t>(error);
  if (error) return std::nullopt;
  return number;
}

const json::object* object_of(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  return member == nullptr ? nullptr : member->if_object();
}

const json::array* array_of(const json::object& object, std::string_view key) {
  const json::value* member = object.if_contains(key);
  return member == nullptr ? nullptr : member->if_array();
}

std::string list_of(const json::object& object, std::string_view key) {
  std::string joined;
  const json::array* items = array_of(object, key);
  if (items == nullptr) return joined;
  for (const json::value& item : *items) {
    if (!item.is_string() || joined.size() > kMaxTextBytes) continue;
    if (!joined.empty()) joined += ", ";
    joined += std::string_view(item.get_string().data(), item.get_string().size());
  }
  return tidy(joined);
}

char first_sign(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  return at == std::string_view::npos ? '\0' : text[at];
}

}  // namespace waarborg::evidence
