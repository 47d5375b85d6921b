// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/tiles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace waarborg::trail {
namespace {

using Files = std::map<std::string, std::string>;

std::string entry_text(std::uint64_t number) { return "entry " + std::to_string(number); }

/// A log in memory, written as files.
struct Log {
  std::vector<std::string> entries;
  StoredTree tree;
  Files files;

  explicit Log(std::uint64_t size) { grow(size); }

  void grow(std::uint64_t size) {
    const std::uint64_t before = entries.size();
    while (entries.size() < size) {
      entries.push_back(entry_text(entries.size()));
      tree.append(leaf_hash(entries.back()));
    }
    for (const TileName& name : files_between(before, size)) files[tile_path(name)] = bytes(name);
  }
  std::string bytes(const TileName& name) const {
    if (!name.entries) return tile_bytes(name, tree.hash_at());
    const auto from = entries.begin() + static_cast<std::ptrdiff_t>(name.index * kTileWidth);
    return *encode_bundle({from, from + name.width});
  }
  Hash root() const { return root_at(entries.size(), tree.hash_at()); }
};

/// "" when all is well, else the key and place of the fault.
std::string read(const Files& files, std::uint64_t size, const Hash& root,
                 std::vector<std::string>* entries = nullptr) {
  const ReadFile file = [&](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return std::nullopt;
    return found->second;
  };
  const TakeEntry take = [&](std::uint64_t index, const std::string& entry) {
    if (entries == nullptr) return;
    EXPECT_EQ(index, entries->size());
    entries->push_back(entry);
  };
  const Result<void> result = read_log(size, root, file, take);
  return result ? "" : result.error().what.key + " " + result.error().where;
}

TEST(Tiles, paths_are_those_of_the_standard) {
  EXPECT_EQ(tile_path({false, 0, 1234067, 256}), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path({false, 1, 0, 8}), "tile/1/000.p/8");
  EXPECT_EQ(tile_path({true, 0, 1000, 255}), "tile/entries/x001/000.p/255");
  for (const TileName& name : {TileName{false, 0, 1234067, 256}, TileName{false, 5, 0, 1}, TileName{true, 0, 999, 256},
                               TileName{true, 0, 1000, 17}, TileName{false, 2, 999'999'999'999, 256}}) {
    EXPECT_EQ(parse_tile_path(tile_path(name)), name) << tile_path(name);
  }
}

TEST(Tiles, a_path_that_is_not_the_one_of_a_file_is_refused) {
  for (const char* path : {"",
                           "tile",
                           "tile/0",
                           "tile/0/",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/x000/001",
                           "tile/0/001/002",
                           "tile/0/x001",
                           "tile/0/x001/x002",
                           "tile/00/001",
                           "tile/6/001",
                           "tile/-1/001",
                           "tile/0/001.p/0",
                           "tile/0/001.p/256",
                           "tile/0/001.p/08",
                           "tile/0/001.p/",
                           "tile/0/001.p/1/2",
                           "tile/0/../001",
                           "tile/0/+01",
                           "tile/entries/001/",
                           "/tile/0/001",
                           "tile/0/001 ",
                           "tile/0//001",
                           "checkpoint",
                           "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/999"}) {
    EXPECT_FALSE(parse_tile_path(path)) << path;
  }
}

TEST(Tiles, a_log_of_70000_has_the_tiles_that_the_standard_names) {
  std::map<unsigned, std::vector<unsigned>> widths;
  for (const TileName& name : files_between(0, 70'000)) widths[name.entries ? 99 : name.level].push_back(name.width);

  EXPECT_EQ(std::count(widths[0].begin(), widths[0].end(), 256U), 273);
  EXPECT_EQ(widths[0].back(), 112U);
  EXPECT_EQ(widths[1], (std::vector<unsigned>{256, 17}));
  EXPECT_EQ(widths[2], (std::vector<unsigned>{1}));
  EXPECT_EQ(widths[99], widths[0]) << "a bundle for each tile of level 0";
  EXPECT_EQ(widths.size(), 4U);
  EXPECT_TRUE(files_between(0, 0).empty());
  EXPECT_TRUE(files_between(70'000, 70'000).empty());
  EXPECT_EQ(files_between(0, 256).size(), 3U) << "also a partial level 1 of width 1";
}

TEST(Tiles, a_log_that_grows_in_steps_reads_like_one_written_at_once) {
  Log grown{0};
  for (const std::uint64_t size : {1U, 200U, 256U, 257U, 511U, 513U, 1024U, 66'000U}) {
    grown.grow(size);
    const Log whole{size};
    EXPECT_EQ(grown.root(), whole.root());
    for (const auto& [path, bytes] : whole.files) {
      const auto found = grown.files.find(path);
      ASSERT_NE(found, grown.files.end()) << path << " at " << size;
      EXPECT_TRUE(found->second == bytes) << path;
    }
    std::vector<std::string> entries;
    EXPECT_EQ(read(grown.files, size, grown.root(), &entries), "");
    EXPECT_EQ(entries, whole.entries);
  }
}

TEST(Tiles, an_empty_log_has_no_files_and_reads_well) {
  EXPECT_EQ(read({}, 0, empty_root()), "");
  EXPECT_EQ(read({}, 0, leaf_hash("x")), "trail.log.root_differs checkpoint");
}

TEST(Tiles, one_changed_byte_in_any_file_is_found_and_named) {
  const Log log{600};
  ASSERT_EQ(read(log.files, 600, log.root()), "");
  for (const auto& [path, bytes] : log.files) {
    for (const std::size_t at : {std::size_t{0}, bytes.size() / 2, bytes.size() - 1}) {
      Files changed = log.files;
      changed[path][at] = static_cast<char>(changed[path][at] ^ 1);
      const std::string fault = read(changed, 600, log.root());
      EXPECT_NE(fault, "") << path << " byte " << at;
      if (path.find("entries") != std::string::npos) continue;
      EXPECT_EQ(fault, "trail.log.tile_differs " + path);
    }
    Files missing = log.files;
    missing.erase(path);
    EXPECT_EQ(read(missing, 600, log.root()), "trail.log.file_missing " + path);
    Files shorter = log.files;
    shorter[path].pop_back();
    EXPECT_NE(read(shorter, 600, log.root()), "") << path;
    Files longer = log.files;
    longer[path] += '\0';
    EXPECT_NE(read(longer, 600, log.root()), "") << path;
  }
}

TEST(Tiles, a_log_rewritten_as_a_whole_does_not_fit_the_signed_root) {
  const Log log{600};
  Log other{0};
  other.entries = {"a first entry that was never there"};
  other.tree.append(leaf_hash(other.entries[0]));
  other.grow(600);
  other.files.clear();
  for (const TileName& name : files_between(0, 600)) other.files[tile_path(name)] = other.bytes(name);
  ASSERT_EQ(read(other.files, 600, other.root()), "");
  EXPECT_EQ(read(other.files, 600, log.root()), "trail.log.root_differs checkpoint");
}

TEST(Tiles, bundles_read_back) {
  for (const std::vector<std::string>& entries :
       {std::vector<std::string>{""}, {"a", "", std::string(65'535, 'x')}, std::vector<std::string>(256, "regel")}) {
    const Result<std::string> bytes = encode_bundle(entries);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(decode_bundle(*bytes, static_cast<unsigned>(entries.size())), entries);
  }
  EXPECT_EQ(*encode_bundle({"ab", ""}), std::string("\0\2ab\0\0", 6));
}

TEST(Tiles, bundles_that_do_not_fit_are_refused) {
  EXPECT_EQ(encode_bundle({}).error().what.key, "trail.bundle.count");
  EXPECT_EQ(encode_bundle(std::vector<std::string>(257, "x")).error().what.key, "trail.bundle.count");
  const auto too_long = encode_bundle({"a", std::string(65'536, 'x')});
  EXPECT_EQ(too_long.error().what.key, "trail.bundle.entry_too_long");
  EXPECT_EQ(too_long.error().where, "1");

  const std::string bytes = *encode_bundle({"abc", "d"});
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(decode_bundle(std::string_view{bytes}.substr(0, length), 2)) << length;
  }
  EXPECT_EQ(decode_bundle(bytes, 1).error().what.key, "trail.bundle.count");
  EXPECT_EQ(decode_bundle(bytes, 3).error().what.key, "trail.bundle.count");
  EXPECT_EQ(decode_bundle(bytes.substr(0, bytes.size() - 1), 2).error().what.key, "trail.bundle.truncated");
}

}  // namespace
}  // namespace waarborg::trail
