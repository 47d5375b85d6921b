// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/http.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace waarborg::http {

std::string_view to_text(Method method) {
  switch (method) {
    case Method::kGet:
      return "GET";
    case Method::kHead:
      return "HEAD";
    case Method::kPost:
      return "POST";
    case Method::kPut:
      return "PUT";
    case Method::kPatch:
      return "PATCH";
    case Method::kDelete:
      return "DELETE";
  }
  return "";
}

std::optional<Method> parse_method(std::string_view word) {
  for (const Method method :
       {Method::kGet, Method::kHead, Method::kPost, Method::kPut, Method::kPatch, Method::kDelete}) {
    if (to_text(method) == word) return method;
  }
  return std::nullopt;
}

std::string_view Request::header(std::string_view lower_name) const {
  const auto found = std::ranges::find(headers, lower_name, &Header::name);
  return found == headers.end() ? std::string_view{} : std::string_view{found->value};
}

std::optional<std::string> Request::query_value(std::string_view name) const {
  const auto found = std::ranges::find_if(query, [name](const auto& pair) { return pair.first == name; });
  return found == query.end() ? std::nullopt : std::optional(found->second);
}

namespace {

std::optional<std::string> cookie_in(std::string_view line, std::string_view name) {
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(';'), line.size());
    const std::string_view pair = trimmed(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || trimmed(pair.substr(0, equals)) != name) continue;
    std::string_view value = trimmed(pair.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> Request::cookie(std::string_view name) const {
  for (const Header& line : headers) {
    if (line.name != "cookie") continue;
    if (auto value = cookie_in(line.value, name)) return value;
  }
  return std::nullopt;
}

void Response::set(std::string_view lower_name, std::string value) {
  const auto found = std::ranges::find(headers, lower_name, &Header::name);
  if (found == headers.end()) {
    headers.push_back({std::string(lower_name), std::move(value)});
  } else {
    found->value = std::move(value);
  }
}

std::string_view reason(int status) {
  static constexpr std::pair<int, std::string_view> kReasons[] = {
      {200, "OK"},
      {201, "Created"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {301, "Moved Permanently"},
      {302, "Found"},
      {303, "See Other"},
      {304, "Not Modified"},
      {307, "Temporary Redirect"},
      {308, "Permanent Redirect"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {406, "Not Acceptable"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {410, "Gone"},
      {411, "Length Required"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {417, "Expectation Failed"},
      {421, "Misdirected Request"},
      {422, "Unprocessable Content"},
      {428, "Precondition Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"},
      {507, "Insufficient Storage"},
  };
  const auto* found = std::ranges::find(kReasons, status, &std::pair<int, std::string_view>::first);
  return found == std::end(kReasons) ? std::string_view{} : found->second;
}

Response plain_problem(int status) {
  Response response{.status = status};
  response.headers.push_back({"content-type", "application/problem+json"});
  response.body = fmt::format(R"({{"type":"about:blank","title":"{}","status":{}}})", reason(status), status);
  return response;
}

}  // namespace waarborg::http
