// SPDX-License-Identifier: EUPL-1.2
#include "platform/fs/file_store.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "platform/crypto/hash.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::fs {
namespace {

std::size_t files_below(const std::filesystem::path& root) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) count += entry.is_regular_file();
  return count;
}

TEST(FileStore, gives_back_what_was_put_under_its_hash) {
  crypto::TestFolder folder;
  FileStore files(folder / "files");
  const std::string bytes("bewijs\0met nul", 14);
  const auto name = files.put(bytes);
  ASSERT_TRUE(name);
  EXPECT_EQ(*name, crypto::sha256_hex(bytes));
  EXPECT_EQ(files.get(*name).value(), bytes);
  EXPECT_TRUE(std::filesystem::exists(folder / "files" / name->substr(0, 2) / name->substr(2)));
  EXPECT_EQ(files.put(bytes).value(), *name);
  EXPECT_EQ(files_below(folder / "files"), 1U);
  EXPECT_EQ(files.get(files.put("").value()).value(), "");
}

TEST(FileStore, refuses_names_that_are_no_hash) {
  crypto::TestFolder folder;
  FileStore files(folder / "files");
  crypto::put_content(folder / "secret", "x");
  for (const char* name : {"", "../secret", "/etc/passwd", "ABCD", "..%2f"}) {
    const auto got = files.get(name);
    ASSERT_FALSE(got) << name;
    EXPECT_EQ(got.error().kind, FaultKind::kNotFound) << name;
  }
  EXPECT_EQ(files.get(std::string(64, 'a')).error().what.key, "fs.missing");
}

TEST(FileStore, notices_damage_and_mends_it_when_the_file_comes_again) {
  crypto::TestFolder folder;
  FileStore files(folder / "files");
  const std::string name = files.put("rapport").value();
  crypto::put_content(folder / "files" / name.substr(0, 2) / name.substr(2), "rappor7");
  EXPECT_EQ(files.verify(name).error().what.key, "fs.damaged");
  EXPECT_EQ(files.verify(name).error().kind, FaultKind::kUnavailable);
  ASSERT_TRUE(files.put("rapport"));
  EXPECT_TRUE(files.verify(name));
}

TEST(FileStore, refuses_a_file_above_the_limit) {
  crypto::TestFolder folder;
  FileStore files(folder / "files", 10);
  EXPECT_TRUE(files.put("0123456789"));
  EXPECT_EQ(files.put("0123456789a").error().what.key, "fs.too_large");
}

/// The limit on the size of a file makes the kernel refuse halfway, as a full disk does.
TEST(FileStore, a_disk_that_refuses_halfway_keeps_nothing_and_says_so) {
  crypto::TestFolder folder;
  const std::filesystem::path root = folder / "files";
  FileStore(root).put("first").value();
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit small{100'000, 100'000};
    setrlimit(RLIMIT_FSIZE, &small);
    FileStore files(root);
    const auto refused = files.put(std::string(300'000, 'x'));
    const bool clear =
        !refused && refused.error().kind == FaultKind::kUnavailable && refused.error().what.key == "fs.disk_full";
    _exit(clear && files_below(root) == 1 && files.put("small").has_value() ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(files_below(root), 2U);
}

TEST(FileStore, a_killed_writer_leaves_whole_files_only) {
  crypto::TestFolder folder;
  const std::filesystem::path root = folder / "files";
  std::size_t seen = 0;
  for (int round = 0; round < 12; ++round) {
    int ready[2];
    ASSERT_EQ(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
      FileStore files(root);
      for (int i = 0; i < 100'000; ++i) {
        const auto name = files.put(std::to_string(round) + "/" + std::to_string(i) + std::string(300'000, 'x'));
        if (!name || write(ready[1], "x", 1) != 1) _exit(1);
      }
      _exit(0);
    }
    char byte = 0;
    // Kill somewhere inside the work on the next file: after a growing number of finished ones.
    for (int i = 0; i <= round % 4; ++i) ASSERT_EQ(read(ready[0], &byte, 1), 1);
    for (volatile int spin = 0; spin < round * 60'000;) spin = spin + 1;
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
  }
  FileStore files(root);
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file() || entry.path().parent_path().filename() == "drafts") continue;
    const std::string name = entry.path().parent_path().filename().string() + entry.path().filename().string();
    EXPECT_TRUE(files.verify(name)) << name;
    ++seen;
  }
  EXPECT_GE(seen, 12U);
}

TEST(FileStore, removes_drafts_of_long_ago_only) {
  crypto::TestFolder folder;
  const std::filesystem::path root = folder / "files";
  FileStore(root).put("x").value();
  crypto::put_content(root / "drafts" / "old", "half");
  crypto::put_content(root / "drafts" / "new", "half");
  std::filesystem::last_write_time(root / "drafts" / "old",
                                   std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
  FileStore again(root);
  EXPECT_TRUE(std::filesystem::exists(root / "drafts" / "old")) << "who only looks changes nothing";
  again.put("y").value();
  EXPECT_FALSE(std::filesystem::exists(root / "drafts" / "old"));
  EXPECT_TRUE(std::filesystem::exists(root / "drafts" / "new"));
}

}  // namespace
}  // namespace waarborg::fs
