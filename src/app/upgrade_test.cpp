// SPDX-License-Identifier: EUPL-1.2
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "app/database_copy.h"
#include "app/installation.h"
#include "features/auth/testing_database.h"
#include "features/trail/search.h"
#include "platform/crypto/crypto.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::app {
namespace {

using waarborg::testing::ScratchDatabase;

class Upgrade : public ::testing::TestWithParam<std::string> {
 protected:
  Upgrade() : scratch_(GetParam(), {}) {
    options_.data = folder_ / "data";
    if (GetParam() == "postgres") options_.database = scratch_.where();
    EXPECT_TRUE(init(options_));
  }
  static void run(db::Database& database, const char* sql) {
    db::Transaction tx = database.write();
    tx.run({sql, sql, sql, {}}, {});
    tx.commit();
  }
  /// As a program wrote it that did not know the saved column mappings yet.
  void make_older() {
    db::Database database(database_address(options_));
    run(database, "DROP TABLE column_mapping");
    run(database, "DELETE FROM schema_migration WHERE feature = 'evidence' AND name LIKE '0002%'");
    run(database,
        "INSERT INTO organisation (id, version, name, sub_sector, people, board_member, security_officer, "
        "health_information, set_up, demo, combined_roles_reason, created_at) "
        "VALUES ('o1', 1, 'Post', '', 1, '', '', '', 0, 0, '', '2026-01-01T00:00:00.000Z')");
  }
  /// As version 0.1.0 left it: entries of overrides, statements, declarations and the organisation hold no state, and
  /// a declaration takes the place of the one before.
  void make_first_release() {
    {
      db::Database database(database_address(options_));
      run(database, "DROP TABLE completion");
      for (const char* column : {"ended_account", "ended_by", "ended_at", "end_reason"}) {
        run(database, (std::string("ALTER TABLE verdict_override DROP COLUMN ") + column).c_str());
      }
      run(database,
          "CREATE TABLE complete_together (organisation_id TEXT NOT NULL, requirement TEXT NOT NULL, person TEXT NOT "
          "NULL, reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (organisation_id, requirement))");
      run(database, "DELETE FROM schema_migration WHERE feature = 'measure' AND name >= '0002'");
    }
    db::Database database(database_address(options_));
    auto key = crypto::SigningKey::load(options_.data / "keys" / "signing.pem");
    std::ifstream name_file(options_.data / "keys" / "name");
    std::string name;
    std::getline(name_file, name);
    trail::Trail log(std::move(key.value()), name);
    const std::string at = "2026-06-01T10:00:00.000Z";
    const Moment then = parse_moment(at).value();
    const trail::Author alice{OrganisationId{"o1"}, "a1", "Alice"};
    const trail::Author rita{OrganisationId{"o1"}, "a2", "Rita"};
    db::Transaction tx = database.write();
    const auto row = [&](const std::string& sql) { tx.run({sql, sql, sql, {}}, {}); };
    const auto entry = [&](const trail::Author& who, const char* action, const char* kind, const char* subject,
                           std::vector<trail::Change> changes, const std::string& state = {}) {
      log.add(tx, who, {action, kind, subject, subject, std::move(changes), state, ""}, then);
    };
    row("INSERT INTO organisation (id, version, name, sub_sector, people, board_member, security_officer, "
        "health_information, set_up, demo, combined_roles_reason, created_at) "
        "VALUES ('o1', 2, 'Post', 'gp_practice', 4, '', '', '', 1, 0, '', '" +
        at + "')");
    entry(alice, "organisation.create", "organisation", "o1",
          {{"id", "", "o1"},
           {"name", "", "Praktijk"},
           {"sub_sector", "", "gp_practice"},
           {"people", "", "4"},
           {"set_up", "", "true"},
           {"demo", "", "false"}});
    entry(alice, "organisation.change", "organisation", "o1", {{"name", "Praktijk", "Post"}});
    measure::MeasureInput input;
    input.title = "Back-up";
    input.rollup = "worst";
    const std::string body = json::canonical(json::encode(input));
    row("INSERT INTO measure (organisation_id, id, version, title, body, created_at) VALUES ('o1', 'm1', 1, "
        "'Back-up', '" +
        body + "', '" + at + "')");
    row("INSERT INTO measure_version (organisation_id, measure_id, version, at, author, body) VALUES ('o1', 'm1', "
        "1, '" +
        at + "', 'Alice', '" + body + "')");
    entry(alice, "measure.create", "measure", "m1", {{"title", "", "Back-up"}}, "1 " + body);
    row("INSERT INTO verdict_override (organisation_id, id, measure_id, aspect, place_kind, place_id, value, reason, "
        "author_account, author, second_account, second_person, confirmed_at, until, created_at) VALUES ('o1', 'v1', "
        "'m1', 'operation', '', '', 'shown', 'Zelf gezien', 'a1', 'Alice', 'a2', 'Rita', '" +
        at + "', '2027-01-01', '" + at + "')");
    entry(alice, "override.propose", "override", "v1",
          {{"id", "", "v1"},
           {"measure", "", "m1"},
           {"aspect", "", "operation"},
           {"value", "", "shown"},
           {"reason", "", "Zelf gezien"},
           {"author_account", "", "a1"},
           {"author", "", "Alice"},
           {"until", "", "2027-01-01"},
           {"created_at", "", at}});
    entry(rita, "override.confirm", "override", "v1", {{"second_person", "", "Rita"}});
    row("INSERT INTO statement_version (organisation_id, number, framework, state, note, author_account, author, "
        "created_at, approver, decided_at, decision_note, applies, excluded, body) VALUES ('o1', 1, '', 'approved', "
        "'Eerste', 'a1', 'Alice', '" +
        at + "', 'Rita', '" + at + "', 'Akkoord', 1, 0, '[]')");
    entry(alice, "applicability.submit", "statement", "1",
          {{"sha256", "", crypto::sha256_hex("[]")}, {"note", "", "Eerste"}});
    entry(rita, "applicability.approved", "statement", "1",
          {{"state", "submitted", "approved"}, {"note", "", "Akkoord"}});
    for (const char* reason : {"Eerst", "", "Nu wel"}) {
      entry(alice, "requirement.complete", "requirement", "urn:5.1", {{"reason", "", reason}});
    }
    for (const char* reason : {"Eerst", ""}) {
      entry(alice, "requirement.complete", "requirement", "urn:5.2", {{"reason", "", reason}});
    }
    row("INSERT INTO complete_together (organisation_id, requirement, person, reason, at) VALUES ('o1', 'urn:5.1', "
        "'Alice', 'Nu wel', '" +
        at + "')");
    row("DROP TABLE trail_count");
    row("DELETE FROM schema_migration WHERE feature = 'trail' AND name LIKE '0005%'");
    tx.commit();
  }
  /// Every file of the data folder with its bytes.
  std::map<std::string, std::string> folder() const {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(options_.data)) {
      found[entry.path().string()] = entry.is_regular_file() ? crypto::content_of(entry.path()) : "";
    }
    return found;
  }
  std::vector<std::filesystem::path> copies() const {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(options_.data)) {
      if (entry.path().filename().string().starts_with("before-upgrade-")) found.push_back(entry.path());
    }
    return found;
  }

  crypto::TestFolder folder_;
  ScratchDatabase scratch_;
  Options options_;
  ManualClock clock_{parse_moment("2026-11-22T10:00:00Z").value()};
};

