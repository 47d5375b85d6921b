// SPDX-License-Identifier: EUPL-1.2
#include "app/unpacker.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "platform/crypto/test_folder.h"

namespace waarborg::app {
namespace {

/// In parts of a few bytes, as a stream may bring them.
std::string unpack(const std::filesystem::path& folder, std::string_view text, std::size_t part = 3) {
  Unpacker unpacker(folder);
  for (; !text.empty(); text.remove_prefix(std::min(part, text.size()))) {
    if (auto ok = unpacker.take(text.substr(0, part)); !ok) return ok.error().what.key;
  }
  const auto ok = unpacker.finish();
  return ok ? "" : ok.error().what.key;
}

TEST(Unpacker, writes_what_was_packed) {
  for (const std::size_t part : {1U, 3U, 1000U}) {
    const crypto::TestFolder folder;
    EXPECT_EQ(unpack(folder / "", "FILE 5 keys/a b\n12\n45FILE 0 leeg\nEND 2\n", part), "");
    EXPECT_EQ(crypto::content_of(folder / "keys/a b"), "12\n45");
    EXPECT_EQ(crypto::content_of(folder / "leeg"), "");
    EXPECT_EQ(std::filesystem::status(folder / "leeg").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
}

TEST(Unpacker, writes_nothing_outside_its_folder) {
  const char* const names[] = {"../x", "a/../../x", "/tmp/waarborg-unpacker-x", "./x", "a/", "..", "", "a//../x"};
  for (const char* name : names) {
    const crypto::TestFolder outside;
    std::filesystem::create_directory(outside / "in");
    EXPECT_EQ(unpack(outside / "in", std::string("FILE 1 ") + name + "\nxEND 1\n"), "app.archive_damaged") << name;
    EXPECT_EQ(outside.files(), 1) << name;
    EXPECT_FALSE(std::filesystem::exists("/tmp/waarborg-unpacker-x"));
  }
  const crypto::TestFolder outside;
  std::filesystem::create_directory(outside / "in");
  std::filesystem::create_symlink("../out", outside / "in/link");
  EXPECT_NE(unpack(outside / "in", "FILE 1 link\nxEND 1\n"), "") << "a link is not followed";
  EXPECT_FALSE(std::filesystem::exists(outside / "out"));
}

TEST(Unpacker, refuses_what_is_cut_doubled_or_miscounted) {
  const char* const table[] = {
      "",
      "FILE 5 a\n12345",
      "FILE 5 a\n123",
      "FILE 5 a\n12345END 2\n",
      "FILE 5 a\n12345END 1",
      "FILE 1 a\nxFILE 1 a\nyEND 2\n",
      "FILE -1 a\nx",
      "FILE x a\nx",
      "FILE 99999999999999999999 a\nx",
      "END 0\nEND 0\n",
      "END 0\nFILE 1 a\nx",
      "nonsense\n",
  };
  for (const char* text : table) {
    const crypto::TestFolder folder;
    EXPECT_EQ(unpack(folder / "", text), "app.archive_damaged") << text;
  }
  const crypto::TestFolder folder;
  EXPECT_EQ(unpack(folder / "", std::string(2000, 'x')), "app.archive_damaged");
}

TEST(Unpacker, says_when_the_disk_refuses) {
  const crypto::TestFolder folder;
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{4096, 4096};
    setrlimit(RLIMIT_FSIZE, &small);
    const std::string said = unpack(folder / "", "FILE 9000 a\n" + std::string(9000, 'x') + "END 1\n", 1000);
    _exit(said == "app.file_unwritable" ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace waarborg::app
