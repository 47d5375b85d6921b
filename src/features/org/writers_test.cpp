// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <thread>

#include "features/auth/testing.h"

namespace waarborg::org {
namespace {

constexpr db::Statement<1> kLook{"test.look",
                                 "SELECT count(*) FROM organisation WHERE id = :organisation",
                                 "SELECT count(*) FROM organisation WHERE id = :organisation",
                                 {"organisation"}};
constexpr db::Statement<0> kWaiting{"test.waiting",
                                    "",
                                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND "
                                    "database = (SELECT oid FROM pg_database WHERE datname = current_database())",
                                    {}};

/// SQLite has one writer for all; see SqliteWriter.
class WritersOnPostgres : public ::testing::TestWithParam<std::string> {
 protected:
  testing::World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachServer, WritersOnPostgres, ::testing::ValuesIn([] {
                           auto kinds = testing::databases();
                           std::erase(kinds, "sqlite");
                           return kinds;
                         }()));
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(WritersOnPostgres);  // no server, no test

TEST_P(WritersOnPostgres, about_one_organisation_wait_for_each_other_from_the_first_look_on) {
  bool done = false;  // Written and read by who holds the organisation only.
  bool seen = false;
  std::thread other;
  {
    db::Transaction first = world.database.write();
    ASSERT_EQ(first.number(kLook, world.north), 1);
    other = std::thread([&] {
      db::Transaction second = world.database.write();
      second.number(kLook, world.north);
      seen = done;
    });
    for (std::int64_t waiting = 0; waiting == 0;) {
      db::Transaction tx = world.database.read();
      waiting = tx.number(kWaiting);
    }
    done = true;
  }
  other.join();
  EXPECT_TRUE(seen);
}

TEST_P(WritersOnPostgres, about_another_organisation_and_readers_do_not_wait) {
  db::Transaction first = world.database.write();
  first.number(kLook, world.north);
  db::Transaction reader = world.database.read();
  EXPECT_EQ(reader.number(kLook, world.north), 1);
  std::thread([&] {
    db::Transaction second = world.database.write();
    EXPECT_EQ(second.number(kLook, world.south), 1);
  }).join();
}

}  // namespace
}  // namespace waarborg::org
