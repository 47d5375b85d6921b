// SPDX-License-Identifier: EUPL-1.2
//
// What a feature says of a route: enough for the door to guard it and for the OpenAPI document to describe it.
//
//   Route{"/api/v1/deviations/{id}", "deviation_change", "Records cause and correction", "task.perform"}.on_version()
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/json_words.h"
#include "base/result.h"
#include "features/auth/actor.h"
#include "platform/http/http.h"

namespace waarborg::auth {

/// A query parameter. Names that mean the same on every route (after, limit, from, to, known_at, dry_run, framework)
/// get their type from common_schema(); others are texts unless one of the functions below made them.
struct Parameter {
  std::string name;
  std::string description;
  json::Value schema = nullptr;
  bool required = false;
};
json::Value common_schema(const std::string& name);
/// Whether a value given for it is what it declares: a word, a day, yes or no, a whole number in its range. An empty
/// one counts as absent. kInvalid base.json.not_choice, .not_day, .not_boolean, .not_integer, auth.query.range.
Result<void> check_value(const Parameter& parameter, std::string_view text);
Parameter flag(std::string name, std::string description);
Parameter number(std::string name, std::string description, std::int64_t least, std::int64_t most);
Parameter one_of(std::string name, std::string description, const std::vector<std::string>& words);
/// `after` of a list whose `next` is a number. A text to clients, who build no cursors, but another text is refused.
Parameter counted_after();
/// May be given more than once.
Parameter several(std::string name, std::string description);
/// `sort=field` or `sort=-field`.
Parameter sort_by(const std::vector<std::string>& fields);
template <json::DescribedEnum E>
Parameter one_of(std::string name, std::string description) {
  std::vector<std::string> words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
      [&](auto item) { words.push_back(json::enumerator_word(item.name)); });
  return one_of(std::move(name), std::move(description), words);
}

struct Route {
  std::string pattern;
  std::string operation;  ///< OpenAPI operationId.
  std::string summary;
  std::string right;       ///< Empty: every signed-in account.
  bool anonymous = false;  ///< No session needed, or the handler asks for it itself.
  std::size_t body_limit = 1U << 20;
  std::vector<Parameter> query = {};
  bool versioned = false;               ///< If-Match names the version that was read.
  bool session_only = false;            ///< For people, not for tokens.
  std::vector<std::string> types = {};  ///< Content types of a raw body.
  std::vector<Parameter> headers = {};  ///< Of the request, beside If-Match.
  std::vector<Parameter> path = {};     ///< Only of those that are more than a text.
  std::string input = {};               ///< Name of a schema that was defined from data, in place of the C++ type.
  std::string output = {};
  std::vector<std::string> answers = {};  ///< Content types of a raw answer when there is a choice.

  /// The door asks for If-Match (428 without), and a stale version is 412.
  Route on_version() && {
    versioned = true;
    return std::move(*this);
  }
  /// The door refuses tokens.
  Route for_people() && {
    session_only = true;
    return std::move(*this);
  }
  Route taking(std::vector<std::string> content_types) && {
    types = std::move(content_types);
    return std::move(*this);
  }
  Route with_header(Parameter header) && {
    headers.push_back(std::move(header));
    return std::move(*this);
  }
  Route with_path(Parameter parameter) && {
    path.push_back(std::move(parameter));
    return std::move(*this);
  }
  Route takes_schema(std::string name) && {
    input = std::move(name);
    return std::move(*this);
  }
  Route answers_schema(std::string name) && {
    output = std::move(name);
    return std::move(*this);
  }
  Route answering(std::vector<std::string> content_types) && {
    answers = std::move(content_types);
    return std::move(*this);
  }
};

struct Call {
  const http::Request& request;
  Actor actor;
  std::vector<http::Header> answer_headers = {};  ///< Extra headers, such as set-cookie.
  int status = 200;

  std::string param(const std::string& name) const;
  std::string query(std::string_view name, std::string fallback = {}) const;
  /// A number in [least, most]; the fallback when absent. What its parameter declares was checked at the door.
  std::int64_t query_number(std::string_view name, std::int64_t fallback, std::int64_t least, std::int64_t most) const;
  bool query_flag(std::string_view name) const;
  /// kInvalid naming the query parameter when it is present and not a day.
  Result<std::optional<Day>> query_day(std::string_view name) const;
  /// Version in If-Match; -1 when absent or "*". An ETag of ours is "version.print"; the version alone will do.
  std::int64_t if_match() const;
};

}  // namespace waarborg::auth
