// SPDX-License-Identifier: EUPL-1.2
//
// The runner without its threads, led step by step; and with many threads at once for what must happen once.
#include "features/job/runner.h"

#include <barrier>

#include "features/auth/queries.h"
#include "features/job/test_house.h"

namespace waarborg::job {
namespace {

class JobRunner : public ::testing::TestWithParam<std::string> {
 protected:
  JobHouse house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, JobRunner, ::testing::ValuesIn(testing::databases()));

TEST_P(JobRunner, does_a_job_and_keeps_its_result_over_a_restart) {
  const Job asked = house.ask("echo", "x");
  EXPECT_EQ(asked.state, "queued");
  ASSERT_TRUE(house.server()->run_one(Lane::kPeople));

  const Job done = house.look_at(asked);
  EXPECT_EQ(done.state, "done");
  EXPECT_EQ(done.finished_at, house.world.clock.now());
  Jobs later(house.world.database, house.world.clock, house.folder / "results");
  later.add({"echo", true, 1min, {"report.read"}, {}});
  const auto result = later.result(house.world.alice, asked.id);
  ASSERT_TRUE(result) << result.error().what.key;
  EXPECT_EQ(result->bytes, R"(Alice de Vries {"what":"x"})");
  EXPECT_EQ(result->file_name, "echo.txt");
  EXPECT_FALSE(house.server()->run_one(Lane::kPeople)) << "nothing waits any more";
}

TEST_P(JobRunner, gives_each_job_to_one_of_many_threads) {
  constexpr int kThreads = 8;
  std::vector<auth::Actor> people;
  for (int i = 0; i < 6; ++i) {
    people.push_back(house.world.add_actor("p" + std::to_string(i), "P", house.world.north, {"security_officer"}));
    for (int n = 0; n < 5; ++n) house.ask("echo", std::to_string(n), &people.back());
  }
  const auto one = house.server("one");
  const auto two = house.server("two");
  std::atomic<int> taken{0};
  std::barrier together(kThreads);
  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      together.arrive_and_wait();
      // A claim that another was faster with finds nothing although something waits: look again until nothing does.
      while (count_waiting(house.world.database, 0) > 0) {
        if ((i % 2 == 0 ? *one : *two).run_one(Lane::kPeople)) ++taken;
      }
    });
  }
  threads.clear();

  EXPECT_EQ(taken, 30);
  EXPECT_EQ(house.begun, 30) << "each job was begun once";
  for (const auto& person : people) {
    for (const Job& job : house.jobs.list(person)) EXPECT_EQ(job.state, "done");
  }
}

TEST_P(JobRunner, runs_again_what_a_killed_server_left_when_that_may_be_repeated) {
  const Job again = house.ask("echo");
  house.take_and_die();
  EXPECT_EQ(house.look_at(again).state, "running");
  const auto server = house.server();
  server->take_over();
  EXPECT_EQ(house.look_at(again).state, "queued");
  EXPECT_TRUE(server->run_one(Lane::kPeople));
  EXPECT_EQ(house.look_at(again).state, "done");
}

TEST_P(JobRunner, fails_honestly_what_a_killed_server_left_when_it_may_not_be_repeated) {
  const Job once = house.ask("once");
  house.take_and_die();
  house.server()->take_over();

  const Job after = house.look_at(once);
  EXPECT_EQ(after.state, "failed");
  EXPECT_EQ(after.error, say(Language::kNl, "job.interrupted"));
  EXPECT_EQ(house.begun, 0);
}

TEST_P(JobRunner, gives_up_on_a_job_that_brings_the_server_down_time_after_time) {
  const Job heavy = house.ask("echo");
  for (int i = 0; i < 3; ++i) {
    house.take_and_die();
    house.server()->take_over();
  }
  EXPECT_EQ(house.look_at(heavy).state, "failed");
}

TEST_P(JobRunner, takes_over_from_another_server_only_after_its_beats_stop_and_whatever_the_clock_says) {
  const Job job = house.ask("echo");
  house.take_and_die("far away");
  const auto server = house.server("here");
  server->take_over();
  server->look();
  house.world.clock.tick(24h * 365);  // the clock on the wall jumps; time that passes does not
  server->look();
  EXPECT_EQ(house.look_at(job).state, "running");
  house.steady += 59s;
  server->look();
  EXPECT_EQ(house.look_at(job).state, "running");
  house.steady += 2s;
  server->look();
  EXPECT_EQ(house.look_at(job).state, "queued");
}

TEST_P(JobRunner, does_not_take_over_from_a_server_that_gives_signs_of_life) {
  const auto other = house.server("other");
  const auto mine = house.server("mine");
  house.jobs.add(
      {"long", true, 24h, {"report.read"}, [&](const auth::Actor&, const json::Object&, Running&) -> Result<Outcome> {
         for (int i = 0; i < 10; ++i) {
           mine->look();
           house.steady += 45s;
           other->beat();
         }
         return Outcome{"long", "text/plain", "long.txt"};
       }});
  const Job job = house.ask("long");
  ASSERT_TRUE(other->run_one(Lane::kPeople));
  EXPECT_EQ(house.look_at(job).state, "done");
}

