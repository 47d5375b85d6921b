// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/api.h"

#include <gtest/gtest.h>

namespace waarborg::auth {
namespace {

struct OpenGate final : Gate {
  std::expected<Actor, http::Response> admit(const http::Request&, const Route&) override { return Actor{}; }
};

/// What the API answers when a handler ends with this fault.
http::Response answer_to(const Fault& fault, const std::string& language = "nl") {
  http::Router router;
  OpenGate gate;
  Api api(router, gate);
  api.get<Nothing>(Route{"/api/v1/probe", "probe", "Probe", ""},
                   [&](Call&) -> Result<Nothing> { return std::unexpected(fault); });
  http::Request request{.method = http::Method::kGet, .target = "/api/v1/probe"};
  request.path = request.target;
  request.headers.push_back({"accept-language", language});
  return router.handle(std::move(request));
}

TEST(Api, tells_by_the_status_what_to_do_with_a_fault) {
  EXPECT_EQ(answer_to({FaultKind::kInvalid, {"auth.name.missing", {}}, "name"}).status, 422);
  EXPECT_EQ(answer_to({FaultKind::kNotFound, {"auth.account.not_found", {}}, ""}).status, 404);
  EXPECT_EQ(answer_to({FaultKind::kForbidden, {"auth.forbidden", {}}, ""}).status, 403);
  EXPECT_EQ(answer_to({FaultKind::kConflict, {"auth.factor.last", {}}, ""}).status, 409);
  EXPECT_EQ(answer_to({FaultKind::kConflict, {"auth.account.changed", {}}, ""}).status, 412);
  EXPECT_EQ(answer_to({FaultKind::kUnavailable, {"fs.disk", {}}, ""}).status, 503);
}

TEST(Api, a_full_file_store_answers_as_a_full_database_does) {
  const Fault files{FaultKind::kUnavailable, {"fs.disk_full", {}}, ""};
  EXPECT_EQ(answer_to(files).status, 507);
  for (const Language language : {Language::kNl, Language::kEn}) {
    EXPECT_EQ(say(language, "fs.disk_full"), say(language, "db.disk_full"));
    const std::string body = answer_to(files, std::string(code_of(language))).body;
    EXPECT_NE(body.find(say(language, "db.disk_full")), std::string::npos) << body;
  }
}

/// The answer to this query of a route that knows `q` and every `filter.…`.
http::Response answer_to_query(std::vector<std::pair<std::string, std::string>> query) {
  http::Router router;
  OpenGate gate;
  Api api(router, gate);
  Route route{"/api/v1/probe", "probe", "Probe", ""};
  route.query = {{"q", "text"}, {"filter.{field}", "part of a text"}};
  api.get<Nothing>(route, [](Call&) -> Result<Nothing> { return Nothing{}; });
  http::Request request{.method = http::Method::kGet, .target = "/api/v1/probe"};
  request.path = request.target;
  request.query = std::move(query);
  return router.handle(std::move(request));
}

TEST(Api, refuses_a_query_name_that_the_route_does_not_know_and_says_which) {
  EXPECT_EQ(answer_to_query({}).status, 200);
  EXPECT_EQ(answer_to_query({{"q", "x"}, {"filter.kind", "server"}, {"filter.name.from", ""}}).status, 200);
  for (const char* name : {"sort", "Q", "filter", "", "q "}) {
    const auto answer = answer_to_query({{"q", "x"}, {name, "x"}});
    EXPECT_EQ(answer.status, 422) << name;
    const auto body = json::parse(answer.body).value();
    EXPECT_EQ(body.at("where").as_string(), name);
    EXPECT_EQ(body.at("type").as_string(), "urn:waarborg:problem:auth.query.unknown");
  }
}

}  // namespace
}  // namespace waarborg::auth