TEST_P(Upgrade, an_older_database_is_copied_before_its_tables_change) {
  make_older();
  {
    ASSERT_TRUE(Installation::open(options_, clock_, false));
  }
  const auto made = copies();
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made.front().extension(), GetParam() == "postgres" ? ".pgdump" : ".sqlite");

  // The copy is the database as it was: with its row, without the new table.
  ScratchDatabase back(GetParam(), {});
  Options restored;
  std::string where = made.front().string();
  if (GetParam() == "postgres") {
    restored.database = where = back.where();
    run(back.database(), "DROP TABLE schema_migration");
    const auto done = restore_postgres(restored, made.front());
    ASSERT_TRUE(done) << done.error().what.key;
  }
  db::Database old(where);
  db::Transaction tx = old.read();
  const char* count = "SELECT COUNT(*) FROM organisation";
  std::int64_t organisations = 0;
  tx.select({"count", count, count, {}}, {}, {db::ColumnKind::kInteger},
            [&](const std::vector<db::Cell>& row) { organisations = std::get<std::int64_t>(row.front()); });
  EXPECT_EQ(organisations, 1);
  const char* absent = "SELECT COUNT(*) FROM column_mapping";
  EXPECT_THROW(tx.select({"absent", absent, absent, {}}, {}, {db::ColumnKind::kInteger}, [](const auto&) {}),
               db::DatabaseError);
}

