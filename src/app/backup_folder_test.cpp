// SPDX-License-Identifier: EUPL-1.2
#include "app/backup_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>

#include "platform/crypto/test_folder.h"

namespace waarborg::app {
namespace {

TEST(BackupFolder, of_a_killed_backup_goes_at_the_next_start_and_that_of_a_running_one_stays) {
  const crypto::TestFolder data;
  const auto left = data / "backup-AbCd_-12";
  std::filesystem::create_directory(left);
  std::ofstream(left / "waarborg.sqlite") << "everything";
  std::filesystem::create_directory(data / "backup-of-the-customer");
  std::ofstream(data / "backup-12345678") << "a file of somebody";
  std::optional<BackupFolder> running(BackupFolder::make(data / "").value());
  std::ofstream(running->path() / "waarborg.sqlite") << "everything";

  remove_left_backups(data / "");
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_TRUE(std::filesystem::exists(running->path() / "waarborg.sqlite"));
  EXPECT_TRUE(std::filesystem::exists(data / "backup-of-the-customer"));
  EXPECT_TRUE(std::filesystem::exists(data / "backup-12345678"));

  const auto path = running->path();
  running.reset();
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(BackupFolder, cannot_be_made_where_nobody_may_write) {
  EXPECT_EQ(BackupFolder::make("/no/such/folder").error().what.key, "app.data_not_writable");
}

}  // namespace
}  // namespace waarborg::app
