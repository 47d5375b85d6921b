// SPDX-License-Identifier: EUPL-1.2
//
// What recurs runs once per period, however many servers there are and whatever the clock does.
#include "features/job/queries.h"
#include "features/job/test_house.h"

namespace waarborg::job {
namespace {

class Recurrence : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    house.jobs.add_recurring({"reminders", 10min, 5min, [this](Running& running) {
                                ++turns;
                                if (during) during(running);
                              }});
  }
  void run(Runner& server) {
    server.look();
    while (server.run_one(Lane::kRecurring)) {
    }
  }
  JobHouse house{GetParam()};
  int turns = 0;
  std::function<void(Running&)> during;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Recurrence, ::testing::ValuesIn(testing::databases()));

TEST_P(Recurrence, takes_one_turn_per_period_also_with_two_servers_and_after_a_restart) {
  {
    const auto one = house.server("one");
    const auto two = house.server("two");
    for (int minute = 0; minute < 30; ++minute) {
      run(*one);
      run(*two);
      house.world.clock.tick(1min);
    }
  }
  EXPECT_EQ(turns, 3);
  run(*house.server("one"));
  EXPECT_EQ(turns, 4) << "the period that began meanwhile";
  run(*house.server("one"));
  EXPECT_EQ(turns, 4);
}

TEST_P(Recurrence, catches_up_once_after_a_standstill) {
  run(*house.server());
  house.world.clock.tick(24h * 3);
  run(*house.server());
  EXPECT_EQ(turns, 2);
}

TEST_P(Recurrence, survives_a_clock_that_jumps_years_ahead_and_back) {
  const auto server = house.server();
  run(*server);
  house.world.clock.tick(24h * 3650);
  run(*server);
  house.world.clock.tick(-24h * 3650);
  run(*server);
  EXPECT_EQ(turns, 2) << "this period had its turn before the jump";
  house.world.clock.tick(10min);
  run(*server);
  EXPECT_EQ(turns, 3) << "what ran in the future does not keep back what is due now";
}

TEST_P(Recurrence, is_not_overtaken_by_itself) {
  const auto server = house.server();
  during = [&](Running&) {
    house.world.clock.tick(10min);
    server->look();
    EXPECT_EQ(count_waiting(house.world.database, 1), 0);
  };
  server->look();
  EXPECT_TRUE(server->run_one(Lane::kRecurring));
  EXPECT_EQ(turns, 1);
}

TEST_P(Recurrence, takes_its_turn_again_when_the_server_was_killed_in_it) {
  house.server()->look();
  {
    db::Transaction tx = house.world.database.write();
    EXPECT_TRUE(claim(tx, Lane::kRecurring, "one/dead", house.world.clock.now()));
    tx.commit();
  }
  const auto server = house.server();
  server->take_over();
  EXPECT_TRUE(server->run_one(Lane::kRecurring));
  EXPECT_EQ(turns, 1);
}

TEST_P(Recurrence, that_fails_is_due_again_in_the_next_period_and_does_not_stop_the_rest) {
  const auto server = house.server();
  during = [](Running&) { throw std::runtime_error("mail server away"); };
  run(*server);
  EXPECT_EQ(server->failed(), 1U);
  EXPECT_EQ(server->last_turn(), 0);
  during = {};
  house.world.clock.tick(10min);
  run(*server);
  EXPECT_EQ(turns, 2);
  EXPECT_GT(server->last_turn(), 0);
}

TEST_P(Recurrence, goes_on_beside_long_work_of_people_and_is_nobodys_job) {
  house.ask("echo");
  const auto server = house.server();
  house.during = [&](Running&) -> Result<void> {
    run(*server);
    return {};
  };
  EXPECT_TRUE(server->run_one(Lane::kPeople));
  EXPECT_EQ(turns, 1);
  EXPECT_EQ(house.jobs.list(house.world.alice).size(), 1U);
}

TEST_P(Recurrence, leaves_no_growing_heap_of_turns) {
  const auto server = house.server();
  for (int i = 0; i < 160; ++i) {
    run(*server);
    house.world.clock.tick(10min);
    house.jobs.expire();
  }
  db::Transaction tx = house.world.database.read();
  EXPECT_LE(tx.number(sql::kJobTurns), 24 * 6 + 1);
}

}  // namespace
}  // namespace waarborg::job
