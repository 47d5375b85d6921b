// SPDX-License-Identifier: EUPL-1.2
//
// The documents in the background: the same as the direct routes give, with progress, cancel and rights.
#include <gtest/gtest.h>

#include "features/job/runner.h"
#include "features/report/package_check.h"
#include "features/report/temp_folder.h"
#include "features/report/test_world.h"

namespace waarborg::report {
namespace {

using http::Method;

class ReportJobs : public ::testing::TestWithParam<std::string> {
 protected:
  // Without a PDF: making one takes seconds, and pdf_test.cpp looks at it.
  ReportJobs() : world(GetParam(), PdfSettings{.python = "/no/such/python3"}) {
    world.fill();
    add_jobs(jobs, world.reports);
    add_job_routes(world.world.api, jobs, world.world.clock);
    job::add_routes(world.world.api, jobs);
  }
  http::Response ask(Method method, const std::string& path, const std::string& who, const std::string& body = "") {
    return world.world.ask(method, path, who, body);
  }
  /// Asks for it as Alice and has it made; the job afterwards.
  json::Value made(const std::string& path, const std::string& body = "{}") {
    const auto answer = ask(Method::kPost, path, "alice", body);
    EXPECT_EQ(answer.status, 202) << answer.body;
    const json::Value asked = json::parse(answer.body).value_or(json::Object{});
    const std::string address = "/api/v1/jobs/" + std::string(asked.at("id").as_string());
    EXPECT_NE(std::ranges::find(answer.headers, http::Header{"location", address}), answer.headers.end());
    job::Runner runner(jobs, {.node = "test"});
    EXPECT_TRUE(runner.run_one(job::Lane::kPeople));
    return json::parse(ask(Method::kGet, address, "alice").body).value_or(json::Object{});
  }
  std::string result(const json::Value& job, const std::string& who = "alice") {
    return ask(Method::kGet, "/api/v1/jobs/" + std::string(job.at("id").as_string()) + "/result", who).body;
  }
  std::int64_t packages_in_log() {
    db::Transaction tx = world.world.database.read();
    return world.world.trail.count(tx, world.world.north, {"", "", "report.package"});
  }

  ReportWorld world;
  job::Jobs jobs{world.world.database, world.world.clock, world.folder / "results"};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, ReportJobs, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(ReportJobs, make_a_package_that_checks_and_stands_in_the_log) {
  const json::Value job = made("/api/v1/package");
  ASSERT_EQ(job.at("state").as_string(), "done") << json::print(job);
  EXPECT_EQ(job.at("title").as_string(), "Auditpakket");
  EXPECT_EQ(job.at("done").as_int64(), job.at("total").as_int64());
  EXPECT_EQ(packages_in_log(), 1);
  const auto file = world.folder / "package.zip";
  ASSERT_TRUE(write_file(file, result(job)));
  const auto verdict = verify_package(file);
  ASSERT_TRUE(verdict) << verdict.error().what.key;
  EXPECT_TRUE(verdict->ok);
}

TEST_P(ReportJobs, tell_how_far_a_package_is_without_going_back) {
  std::vector<std::pair<std::int64_t, std::int64_t>> told;
  const auto package =
      world.reports.package(world.world.alice, [&](std::int64_t done, std::int64_t total, const char* phrase) {
        EXPECT_TRUE(has_words(Language::kNl, phrase));
        EXPECT_LE(done, std::max<std::int64_t>(total, done));
        told.emplace_back(done, total);
        return Result<void>{};
      });
  ASSERT_TRUE(package);
  EXPECT_GT(told.size(), 4U);
  EXPECT_TRUE(std::ranges::is_sorted(told));
  EXPECT_EQ(told.back().first, told.back().second);
}

TEST_P(ReportJobs, leave_nothing_when_a_package_is_stopped_on_its_way) {
  for (int after = 0; after < 3; ++after) {
    int step = 0;
    const auto package =
        world.reports.package(world.world.alice, [&](std::int64_t, std::int64_t, const char*) -> Result<void> {
          if (step++ == after) return fail(FaultKind::kUnavailable, "job.stopped");
          return {};
        });
    ASSERT_FALSE(package);
    EXPECT_EQ(package.error().what.key, "job.stopped");
  }
  EXPECT_EQ(packages_in_log(), 0);
}

TEST_P(ReportJobs, give_the_workbooks_that_the_direct_routes_give) {
  const json::Value statement = made("/api/v1/reports/vvt", R"({"format":"xlsx"})");
  EXPECT_EQ(statement.at("state").as_string(), "done");
  EXPECT_EQ(statement.at("title").as_string(), "Verklaring van toepasselijkheid (XLSX)");
  EXPECT_TRUE(result(statement).starts_with("PK"));
  const json::Value board = made("/api/v1/reports/board", R"({"format":"xlsx"})");
  EXPECT_EQ(board.at("result").at("file_name").as_string(), "bestuurssamenvatting-2026-03-02.xlsx");
}

TEST_P(ReportJobs, say_in_words_why_a_document_could_not_be_made) {
  EXPECT_EQ(ask(Method::kPost, "/api/v1/reports/vvt", "alice", R"({"format":"exe"})").status, 422);
  EXPECT_EQ(made("/api/v1/reports/vvt", R"({"format":"xlsx","version":"99"})").at("error").as_string(),
            "Versie 99 van de verklaring bestaat niet.");
  EXPECT_EQ(made("/api/v1/reports/board", R"({"format":"pdf"})").at("error").as_string(),
            say(Language::kNl, "report.pdf.missing"));
}

TEST_P(ReportJobs, check_the_log_in_words) {
  const auto outcome = json::parse(result(made("/api/v1/trail/verifications")));
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->at("ok").as_bool());
  const auto found = world.reports.verify(world.world.alice);
  ASSERT_TRUE(found);
  EXPECT_EQ(outcome->at("root"), told(*found, world.world.trail.verifier(world.world.north), Language::kNl).at("root"));
}

TEST_P(ReportJobs, are_refused_without_session_or_right_and_unknown_to_charlie) {
  const std::vector<std::pair<std::string, std::string>> routes = {{"/api/v1/package", "{}"},
                                                                   {"/api/v1/reports/vvt", R"({"format":"xlsx"})"},
                                                                   {"/api/v1/reports/board", R"({"format":"xlsx"})"},
                                                                   {"/api/v1/trail/verifications", "{}"}};
  const json::Value ours = made("/api/v1/package");
  world.world.bob.rights = auth::rights_of({"administrator"});  // no content
  for (const auto& [path, body] : routes) {
    EXPECT_EQ(ask(Method::kPost, path, "", body).status, 401) << path;
    EXPECT_EQ(ask(Method::kPost, path, "bob", body).status, 403) << path;
  }
  world.world.bob.rights = {"report.read"};  // the package also shows evidence and the log
  EXPECT_EQ(ask(Method::kPost, "/api/v1/package", "bob").status, 403);

  const std::string one = "/api/v1/jobs/" + std::string(ours.at("id").as_string());
  EXPECT_EQ(ask(Method::kGet, one + "/result", "charlie").status, 404);
  const auto his = json::parse(ask(Method::kPost, "/api/v1/reports/board", "charlie", R"({"format":"xlsx"})").body);
  EXPECT_EQ(ask(Method::kGet, "/api/v1/jobs/" + std::string(his->at("id").as_string()), "alice").status, 404);
}

}  // namespace
}  // namespace waarborg::report
