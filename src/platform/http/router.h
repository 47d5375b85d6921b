// SPDX-License-Identifier: EUPL-1.2
//
// Finds the handler of a request by method and path. The cards of the routes are also the source of the OpenAPI
// document and of the rights check, so that neither can forget a route.
//
//   router.add({.method = Method::kGet, .pattern = "/api/v1/measures/{id}", .operation = "getMeasure", ...}, get);
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/http/http.h"

namespace waarborg::http {

/// What is known of a route.
struct RouteCard {
  Method method = Method::kGet;
  std::string pattern{};    ///< /api/v1/measures/{id}; a `{name}` is one whole, non-empty segment.
  std::string operation{};  ///< OpenAPI operationId.
  std::string summary{};
  std::string request_schema{};   ///< Name of the schema of the body; may be empty.
  std::string response_schema{};  ///< Name of the schema of the answer; may be empty.
  std::string right{};            ///< Such as `risk.edit`.
  bool anonymous = false;         ///< May be used without a session.
  std::size_t body_limit = 1U << 20;
  std::vector<std::pair<std::string, std::string>> query{};  ///< Name and description of each query parameter.
  std::string response_type = "application/json";
};

class Router {
 public:
  /// Gives the body of a 404 or 405; the router adds `allow` to a 405.
  using Fallback = std::function<Response(const Request&, int status)>;
  /// Stands between router and handler: session, right, error mapping. Calls the handler, or does not.
  using Around = std::function<Response(const RouteCard&, const Handler&, const Request&)>;

  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Throws std::logic_error for a malformed pattern or a second handler of the same method and path: a mistake
  /// in the program, found at start.
  void add(RouteCard card, Handler handler);
  void set_fallback(Fallback fallback);
  void set_around(Around around);

  /// In the order of adding.
  const std::vector<RouteCard>& cards() const;

  /// A written segment wins from a `{name}`; HEAD is served by GET.
  Response handle(Request request) const;
  /// The card that `handle` would use; null when there is none.
  const RouteCard* find(Method method, std::string_view path) const;
  /// The limit of the route; kUnknownRouteBody for a path without one.
  std::size_t body_limit(Method method, std::string_view path) const;

  /// Small, but enough to answer 404 to a form without closing the connection. Unit: bytes.
  static constexpr std::size_t kUnknownRouteBody = 64 * 1024;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
  std::vector<RouteCard> cards_;
  std::vector<Handler> handlers_;
  Fallback fallback_;
  Around around_;
};

}  // namespace waarborg::http
