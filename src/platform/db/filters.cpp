// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/filters.h"

#include <algorithm>
#include <array>

namespace waarborg::db {
namespace {

constexpr std::string_view kOpening = "AND (:";

bool is_of_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }

std::string_view name_at(std::string_view sql, std::size_t at) {
  std::size_t end = at;
  while (end < sql.size() && is_of_name(sql[end])) ++end;
  return sql.substr(at, end - at);
}

struct Form {
  std::string_view words;  ///< Behind the name of the parameter.
  char mark;               ///< Of the arguments that make the filter idle.
};
constexpr std::array<Form, 3> kForms{{{" = '' OR ", '0'}, {" = '*' OR ", '*'}, {" < 0 OR ", '<'}}};

/// Behind the bracket that closes the one at `open`.
std::size_t behind_brackets(std::string_view sql, std::size_t open) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t at = open; at < sql.size(); ++at) {
    if (sql[at] == '\'') quoted = !quoted;
    if (quoted) continue;
    if (sql[at] == '(') ++depth;
    if (sql[at] == ')' && --depth == 0) return at + 1;
  }
  return sql.size();
}

}  // namespace

bool has_filters(std::string_view sql) {
  return std::ranges::any_of(kForms, [&](const Form& form) { return sql.find(form.words) != sql.npos; });
}

char idle_mark(const Cell& argument) {
  if (const auto* number = std::get_if<std::int64_t>(&argument)) return *number < 0 ? '<' : '+';
  const auto* text = std::get_if<std::string>(&argument);
  if (text == nullptr) return '+';
  return text->empty() ? '0' : *text == "*" ? '*' : '+';
}

std::string with_fitting_filters(std::string_view sql, std::span<const std::string_view> names,
                                 const std::vector<Cell>& arguments) {
  std::string out;
  std::size_t kept = 0;  // what stands before it is in `out`, or left out
  for (std::size_t at = sql.find(kOpening); at != sql.npos; at = sql.find(kOpening, at + 1)) {
    const std::string_view name = name_at(sql, at + kOpening.size());
    const std::size_t behind = at + kOpening.size() + name.size();
    const auto place = std::ranges::find(names, name);
    const auto form = std::ranges::find_if(kForms, [&](const Form& f) { return sql.substr(behind).starts_with(f.words); });
    if (place == names.end() || form == kForms.end()) continue;
    const bool idle = idle_mark(arguments[static_cast<std::size_t>(place - names.begin())]) == form->mark;
    const std::size_t left_out = idle ? at : at + kOpening.size() - 1;
    out += sql.substr(kept, left_out - kept);
    kept = idle ? behind_brackets(sql, at + kOpening.size() - 2) : behind + form->words.size();
    at = kept - 1;
  }
  return out += sql.substr(kept);
}

bool has_parameter(std::string_view sql, std::string_view name) {
  for (std::size_t at = sql.find(':'); at != sql.npos; at = sql.find(':', at + 1)) {
    if (name_at(sql, at + 1) == name) return true;
  }
  return false;
}

}  // namespace waarborg::db
