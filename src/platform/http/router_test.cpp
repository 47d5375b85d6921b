// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace waarborg::http {
namespace {

RouteCard card(Method method, std::string pattern, std::size_t body_limit = 100) {
  RouteCard made{.method = method, .pattern = std::move(pattern)};
  made.body_limit = body_limit;
  return made;
}

// Answers with the name of the route and its parameters.
Handler named(std::string name) {
  return [name](const Request& request) {
    Response response{.body = name};
    for (const auto& [key, value] : request.params) response.body += " " + key + "=" + value;
    return response;
  };
}

Router sample() {
  Router router;
  router.add(card(Method::kGet, "/"), named("root"));
  router.add(card(Method::kGet, "/measures"), named("list"));
  router.add(card(Method::kPost, "/measures", 5000), named("create"));
  router.add(card(Method::kGet, "/measures/{id}"), named("one"));
  router.add(card(Method::kDelete, "/measures/{id}"), named("remove"));
  router.add(card(Method::kGet, "/measures/overdue"), named("overdue"));
  router.add(card(Method::kGet, "/measures/{measure}/places/{place}"), named("place"));
  router.add(card(Method::kPut, "/measures/overdue/places/{place}"), named("literal"));
  return router;
}

struct Case {
  Method method;
  std::string path;
  int status;
  std::string says;  // body, or `allow` of a 405
};

TEST(Router, finds_by_method_and_path) {
  const Router router = sample();
  const Case table[] = {
      {Method::kGet, "/", 200, "root"},
      {Method::kGet, "/measures", 200, "list"},
      {Method::kHead, "/measures", 200, "list"},
      {Method::kPost, "/measures", 200, "create"},
      {Method::kGet, "/measures/7", 200, "one id=7"},
      {Method::kGet, "/measures/a b/places/é", 200, "place measure=a b place=é"},
      {Method::kDelete, "/measures/7", 200, "remove id=7"},
      {Method::kDelete,
       "/measures/a\x1F"
       "b",
       200, "remove id=a/b"},
      {Method::kGet, "/measures\x1Foverdue", 404, ""},
      {Method::kGet, "/measures/overdue", 200, "overdue"},
      {Method::kDelete, "/measures/overdue", 200, "remove id=overdue"},
      {Method::kGet, "/measures/overdue/places/3", 200, "place measure=overdue place=3"},
      {Method::kPut, "/measures/overdue/places/3", 200, "literal place=3"},
      {Method::kGet, "/nothing", 404, ""},
      {Method::kGet, "/measures/", 404, ""},
      {Method::kGet, "/measures/7/places", 404, ""},
      {Method::kGet, "/measures/7/places/", 404, ""},
      {Method::kGet, "/measures/7/places/3/more", 404, ""},
      {Method::kPut, "/measures", 405, "GET, HEAD, POST"},
      {Method::kPatch, "/measures/7", 405, "GET, HEAD, DELETE"},
      {Method::kPost, "/measures/7/places/1", 405, "GET, HEAD"},
  };
  for (const Case& row : table) {
    Request request{.method = row.method, .path = row.path};
    const Response response = router.handle(request);
    EXPECT_EQ(response.status, row.status) << row.path;
    if (row.status == 405) {
      EXPECT_EQ(response.headers.back(), (Header{"allow", row.says})) << row.path;
    } else if (row.status == 200) {
      EXPECT_EQ(response.body, row.says) << row.path;
    }
  }
}

TEST(Router, the_fallback_words_a_refusal) {
  Router router = sample();
  router.set_fallback(
      [](const Request& request, int status) { return Response{.status = status, .body = "no " + request.path}; });

  EXPECT_EQ(router.handle({.path = "/nothing"}).body, "no /nothing");
}

TEST(Router, what_stands_around_decides_whether_the_handler_runs) {
  Router router = sample();
  router.set_around([](const RouteCard& route, const Handler& handler, const Request& request) {
    return route.pattern == "/" ? Response{.status = 401} : handler(request);
  });

  EXPECT_EQ(router.handle({.path = "/"}).status, 401);
  EXPECT_EQ(router.handle({.path = "/measures/7"}).body, "one id=7");
}

TEST(Router, the_body_limit_is_that_of_the_route) {
  const Router router = sample();

  EXPECT_EQ(router.body_limit(Method::kPost, "/measures"), 5000U);
  EXPECT_EQ(router.body_limit(Method::kGet, "/measures/7"), 100U);
  EXPECT_EQ(router.body_limit(Method::kPost, "/nothing"), Router::kUnknownRouteBody);
  EXPECT_EQ(router.body_limit(Method::kPost, ""), Router::kUnknownRouteBody);
}

TEST(Router, a_mistake_in_a_route_is_found_when_adding) {
  Router router = sample();

  EXPECT_THROW(router.add(card(Method::kGet, "/measures/{other}"), named("")), std::logic_error);
  EXPECT_THROW(router.add(card(Method::kGet, "measures"), named("")), std::logic_error);
  EXPECT_THROW(router.add(card(Method::kGet, "/a{b}"), named("")), std::logic_error);
  EXPECT_THROW(router.add(card(Method::kGet, "/{}"), named("")), std::logic_error);
  EXPECT_THROW(router.add(card(Method::kHead, "/x"), named("")), std::logic_error);
}

TEST(Router, cards_keep_the_order_of_adding) {
  const Router router = sample();

  ASSERT_EQ(router.cards().size(), 8U);
  EXPECT_EQ(router.cards().front().pattern, "/");
  EXPECT_EQ(router.find(Method::kHead, "/measures/9")->pattern, "/measures/{id}");
}

}  // namespace
}  // namespace waarborg::http
