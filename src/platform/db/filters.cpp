// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/filters.h"

#include <algorithm>
#include <array>
#include <optional>

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
  char sign;               ///< Of filter_forms().
};
constexpr std::array<Form, 3> kForms{{{" = '' OR ", '0'}, {" = '*' OR ", '*'}, {" < 0 OR ", '<'}}};

/// One optional condition in a statement.
struct Filter {
  std::size_t parameter;  ///< Its place among the names.
  char form;
  std::size_t begin;      ///< Of "AND (:name = '' OR ".
  std::size_t condition;  ///< Behind that.
};

std::optional<Filter> next_filter(std::string_view sql, std::span<const std::string_view> names, std::size_t from) {
  for (std::size_t at = sql.find(kOpening, from); at != sql.npos; at = sql.find(kOpening, at + 1)) {
    const std::string_view name = name_at(sql, at + kOpening.size());
    const std::size_t behind = at + kOpening.size() + name.size();
    const auto place = std::ranges::find(names, name);
    const auto form =
        std::ranges::find_if(kForms, [&](const Form& f) { return sql.substr(behind).starts_with(f.words); });
    if (place == names.end() || form == kForms.end()) continue;
    return Filter{static_cast<std::size_t>(place - names.begin()), form->sign, at, behind + form->words.size()};
  }
  return std::nullopt;
}

bool is_idle(char form, const Cell& argument) {
  if (form == '<') {
    const auto* number = std::get_if<std::int64_t>(&argument);
    const auto* real = std::get_if<double>(&argument);
    return (number != nullptr && *number < 0) || (real != nullptr && *real < 0);
  }
  const auto* text = std::get_if<std::string>(&argument);
  return text != nullptr && *text == (form == '*' ? "*" : "");
}

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

std::string filter_forms(std::string_view sql, std::span<const std::string_view> names) {
  std::string forms;
  for (auto one = next_filter(sql, names, 0); one; one = next_filter(sql, names, one->condition)) {
    if (forms.empty()) forms.assign(names.size(), ' ');
    forms[one->parameter] = one->form;
  }
  return forms;
}

std::string idle_signs(std::string_view forms, const std::vector<Cell>& arguments) {
  std::string signs;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (forms[i] != ' ') signs += is_idle(forms[i], arguments[i]) ? '-' : '+';
  }
  return signs;
}

std::string with_fitting_filters(std::string_view sql, std::span<const std::string_view> names,
                                 const std::vector<Cell>& arguments) {
  std::string out;
  std::size_t kept = 0;  // what stands before it is in `out`, or left out
  for (auto one = next_filter(sql, names, 0); one; one = next_filter(sql, names, kept)) {
    const std::size_t bracket = one->begin + kOpening.size() - 2;
    const bool idle = is_idle(one->form, arguments[one->parameter]);
    const std::size_t left_out = idle ? one->begin : bracket + 1;
    out += sql.substr(kept, left_out - kept);
    kept = idle ? behind_brackets(sql, bracket) : one->condition;
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
