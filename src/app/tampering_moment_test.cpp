// SPDX-License-Identifier: EUPL-1.2
//
// Whoever changes the database for a moment: code in it that changes what is saved, and another record than the one
// that is saved, by which something is decided. Nothing is saved, and so nothing is signed.
#include "app/test_town.h"

namespace waarborg::app {
namespace {

using http::Method;

struct MomentTampered : TownTest {
  void run(const std::string& sql) {
    const std::string_view text = sql;
    db::Transaction tx = town().installation->database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  bool is_sqlite() const { return GetParam() == "sqlite"; }
  void put_in_code() {
    if (is_sqlite()) {
      run("CREATE TRIGGER slip AFTER UPDATE ON register_site BEGIN UPDATE register_site SET note = 'vals' WHERE id = "
          "new.id; END");
    } else {
      run("CREATE FUNCTION slip_in() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.note = NEW.name; RETURN NEW; END'");
      run("CREATE TRIGGER slip BEFORE UPDATE ON register_site FOR EACH ROW EXECUTE FUNCTION slip_in()");
    }
  }
  void take_out_code() {
    run(is_sqlite() ? "DROP TRIGGER slip" : "DROP TRIGGER slip ON register_site");
    if (!is_sqlite()) run("DROP FUNCTION slip_in()");
  }
  http::Response save_site(const std::string& name) {
    return town().ask(&town().alice, Method::kPut, "/api/v1/registers/site/rows/" + town().ids["site"],
                      R"({"name":")" + name + "\"}");
  }
  /// What comes of it while the database is changed so, and after it was put back.
  void refused_while(const std::string& forge, const std::string& undo, const Person& who, const std::string& path,
                     const std::string& body) {
    run("UPDATE " + forge);
    const auto size = town().log_size(town().north);
    const auto refused = town().ask(&who, Method::kPost, "/api/v1/" + path, body);
    EXPECT_EQ(refused.status, 503) << path << " " << forge << " " << refused.body;
    EXPECT_EQ(town().log_size(town().north), size) << path << " " << forge;
    run("UPDATE " + undo);
  }
  void accepted(const Person& who, Method method, const std::string& path, const std::string& body) {
    const auto answer = town().ask(&who, method, "/api/v1/" + path, body);
    EXPECT_EQ(answer.status / 100, 2) << path << " " << answer.body;
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, MomentTampered, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(MomentTampered, database_with_code_of_somebody_else_takes_no_change_and_is_named) {
  Installation& house = *town().installation;
  EXPECT_TRUE(house.verify_files().empty());
  put_in_code();
  const auto refused = save_site("Met code");
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.body.find("trigger slip"), std::string::npos) << refused.body;
  EXPECT_NE(refused.body.find("register_site"), std::string::npos) << refused.body;
  const auto problems = house.verify_files();
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.front().key, "trail.database_code.found_on");
  const auto opened = Installation::open(town().options, town().clock, true);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().what.key, "app.database_code");
  take_out_code();
  EXPECT_EQ(save_site("Zonder code").status, 200);
  EXPECT_TRUE(house.verify_files().empty());
  EXPECT_TRUE(house.verify(town().north).problems.empty());
}

TEST_P(MomentTampered, file_with_triggers_changes_no_row_that_we_write) {
  if (!is_sqlite()) return;  // PostgreSQL runs them, which is why nothing is saved then
  put_in_code();
  run("UPDATE register_site SET city = city WHERE id = '" + town().ids["site"] + "'");
  take_out_code();
  EXPECT_TRUE(town().installation->verify(town().north).problems.empty());
}

TEST_P(MomentTampered, database_is_named_also_for_what_acts_without_a_trigger) {
  if (is_sqlite()) return;  // has none of these
  struct Case {
    std::vector<std::string> put_in, take_out;
    std::string what;
  };
  const Case cases[] = {
      {{"CREATE DOMAIN slip AS text CHECK (VALUE <> 'vals')", "ALTER TABLE register_site ALTER COLUMN note TYPE slip"},
       {"ALTER TABLE register_site ALTER COLUMN note TYPE text COLLATE \"C\"", "DROP DOMAIN slip"},
       "type slip"},
      {{"CREATE FUNCTION slip(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "ALTER TABLE register_site ADD CONSTRAINT looks CHECK (slip(note))"},
       {"ALTER TABLE register_site DROP CONSTRAINT looks", "DROP FUNCTION slip(text)"},
       "function slip"},
      {{"ALTER TABLE auth_token ADD CONSTRAINT slip FOREIGN KEY (account_id) REFERENCES auth_account (id) ON DELETE "
        "CASCADE"},
       {"ALTER TABLE auth_token DROP CONSTRAINT slip"},
       "foreign key slip"},
      // Whoever looks for our tables beside that of the migrations finds the wrong ones.
      {{"CREATE SCHEMA AUTHORIZATION CURRENT_USER CREATE TABLE schema_migration (feature text)",
        "CREATE RULE slip AS ON UPDATE TO register_site DO ALSO SELECT 1"},
       {"DROP RULE slip ON register_site", "DO 'BEGIN EXECUTE format(''DROP SCHEMA %I CASCADE'', current_user); END'"},
       "rule slip"}};
  for (const Case& one : cases) {
    for (const std::string& sql : one.put_in) run(sql);
    const auto refused = save_site("Anders");
    EXPECT_GE(refused.status, 500) << one.what;  // of a column of an unknown type the library reads nothing at all
    const auto problems = town().installation->verify_files();
    EXPECT_TRUE(std::ranges::any_of(problems, [&](const Message& m) { return m.args.front().second == one.what; }))
        << one.what;
    for (const std::string& sql : one.take_out) run(sql);
    EXPECT_TRUE(town().installation->verify_files().empty()) << one.what;
  }
}

TEST_P(MomentTampered, database_with_an_extension_goes_on_and_code_beside_it_is_named) {
  if (is_sqlite()) return;  // has no extensions in the database
  {
    db::Transaction tx = town().installation->database.read();
    constexpr std::string_view kHere =
        "SELECT count(*) FROM pg_available_extensions WHERE name IN ('hstore', 'pg_stat_statements')";
    if (tx.number(db::Statement<0>{"test.extensions", kHere, kHere, {}}) < 2) {
      GTEST_SKIP() << "PostgreSQL without its contributed extensions (2026-12-01)";
    }
  }
  // Types, operators, casts and operator classes; and a view.
  run("CREATE EXTENSION hstore");
  run("CREATE EXTENSION pg_stat_statements");
  EXPECT_TRUE(town().installation->verify_files().empty());
  EXPECT_EQ(save_site("Met extensies").status, 200);

  struct Case {
    std::vector<std::string> put_in, take_out;
    std::string what;
  };
  const Case cases[] = {
      {{"CREATE FUNCTION slip_in() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.note = NEW.name; RETURN NEW; END'",
        "CREATE TRIGGER slip BEFORE UPDATE ON register_site FOR EACH ROW EXECUTE FUNCTION slip_in()"},
       {"DROP TRIGGER slip ON register_site", "DROP FUNCTION slip_in()"},
       "trigger slip"},
      // Of the extension, but put to work by somebody else.
      {{"ALTER TABLE register_site ADD CONSTRAINT slip CHECK (hstore(name, note) IS NOT NULL)"},
       {"ALTER TABLE register_site DROP CONSTRAINT slip"},
       "function hstore"},
      {{"ALTER TABLE register_site ADD COLUMN slip hstore"},
       {"ALTER TABLE register_site DROP COLUMN slip"},
       "type hstore"},
      // A table that is said to be of the extension is ours all the same.
      {{"ALTER EXTENSION hstore ADD TABLE register_site",
        "CREATE RULE slip AS ON UPDATE TO register_site DO ALSO "
        "SELECT 1"},
       {"DROP RULE slip ON register_site", "ALTER EXTENSION hstore DROP TABLE register_site"},
       "rule slip"}};
  for (const Case& one : cases) {
    for (const std::string& sql : one.put_in) run(sql);
    EXPECT_EQ(save_site("Anders").status, 503) << one.what;
    const auto problems = town().installation->verify_files();
    ASSERT_EQ(problems.size(), 1U) << one.what;
    EXPECT_EQ(problems.front().args.front().second, one.what);
    for (const std::string& sql : one.take_out) run(sql);
    EXPECT_EQ(save_site("Zonder code").status, 200) << one.what;
  }
  run("DROP EXTENSION hstore");
  run("DROP EXTENSION pg_stat_statements");
}

TEST_P(MomentTampered, measure_confirms_no_override) {
  const std::string of = " WHERE id = '" + town().ids["measure"] + "'";
  const std::string version = " WHERE version = 1 AND measure_id = '" + town().ids["measure"] + "'";
  const std::string confirm = "overrides/" + town().ids["override"] + "/confirm";
  const std::vector<std::pair<std::string, std::string>> tables{{"measure", of}, {"measure_version", version}};
  for (const auto& [table, which] : tables) {
    refused_while(table + " SET body = replace(body, 'WEEKLY', 'YEARLY')" + which,
                  table + " SET body = replace(body, 'YEARLY', 'WEEKLY')" + which, town().rita, confirm, "");
  }
  const std::string member = " WHERE account_id = '" + town().ids["leaver"] + "'";
  refused_while("auth_membership SET person = 'vals'" + member, "auth_membership SET person = ''" + member, town().rita,
                confirm, "");
  accepted(town().rita, Method::kPost, confirm, "");
}

TEST_P(MomentTampered, measure_lets_nobody_judge) {
  const std::string of = " WHERE version = 1 AND measure_id = '" + town().ids["measure"] + "'";
  const std::string forge = "measure_version SET body = replace(body, 'WEEKLY', 'YEARLY')" + of;
  const std::string undo = "measure_version SET body = replace(body, 'YEARLY', 'WEEKLY')" + of;
  refused_while(forge, undo, town().rita, "evidence/" + town().ids["waiting"] + "/review",
                R"({"decision":"accepted"})");
  refused_while(forge, undo, town().rita, "populations/" + town().ids["empty"] + "/withdraw", R"({"reason":"Fout"})");
}

TEST_P(MomentTampered, work_that_nobody_performed_is_held_against_the_plan) {
  const std::string id = town().ids["occurrence"];
  const std::string of = " WHERE id = '" + id + "'";
  const std::string perform = "occurrences/" + id + "/perform";
  for (const char* column : {"title", "note", "owner_person"}) {
    const std::string name = column;
    refused_while("occurrence SET " + name + " = " + name + " || '9'" + of,
                  "occurrence SET " + name + " = substr(" + name + ", 1, length(" + name + ") - 1)" + of, town().bob,
                  perform, kPerform);
  }
  refused_while("occurrence SET performed_on = '2020-01-01'" + of, "occurrence SET performed_on = NULL" + of,
                town().bob, perform, kPerform);
  const std::string version = " WHERE version = 1 AND measure_id = '" + town().ids["measure"] + "'";
  refused_while("measure_version SET body = replace(body, 'WEEKLY', 'YEARLY')" + version,
                "measure_version SET body = replace(body, 'YEARLY', 'WEEKLY')" + version, town().bob, perform,
                kPerform);
  accepted(town().bob, Method::kPost, perform, kPerform);
  EXPECT_TRUE(town().installation->verify(town().north).problems.empty());
}

}  // namespace
}  // namespace waarborg::app
