// SPDX-License-Identifier: EUPL-1.2
//
// Jobs through the API: whose they are, what they leave, and when they go.
#include "features/job/test_house.h"

namespace waarborg::job {
namespace {

using http::Method;

class JobRoutes : public ::testing::TestWithParam<std::string> {
 protected:
  http::Response ask(Method method, const std::string& path, const std::string& who = "alice") {
    return house.world.ask(method, path, who);
  }
  std::string problem(const http::Response& answer) {
    const auto body = json::parse(answer.body);
    return body && body->is_object() ? std::string(body->at("type").as_string()) : "";
  }
  Job done(const std::string& what = "x") {
    const Job job = house.ask("echo", what);
    EXPECT_TRUE(house.server()->run_one(Lane::kPeople));
    return job;
  }
  JobHouse house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, JobRoutes, ::testing::ValuesIn(testing::databases()));

TEST_P(JobRoutes, are_of_who_asked_and_do_not_exist_for_charlie_or_a_colleague) {
  const Job job = done();
  const std::string one = "/api/v1/jobs/" + job.id;
  for (const char* who : {"charlie", "bob"}) {
    EXPECT_EQ(ask(Method::kGet, one, who).status, 404) << who;
    EXPECT_EQ(ask(Method::kGet, one + "/result", who).status, 404) << who;
    EXPECT_EQ(ask(Method::kPost, one + "/cancel", who).status, 404) << who;
    EXPECT_EQ(ask(Method::kDelete, one, who).status, 404) << who;
    EXPECT_EQ(json::parse(ask(Method::kGet, "/api/v1/jobs", who).body)->at("items").as_array().size(), 0U) << who;
  }
  EXPECT_EQ(ask(Method::kGet, one, "").status, 401);
  EXPECT_EQ(ask(Method::kGet, one).status, 200);
}

TEST_P(JobRoutes, give_the_result_with_its_name_and_only_to_who_may_still_see_it) {
  const Job job = done();
  const auto answer = ask(Method::kGet, "/api/v1/jobs/" + job.id + "/result");
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(std::ranges::find(answer.headers, http::Header{"content-disposition", "attachment; filename=\"echo.txt\""}),
            answer.headers.end());

  house.world.alice.rights.erase("report.read");
  EXPECT_EQ(ask(Method::kGet, "/api/v1/jobs/" + job.id + "/result").status, 403);
  EXPECT_EQ(house.jobs.enqueue(house.world.alice, {"echo", {}, {}}).error().kind, FaultKind::kForbidden);
}

TEST_P(JobRoutes, have_the_same_request_run_once_while_it_is_open) {
  const Job first = house.ask("echo", "x");
  EXPECT_EQ(house.ask("echo", "x").id, first.id);
  EXPECT_NE(house.ask("echo", "y").id, first.id);
  EXPECT_TRUE(house.server()->run_one(Lane::kPeople));
  EXPECT_NE(house.ask("echo", "x").id, first.id) << "after its end it may be asked again";
}

TEST_P(JobRoutes, refuse_more_than_a_few_at_a_time) {
  for (int i = 0; i < Jobs::kMostOpen; ++i) house.ask("echo", std::to_string(i));
  const auto more = house.jobs.enqueue(house.world.alice, {"echo", {}, {"job.open", {}}});
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().what.key, "job.too_many");
  EXPECT_TRUE(house.jobs.enqueue(house.world.charlie, {"echo", {}, {"job.open", {}}}));
}

TEST_P(JobRoutes, cancel_what_waits_at_once_and_forget_only_what_has_ended) {
  const Job job = house.ask("echo");
  const std::string one = "/api/v1/jobs/" + job.id;
  EXPECT_EQ(problem(ask(Method::kDelete, one)), "urn:waarborg:problem:job.open");
  EXPECT_EQ(json::parse(ask(Method::kPost, one + "/cancel").body)->at("state").as_string(), "cancelled");
  EXPECT_EQ(problem(ask(Method::kGet, one + "/result")), "urn:waarborg:problem:job.no_result");
  EXPECT_FALSE(house.server()->run_one(Lane::kPeople));
  EXPECT_EQ(ask(Method::kPost, one + "/cancel").status, 200) << "asking twice is no error";
  EXPECT_EQ(ask(Method::kDelete, one).status, 200);
  EXPECT_EQ(ask(Method::kGet, one).status, 404);
}

TEST_P(JobRoutes, go_with_their_result_when_their_time_is_up) {
  const Job job = done("one");
  const Job young = [&] {
    house.world.clock.tick(24h * 6);
    return done("two");
  }();
  const Job open = house.ask("echo", "three");
  house.world.clock.tick(24h + 1min);
  EXPECT_EQ(ask(Method::kGet, "/api/v1/jobs/" + job.id).status, 404) << "also before the clean-up";
  EXPECT_EQ(house.jobs.list(house.world.alice).size(), 2U);
  for (const auto& file : std::filesystem::recursive_directory_iterator(house.folder / "results")) {
    if (file.is_regular_file()) std::filesystem::last_write_time(file, file.last_write_time() - 2h);
  }
  house.jobs.expire();

  EXPECT_TRUE(house.jobs.result(house.world.alice, young.id));
  EXPECT_EQ(house.look_at(open).state, "queued");
  std::ptrdiff_t files = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(house.folder / "results")) {
    files += file.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 1) << "the file of the first is gone, that of the second stays";
}

TEST_P(JobRoutes, say_honestly_when_the_file_of_a_result_is_gone) {
  const Job job = done();
  std::filesystem::remove_all(house.folder / "results");
  EXPECT_EQ(problem(ask(Method::kGet, "/api/v1/jobs/" + job.id + "/result")), "urn:waarborg:problem:job.result_gone");
}

TEST_P(JobRoutes, tell_in_the_language_of_who_reads) {
  const Job job = house.ask("echo");
  house.world.alice.language = Language::kEn;
  EXPECT_EQ(house.look_at(job).title, say(Language::kEn, "job.open"));
}

}  // namespace
}  // namespace waarborg::job
