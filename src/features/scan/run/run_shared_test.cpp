// SPDX-License-Identifier: EUPL-1.2
//
// Several workers on one run, in both databases; with machines that are killed it is tests/cli/scan_shared_test.sh.
#include "features/scan/run/run_shared.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <thread>

#include "app/migrations.h"
#include "features/auth/testing_database.h"

namespace waarborg::scan {
namespace {

using namespace std::chrono_literals;

class SharedRuns : public ::testing::TestWithParam<std::string> {
 protected:
  static std::vector<ListedDomain> list(int count) {
    std::vector<ListedDomain> out;
    for (int i = 0; i < count; ++i) {
      out.push_back(
          {static_cast<std::size_t>(i + 1), {"praktijk" + std::to_string(i) + ".example", "", 443}, "P", "gp"});
    }
    return out;
  }
  static void add(std::set<std::int64_t>& numbers, const std::vector<Task>& tasks) {
    for (const Task& task : tasks) numbers.insert(task.number);
  }
  void make(int count, const OptOut& opt_out = {}) {
    ASSERT_TRUE(RunShared::make(database, clock, "sector", std::to_string(count), list(count), opt_out));
  }
  RunShared worker() { return RunShared::open(database, clock, "sector").value(); }
  static Measured done(const Task& task, Moment at = {}) {
    Measured out{task.number, {}};
    out.facts.name = task.target.name;
    out.facts.port = task.target.port;
    out.facts.at = at;
    return out;
  }
  static std::vector<Measured> done(const std::vector<Task>& tasks) {
    std::vector<Measured> out;
    for (const Task& task : tasks) out.push_back(done(task));
    return out;
  }
  std::map<std::string, DomainFacts> kept() {
    std::map<std::string, DomainFacts> out;
    EXPECT_TRUE(worker().read([&](DomainFacts facts) { EXPECT_TRUE(out.emplace(facts.name, facts).second); }));
    return out;
  }

