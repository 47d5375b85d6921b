// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/db.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <future>
#include <stdexcept>
#include <thread>

#include "platform/crypto/test_folder.h"
#include "platform/db/unavailable.h"

namespace waarborg::db {
namespace {

TEST(SqliteWriter, one_that_waits_for_itself_is_told_so_and_the_first_goes_on) {
  crypto::TestFolder folder;
  Database database((folder / "one.db").string());
  {
    Transaction first = database.write();
    EXPECT_THROW(database.write(), std::logic_error);
    first.commit();
  }
  EXPECT_NO_THROW(database.write());
}

TEST(SqliteWriter, another_thread_waits_until_the_first_is_done) {
  crypto::TestFolder folder;
  Database database((folder / "one.db").string());
  bool done = false;  // Written and read inside a write transaction only.
  bool seen = false;
  std::thread other;
  {
    Transaction first = database.write();
    other = std::thread([&] {
      Transaction second = database.write();
      seen = done;
    });
    done = true;
  }
  other.join();
  EXPECT_TRUE(seen);
}

using namespace std::chrono_literals;

constexpr Patience kShort{50ms, 50ms, 2s, 50ms};

/// Whether the work, in a thread of its own, found the database busy.
template <class Work>
bool was_unavailable(Work work) {
  return std::async(std::launch::async,
                    [&] {
                      try {
                        work();
                        return false;
                      } catch (const Unavailable&) {
                        return true;
                      }
                    })
      .get();
}

void run(Transaction& tx, std::string_view sql) { tx.run({sql, sql, sql, {}}, {}); }

TEST(SqliteWriter, one_that_waits_too_long_is_told_so_and_later_succeeds) {
  crypto::TestFolder folder;
  Database database((folder / "one.db").string(), 6, kShort);
  {
    Transaction first = database.write();
    EXPECT_TRUE(was_unavailable([&] { database.write(); }));
    first.commit();
  }
  EXPECT_FALSE(was_unavailable([&] { database.write(); }));
}

TEST(SqliteWriter, one_that_need_not_write_now_does_not_wait_at_all_for_a_thread_or_for_another_program) {
  crypto::TestFolder folder;
  Database database((folder / "one.db").string());
  Database of_another_program((folder / "one.db").string());
  const auto is_free = [&] {
    return std::async(std::launch::async, [&] { return database.write_if_free().has_value(); }).get();
  };
  EXPECT_TRUE(is_free());
  for (Database* writer : {&database, &of_another_program}) {
    Transaction busy = writer->write();
    const auto begin = std::chrono::steady_clock::now();
    EXPECT_FALSE(is_free());
    EXPECT_LT(std::chrono::steady_clock::now() - begin, 5s);
  }
  EXPECT_TRUE(is_free());
  EXPECT_NO_THROW(database.write().commit());
}

TEST(SessionPool, who_finds_all_taken_is_told_so_and_later_gets_one) {
  crypto::TestFolder folder;
  Database database((folder / "one.db").string(), 1, kShort);
  {
    Transaction first = database.read();
    EXPECT_TRUE(was_unavailable([&] { database.read(); }));
  }
  EXPECT_FALSE(was_unavailable([&] { database.read(); }));
}

TEST(PostgresServer, that_takes_a_connection_and_says_nothing_is_given_up) {
  const int listening = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in here{};
  here.sin_family = AF_INET;
  here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof here;
  ASSERT_EQ(::bind(listening, reinterpret_cast<sockaddr*>(&here), size), 0);
  ASSERT_EQ(::listen(listening, 5), 0);
  ASSERT_EQ(::getsockname(listening, reinterpret_cast<sockaddr*>(&here), &size), 0);
  Database database("postgresql://nobody@127.0.0.1:" + std::to_string(ntohs(here.sin_port)) + "/nothing", 6, kShort);
  EXPECT_THROW(database.read(), Unavailable);
  ::close(listening);
}

class PostgresWaits : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* server = std::getenv("WAARBORG_TEST_POSTGRES");
    if (server == nullptr) GTEST_SKIP() << "no PostgreSQL: see tools/test_postgres";
    where = server;
  }
  std::string where;
};

TEST_F(PostgresWaits, for_a_lock_and_for_a_statement_end_and_the_database_goes_on) {
  Database database(where, 6, kShort);
  constexpr std::string_view kHold = "SELECT pg_advisory_xact_lock(20261129)";
  {
    Transaction first = database.write();
    run(first, kHold);
    EXPECT_TRUE(was_unavailable([&] {
      Transaction second = database.write();
      run(second, kHold);
    }));
    first.commit();
  }
  EXPECT_TRUE(was_unavailable([&] {
    Transaction long_one = database.read();
    run(long_one, "SELECT pg_sleep(20)");
  }));
  EXPECT_FALSE(was_unavailable([&] {
    Transaction after = database.write();
    run(after, kHold);
  }));
}

TEST_F(PostgresWaits, of_two_for_each_other_end_for_one_who_may_try_again_and_the_other_goes_on) {
  Database database(where);
  constexpr std::string_view kOne = "SELECT pg_advisory_xact_lock(20261130)";
  constexpr std::string_view kOther = "SELECT pg_advisory_xact_lock(20261201)";
  Transaction first = database.write(), second = database.write();
  run(first, kOne);
  run(second, kOther);
  auto first_lost = std::async(std::launch::async, [&] { return was_unavailable([&] { run(first, kOther); }); });
  const bool second_lost = was_unavailable([&] { run(second, kOne); });
  EXPECT_NE(first_lost.get(), second_lost);
}

TEST_F(PostgresWaits, do_not_count_for_migrations) {
  Database database(where, 6, kShort);
  static constexpr std::string_view kLong =
      "CREATE TEMPORARY TABLE slow_migration (name TEXT);\nINSERT INTO slow_migration SELECT 'x' FROM pg_sleep(0.2);\n";
  const Migration migrations[] = {{"slow", "0001_slow", kLong}};
  const auto done = database.migrate(migrations, {});
  EXPECT_TRUE(done) << done.error().what.key;
}

}  // namespace
}  // namespace waarborg::db
