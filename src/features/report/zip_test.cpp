// SPDX-License-Identifier: EUPL-1.2
//
// Archives of others: bombs, paths and damage.
#include "features/report/package_world.h"

namespace waarborg::report {
namespace {

TEST(Zip, bombs_paths_and_doubles_are_refused_before_anything_is_unpacked) {
  crypto::TestFolder folder;
  const auto opened = [&](const char* name, const std::vector<std::pair<std::string, std::string>>& files,
                          archive::ZipLimits limits) {
    auto zip = archive::ZipWriter::create(folder / name, Moment{});
    for (const auto& [path, bytes] : files) zip->add(path, bytes);
    EXPECT_TRUE(zip->finish());
    const auto reader = archive::ZipReader::open(folder / name, limits);
    return reader ? std::string() : reader.error().what.key;
  };
  EXPECT_EQ(opened("good.zip", {{"a/b.txt", "x"}}, {}), "");
  EXPECT_EQ(opened("bomb.zip", {{"zeros", std::string(4U << 20U, '\0')}}, {}), "archive.bomb");
  EXPECT_EQ(opened("large.zip", {{"a", std::string(600, 'x')}, {"b", std::string(600, 'x')}}, {.bytes = 1000}),
            "archive.too_large");
  EXPECT_EQ(opened("many.zip", {{"a", ""}, {"b", ""}, {"c", ""}}, {.entries = 2}), "archive.too_many");
  for (const char* path : {"../a", "/a", "a/../b", "a//b", "a\\b", ".hidden", "a/.b", "a b", "c:a", "dir/"}) {
    EXPECT_FALSE(archive::is_plain_path(path)) << path;
  }
  EXPECT_EQ(opened("path.zip", {{"../../etc/passwd", "x"}}, {}), "archive.bad_path");
}

TEST(Zip, every_shortened_or_flipped_archive_is_refused_or_read_safely) {
  crypto::TestFolder folder;
  auto zip = archive::ZipWriter::create(folder / "small.zip", Moment{});
  zip->add("manifest.json", "{\"format\":\"waarborg-auditor-package\"}");
  zip->add("trail/checkpoint", std::string(500, 'x'));
  ASSERT_TRUE(zip->finish());
  const std::string whole = read_file(folder / "small.zip").value();

  const auto look = [](const std::string& bytes) {
    const auto reader = archive::ZipReader::open_bytes(bytes);
    if (!reader) return;
    for (const archive::ZipEntry& entry : reader->entries()) (void)reader->read(entry.path, 1U << 20U);
    (void)verify_package(*reader);
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    look(whole.substr(0, i));
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x55);
    look(flipped);
  }
  SUCCEED();
}

}  // namespace
}  // namespace waarborg::report
