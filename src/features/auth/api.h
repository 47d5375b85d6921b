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

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "base/json_schema.h"
#include "features/auth/answers.h"
#include "features/auth/declared_route.h"
#include "features/auth/gate.h"
#include "features/auth/problem.h"
#include "features/auth/route.h"
#include "platform/http/router.h"

namespace waarborg::auth {

/// Every function that declares a route throws std::logic_error when that method and pattern exist already, and when
/// two types want one name in the document: mistakes in the program, found at start. A request with a query parameter
/// that its route does not name, or a value that the parameter cannot have, is refused (422).
class Api {
 public:
  Api(http::Router& router, Gate& gate) : router_(router), gate_(gate) {}

  /// The handler answers JSON, which goes with an ETag (RFC 9110 section 8.8.3).
  template <class Out>
  void get(Route route, std::function<Result<Out>(Call&)> handler) {
    add<Out>(http::Method::kGet, std::move(route), nullptr, wrap<Out>(std::move(handler)));
  }
  /// The handler gets the body, which is read as json::read says; an empty one counts as {}. A repeat with the same
  /// `idempotency-key` gets the first answer again (replay.h).
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
    add<Out>(http::Method::kDelete, std::move(route), nullptr, wrap<Out>(std::move(handler)));
  }
  /// The handler reads the raw body (a file, a CSV) and answers JSON.
  template <class Out>
  void upload(http::Method method, Route route, std::function<Result<Out>(Call&)> handler) {
    if (route.types.empty()) route.types = {"application/octet-stream"};
    add<Out>(method, std::move(route), nullptr, wrap<Out>(std::move(handler)));
  }
  /// The handler makes the whole response: a file, a PDF, a text.
  void raw(http::Method method, Route route, std::string type, std::function<Result<http::Response>(Call&)> handler);

  /// Routes declared from here on belong to this section of the document.
  void section(std::string name) { section_ = std::move(name); }
  /// A schema that follows from data (a register) and not from a C++ type.
  void define(const std::string& name, json::Value schema) { schemas_.define(name, std::move(schema)); }
  /// In the order of declaring.
  const std::vector<Declared>& declared() const { return declared_; }
  /// OpenAPI 3.1 of all routes declared so far.
  json::Value openapi() const;

 private:
  using Plain = std::function<http::Response(Call&)>;

  /// With an ETag when it is the answer of a GET; 304 when the asker has exactly this.
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
    json::Value input = route.input.empty() ? json::schema_of<In>(schemas_, json::Flow::kRequest)
                                            : json::Schemas::reference(route.input);
    add<Out>(method, std::move(route), std::move(input), [handler = std::move(handler)](Call& call) {
      auto body = json::decode<In>(call.request.body.empty() ? std::string_view("{}") : call.request.body);
      if (!body) return problem(call.request, body.error());
      auto result = handler(call, std::move(*body));
      return result ? answer(call, json_of(*result)) : refusal(call, result.error());
    });
  }

  template <class Out>
  void add(http::Method method, Route route, json::Value input, Plain handler) {
    json::Value output = schema_for(route, static_cast<const Out*>(nullptr));
    add_route({method, std::move(route), section_, std::move(input), std::move(output)}, std::move(handler));
  }

  template <class T>
  json::Value schema_for(const Route& route, const T*) {
    return route.output.empty() ? json::schema_of<T>(schemas_, json::Flow::kAnswer)
                                : json::Schemas::reference(route.output);
  }
  template <class T>
  json::Value schema_for(const Route& route, const Page<T>*) {
    return list_schema(schema_for(route, static_cast<const T*>(nullptr)), true);
  }
  template <class T>
  json::Value schema_for(const Route& route, const Items<T>*) {
    return list_schema(schema_for(route, static_cast<const T*>(nullptr)), false);
  }
  /// { items, total, next }, or { items } alone, under the name of its rows.
  json::Value list_schema(json::Value row, bool paged);

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

  void add_route(Declared declared, Plain handler);

  http::Router& router_;
  Gate& gate_;
  json::Schemas schemas_;
  std::string section_ = "waarborg";
  std::vector<Declared> declared_;
};

}  // namespace waarborg::auth
