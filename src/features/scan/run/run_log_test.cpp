// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/run/run_log.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

#include "platform/crypto/test_folder.h"

namespace waarborg::scan {
namespace {

using Records = std::vector<std::string>;

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
}

struct RunLogs : ::testing::Test {
  Result<RunLog> open() {
    seen.clear();
    return RunLog::open(path, [this](std::string_view record) { seen.emplace_back(record); });
  }
  Result<std::uint64_t> read() {
    seen.clear();
    return RunLog::read(path, [this](std::string_view record) { seen.emplace_back(record); });
  }
  crypto::TestFolder folder;
  std::string path = (folder / "facts.log").string();
  Records seen;
};

TEST(Crc32c, agrees_with_the_vectors_of_rfc_3720) {
  EXPECT_EQ(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  EXPECT_EQ(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
  std::string up;
  for (int i = 0; i < 32; ++i) up += static_cast<char>(i);
  EXPECT_EQ(crc32c(up), 0x46DD794EU);
  EXPECT_EQ(crc32c("123456789"), 0xE3069283U);
}

TEST_F(RunLogs, give_back_what_was_written_in_its_order) {
  const Records written = {"een", "", std::string(3'000'000, 'x'), std::string("\0\n", 2)};
  {
    auto log = open();
    ASSERT_TRUE(log);
    for (const std::string& one : written) ASSERT_TRUE(log->append(one));
    ASSERT_TRUE(log->sync());
    EXPECT_EQ(log->size(), std::filesystem::file_size(path));
  }
  ASSERT_TRUE(open());
  EXPECT_EQ(seen, written);
  EXPECT_EQ(read(), std::filesystem::file_size(path));
  EXPECT_EQ(seen, written);
}

TEST_F(RunLogs, broken_off_at_any_byte_keep_every_whole_record_and_go_on) {
  const Records written = {"eerste", "tweede", "derde"};
  {
    auto log = open();
    for (const std::string& one : written) ASSERT_TRUE(log->append(one));
  }
  const std::string whole = bytes_of(path);
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    write(path, whole.substr(0, cut));
    auto log = open();
    ASSERT_TRUE(log) << cut;
    const Records before = seen;
    ASSERT_LE(before.size(), 2U);
    ASSERT_TRUE(std::equal(before.begin(), before.end(), written.begin()));
    ASSERT_TRUE(log->append("later"));
    log = RunLog();
    ASSERT_TRUE(open()) << cut;
    ASSERT_EQ(seen.size(), before.size() + 1) << cut;
    EXPECT_EQ(seen.back(), "later");
  }
}

TEST_F(RunLogs, with_a_byte_changed_in_the_middle_are_refused_by_place) {
  {
    auto log = open();
    for (const char* one : {"eerste", "tweede", "derde"}) ASSERT_TRUE(log->append(one));
  }
  std::string bytes = bytes_of(path);
  bytes[7 + 8 + 2] ^= 1;
  write(path, bytes);
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what.key, "scan.run.damaged");
  EXPECT_EQ(refused.error().what.args.front().second, "7");
  EXPECT_EQ(bytes_of(path), bytes) << "and stay as they are";
}

TEST_F(RunLogs, whose_last_record_never_reached_the_disk_lose_only_that) {
  {
    auto log = open();
    for (const char* one : {"eerste", "tweede"}) ASSERT_TRUE(log->append(one));
  }
  std::string bytes = bytes_of(path);
  std::fill(bytes.end() - 3, bytes.end(), '\0');
  write(path, bytes);
  ASSERT_TRUE(open());
  EXPECT_EQ(seen, Records{"eerste"});
}

TEST_F(RunLogs, are_written_by_one_at_a_time) {
  const auto first = open();
  ASSERT_TRUE(first);
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().what.key, "scan.run.in_use");
  EXPECT_TRUE(read()) << "reading goes on";
}

TEST_F(RunLogs, of_something_else_are_refused_and_not_touched) {
  write(path, "name;organisation\n");
  EXPECT_EQ(open().error().what.key, "scan.run.not_a_log");
  EXPECT_EQ(bytes_of(path), "name;organisation\n");
  EXPECT_EQ(RunLog::read(path + "x", [](std::string_view) {}).error().what.key, "scan.run.unknown");
}

}  // namespace
}  // namespace waarborg::scan
