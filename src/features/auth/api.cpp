// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/api.h"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

#include "features/auth/replay.h"

namespace waarborg::auth {
namespace {

/// A version that no record has: an If-Match that is not ours never fits.
constexpr std::int64_t kNoSuchVersion = std::int64_t{1} << 60;

/// Of the bytes of an answer, for ETag: FNV-1a, 64 bits. Guards against confusion, not against an attacker, who can
/// only spoil his own answers.
std::string print_of(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return fmt::format("{:016x}", hash);
}

/// RFC 9110 section 13.1.2: a list of tags, weak or not, or "*".
bool is_named(std::string_view header, const std::string& etag) {
  return header == "*" || header.find(etag) != std::string_view::npos;
}

/// What a route declares of a query parameter, or nothing; `filter.{field}` stands for every name that begins so.
const Parameter* parameter_of(const Route& route, std::string_view name) {
  const auto found = std::ranges::find_if(route.query, [&](const Parameter& known) {
    const std::size_t open = known.name.find_first_of("{<");
    return open == std::string::npos ? known.name == name
                                     : name.starts_with(std::string_view(known.name).substr(0, open));
  });
  return found == route.query.end() ? nullptr : &*found;
}

/// Declared by several().
bool may_repeat(const Parameter& parameter) {
  const json::Object* rule = parameter.schema.if_object();
  const json::Value* type = rule == nullptr ? nullptr : rule->if_contains("type");
  return type != nullptr && type->is_string() && std::string_view(type->as_string()) == "array";
}

/// What the door asks of a request before the handler sees it. A parameter that the route does not know, or a value
/// that cannot be, or a second one, would be left out in silence, and the asker would take another list for his.
std::optional<http::Response> unfit(const http::Request& request, const Route& route) {
  for (const auto& [name, value] : request.query) {
    const Parameter* parameter = parameter_of(route, name);
    if (parameter == nullptr) return problem(request, 422, {"auth.query.unknown", {{"name", name}}}, name);
    const auto same = [&](const auto& pair) { return pair.first == name; };
    if (!may_repeat(*parameter) && std::ranges::count_if(request.query, same) > 1) {
      return problem(request, 422, {"auth.query.twice", {{"name", name}}}, name);
    }
    if (const auto ok = check_value(*parameter, value); !ok) return problem(request, 422, ok.error().what, name);
  }
  if (route.versioned && request.header("if-match").empty()) {
    return problem(request, 428, {"auth.version.required", {}}, "if-match");
  }
  return std::nullopt;
}

/// Who asks, for repeats: also by which token, so that the key of a person never stands in the way of his tool.
std::string asker(const Call& call) {
  const std::string_view authorization = call.request.header("authorization");
  const std::string_view token = authorization.starts_with("Bearer ") ? authorization : std::string_view();
  return call.actor.account.text + " " + call.actor.organisation.text + " " + std::string(token);
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
  const auto day = parse_day(text);
  if (!day) return invalid("base.json.not_day", std::string(name));
  return day;
}

std::int64_t Call::if_match() const {
  std::string_view text = request.header("if-match");
  if (text.starts_with("W/")) text.remove_prefix(2);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  if (text == "*" || text.empty()) return -1;
  std::int64_t version = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  const bool whole = end == text.data() + text.size() || *end == '.';
  return error == std::errc{} && whole && version >= 0 ? version : kNoSuchVersion;
}

http::Response Api::answer(Call& call, const json::Value& value) {
  http::Response response;
  response.status = call.status;
  response.headers = std::move(call.answer_headers);
  response.set("content-type", "application/json; charset=utf-8");
  response.body = json::print(value);
  if (call.status != 200) return response;
  std::string tag = print_of(response.body);
  if (value.is_object()) {
    if (const auto* version = value.as_object().if_contains("version"); version != nullptr && version->is_int64()) {
      tag = std::to_string(version->as_int64()) + "." + tag;
    }
  }
  tag = "\"" + tag + "\"";
  response.set("etag", tag);
  if (call.request.method == http::Method::kGet && is_named(call.request.header("if-none-match"), tag)) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

http::Response Api::refusal(Call& call, const Fault& fault) {
  const int status = call.status >= 400 ? call.status : status_of(fault);
  http::Response response = problem(call.request, status, fault.what, fault.where);
  for (auto& header : call.answer_headers) response.headers.push_back(std::move(header));
  return response;
}

void Api::raw(http::Method method, Route route, std::string type,
              std::function<Result<http::Response>(Call&)> handler) {
  add_route({method, std::move(route), section_, nullptr, nullptr, std::move(type)},
            [handler = std::move(handler)](Call& call) {
              auto result = handler(call);
              if (!result) return refusal(call, result.error());
              for (auto& header : call.answer_headers) result->headers.push_back(std::move(header));
              return std::move(*result);
            });
}

void Api::add_route(Declared declared, Plain handler) {
  const Route& route = declared.route;
  http::RouteCard card;
  card.method = declared.method;
  card.pattern = route.pattern;
  card.operation = route.operation;
  card.summary = route.summary;
  card.right = route.right;
  card.anonymous = route.anonymous;
  card.body_limit = route.body_limit;
  card.response_type = declared.type;
  router_.add(std::move(card), [gate = &gate_, replays = std::make_shared<Replays>(), route,
                                handler = std::move(handler)](const http::Request& request) {
    auto actor = gate->admit(request, route);
    if (!actor) return std::move(actor.error());
    if (auto refused = unfit(request, route)) return std::move(*refused);
    Call call{request, std::move(*actor)};
    if (route.right.empty()) return handler(call);  // about oneself: secrets are not kept
    const std::string organisation = call.actor.organisation.text;
    return replays->once(request, organisation, asker(call), [&] { return handler(call); });
  });
  declared_.push_back(std::move(declared));
}

json::Value Api::list_schema(json::Value row, bool paged) {
  const std::string name =
      std::string(std::string_view(row.at("$ref").as_string()).substr(21)) + (paged ? "Page" : "Items");
  if (!schemas_.components().contains(name)) {
    json::Object properties{{"items", json::Object{{"type", "array"}, {"items", std::move(row)}}}};
    json::Array required{"items"};
    if (paged) {
      properties["total"] =
          json::Object{{"type", "integer"}, {"description", "How many there are in all, before and after this page."}};
      properties["next"] =
          json::Object{{"type", json::Array{"string", "null"}},
                       {"description", "Give this as `after` to get the next page; null on the last page."}};
      required.insert(required.end(), {"total", "next"});
    }
    schemas_.define(name, json::Object{{"type", "object"}, {"properties", properties}, {"required", required}});
  }
  return json::Schemas::reference(name);
}

}  // namespace waarborg::auth
