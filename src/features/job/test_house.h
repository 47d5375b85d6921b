// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of this feature: kinds of work that a test leads by the hand, and servers that can be killed.
#pragma once

#include <gtest/gtest.h>

#include "features/auth/testing.h"
#include "features/job/held.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::job {

using namespace std::chrono_literals;

struct JobHouse {
  explicit JobHouse(const std::string& kind) : world(kind), jobs(world.database, world.clock, folder / "results") {
    jobs.add({"echo",
              true,
              1min,
              {"report.read"},
              [this](const auth::Actor& who, const json::Object& request, Running& running) -> Result<Outcome> {
                ++begun;
                if (during) {
                  if (auto ok = during(running); !ok) return std::unexpected(ok.error());
                }
                return Outcome{who.name + " " + json::print(request), "text/plain", "echo.txt"};
              }});
    jobs.add({"once",
              false,
              1min,
              {"report.read"},
              [this](const auth::Actor&, const json::Object&, Running& running) -> Result<Outcome> {
                ++begun;
                if (during) {
                  if (auto ok = during(running); !ok) return std::unexpected(ok.error());
                }
                return Outcome{"once", "text/plain", "once.txt"};
              }});
    add_routes(world.api, jobs);
  }

  std::unique_ptr<Runner> server(const std::string& node = "one") {
    return std::make_unique<Runner>(jobs, RunnerSettings{.node = node, .monotonic = [this] { return steady; }});
  }
  Job ask(const std::string& kind, const std::string& what = "", const auth::Actor* who = nullptr) {
    world.clock.tick(1s);  // the oldest is done first
    auto made =
        jobs.enqueue(who == nullptr ? world.alice : *who, {kind, json::Object{{"what", what}}, {"job.open", {}}});
    EXPECT_TRUE(made) << made.error().what.key;
    return made.value_or(Job{});
  }
  Job look_at(const Job& job) { return jobs.get(world.alice, job.id).value_or(Job{}); }
  /// A server took the job and was killed with it.
  void take_and_die(const std::string& node = "one") {
    db::Transaction tx = world.database.write();
    EXPECT_TRUE(claim(tx, Lane::kPeople, node + "/dead", world.clock.now()));
    tx.commit();
  }

  testing::World world;
  crypto::TestFolder folder;
  Jobs jobs;
  std::chrono::steady_clock::time_point steady{1h};
  std::function<Result<void>(Running&)> during;
  std::atomic<int> begun{0};
};

}  // namespace waarborg::job
