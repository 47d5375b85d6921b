// SPDX-License-Identifier: EUPL-1.2
//
// Typed, guarded routes. A feature declares a route with the types of its body and answer; the door checks session,
// cross-site token and right, reads and checks the body, turns a Fault into a problem document (RFC 9457), and the
// OpenAPI document follows from the same declaration.
//
//   api.get<Measure>({"/api/v1/measures/{id}", "measure_get", "One measure", "measure.read"},
//                    [&](Call& call) { return service.get(call.actor, MeasureId{call.param("id")}); });
//   api.post<MeasureInput, Measure>({...}, [&](Call& call, MeasureInput in) { ... });
#pragma once

#include <charconv>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "features/auth/actor.h"
#include "platform/http/http.h"
#include "platform/http/router.h"

namespace waarborg::auth {

struct Route {
  std::string pattern;
  std::string operation;  ///< OpenAPI operationId.
  std::string summary;
  std::string right;       ///< Empty: every signed-in account.
  bool anonymous = false;  ///< No session needed.
  std::size_t body_limit = 1U << 20;
  std::vector<std::pair<std::string, std::string>> query = {};
};

struct Call {
  const http::Request& request;
  Actor actor;
  std::vector<http::Header> answer_headers = {};  ///< Extra headers, such as set-cookie.
  int status = 200;

  std::string param(const std::string& name) const;
  std::string query(std::string_view name, std::string fallback = {}) const;
  /// A number in [least, most]; the fallback when absent or not a number.
  std::int64_t query_number(std::string_view name, std::int64_t fallback, std::int64_t least, std::int64_t most) const;
  bool query_flag(std::string_view name) const;
  /// kInvalid naming the query parameter when it is present and not a day.
  Result<std::optional<Day>> query_day(std::string_view name) const;
  /// Version in If-Match; -1 when absent.
  std::int64_t if_match() const;
};

struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

template <class T>
struct Page {
  std::vector<T> items;
  std::int64_t total = 0;
  std::optional<std::string> next;
};
template <class T>
struct Items {
  std::vector<T> items;
};

/// Answers who asks, or the response that refuses (401, 403). Implemented by auth's service.
struct Gate {
  virtual ~Gate() = default;
  virtual std::expected<Actor, http::Response> admit(const http::Request& request, const Route& route) = 0;
};

/// A problem document (RFC 9457) in the language of the request.
http::Response problem(const http::Request& request, const Fault& fault);
http::Response problem(const http::Request& request, int status, const Message& what, const std::string& where = {});

class Api {
 public:
  Api(http::Router& router, Gate& gate) : router_(router), gate_(gate) {}

  template <class Out>
  void get(Route route, std::function<Result<Out>(Call&)> handler) {
    add<Out>(http::Method::kGet, std::move(route), "", wrap<Out>(std::move(handler)));
  }
  template <class In, class Out>
  void post(Route route, std::function<Result<Out>(Call&, In)> handler) {
    with_body<In, Out>(http::Method::kPost, std::move(route), std::move(handler));
  }
  template <class In, class Out>
  void put(Route route, std::function<Result<Out>(Call&, In)> handler) {
    with_body<In, Out>(http::Method::kPut, std::move(route), std::move(handler));
  }
  template <class Out>
  void remove(Route route, std::function<Result<Out>(Call&)> handler) {
    add<Out>(http::Method::kDelete, std::move(route), "", wrap<Out>(std::move(handler)));
  }
  /// The handler reads the raw body (a file, a CSV) and answers JSON.
  template <class Out>
  void upload(http::Method method, Route route, std::function<Result<Out>(Call&)> handler) {
    add<Out>(method, std::move(route), "", wrap<Out>(std::move(handler)));
  }
  /// The handler makes the whole response: a file, a PDF, a text.
  void raw(http::Method method, Route route, std::string type, std::function<Result<http::Response>(Call&)> handler);

  /// OpenAPI 3.1 of all routes declared so far.
  json::Value openapi() const;

 private:
  using Plain = std::function<http::Response(Call&)>;

  static http::Response answer(Call& call, const json::Value& value);
  /// The problem document of a fault; a handler that sets call.status to 400 or more chooses the status itself.
  static http::Response refusal(Call& call, const Fault& fault);

  template <class Out>
  static Plain wrap(std::function<Result<Out>(Call&)> handler) {
    return [handler = std::move(handler)](Call& call) {
      auto result = handler(call);
      return result ? answer(call, json_of(*result)) : refusal(call, result.error());
    };
  }

  template <class In, class Out>
  void with_body(http::Method method, Route route, std::function<Result<Out>(Call&, In)> handler) {
    json::schema_of<In>(components_);
    add<Out>(method, std::move(route), json::schema_name<In>(), [handler = std::move(handler)](Call& call) {
      auto body = json::decode<In>(call.request.body.empty() ? std::string_view("{}") : call.request.body);
      if (!body) return problem(call.request, body.error());
      auto result = handler(call, std::move(*body));
      return result ? answer(call, json_of(*result)) : refusal(call, result.error());
    });
  }

  template <class Out>
  void add(http::Method method, Route route, std::string request_schema, Plain handler) {
    describe<Out>();
    add_route(method, std::move(route), std::move(request_schema), name_of<Out>(), "application/json",
              std::move(handler));
  }

  template <class T>
  struct Unwrapped {
    using type = T;
    static constexpr const char* kSuffix = "";
  };
  template <class T>
  struct Unwrapped<Page<T>> {
    using type = T;
    static constexpr const char* kSuffix = "Page";
  };
  template <class T>
  struct Unwrapped<Items<T>> {
    using type = T;
    static constexpr const char* kSuffix = "Items";
  };

  template <class Out>
  static std::string name_of() {
    if constexpr (json::Described<typename Unwrapped<Out>::type>) {
      return json::schema_name<typename Unwrapped<Out>::type>() + Unwrapped<Out>::kSuffix;
    } else {
      return "";
    }
  }
  template <class Out>
  void describe() {
    using Item = typename Unwrapped<Out>::type;
    const json::Value item = json::schema_of<Item>(components_);
    const std::string suffix = Unwrapped<Out>::kSuffix;
    if (suffix.empty()) return;
    json::Object properties{{"items", json::Object{{"type", "array"}, {"items", item}}}};
    json::Array required{"items"};
    if (suffix == "Page") {
      properties["total"] = json::Object{{"type", "integer"}};
      properties["next"] = json::Object{{"type", json::Array{"string", "null"}}};
      required.insert(required.end(), {"total", "next"});
    }
    components_[name_of<Out>()] = json::Object{{"type", "object"}, {"properties", properties}, {"required", required}};
  }
  template <class T>
  static json::Value json_of(const T& value) {
    return json::encode(value);
  }
  template <class T>
  static json::Value json_of(const Page<T>& page) {
    return json::Object{{"items", json::encode(page.items)}, {"total", page.total}, {"next", json::encode(page.next)}};
  }
  template <class T>
  static json::Value json_of(const Items<T>& list) {
    return json::Object{{"items", json::encode(list.items)}};
  }

  void add_route(http::Method method, Route route, std::string request_schema, std::string response_schema,
                 std::string type, Plain handler);

  http::Router& router_;
  Gate& gate_;
  json::Object components_;
};

}  // namespace waarborg::auth
