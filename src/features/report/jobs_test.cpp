// SPDX-License-Identifier: EUPL-1.2
//
// The documents in the background: the same as the direct routes give, with progress, cancel and rights.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <semaphore>
#include <thread>

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

TEST_P(ReportJobs, make_one_package_at_a_time_and_refuse_a_second_screen_that_would_wait) {
  using namespace std::chrono_literals;
  constexpr int kScreens = 3;
  std::counting_semaphore<kScreens> refused(0);
  std::atomic<bool> other_began = false;
  std::atomic<int> made = 0;
  std::vector<std::jthread> others;
  const auto first = world.reports.package(world.world.alice, [&](std::int64_t, std::int64_t, const char*) {
    if (others.empty()) {
      others.emplace_back([&] {
        EXPECT_TRUE(world.reports.package(world.world.alice, [&](std::int64_t, std::int64_t, const char*) {
          other_began = true;
          return Result<void>{};
        }));
      });
      for (int i = 0; i < kScreens; ++i) {
        others.emplace_back([&] {
          const auto package = world.reports.package_at_once(world.world.alice);
          if (package) {
            ++made;
          } else {
            EXPECT_EQ(package.error().what.key, "report.package.busy");
            refused.release();
          }
        });
      }
      // Shorter than the time that one of them may wait for its turn.
      for (int i = 0; i < kScreens - 1; ++i) EXPECT_TRUE(refused.try_acquire_for(15s));
    }
    EXPECT_FALSE(other_began) << "two packages at a time";
    return Result<void>{};
  });
  EXPECT_TRUE(first);
  others.clear();
  EXPECT_EQ(made, 1);
  EXPECT_TRUE(other_began);
  EXPECT_EQ(packages_in_log(), 3);
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
  EXPECT_EQ(board.at("result").at("file_name").as_string(), "directie-overzicht-2026-03-02.xlsx");
}

TEST(ReportTurn, a_document_that_waits_for_the_printer_is_not_made_again) {
  const crypto::TestFolder folder;
  const auto pipe = [&](const char* name) {
    EXPECT_EQ(::mkfifo((folder / name).c_str(), 0600), 0);
    return ::open((folder / name).c_str(), O_RDWR | O_CLOEXEC);
  };
  const int begun = pipe("begun");
  const int go = pipe("go");
  const auto printer = folder / "printer";
  std::ofstream(printer) << "#!/bin/sh\necho b >'" << (folder / "begun").string() << "'\nread x <'"
                         << (folder / "go").string() << "'\nprintf '%%PDF-' >\"$5\"\n";
  std::filesystem::permissions(printer, std::filesystem::perms::owner_all);
  ReportWorld world("sqlite", PdfSettings{.python = printer.string(), .turn = std::chrono::milliseconds(1)});
  std::jthread first([&] { EXPECT_TRUE(world.reports.vvt(world.world.alice, "pdf")); });
  char line[2];
  ASSERT_EQ(::read(begun, line, sizeof line), 2);
  EXPECT_EQ(world.reports.vvt(world.world.alice, "pdf").error().what.key, "report.pdf.busy");

  std::uint64_t asked = 0;
  int turns = 0;
  const auto made = world.reports.vvt(world.world.alice, "pdf", {}, {}, [&]() -> Result<void> {
    if (++turns == 1) return asked = world.world.database.statements_run(), Result<void>{};
    EXPECT_EQ(::write(go, "g\ng\n", 4), 4);
    first.join();
    return {};
  });
  EXPECT_TRUE(made) << made.error().what.key;
  EXPECT_EQ(turns, 2);
  EXPECT_EQ(world.world.database.statements_run(), asked) << "the page was kept";
  ::close(begun);
  ::close(go);
}

TEST(ReportTurn, who_rests_hears_at_once_that_he_should_stop) {
  job::Running running(std::chrono::hours(1), [] { return std::chrono::steady_clock::now(); });
  std::jthread other([&] { running.stop(job::Stop::kCancelled); });
  EXPECT_FALSE(running.rest(std::chrono::hours(1)));
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
