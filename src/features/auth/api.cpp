// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/api.h"

#include "features/auth/replay.h"

namespace waarborg::auth {
namespace {

int status_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::kInvalid:
      return 422;
    case FaultKind::kNotFound:
      return 404;
    case FaultKind::kForbidden:
      return 403;
    case FaultKind::kConflict:
      return 409;
    case FaultKind::kUnavailable:
      return 503;
  }
  return 500;
}

std::string lower_method(http::Method method) {
  std::string word(http::to_text(method));
  for (char& c : word) c = static_cast<char>(c - 'A' + 'a');
  return word;
}

json::Value reference(const std::string& schema) { return json::Object{{"$ref", "#/components/schemas/" + schema}}; }

json::Value operation_of(const http::RouteCard& card) {
  json::Array parameters;
  for (std::size_t at = card.pattern.find('{'); at != std::string::npos; at = card.pattern.find('{', at + 1)) {
    const std::string name = card.pattern.substr(at + 1, card.pattern.find('}', at) - at - 1);
    parameters.push_back(
        json::Object{{"name", name}, {"in", "path"}, {"required", true}, {"schema", json::Object{{"type", "string"}}}});
  }
  for (const auto& [name, description] : card.query) {
    parameters.push_back(json::Object{
        {"name", name}, {"in", "query"}, {"description", description}, {"schema", json::Object{{"type", "string"}}}});
  }
  json::Object answer{{"description", card.summary}};
  const json::Value schema =
      card.response_schema.empty() ? json::Value(json::Object{}) : reference(card.response_schema);
  answer["content"] = json::Object{{card.response_type, json::Object{{"schema", schema}}}};
  json::Object operation{
      {"operationId", card.operation},
      {"summary", card.summary},
      {"tags", json::Array{json::Value(card.operation.substr(0, card.operation.find('_')))}},
      {"parameters", parameters},
      {"responses",
       json::Object{
           {"200", answer},
           {"default", json::Object{{"description", "Problem document (RFC 9457)"},
                                    {"content", json::Object{{"application/problem+json",
                                                              json::Object{{"schema", reference("Problem")}}}}}}}}}};
  if (!card.request_schema.empty()) {
    operation["requestBody"] = json::Object{
        {"required", true},
        {"content", json::Object{{"application/json", json::Object{{"schema", reference(card.request_schema)}}}}}};
  }
  if (!card.right.empty()) operation["x-right"] = card.right;
  if (card.anonymous) operation["security"] = json::Array{};
  return operation;
}

}  // namespace

std::string Call::param(const std::string& name) const {
  const auto found = request.params.find(name);
  return found == request.params.end() ? std::string() : found->second;
}

std::string Call::query(std::string_view name, std::string fallback) const {
  return request.query_value(name).value_or(std::move(fallback));
}

std::int64_t Call::query_number(std::string_view name, std::int64_t fallback, std::int64_t least,
                                std::int64_t most) const {
  const std::string text = query(name);
  std::int64_t number = fallback;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) number = fallback;
  return std::clamp(number, least, most);
}

bool Call::query_flag(std::string_view name) const {
  const std::string text = query(name);
  return text == "true" || text == "1";
}

Result<std::optional<Day>> Call::query_day(std::string_view name) const {
  const std::string text = query(name);
  if (text.empty()) return std::optional<Day>{};
  const auto day = parse_day(std::string_view(text).substr(0, 10));
  if (!day) return invalid("base.json.not_day", std::string(name));
  return day;
}

std::int64_t Call::if_match() const {
  std::string_view text = request.header("if-match");
  if (text.starts_with("W/")) text.remove_prefix(2);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::int64_t version = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  return error == std::errc{} && end == text.data() + text.size() ? version : -1;
}

http::Response problem(const http::Request& request, int status, const Message& what, const std::string& where) {
  const Language language = language_of(request.header("accept-language"));
  http::Response response;
  response.status = status;
  response.set("content-type", "application/problem+json; charset=utf-8");
  response.set("content-language", std::string(code_of(language)));
  response.body = json::print(json::Object{{"type", "urn:waarborg:problem:" + what.key},
                                           {"title", std::string(http::reason(status))},
                                           {"status", status},
                                           {"detail", say(language, what)},
                                           {"where", where},
                                           {"request_id", request.id}});
  return response;
}