  testing::ScratchDatabase scratch{GetParam(), app::all_migrations()};
  db::Database& database = scratch.database();
  ManualClock clock{parse_moment("2026-03-02T09:00:00Z").value_or(Moment{})};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, SharedRuns, ::testing::ValuesIn(testing::databases()));

TEST_P(SharedRuns, give_each_domain_to_one_worker) {
  make(10);
  RunShared one = worker(), two = worker();
  std::set<std::int64_t> numbers;
  add(numbers, one.take(6).value());
  add(numbers, two.take(6).value());
  EXPECT_EQ(numbers.size(), 10U);
  EXPECT_TRUE(one.take(6)->empty());
  EXPECT_EQ(one.counts()->done, 0U);
}

TEST_P(SharedRuns, give_what_a_dead_worker_had_to_another_and_not_what_a_living_one_has) {
  make(10);
  RunShared dead = worker(), living = worker(), third = worker();
  const auto lost = dead.take(4).value();
  const auto held = living.take(3).value();
  clock.tick(RunShared::kLease - 1s);
  ASSERT_TRUE(living.hold());
  clock.tick(2s);
  std::set<std::int64_t> numbers;
  add(numbers, third.take(100).value());
  EXPECT_EQ(numbers.size(), 7U) << "three that nobody had and four that were lost";
  for (const Task& task : lost) EXPECT_TRUE(numbers.contains(task.number));
  for (const Task& task : held) EXPECT_FALSE(numbers.contains(task.number));
}

TEST_P(SharedRuns, keep_what_came_first_when_two_measured_the_same) {
  make(1);
  RunShared slow = worker(), fast = worker();
  const auto task = slow.take(1).value().front();
  clock.tick(RunShared::kLease + 1s);
  ASSERT_EQ(fast.take(1)->size(), 1U);
  const Moment first = clock.now();
  ASSERT_TRUE(fast.put(std::vector{done(task, first)}));
  ASSERT_TRUE(slow.put(std::vector{done(task, first + 1h)}));
  EXPECT_EQ(kept().at("praktijk0.example").at, first);
  EXPECT_EQ(fast.counts()->done, 1U);
}

TEST_P(SharedRuns, measure_what_was_silent_once_more_when_nothing_else_is_left) {
  make(2);
  RunShared one = worker();
  const auto first = one.take(1).value().front();
  Measured silent = done(first);
  silent.facts.web.emplace_back().port_443 = Heard::kTimeout;
  EXPECT_EQ(one.put(std::vector{silent}).value(), 0U);
  const auto second = one.take(5).value();
  ASSERT_EQ(second.size(), 1U);
  EXPECT_NE(second.front().number, first.number) << "the others come first";
  EXPECT_EQ(one.put(done(second)).value(), 1U);
  const auto again = one.take(5).value();
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again.front().number, first.number);
  EXPECT_EQ(one.put(std::vector{silent}).value(), 1U) << "it counts, whatever it is";
  EXPECT_TRUE(one.take(5)->empty());
  EXPECT_EQ(one.counts()->done, 2U);
}

TEST_P(SharedRuns, take_the_late_first_look_of_a_worker_thought_dead_for_no_second_look) {
  make(1);
  RunShared slow = worker(), fast = worker();
  const auto task = slow.take(1).value().front();
  clock.tick(RunShared::kLease + 1s);
  ASSERT_EQ(fast.take(1)->size(), 1U);
  Measured silent = done(task);
  silent.facts.web.emplace_back().port_443 = Heard::kTimeout;
  EXPECT_EQ(fast.put(std::vector{silent}).value(), 0U);
  EXPECT_EQ(slow.put(std::vector{silent}).value(), 0U);
  EXPECT_EQ(fast.take(1)->size(), 1U) << "it is still to be looked at";
  EXPECT_EQ(slow.put(std::vector{done(task)}).value(), 1U) << "but what was heard counts, whoever heard it";
}

TEST_P(SharedRuns, take_back_what_was_not_begun) {
  make(3);
  RunShared one = worker(), two = worker();
  const auto tasks = one.take(3).value();
  ASSERT_TRUE(two.give_back(tasks)) << "that are not his: nothing happens";
  EXPECT_TRUE(two.take(3)->empty());
  ASSERT_TRUE(one.give_back(tasks));
  EXPECT_EQ(two.take(3)->size(), 3U);
}

TEST_P(SharedRuns, never_measure_who_opted_out) {
  make(5, OptOut::read("praktijk2.example\n").value());
  RunShared one = worker();
  const auto tasks = one.take(100).value();
  EXPECT_EQ(tasks.size(), 4U);
  EXPECT_TRUE(std::ranges::none_of(tasks, [](const Task& task) { return task.target.name == "praktijk2.example"; }));
  EXPECT_EQ(one.counts()->total, 4U);
  EXPECT_EQ(one.domains().size(), 5U) << "it stands on the list";
  EXPECT_TRUE(worker().opt_out().covers("www.praktijk2.example")) << "also for a machine that joins";
}

TEST_P(SharedRuns, refuse_another_list_of_the_same_name_and_go_on_with_the_same) {
  make(5);
  EXPECT_TRUE(RunShared::make(database, clock, "sector", "5", list(5), {}));
  EXPECT_EQ(worker().counts()->total, 5U);
  EXPECT_EQ(RunShared::make(database, clock, "sector", "another", list(6), {}).error().what.key, "scan.run.other_list");
  EXPECT_EQ(RunShared::open(database, clock, "nowhere").error().what.key, "scan.run.unknown");
}

TEST_P(SharedRuns, are_taken_by_eight_threads_at_a_time_each_domain_once) {
  make(400);
  std::vector<std::vector<Task>> taken(8);
  {
    std::vector<std::jthread> threads;
    for (auto& mine : taken) {
      threads.emplace_back([&] {
        RunShared one = worker();
        for (auto some = one.take(7).value(); !some.empty(); some = one.take(7).value()) {
          EXPECT_TRUE(one.put(done(some)));
          mine.insert(mine.end(), some.begin(), some.end());
        }
      });
    }
  }
  std::set<std::int64_t> numbers;
  std::size_t times = 0;
  for (const auto& mine : taken) {
    times += mine.size();
    for (const Task& task : mine) numbers.insert(task.number);
  }
  EXPECT_EQ(numbers.size(), 400U);
  EXPECT_EQ(times, 400U) << "none twice";
  EXPECT_EQ(kept().size(), 400U);
}

}  // namespace
}  // namespace waarborg::scan
