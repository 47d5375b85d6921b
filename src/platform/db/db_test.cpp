// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/db.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "platform/crypto/test_folder.h"

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

}  // namespace
}  // namespace waarborg::db
