// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of this feature: measure "m1" with owner person "p1" (Bob Jansen), a system "s1", and evidence "good"
// (accepted, supports), "waiting" (not judged) and "bad" (accepted, refutes the operation in s1).
#pragma once

#include <gtest/gtest.h>

#include "features/auth/testing.h"
#include "features/task/task.h"

namespace waarborg::task {

inline Day day(const char* text) { return parse_day(text).value(); }

struct TaskWorld : ::testing::TestWithParam<std::string> {
  TaskWorld() : world(GetParam()) {
    tasks.set_names({[this](db::Transaction&, const OrganisationId& o, const std::vector<std::string>& ids) {
                       ++asked;
                       std::map<std::string, std::string> known;
                       for (const std::string& id : ids) {
                         if (o == world.north && (id == "m1" || id == "m2")) known[id] = "Back-up";
                       }
                       return known;
                     },
                     [this](db::Transaction&, const OrganisationId& o) {
                       return o == world.north
                                  ? std::map<std::string, std::string>{{"p1", "Bob  Jansen"}, {"p2", "Eva"}}
                                  : std::map<std::string, std::string>{};
                     },
                     [this](db::Transaction&, const OrganisationId& o, const std::vector<PlaceRef>& places) {
                       std::map<PlaceRef, std::string> known;
                       for (const PlaceRef& place : places) {
                         if (o == world.north && place.id.starts_with("s")) known[place] = "HIS " + place.id;
                       }
                       return known;
                     },
                     [this](db::Transaction&, const OrganisationId& o, const std::string& text) {
                       if (o != world.north) return Named{};
                       using Ids = std::vector<std::string>;
                       return Named{text == "back" ? Ids{"m1", "m2"} : Ids{}, text == "bob" ? Ids{"p1"} : Ids{},
                                    text == "his" ? Ids{"s1", "s2"} : Ids{}};
                     },
                     {},
                     [this](db::Transaction&, const OrganisationId&, const std::string&) { return holds; }});
    const auto find = [this](db::Transaction&, const OrganisationId& o,
                             const std::string& id) -> std::optional<RetestProof> {
      if (o != world.north || (id != "good" && id != "waiting" && id != "bad")) return std::nullopt;
      const bool bad = id == "bad";
      const Day on = bad ? bad_on : world.clock.today();
      const bool accepted = id != "waiting" && withdrawn != id;
      const std::vector<PlaceRef>& places = bad ? bad_in : good_in;
      const auto tied = linked.find(id);
      return RetestProof{"m1",
                         accepted,
                         !bad,
                         on,
                         on,
                         false,
                         places,
                         bad,
                         "Audit",
                         tied == linked.end() ? "" : tied->second,
                         received_at.value_or(world.clock.now()),
                         bad ? std::nullopt : good_scope};
    };
    tasks.set_proof({[this, find](db::Transaction& tx, const auth::Actor& who, const std::string&,
                                  const std::vector<std::string>& ids, const Performed& performed) -> Result<void> {
                       for (const std::string& id : ids) {
                         if (!find(tx, who.organisation, id)) return invalid("task.evidence_unknown", "evidence");
                         const bool is_free = !linked.contains(id) || linked[id] == performed.occurrence ||
                                              performed.is_taken_back(linked[id]);
                         if (!is_free) return invalid("task.evidence_unknown", "evidence");
                         linked[id] = performed.occurrence;
                         last_performed = performed.on;
                       }
                       return {};
                     },
                     find});
    add_routes(world.api, tasks);
  }

  /// Every month on the 15th from November 2025, two weeks of window and two of grace.
  static Schedule monthly() {
    return {"restore", "Hersteltest", "FREQ=MONTHLY;BYMONTHDAY=15", day("2025-11-15"), 14, 14, {}, "p1"};
  }
  std::int64_t sync(const std::vector<Schedule>& schedules, const char* from = "2025-11-01",
                    const char* horizon = "2026-06-30") {
    db::Transaction tx = world.database.write();
    const auto touched = tasks.sync(tx, world.alice, "m1", schedules, day(from), day(horizon));
    EXPECT_TRUE(touched) << touched.error().what.key;
    tx.commit();
    return touched.value_or(-1);
  }
  std::vector<Occurrence> all() { return tasks.occurrences_of(world.alice, "m1", {}, {}).value().items; }
  std::string due_on(const char* text) {
    for (const Occurrence& o : all()) {
      if (o.due == day(text)) return o.id;
    }
    ADD_FAILURE() << "nothing due on " << text;
    return "";
  }
  void expect_sound() {
    db::Transaction tx = world.database.read();
    for (const Message& problem : world.trail.verify(tx, world.north, tasks.state_readers()).problems) {
      ADD_FAILURE() << problem.key << " " << problem.args.front().second;
    }
  }

  waarborg::testing::World world;  ///< The clock says 2 March 2026.
  Tasks tasks{world.database, world.trail, world.clock};
  std::map<std::string, std::string> linked;
  Day last_performed{};
  Day bad_on = day("2026-02-20");  ///< What "bad" is about.
  std::vector<PlaceRef> bad_in{{"system", "s1"}};
  std::vector<PlaceRef> good_in;                    ///< The places that "good" and "waiting" name.
  std::optional<std::vector<PlaceRef>> good_scope;  ///< When these rest on the proof of a supplier.
  std::vector<PlaceRef> holds{{"system", "s1"}};    ///< Where the measures hold now.
  std::string withdrawn;
  std::optional<Moment> received_at;  ///< Of all evidence; none: just now.
  int asked = 0;
};

}  // namespace waarborg::task