TEST_P(JobRunner, drops_the_result_of_a_job_that_was_taken_from_it) {
  const Job job = house.ask("echo");
  const auto slow = house.server("slow");
  const auto quick = house.server("quick");
  house.during = [&](Running&) -> Result<void> {
    if (house.begun > 1) return {};
    quick->look();
    house.steady += 61s;  // no beat: the slow one was suspended
    quick->look();
    EXPECT_TRUE(quick->run_one(Lane::kPeople));
    return {};
  };
  ASSERT_TRUE(slow->run_one(Lane::kPeople));

  EXPECT_EQ(house.begun, 2);
  EXPECT_EQ(house.look_at(job).state, "done");
  EXPECT_EQ(slow->ended(), 0U);
  EXPECT_EQ(quick->ended(), 1U);
}

TEST_P(JobRunner, passes_a_cancel_on_to_the_work_at_once_and_to_another_server_with_the_next_beat) {
  const auto server = house.server();
  for (const bool local : {true, false}) {
    const Job job = house.ask("echo", local ? "local" : "far");
    house.during = [&](Running& running) -> Result<void> {
      EXPECT_TRUE(running.progress(1, 4, "job.open"));
      Jobs elsewhere(house.world.database, house.world.clock, house.folder / "results");
      EXPECT_TRUE((local ? house.jobs : elsewhere).cancel(house.world.alice, job.id));
      EXPECT_EQ(running.go_on().has_value(), !local);
      server->beat();
      EXPECT_TRUE(house.look_at(job).cancel_asked);
      return running.progress(2, 4, "job.open");
    };
    ASSERT_TRUE(server->run_one(Lane::kPeople));
    const Job after = house.look_at(job);
    EXPECT_EQ(after.state, "cancelled");
    EXPECT_EQ(after.error, "");
    EXPECT_FALSE(after.result);
  }
}

TEST_P(JobRunner, ends_a_job_at_its_deadline_even_when_the_work_does_not_look_up) {
  const Job job = house.ask("echo");
  const auto server = house.server();
  house.during = [&](Running&) -> Result<void> {
    house.steady += 61s;
    server->beat();
    EXPECT_EQ(house.look_at(job).state, "failed");
    return {};
  };
  ASSERT_TRUE(server->run_one(Lane::kPeople));

  const Job after = house.look_at(job);
  EXPECT_EQ(after.error, say(Language::kNl, "job.late"));
  EXPECT_FALSE(after.result) << "what came too late is not kept";
}

TEST_P(JobRunner, shows_progress_with_each_beat) {
  const Job job = house.ask("echo");
  const auto server = house.server();
  house.during = [&](Running& running) -> Result<void> {
    EXPECT_TRUE(running.progress(3, 4, "job.open"));
    EXPECT_TRUE(running.progress(1, 4, "job.late"));
    server->beat();
    const Job now = house.look_at(job);
    EXPECT_EQ(now.done, 3);
    EXPECT_EQ(now.total, 4);
    EXPECT_EQ(now.step, say(Language::kNl, "job.late"));
    return {};
  };
  EXPECT_TRUE(server->run_one(Lane::kPeople));
  EXPECT_EQ(house.look_at(job).done, 4);
}

TEST_P(JobRunner, tells_a_fault_in_its_own_words_and_an_exception_in_ours) {
  const Job bad = house.ask("echo", "fault");
  const Job worse = house.ask("once", "exception");
  const auto server = house.server();
  house.during = [](Running&) -> Result<void> { return fail(FaultKind::kUnavailable, "job.kind_gone"); };
  EXPECT_TRUE(server->run_one(Lane::kPeople));
  house.during = [](Running&) -> Result<void> { throw std::runtime_error("secret: of a patient"); };
  EXPECT_TRUE(server->run_one(Lane::kPeople));

  EXPECT_EQ(house.look_at(bad).error, say(Language::kNl, "job.kind_gone"));
  EXPECT_EQ(house.look_at(worse).error, say(Language::kNl, "job.failed"));
  EXPECT_EQ(server->failed(), 2U);
}

TEST_P(JobRunner, asks_again_what_the_asker_may_when_the_work_begins) {
  const Job job = house.ask("echo");
  {
    db::Transaction tx = house.world.database.write();
    tx.execute(auth::sql::kMembershipRemove, house.world.north, house.world.alice.account);
    tx.commit();
  }
  EXPECT_TRUE(house.server()->run_one(Lane::kPeople));
  EXPECT_EQ(house.look_at(job).error, say(Language::kNl, "job.no_account"));
  EXPECT_EQ(house.begun, 0);
}

TEST_P(JobRunner, stopping_the_server_leaves_the_work_for_the_next_start_and_does_not_count_it) {
  const Job job = house.ask("echo");
  auto server = house.server();
  house.during = [&](Running& running) -> Result<void> {
    server->stop();
    return running.go_on();
  };
  for (int i = 0; i < 5; ++i) {
    server.reset();
    server = house.server();
    EXPECT_TRUE(server->run_one(Lane::kPeople));
    EXPECT_EQ(house.look_at(job).state, "queued");
  }
  house.during = {};
  EXPECT_TRUE(house.server()->run_one(Lane::kPeople));
  EXPECT_EQ(house.look_at(job).state, "done");
}

TEST_P(JobRunner, works_with_its_threads) {
  const auto server = house.server();
  std::atomic<bool> began = false;
  house.during = [&](Running&) -> Result<void> {
    began = true;
    began.notify_all();
    return {};
  };
  const Job job = house.ask("echo");  // moves the clock, which the threads read
  server->start();
  began.wait(false);
  server->stop();  // waits for the work
  EXPECT_NE(house.look_at(job).state, "running");
}

}  // namespace
}  // namespace waarborg::job
