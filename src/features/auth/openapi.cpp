// SPDX-License-Identifier: EUPL-1.2
//
// The OpenAPI 3.1 document, from the declarations of the routes. Paths stand under the server /api/v1.
#include <algorithm>

#include "features/auth/api.h"
#include "features/auth/cookie.h"

namespace waarborg::auth {
namespace {

constexpr std::string_view kPrefix = "/api/v1";
constexpr const char* kProblemType = "application/problem+json";

json::Object text_schema() { return {{"type", "string"}}; }

std::string lower_method(http::Method method) {
  std::string word(http::to_text(method));
  for (char& c : word) c = static_cast<char>(c - 'A' + 'a');
  return word;
}

json::Object parameter(const char* place, const Parameter& of, bool required) {
  return {{"name", of.name},
          {"in", place},
          {"required", required},
          {"description", of.description},
          {"schema", of.schema.is_null() ? common_schema(of.name) : of.schema}};
}

json::Array path_parameters(const Route& route) {
  json::Array out;
  const std::string& pattern = route.pattern;
  for (std::size_t at = pattern.find('{'); at != std::string::npos; at = pattern.find('{', at + 1)) {
    Parameter found{pattern.substr(at + 1, pattern.find('}', at) - at - 1), "", text_schema()};
    for (const Parameter& more : route.path) {
      if (more.name == found.name) found = more;
    }
    if (found.description.empty()) {
      found.description = found.name == "urn" ? "URN of the requirement, percent-encoded." : "As the list gives it.";
    }
    out.push_back(parameter("path", found, true));
  }
  return out;
}

json::Array parameters_of(const Declared& one) {
  json::Array out = path_parameters(one.route);
  for (const Parameter& query : one.route.query) out.push_back(parameter("query", query, query.required));
  for (const Parameter& header : one.route.headers) out.push_back(parameter("header", header, header.required));
  if (one.route.versioned) {
    out.push_back(parameter(
        "header",
        {"If-Match", "Version that was read: \"7\", or the ETag of the answer. \"*\" changes whatever is there."},
        true));
  }
  return out;
}

json::Object etag_header() { return {{"ETag", json::Object{{"$ref", "#/components/headers/ETag"}}}}; }

json::Object good_answer(const Declared& one) {
  json::Object content;
  if (!one.output.is_null()) {
    content[one.type] = json::Object{{"schema", one.output}};
  } else {
    std::vector<std::string> types = one.route.answers;
    if (types.empty()) types.push_back(one.type);
    for (const std::string& type : types) {
      const bool text = type.starts_with("text/");
      const json::Value bytes = text ? text_schema() : json::Object{{"type", "string"}, {"format", "binary"}};
      content[type] = json::Object{{"schema", type == "application/json" ? json::Value(json::Object{}) : bytes}};
    }
  }
  json::Object answer{{"description", one.route.summary}};
  if (!one.output.is_null()) answer["headers"] = etag_header();
  answer["content"] = std::move(content);
  return answer;
}

json::Object answers_of(const Declared& one) {
  json::Object out{{"200", good_answer(one)}};
  const auto refuse = [&](const char* status, bool when) {
    if (when) out[status] = json::Object{{"$ref", std::string("#/components/responses/Problem") + status}};
  };
  const bool takes_input = !one.input.is_null() || !one.route.types.empty() || !one.route.query.empty();
  if (one.method == http::Method::kGet && !one.output.is_null()) {
    out["304"] = json::Object{{"description", "Not changed since the answer that If-None-Match names."}};
  }
  refuse("401", !one.route.anonymous || one.route.session_only);
  refuse("403", !one.route.right.empty() || one.method != http::Method::kGet);
  refuse("404", one.route.pattern.find('{') != std::string::npos);
  refuse("409", one.method != http::Method::kGet);
  refuse("412", one.route.versioned);
  refuse("422", takes_input);
  refuse("428", one.route.versioned);
  out["default"] = json::Object{{"$ref", "#/components/responses/Problem"}};
  return out;
}

json::Value security_of(const Declared& one) {
  json::Object session{{"session", json::Array{}}};
  if (is_unsafe(one.method)) session["csrf"] = json::Array{};
  if (one.route.anonymous && !one.route.session_only) {
    return is_unsafe(one.method) ? json::Array{json::Object{{"csrf", json::Array{}}}} : json::Array{};
  }
  if (one.route.session_only) return json::Array{session};
  return json::Array{session, json::Object{{"token", json::Array{}}}};
}

std::string description_of(const Route& route) {
  if (!route.right.empty()) {
    const std::string key = "auth.right." + route.right;
    std::string text = "Needs the right `" + route.right + "`";
    if (has_words(Language::kEn, key)) text += ": " + say(Language::kEn, key);
    return text + ".";
  }
  if (route.session_only) return "For people who are signed in; tokens are refused.";
  return route.anonymous ? "Open to everyone." : "For everyone who is signed in.";
}

json::Value operation_of(const Declared& one) {
  json::Object operation{{"operationId", one.route.operation},
                         {"summary", one.route.summary},
                         {"description", description_of(one.route)},
                         {"tags", json::Array{json::Value(one.section)}},
                         {"security", security_of(one)},
                         {"parameters", parameters_of(one)}};
  json::Object content;
  if (!one.input.is_null()) content["application/json"] = json::Object{{"schema", one.input}};
  for (const std::string& type : one.route.types) {
    const json::Value bytes = type.starts_with("text/") || type.ends_with("yaml")
                                  ? text_schema()
                                  : json::Object{{"type", "string"}, {"format", "binary"}};
    content[type] = json::Object{{"schema", bytes}};
  }
  if (!content.empty()) operation["requestBody"] = json::Object{{"required", true}, {"content", content}};
  operation["responses"] = answers_of(one);
  if (!one.route.right.empty()) operation["x-right"] = one.route.right;
  return operation;
}

json::Value problem_schema() {
  const auto described = [](const char* words) { return json::Object{{"type", "string"}, {"description", words}}; };
  return json::Object{
      {"type", "object"},
      {"description", "RFC 9457."},
      {"properties",
       json::Object{{"type", described("urn:waarborg:problem: and the name of the problem.")},
                    {"title", described("Name of the status.")},
                    {"status", json::Object{{"type", "integer"}}},
                    {"detail", described("What is wrong, in the language of the request (Accept-Language: nl, en).")},
                    {"where", described("Field, line or parameter; empty when it is about the whole.")},
                    {"request_id", described("Tell it when you ask for help: the log has it too.")}}},
      {"required", json::Array{"type", "title", "status", "detail", "where", "request_id"}}};
}

json::Object problem_answers() {
  const json::Object content{{kProblemType, json::Object{{"schema", json::Schemas::reference("Problem")}}}};
  const auto answer = [&](const char* words) { return json::Object{{"description", words}, {"content", content}}; };
  return {{"Problem401", answer("Not signed in, or the token is not valid (any more).")},
          {"Problem403", answer("The right is missing, or the cross-site token is.")},
          {"Problem404", answer("There is no such record in this organisation.")},
          {"Problem409", answer("The state of the record does not allow this.")},
          {"Problem412", answer("Someone else changed it first: read it again and redo the change.")},
          {"Problem422", answer("A field or parameter breaks a rule; `where` names it.")},
          {"Problem428", answer("If-Match is missing.")},
          {"Problem", answer("Any other refusal: too large (413), too many requests (429), unavailable (503) …")}};
}

json::Object security_schemes() {
  return {{"session", json::Object{{"type", "apiKey"},
                                   {"in", "cookie"},
                                   {"name", cookie_name(true)},
                                   {"description", "Cookie of a session: POST /session and its second factor."}}},
          {"csrf", json::Object{{"type", "apiKey"},
                                {"in", "header"},
                                {"name", kCsrfHeader},
                                {"description", "`csrf` of the session, with every request that changes something."}}},
          {"token", json::Object{{"type", "http"},
                                 {"scheme", "bearer"},
                                 {"description",
                                  "Personal token (the rights of your roles, without administration) or collector "
                                  "token (POST /evidence/import alone). Made at POST /account/tokens."}}}};
}

json::Value tags_of(const std::vector<Declared>& declared) {
  json::Array out;
  std::vector<std::string> seen;
  for (const Declared& one : declared) {
    if (std::ranges::find(seen, one.section) != seen.end()) continue;
    seen.push_back(one.section);
    const std::string key = "auth.section." + one.section;
    json::Object tag{{"name", one.section}};
    if (has_words(Language::kEn, key)) tag["description"] = say(Language::kEn, key);
    out.push_back(std::move(tag));
  }
  return out;
}

}  // namespace

json::Value Api::openapi() const {
  json::Object paths;
  for (const Declared& one : declared_) {
    std::string path = one.route.pattern;
    if (path.starts_with(kPrefix)) path.erase(0, kPrefix.size());
    if (!paths.contains(path)) paths[path] = json::Object{};
    paths[path].as_object()[lower_method(one.method)] = operation_of(one);
  }
  json::Object schemas = schemas_.components();
  schemas["Problem"] = problem_schema();
  const json::Object etag{{"description",
                           "Version (when the record has one) and print of the answer. Send it back in "
                           "If-None-Match to read, in If-Match to change."},
                          {"schema", text_schema()}};
  return json::Object{
      {"openapi", "3.1.0"},
      {"info", json::Object{{"title", "Waarborg"},
                            {"version", WAARBORG_VERSION},
                            {"summary", "Demonstrable information security in care (NEN 7510)."},
                            {"license", json::Object{{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
      {"servers", json::Array{json::Object{{"url", std::string(kPrefix)}}}},
      {"tags", tags_of(declared_)},
      {"paths", paths},
      {"components", json::Object{{"schemas", schemas},
                                  {"responses", problem_answers()},
                                  {"headers", json::Object{{"ETag", etag}}},
                                  {"securitySchemes", security_schemes()}}}};
}

}  // namespace waarborg::auth
