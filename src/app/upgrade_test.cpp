// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "app/database_copy.h"
#include "app/installation.h"
#include "features/auth/testing_database.h"
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
