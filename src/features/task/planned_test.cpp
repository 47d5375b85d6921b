// SPDX-License-Identifier: EUPL-1.2
//
// What nobody performed against the plan: what came and went by the program follows from it, and all else is found.
#include "features/task/planned.h"

#include "features/task/test_world.h"

namespace waarborg::task {
namespace {

struct PlannedWork : TaskWorld {
  /// Saved by us as often as there are lists of schedules, today last.
  Planned plan() const {
    Planned out{saved.back(), {}, {day("2025-11-01"), day("2026-06-30")}, 120};
    out.earlier = [this] { return std::vector(saved.begin(), saved.end() - 1); };
    return out;
  }
  void save(std::vector<Schedule> schedules) {
    saved.push_back(std::move(schedules));
    sync(saved.back());
  }
  std::vector<std::string> found(db::Transaction& tx) {
    std::vector<std::string> out;
    const auto plan_of = [this](const std::string& id) { return id == "m1" ? std::optional(plan()) : std::nullopt; };
    for (const Message& one : against_plans(tx, world.north, {"m1"}, plan_of, world.clock.today())) {
      out.push_back(one.key.substr(12) + " " + one.args.front().second.substr(0, one.args.front().second.find(" (")));
    }
    return out;
  }
  std::vector<std::string> found() {
    db::Transaction tx = world.database.read();
    return found(tx);
  }
  /// Behind the program's back; nothing of it stays.
  std::vector<std::string> after(const std::string& sql) {
    const std::string_view text = sql;
    db::Transaction tx = world.database.write();
    tx.run({text, text, text, {}}, {});
    return found(tx);
  }
  static inline const std::vector<std::string> kNothing{};
  std::vector<std::vector<Schedule>> saved;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, PlannedWork, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(PlannedWork, follows_from_the_plan_whatever_became_of_it) {
  save({monthly()});
  EXPECT_EQ(found(), kNothing);
  const auto done =
      tasks.perform(world.alice, due_on("2026-02-15"), {day("2026-02-20"), Outcome::kEffective, {}, {}, {}});
  ASSERT_TRUE(done) << done.error().what.key;
  EXPECT_EQ(found(), kNothing);
  Schedule renamed = monthly();
  renamed.title = "Terugzettest";
  renamed.owner_person = "p2";
  renamed.grace_days = 0;
  save({renamed});
  EXPECT_EQ(found(), kNothing) << "what was late keeps its name and terms and gets the new owner";
  Schedule other = renamed;
  other.rrule = "FREQ=MONTHLY;BYMONTHDAY=20";
  save({other});
  EXPECT_EQ(found(), kNothing) << "another rule on the same day";
  ASSERT_TRUE(tasks.withdraw(world.alice, done->id, "Vergissing"));
  EXPECT_EQ(found(), kNothing) << "expected once more, though the plan expects it no longer";
  save({});
  EXPECT_EQ(found(), kNothing);
}

TEST_P(PlannedWork, that_was_performed_must_follow_from_the_plan_as_well) {
  save({monthly()});
  const std::string id = due_on("2026-02-15");
  const auto fits = [&](db::Transaction& tx) { return is_planned(tx, world.north, id, plan()); };
  {
    db::Transaction tx = world.database.write();
    EXPECT_TRUE(fits(tx));
    const std::string_view forge = "UPDATE occurrence SET grace_to = '2026-12-31' WHERE due = '2026-02-15'";
    tx.run({forge, forge, forge, {}}, {});
    EXPECT_FALSE(fits(tx));
  }
  ASSERT_TRUE(tasks.perform(world.alice, id, {day("2026-02-20"), Outcome::kEffective, {}, {}, {}}));
  EXPECT_EQ(found(), kNothing);
  EXPECT_EQ(after("UPDATE occurrence SET grace_to = '2026-12-31' WHERE due = '2026-02-15'"),
            std::vector<std::string>{"unplanned Hersteltest 2026-02-15"});
  ASSERT_TRUE(tasks.withdraw(world.alice, id, "Vergissing"));
  const std::string again = due_on("2026-02-15");
  db::Transaction tx = world.database.read();
  EXPECT_NE(again, id);
  EXPECT_TRUE(is_planned(tx, world.north, again, plan())) << "expected once more";
}

TEST_P(PlannedWork, that_was_changed_behind_the_back_of_the_program_is_named) {
  save({monthly()});
  const std::string of_november = " WHERE due = '2025-11-15'";
  const auto set = [&](const char* what) { return after(std::string("UPDATE occurrence SET ") + what + of_november); };
  const std::vector<std::string> touched{"touched Hersteltest 2025-11-15"};
  for (const char* change :
       {"withdrawn_at = '2026-03-01T00:00:00.000Z'", "outcome = 'effective'", "note = 'x'", "evidence = 'x'",
        "deviation = 'x'", "performer = 'x'", "performer_account = 'x'", "withdraw_reason = 'x'", "retired = 'x'"}) {
    EXPECT_EQ(set(change), touched) << change;
  }
  const std::vector<std::string> unplanned{"unplanned Hersteltest 2025-11-15"};
  EXPECT_EQ(set("grace_to = '2026-12-31'"), unplanned);
  EXPECT_EQ(set("window_to = '2026-01-31'"), unplanned);
  EXPECT_EQ(set("owner_person = 'p9'"), unplanned);
  EXPECT_EQ(set("title = 'Anders'"), std::vector<std::string>{"unplanned Anders 2025-11-15"});
  const std::vector<std::string> moved{"unplanned Hersteltest 2025-11-15", "gone Hersteltest 2025-11-15"};
  for (const char* change : {"plan_item = 'x'", "place_kind = 'system'", "place_id = 's9'", "measure = 'm9'"}) {
    const auto seen = set(change);
    EXPECT_EQ(std::set(seen.begin(), seen.end()), std::set(moved.begin(), moved.end())) << change;
  }
  EXPECT_EQ(set("due = '2026-06-16'"),
            (std::vector<std::string>{"unplanned Hersteltest 2026-06-16", "gone Hersteltest 2025-11-15"}));
  EXPECT_EQ(after("DELETE FROM occurrence" + of_november), std::vector<std::string>{"gone Hersteltest 2025-11-15"});
  EXPECT_EQ(after("DELETE FROM occurrence WHERE due > '2026-03-02'"), kNothing) << "the next sync makes it again";
}

}  // namespace
}  // namespace waarborg::task