TEST_P(Upgrade, is_not_done_by_a_check_which_changes_nothing) {
  make_older();
  const auto before = folder();
  {
    const auto opened = Installation::open_to_read(options_, clock_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().what.key, "db.older_database");
  }
  EXPECT_EQ(folder(), before);
}

TEST_P(Upgrade, a_check_changes_no_byte_of_the_folder_and_may_do_without_writing_in_it) {
  {
    auto house = Installation::open(options_, clock_, false);
    ASSERT_TRUE(house) << house.error().what.key;
    ASSERT_TRUE((*house)->files.put("bewijs"));
  }
  const auto before = folder();
  const auto may = std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec;
  std::filesystem::permissions(options_.data, may);
  {
    auto opened = Installation::open_to_read(options_, clock_);
    ASSERT_TRUE(opened) << opened.error().what.key;
    EXPECT_TRUE((*opened)->verify(OrganisationId{"installation"}).problems.empty());
    EXPECT_TRUE((*opened)->verify_files().empty());
    EXPECT_FALSE((*opened)->database.changed_meanwhile());
    EXPECT_THROW(
        {
          db::Transaction tx = (*opened)->database.write();
          const char* sql = "DELETE FROM schema_migration";
          tx.run({sql, sql, sql, {}}, {});
        },
        db::DatabaseError);
  }
  std::filesystem::permissions(options_.data, std::filesystem::perms::owner_all);
  EXPECT_EQ(folder(), before);
}

TEST_P(Upgrade, a_check_beside_a_server_sees_what_it_wrote_and_one_that_began_alone_hears_of_it) {
  if (GetParam() == "postgres") GTEST_SKIP() << "PostgreSQL shows each reader one state; 2026-11-30";
  auto alone = Installation::open_to_read(options_, clock_);
  ASSERT_TRUE(alone) << alone.error().what.key;
  auto server = Installation::open(options_, clock_, false);
  ASSERT_TRUE(server) << server.error().what.key;
  run((*server)->database,
      "INSERT INTO organisation (id, version, name, sub_sector, people, board_member, security_officer, "
      "health_information, set_up, demo, combined_roles_reason, created_at) "
      "VALUES ('o9', 1, 'Post', '', 1, '', '', '', 0, 0, '', '2026-01-01T00:00:00.000Z')");
  EXPECT_TRUE((*alone)->database.changed_meanwhile());
  auto beside = Installation::open_to_read(options_, clock_);
  ASSERT_TRUE(beside) << beside.error().what.key;
  db::Transaction tx = (*beside)->database.read();
  EXPECT_TRUE(org::find(tx, OrganisationId{"o9"}));
  EXPECT_FALSE((*beside)->database.changed_meanwhile());
}

