// SPDX-License-Identifier: EUPL-1.2
//
// What happens by itself, in an installation with more than one organisation.
#include "app/test_house.h"
#include "features/job/runner.h"

namespace waarborg::app {
namespace {

struct RecurringWork : ::testing::TestWithParam<std::string> {
  void add_measure() {
    measure::MeasureInput input;
    input.title = "Controle";
    measure::PlanItem item;
    item.kind = "occurrences";
    item.title = "controles";
    item.rrule = "FREQ=WEEKLY";
    item.start = "2026-01-05";
    item.window_days = 3;
    item.grace_days = 3;
    input.plan.operation = {item};
    ASSERT_TRUE(house.installation->measures.create(house.actors.at("alice"), input));
  }
  void run(const std::string& sql) {
    db::Transaction tx = house.installation->database.write();
    const std::string_view text = sql;
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  std::int64_t expected_of(const OrganisationId& organisation) {
    const std::string sql = "SELECT COUNT(*) FROM occurrence WHERE organisation_id = '" + organisation.text + "'";
    const std::string_view text = sql;
    std::int64_t out = 0;
    house.installation->database.read().select(
        {text, text, text, {}}, {}, {db::ColumnKind::kInteger},
        [&](const std::vector<db::Cell>& row) { out = std::get<std::int64_t>(row.front()); });
    return out;
  }
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, RecurringWork, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(RecurringWork, of_an_organisation_that_fails_does_not_keep_the_others_from_theirs_and_the_turn_fails) {
  for (int i = 0; i < 2; ++i) {
    house.start();
    add_measure();
  }
  std::vector<org::Organisation> all;
  {
    db::Transaction tx = house.installation->database.read();
    all = org::all(tx);
  }
  ASSERT_EQ(all.size(), 2U);
  run("UPDATE measure_version SET body = '{' WHERE organisation_id = '" + all[0].id.text + "'");
  const std::int64_t before = expected_of(all[1].id);
  house.clock.tick(std::chrono::hours(24 * 28));
  job::Runner runner(house.installation->jobs, {.node = "one"});
  runner.look();
  while (runner.run_one(job::Lane::kRecurring)) {
  }
  EXPECT_EQ(expected_of(all[1].id), before + 4);
  EXPECT_EQ(runner.failed(), 1U) << "the operator sees it";
}

TEST_P(RecurringWork, says_it_when_there_is_code_in_the_database) {
  house.start();
  run(GetParam() == "sqlite" ? "CREATE TRIGGER slip AFTER UPDATE ON register_site BEGIN SELECT 1; END"
                             : "CREATE RULE slip AS ON UPDATE TO register_site DO ALSO SELECT 1");
  job::Runner runner(house.installation->jobs, {.node = "one"});
  runner.look();
  while (runner.run_one(job::Lane::kRecurring)) {
  }
  EXPECT_GE(runner.failed(), 1U);
  run(GetParam() == "sqlite" ? "DROP TRIGGER slip" : "DROP RULE slip ON register_site");
}

TEST_P(RecurringWork, of_a_measure_that_expects_more_than_can_be_kept_does_not_keep_the_others_from_theirs) {
  const OrganisationId organisation = house.start();
  add_measure();
  add_measure();
  std::string first;
  {
    db::Transaction tx = house.installation->database.read();
    first = house.installation->measures.named(tx, organisation, "controle").front();
  }
  // As a plan from before the limit: 500 places a day.
  std::string places;
  for (int i = 0; i < 500; ++i) {
    places += (i > 0 ? "," : "") + std::string(R"({"id":"s)") + std::to_string(i) + R"(","kind":"site"})";
  }
  run("UPDATE measure_version SET body = replace(replace(body, 'FREQ=WEEKLY', 'FREQ=DAILY'), "
      R"('{"id":"","kind":"organisation"}', ')" +
      places + "') WHERE measure_id = '" + first + "'");
  const std::int64_t before = expected_of(organisation);
  house.clock.tick(std::chrono::hours(24 * 28));
  job::Runner runner(house.installation->jobs, {.node = "one"});
  runner.look();
  while (runner.run_one(job::Lane::kRecurring)) {
  }
  EXPECT_EQ(expected_of(organisation), before + 4) << "of the other measure";
  EXPECT_EQ(runner.failed(), 1U) << "the operator sees it";
  add_measure();
  EXPECT_GT(expected_of(organisation), before + 4) << "nor those that are made later";
}

}  // namespace
}  // namespace waarborg::app
