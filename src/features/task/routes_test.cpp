// SPDX-License-Identifier: EUPL-1.2
#include "features/task/test_world.h"

namespace waarborg::task {
namespace {

using TaskRoutes = TaskWorld;
using enum http::Method;

json::Object body_of(const http::Response& response) { return json::parse(response.body).value().as_object(); }

TEST_P(TaskRoutes, follow_an_occurrence_to_a_closed_deviation) {
  sync({monthly()});
  const auto open = body_of(world.ask(kGet, "/api/v1/occurrences?state=open&mine=true", "bob"));
  ASSERT_EQ(open.at("total"), 1);
  const std::string id(open.at("items").as_array()[0].as_object().at("id").as_string());
  auto answer = world.ask(kPost, "/api/v1/occurrences/" + id + "/perform", "bob",
                          R"({"performed_on":"2026-02-20","outcome":"deviation","note":"","evidence":["good"],
                              "deviation":{"what":"onleesbaar","cause":"","correction":""}})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(body_of(answer)["state"], "on_time");
  const std::string path = "/api/v1/deviations/" + std::string(body_of(answer)["deviation"].as_string());
  answer = world.ask(kPut, path, "bob", R"({"what":"onleesbaar","cause":"oude band","correction":"nieuwe band"})",
                     {{"if-match", "\"1\""}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(body_of(answer)["state"], "corrected");
  EXPECT_EQ(world.ask(kPut, path, "bob", R"({"what":"onleesbaar"})", {{"if-match", "\"1\""}}).status, 412);
  answer = world.ask(kPost, path + "/retest", "bob", R"({"evidence":"good","supports":true})");
  EXPECT_EQ(body_of(answer)["state"], "closed") << answer.body;
  EXPECT_EQ(body_of(world.ask(kGet, "/api/v1/occurrences/" + id, "alice"))["outcome"], "deviation");
  EXPECT_EQ(body_of(world.ask(kGet, "/api/v1/measures/m1/occurrences?from=2026-01-01&to=2026-02-28", "alice"))
                .at("items")
                .as_array()
                .size(),
            2U);
  EXPECT_EQ(world.ask(kGet, "/api/v1/occurrences?from=gisteren", "alice").status, 422);
}

TEST_P(TaskRoutes, give_the_occurrences_of_a_measure_in_pages) {
  sync({monthly()});
  const std::string path = "/api/v1/measures/m1/occurrences?limit=1";
  std::vector<std::string> due;
  std::int64_t total = 0;
  for (std::string after = "";;) {
    const auto page = body_of(world.ask(kGet, path + (after.empty() ? "" : "&after=" + after), "alice"));
    ASSERT_EQ(page.at("items").as_array().size(), 1U);
    due.emplace_back(page.at("items").as_array()[0].as_object().at("due").as_string());
    total = page.at("total").as_int64();
    if (page.at("next").is_null()) break;
    after = page.at("next").as_string();
    while (after.find(' ') != std::string::npos) after.replace(after.find(' '), 1, "%20");
  }
  EXPECT_GT(total, 2);
  EXPECT_EQ(std::ssize(due), total);
  EXPECT_TRUE(std::ranges::is_sorted(due));
  EXPECT_EQ(world.ask(kGet, "/api/v1/measures/m1/occurrences?limit=501", "alice").status, 422);
  EXPECT_EQ(world.ask(kGet, "/api/v1/measures/m9/occurrences", "alice").status, 404);
}

TEST_P(TaskRoutes, keep_charlie_of_another_organisation_out_of_everything) {
  sync({monthly()});
  const std::string id = due_on("2026-02-15");
  const std::string deviation = tasks.open(world.bob, "m1", {"x", {}, {}, {}}).value().id;
  struct Row {
    http::Method method;
    std::string target;
    std::string body;
  };
  const Row rows[] = {
      {kGet, "/api/v1/occurrences/" + id, ""},
      {kPost, "/api/v1/occurrences/" + id + "/perform", R"({"performed_on":"2026-02-20","outcome":"effective"})"},
      {kPost, "/api/v1/occurrences/" + id + "/withdraw", R"({"reason":"x"})"},
      {kGet, "/api/v1/measures/m1/occurrences", ""},
      {kGet, "/api/v1/measures/m1/deviations", ""},
      {kPost, "/api/v1/measures/m1/deviations", R"({"what":"x"})"},
      {kGet, "/api/v1/deviations/" + deviation, ""},
      {kPut, "/api/v1/deviations/" + deviation, R"({"what":"x"})"},
      {kPost, "/api/v1/deviations/" + deviation + "/retest", R"({"evidence":"good","supports":true})"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(world.ask(row.method, row.target, "charlie", row.body).status, 404) << row.target;
    EXPECT_EQ(world.ask(row.method, row.target, "", row.body).status, 401) << row.target;
  }
  for (const char* list : {"/api/v1/occurrences", "/api/v1/deviations"}) {
    EXPECT_EQ(body_of(world.ask(kGet, list, "charlie"))["total"], 0);
  }
  for (const char* file : {"/api/v1/occurrences/export.csv", "/api/v1/deviations/export.csv"}) {
    const auto answer = world.ask(kGet, file, "charlie");
    EXPECT_EQ(std::ranges::count(answer.body, '\n'), 1) << file << ": the heading alone";
    EXPECT_EQ(world.ask(kGet, file, "").status, 401) << file;
  }
  EXPECT_EQ(world.router.cards().size(), std::size(rows) + 2 + 4) << "the lists, and two files of each";
  for (const http::RouteCard& card : world.router.cards()) EXPECT_FALSE(card.right.empty()) << card.operation;
}

TEST_P(TaskRoutes, give_the_list_as_a_file_with_the_same_filters_in_the_language_of_the_user) {
  sync({monthly()});
  const auto answer = world.ask(kGet, "/api/v1/occurrences/export.csv?state=missed&sort=-due&q=herstel", "alice");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto listed = body_of(world.ask(kGet, "/api/v1/occurrences?state=missed&q=herstel", "alice")).at("total");
  EXPECT_EQ(std::ranges::count(answer.body, '\n'), listed.as_int64() + 1);
  EXPECT_NE(answer.body.find("Maatregel;Onderdeel van het bewijsplan;Plek;Eigenaar"), std::string::npos) << answer.body;
  EXPECT_NE(answer.body.find(";gemist;"), std::string::npos) << answer.body;
  EXPECT_EQ(world.ask(kGet, "/api/v1/occurrences?soort=alles", "alice").status, 422);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, TaskRoutes, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::task