TEST_P(Upgrade, is_not_done_by_a_command_while_a_server_holds_the_folder) {
  make_older();
  const int server = ::open((options_.data / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  ASSERT_EQ(::flock(server, LOCK_EX | LOCK_NB), 0);
  const auto refused = Installation::open(options_, clock_, true);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FaultKind::kConflict);
  EXPECT_EQ(refused.error().what.key, "app.upgrade_beside_server");
  EXPECT_TRUE(copies().empty());
  ::close(server);
  const auto command = Installation::open(options_, clock_, true);
  ASSERT_TRUE(command) << command.error().what.key;
  EXPECT_EQ(copies().size(), 1U);
  EXPECT_TRUE(Installation::open(options_, clock_, false)) << "the command let go of the folder once it was done";
  EXPECT_TRUE(Installation::open(options_, clock_, true)) << "what is up to date opens beside a server";
}

TEST_P(Upgrade, what_an_older_program_still_wrote_into_a_log_that_is_counted_is_counted_at_the_next_start) {
  make_first_release();
  {
    ASSERT_TRUE(Installation::open(options_, clock_, true)) << "a command beside the older program makes the table";
  }
  {
    db::Database older(database_address(options_));
    run(older, "UPDATE trail_count SET entries = entries - 1 WHERE value = 'Alice'");
    run(older, "DELETE FROM trail_count WHERE value = 'measure.create'");
  }
  auto opened = Installation::open(options_, clock_, false);
  ASSERT_TRUE(opened) << opened.error().what.key;
  db::Transaction tx = (*opened)->database.read();
  for (const Message& one : (*opened)->verify(tx, OrganisationId{"o1"}).problems) ADD_FAILURE() << one.key;
  EXPECT_EQ(trail::count(tx, OrganisationId{"o1"}, {.action = "measure.create"}), 1);
}

TEST_P(Upgrade, what_an_older_program_logged_without_a_state_verifies_and_only_as_it_was) {
  make_first_release();
  auto opened = Installation::open(options_, clock_, false);
  ASSERT_TRUE(opened) << opened.error().what.key;
  Installation& house = **opened;
  const OrganisationId own{"o1"};
  const auto problems = [&](db::Transaction& tx) {
    std::vector<std::string> out;
    for (const Message& one : house.verify(tx, own).problems) out.push_back(one.key + " " + one.args.front().second);
    return out;
  };
  const auto after = [&](const std::string& sql) {
    db::Transaction tx = house.database.write();
    tx.run({sql, sql, sql, {}}, {});
    const auto found = problems(tx);
    return found.empty() ? std::string("clean") : found.front();
  };
  EXPECT_EQ(after("UPDATE organisation SET people = people"), "clean");

  EXPECT_EQ(after("UPDATE organisation SET people = 400"), "trail.verify.record_differs organisation o1");
  EXPECT_EQ(after("UPDATE verdict_override SET reason = 'Zomaar'"), "trail.verify.record_differs override v1");
  EXPECT_EQ(after("UPDATE verdict_override SET second_account = 'a3'"), "trail.verify.record_differs override v1");
  EXPECT_EQ(after("UPDATE verdict_override SET second_account = '', second_person = '', confirmed_at = ''"),
            "trail.verify.record_differs override v1");
  EXPECT_EQ(after("DELETE FROM verdict_override"), "trail.verify.record_missing override v1");
  EXPECT_EQ(after("UPDATE statement_version SET state = 'rejected'"), "trail.verify.record_differs statement 1");
  EXPECT_EQ(after("UPDATE statement_version SET body = '[1]'"), "trail.verify.record_differs statement 1");
  EXPECT_EQ(after("UPDATE completion SET reason = 'Zomaar'"), "trail.verify.record_differs requirement urn:5.1");
  EXPECT_EQ(after("DELETE FROM completion"), "trail.verify.record_missing requirement urn:5.1");
  EXPECT_EQ(after("UPDATE measure_version SET author = 'Rita'"), "trail.verify.record_differs measure m1");

  auth::Actor alice = auth::system_actor(own, "Alice");
  ASSERT_TRUE(house.measures.overrides.end(alice, "v1", "Klopt toch niet"));
  ASSERT_TRUE(house.measures.overrides.complete_together(alice, "urn:5.1", "Er kwam iets bij", {}, 1));
  ASSERT_TRUE(house.measures.overrides.complete_together(
      alice, "urn:5.2", "Nu samen", [](db::Transaction&) { return std::vector<std::string>{"m1"}; }, 0));
  org::Organisation changed = house.setup.organisation(alice).value();
  changed.people = 12;
  ASSERT_TRUE(house.setup.change_organisation(alice, changed));
  EXPECT_EQ(after("UPDATE organisation SET people = people"), "clean") << "what changes afterwards goes on from there";
}

TEST_P(Upgrade, a_database_that_needs_no_change_is_not_copied) {
  {
    ASSERT_TRUE(Installation::open(options_, clock_, false));
  }
  EXPECT_TRUE(copies().empty());
}

TEST_P(Upgrade, nothing_changes_when_the_copy_fails) {
  if (GetParam() != "postgres") GTEST_SKIP() << "SQLite needs no program for its copy";
  make_older();
  const std::string path = std::getenv("PATH");
  ::setenv("PATH", (folder_ / "no-programs").c_str(), 1);
  const auto opened = Installation::open(options_, clock_, false);
  ::setenv("PATH", path.c_str(), 1);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().what.key, "app.backup_postgres_tool");
  db::Database database(options_.database);
  db::Transaction tx = database.read();
  const char* absent = "SELECT COUNT(*) FROM column_mapping";
  EXPECT_THROW(tx.select({"absent", absent, absent, {}}, {}, {db::ColumnKind::kInteger}, [](const auto&) {}),
               db::DatabaseError);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, Upgrade, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::app
