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

enum class Colour { kRed, kDarkBlue };
BOOST_DESCRIBE_ENUM(Colour, kRed, kDarkBlue)

TEST(Api, refuses_a_query_value_that_cannot_be_and_says_of_which_parameter) {
  http::Router router;
  OpenGate gate;
  Api api(router, gate);
  Route route{"/api/v1/probe", "probe", "Probe", ""};
  route.query = {{"q", "text"},
                 {"filter.{field}", "text"},
                 one_of<Colour>("colour", "word"),
                 sort_by({"name"}),
                 {"from", "day"},
                 {"limit", "1 to 500"},
                 number("last", "", 1, 9),
                 flag("mine", ""),
                 {"dry_run", "common flag"},
                 several("place", ""),
                 counted_after()};
  api.get<Nothing>(route, [](Call&) -> Result<Nothing> { return Nothing{}; });
  struct Row {
    const char *name, *value, *problem;  // the last empty: it goes through
  };
  const Row table[] = {
      {"colour", "dark_blue", ""},
      {"colour", "", ""},
      {"colour", "green", "base.json.not_choice"},
      {"colour", "Red", "base.json.not_choice"},
      {"colour", "red,dark_blue", "base.json.not_choice"},
      {"sort", "-name", ""},
      {"sort", "--name", "base.json.not_choice"},
      {"from", "2026-02-28", ""},
      {"from", "2026-02-30", "base.json.not_day"},
      {"from", "yesterday", "base.json.not_day"},
      {"limit", "500", ""},
      {"limit", "", ""},
      {"limit", "abc", "base.json.not_integer"},
      {"limit", "5x", "base.json.not_integer"},
      {"limit", " 5", "base.json.not_integer"},
      {"limit", "1.5", "base.json.not_integer"},
      {"limit", "0", "auth.query.range"},
      {"limit", "-1", "auth.query.range"},
      {"limit", "501", "auth.query.range"},
      {"limit", "99999999999999999999", "auth.query.range"},
      {"last", "9", ""},
      {"last", "10", "auth.query.range"},
      {"mine", "true", ""},
      {"mine", "0", ""},
      {"mine", "yes", "base.json.not_boolean"},
      {"dry_run", "TRUE", "base.json.not_boolean"},
      {"after", "50", ""},
      {"after", "-50", "db.after_unknown"},
      {"after", "1234567890123456", "db.after_unknown"},
      {"q", "abc", ""},
      {"filter.kind", "anything", ""},
      {"place", "site/1", ""},
  };
  for (const Row& row : table) {
    http::Request request{.method = http::Method::kGet, .target = "/api/v1/probe"};
    request.path = request.target;
    request.query = {{"filter.other", "x"}, {row.name, row.value}};
    const auto answer = router.handle(std::move(request));
    const bool fits = std::string_view(row.problem).empty();
    EXPECT_EQ(answer.status, fits ? 200 : 422) << row.name << "=" << row.value << " " << answer.body;
    if (fits || answer.status != 422) continue;
    const auto body = json::parse(answer.body).value();
    EXPECT_EQ(body.at("where").as_string(), row.name);
    EXPECT_EQ(body.at("type").as_string(), std::string("urn:waarborg:problem:") + row.problem) << row.value;
  }
}

TEST(Api, refuses_a_query_parameter_that_is_given_twice_unless_it_may_repeat) {
  http::Router router;
  OpenGate gate;
  Api api(router, gate);
  Route route{"/api/v1/probe", "probe", "Probe", ""};
  route.query = {{"q", "text"},         {"filter.{field}", "text"}, one_of<Colour>("colour", "word"),
                 {"limit", "1 to 500"}, flag("mine", ""),           several("place", "")};
  api.get<Nothing>(route, [](Call&) -> Result<Nothing> { return Nothing{}; });
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  struct Row {
    Pairs query;
    std::string refused;  // the parameter; empty: it goes through
  };
  const Row table[] = {
      {{{"colour", "red"}, {"colour", "dark_blue"}}, "colour"},
      {{{"colour", "red"}, {"colour", "red"}}, "colour"},
      {{{"q", "a"}, {"limit", "5"}, {"q", ""}}, "q"},
      {{{"mine", ""}, {"mine", "true"}}, "mine"},
      {{{"filter.kind", "a"}, {"filter.kind", "b"}}, "filter.kind"},
      {{{"filter.kind", "a"}, {"filter.name", "b"}}, ""},
      {{{"place", "site/1"}, {"place", "site/2"}, {"place", "site/1"}}, ""},
      {{{"q", "a"}, {"colour", "red"}, {"limit", "5"}}, ""},
  };
  for (const Row& row : table) {
    http::Request request{.method = http::Method::kGet, .target = "/api/v1/probe"};
    request.path = request.target;
    request.query = row.query;
    const auto answer = router.handle(std::move(request));
    EXPECT_EQ(answer.status, row.refused.empty() ? 200 : 422) << answer.body;
    if (answer.status != 422) continue;
    const auto body = json::parse(answer.body).value();
    EXPECT_EQ(body.at("where").as_string(), row.refused);
    EXPECT_EQ(body.at("type").as_string(), "urn:waarborg:problem:auth.query.twice");
  }
}

}  // namespace
}  // namespace waarborg::auth
