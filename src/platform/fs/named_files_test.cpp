// SPDX-License-Identifier: EUPL-1.2
#include "platform/fs/named_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/crypto/test_folder.h"

namespace waarborg::fs {
namespace {

using Text = std::optional<std::string>;

struct NamedFilesTest : ::testing::Test {
  void put(const std::string& name, const std::string& text) {
    EXPECT_TRUE(files.change(name, [&](const Text&) { return Text(text); }));
  }
  crypto::TestFolder folder;
  NamedFiles files{folder / "notes"};
};

TEST_F(NamedFilesTest, hold_what_was_put_last_and_nothing_before_that) {
  EXPECT_EQ(files.get("noord").value(), std::nullopt);
  EXPECT_TRUE(files.names().empty());
  put("noord", "een");
  put("noord", "twee");
  put("west", "");
  EXPECT_EQ(files.get("noord").value(), "twee");
  EXPECT_EQ(files.get("west").value(), "");
  EXPECT_EQ(files.names(), (std::vector<std::string>{"noord", "west"}));
}

TEST_F(NamedFilesTest, give_what_they_hold_to_who_changes_them_and_stay_when_that_is_enough) {
  put("noord", "een");
  EXPECT_TRUE(files.change("noord", [](const Text& old) {
    EXPECT_EQ(old, "een");
    return Text();
  }));
  EXPECT_EQ(files.get("noord").value(), "een");
}

TEST_F(NamedFilesTest, keep_the_old_text_when_a_draft_was_left_by_a_crash) {
  put("noord", "een");
  crypto::put_content(folder / "notes" / "noord.draft", "tw");
  crypto::put_content(folder / "notes" / "west.draft", "we");
  crypto::put_content(folder / "notes" / ".DS_Store", "of another program");
  EXPECT_EQ(files.get("noord").value(), "een");
  EXPECT_EQ(files.names(), std::vector<std::string>{"noord"});
  put("noord", "drie");
  EXPECT_EQ(files.get("noord").value(), "drie");
}

TEST_F(NamedFilesTest, belong_to_whom_the_folder_does_also_when_root_changes_them) {
  const std::filesystem::path root = folder / "notes";
  const std::filesystem::path house = folder / ".";
  // Root gives the folder to the server first; whoever is not root has nothing to give.
  ASSERT_TRUE(::geteuid() != 0 || ::chown(house.c_str(), 12345, 12345) == 0);
  put("noord", "een");
  struct stat above{};
  struct stat file{};
  ASSERT_EQ(::stat(house.c_str(), &above), 0);
  ASSERT_EQ(::stat((root / "noord").c_str(), &file), 0);
  EXPECT_EQ(file.st_uid, above.st_uid);
}

TEST_F(NamedFilesTest, do_not_wait_for_a_pipe) {
  put("noord", "een");
  ASSERT_EQ(::mkfifo((folder / "notes" / "west").c_str(), 0600), 0);
  EXPECT_EQ(files.get("west").error().what.key, "fs.disk");
}

TEST_F(NamedFilesTest, refuse_a_name_that_would_be_a_path) {
  for (const std::string& name : {std::string("../noord"), std::string("a/b"), std::string(), std::string("."),
                                  std::string("a.b"), std::string(101, 'a'), std::string("a\0b", 3)}) {
    EXPECT_EQ(files.get(name).error().what.key, "fs.name") << name;
    EXPECT_FALSE(files.change(name, [](const Text&) { return Text("x"); })) << name;
  }
}

}  // namespace
}  // namespace waarborg::fs
