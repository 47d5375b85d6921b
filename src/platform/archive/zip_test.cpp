// SPDX-License-Identifier: EUPL-1.2
//
// Archives of others: bombs, paths and doubles.
#include "platform/archive/zip.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "platform/crypto/test_folder.h"

namespace waarborg::archive {
namespace {

TEST(Zip, bombs_paths_and_doubles_are_refused_before_anything_is_unpacked) {
  crypto::TestFolder folder;
  const auto opened = [&](const char* name, const std::vector<std::pair<std::string, std::string>>& files,
                          ZipLimits limits) {
    auto zip = ZipWriter::create(folder / name, Moment{});
    for (const auto& [path, bytes] : files) zip->add(path, bytes);
    EXPECT_TRUE(zip->finish());
    const auto reader = ZipReader::open(folder / name, limits);
    return reader ? std::string() : reader.error().what.key;
  };
  EXPECT_EQ(opened("good.zip", {{"a/b.txt", "x"}}, {}), "");
  EXPECT_EQ(opened("bomb.zip", {{"zeros", std::string(4U << 20U, '\0')}}, {}), "archive.bomb");
  EXPECT_EQ(opened("large.zip", {{"a", std::string(600, 'x')}, {"b", std::string(600, 'x')}}, {.bytes = 1000}),
            "archive.too_large");
  EXPECT_EQ(opened("many.zip", {{"a", ""}, {"b", ""}, {"c", ""}}, {.entries = 2}), "archive.too_many");
  for (const char* path : {"../a", "/a", "a/../b", "a//b", "a\\b", ".hidden", "a/.b", "a b", "c:a", "dir/"}) {
    EXPECT_FALSE(is_plain_path(path)) << path;
  }
  EXPECT_EQ(opened("path.zip", {{"../../etc/passwd", "x"}}, {}), "archive.bad_path");
}

TEST(Zip, entries_of_folders_as_other_tools_write_them_are_no_files) {
  crypto::TestFolder folder;
  auto zip = ZipWriter::create(folder / "again.zip", Moment{});
  for (const auto& [path, bytes] : std::vector<std::pair<std::string, std::string>>{
           {"a/", ""}, {"a/b.txt", "x"}, {"a/c/", ""}, {"a/c/d.txt", "yz"}}) {
    zip->add(path, bytes);
  }
  ASSERT_TRUE(zip->finish());
  const auto reader = ZipReader::open(folder / "again.zip", {}).value();
  std::vector<std::string> paths;
  for (const ZipEntry& entry : reader.entries()) paths.push_back(entry.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"a/b.txt", "a/c/d.txt"}));
  EXPECT_EQ(reader.read("a/b.txt", 10).value(), "x");
  EXPECT_EQ(reader.read("a/c/d.txt", 10).value(), "yz") << "found by its place in the archive, folders counted";
  EXPECT_EQ(reader.find("a/"), nullptr);

  auto both = ZipWriter::create(folder / "both.zip", Moment{});
  both->add("a", "x");
  both->add("a/", "");
  ASSERT_TRUE(both->finish());
  EXPECT_EQ(ZipReader::open(folder / "both.zip", {}).error().what.key, "archive.double_path");
}

}  // namespace
}  // namespace waarborg::archive