http::Response problem(const http::Request& request, const Fault& fault) {
  return problem(request, status_of(fault.kind), fault.what, fault.where);
}

http::Response Api::answer(Call& call, const json::Value& value) {
  http::Response response;
  response.status = call.status;
  response.headers = std::move(call.answer_headers);
  response.set("content-type", "application/json; charset=utf-8");
  if (value.is_object()) {
    if (const auto* version = value.as_object().if_contains("version"); version != nullptr && version->is_int64()) {
      response.set("etag", "\"" + std::to_string(version->as_int64()) + "\"");
    }
  }
  response.body = json::print(value);
  return response;
}

http::Response Api::refusal(Call& call, const Fault& fault) {
  http::Response response =
      call.status >= 400 ? problem(call.request, call.status, fault.what, fault.where) : problem(call.request, fault);
  for (auto& header : call.answer_headers) response.headers.push_back(std::move(header));
  return response;
}

void Api::raw(http::Method method, Route route, std::string type,
              std::function<Result<http::Response>(Call&)> handler) {
  add_route(method, std::move(route), "", "", std::move(type), [handler = std::move(handler)](Call& call) {
    auto result = handler(call);
    if (!result) return refusal(call, result.error());
    for (auto& header : call.answer_headers) result->headers.push_back(std::move(header));
    return std::move(*result);
  });
}

void Api::add_route(http::Method method, Route route, std::string request_schema, std::string response_schema,
                    std::string type, Plain handler) {
  http::RouteCard card;
  card.method = method;
  card.pattern = route.pattern;
  card.operation = route.operation;
  card.summary = route.summary;
  card.request_schema = std::move(request_schema);
  card.response_schema = std::move(response_schema);
  card.right = route.right;
  card.anonymous = route.anonymous;
  card.body_limit = route.body_limit;
  card.query = route.query;
  card.response_type = std::move(type);
  router_.add(std::move(card),
              [gate = &gate_, replays = std::make_shared<Replays>(), route = std::move(route),
               handler = std::move(handler)](const http::Request& request) {
                auto actor = gate->admit(request, route);
                if (!actor) return std::move(actor.error());
                Call call{request, std::move(*actor)};
                if (route.right.empty()) return handler(call);  // about oneself: secrets are not kept
                const std::string who = call.actor.account.text + " " + call.actor.organisation.text;
                return replays->once(request, who, [&] { return handler(call); });
              });
}

json::Value Api::openapi() const {
  json::Object paths;
  for (const http::RouteCard& card : router_.cards()) {
    if (!paths.contains(card.pattern)) paths[card.pattern] = json::Object{};
    paths[card.pattern].as_object()[lower_method(card.method)] = operation_of(card);
  }
  json::Object components = components_;
  const json::Object text{{"type", "string"}};
  components["Problem"] = json::Object{{"type", "object"},
                                       {"properties", json::Object{{"type", text},
                                                                   {"title", text},
                                                                   {"status", json::Object{{"type", "integer"}}},
                                                                   {"detail", text},
                                                                   {"where", text},
                                                                   {"request_id", text}}}};
  return json::Object{
      {"openapi", "3.1.0"},
      {"info", json::Object{{"title", "Waarborg"},
                            {"version", WAARBORG_VERSION},
                            {"license", json::Object{{"name", "EUPL-1.2"}, {"identifier", "EUPL-1.2"}}}}},
      {"servers", json::Array{json::Object{{"url", "/"}}}},
      {"security", json::Array{json::Object{{"session", json::Array{}}}, json::Object{{"token", json::Array{}}}}},
      {"paths", paths},
      {"components",
       json::Object{
           {"schemas", components},
           {"securitySchemes",
            json::Object{{"session", json::Object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "__Host-waarborg"}}},
                         {"token", json::Object{{"type", "http"}, {"scheme", "bearer"}}}}}}}};
}

}  // namespace waarborg::auth
