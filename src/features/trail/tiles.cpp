// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace waarborg::trail {
namespace {

constexpr unsigned kTileBits = 8;  ///< A tile spans eight levels of the tree.
constexpr unsigned kMaxLevel = 5;  ///< tlog-tiles allows levels to 63 in paths; 2^48 entries is past every log.

/// Index as groups of three digits, all but the last marked: 1234067 is "x001/x234/067".
std::string index_path(std::uint64_t index) {
  std::string path = fmt::format("{:03}", index % 1000);
  for (index /= 1000; index > 0; index /= 1000) path = fmt::format("x{:03}/{}", index % 1000, path);
  return path;
}

/// The part of `text` up to `stop`, which is taken off with it; all of it when there is no `stop`.
std::string_view cut(std::string_view& text, char stop) {
  const std::size_t at = std::min(text.find(stop), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return part;
}

template <class Number>
bool read_number(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

/// Hashes at level `level` of tiles in a log of `size` entries: only complete subtrees have one.
std::uint64_t hashes_at(unsigned level, std::uint64_t size) {
  return level * kTileBits < 64 ? size >> (level * kTileBits) : 0;
}

void add_files(std::vector<TileName>& names, bool entries, unsigned level, std::uint64_t before, std::uint64_t after) {
  if (before == after) return;
  for (std::uint64_t index = before / kTileWidth; index * kTileWidth < after; ++index) {
    const std::uint64_t width = std::min<std::uint64_t>(after - index * kTileWidth, kTileWidth);
    names.push_back({entries, level, index, static_cast<unsigned>(width)});
  }
}

/// One reading of a log. The hashes of every level come from the entries, never from the hash tiles.
class LogReading {
 public:
  LogReading(const ReadFile& read, const TakeEntry& take) : read_(read), take_(take) {}

  Result<void> bundle(const TileName& name) {
    const std::string path = tile_path(name);
    const std::optional<std::string> bytes = read_(path);
    if (!bytes) return fail(FaultKind::kNotFound, "trail.log.file_missing", path);
    const Result<std::vector<std::string>> entries = decode_bundle(*bytes, name.width);
    if (!entries) return invalid(entries.error().what.key, path);
    for (const std::string& entry : *entries) {
      const Hash leaf = leaf_hash(entry);
      tree_.append(leaf);
      take_(tree_.size() - 1, entry);
      if (Result<void> good = add(0, leaf); !good) return good;
    }
    return {};
  }

  /// Checks the partial tiles at the end, then the root.
  Result<void> end(const Hash& root) {
    for (unsigned level = 0; level < levels_.size(); ++level) {
      if (Result<void> good = check(level); !good) return good;
    }
    if (tree_.root() != root) return invalid("trail.log.root_differs", "checkpoint");
    return {};
  }

 private:
  struct Level {
    std::uint64_t index = 0;  ///< The tile that is being filled.
    std::string bytes;        ///< Its hashes so far.
    CompactTree tree;         ///< Over those hashes: its root is the hash one level up.
  };

  Result<void> add(unsigned level, const Hash& hash) {
    if (levels_.size() == level) levels_.emplace_back();
    levels_[level].bytes.append(hash.begin(), hash.end());
    levels_[level].tree.append(hash);
    if (levels_[level].tree.size() < kTileWidth) return {};
    if (Result<void> good = check(level); !good) return good;
    const Hash up = levels_[level].tree.root();
    levels_[level] = Level{levels_[level].index + 1, {}, {}};
    return add(level + 1, up);
  }

  Result<void> check(unsigned level) const {
    const Level& own = levels_[level];
    if (own.bytes.empty()) return {};
    const std::string path = tile_path({false, level, own.index, static_cast<unsigned>(own.tree.size())});
    const std::optional<std::string> bytes = read_(path);
    if (!bytes) return fail(FaultKind::kNotFound, "trail.log.file_missing", path);
    if (*bytes != own.bytes) return invalid("trail.log.tile_differs", path);
    return {};
  }

  const ReadFile& read_;
  const TakeEntry& take_;
  CompactTree tree_;
  std::vector<Level> levels_;
};

}  // namespace

std::string tile_path(const TileName& name) {
  const std::string partial = name.width < kTileWidth ? fmt::format(".p/{}", name.width) : "";
  const std::string level = name.entries ? "entries" : std::to_string(name.level);
  return fmt::format("tile/{}/{}{}", level, index_path(name.index), partial);
}

std::optional<TileName> parse_tile_path(std::string_view path) {
  TileName name;
  std::string_view rest = path;
  if (path.size() > 64 || cut(rest, '/') != "tile") return std::nullopt;
  const std::string_view level = cut(rest, '/');
  name.entries = level == "entries";
  if (!name.entries && (!read_number(level, name.level) || name.level > kMaxLevel)) return std::nullopt;

  if (const std::size_t at = rest.find(".p/"); at != std::string_view::npos) {
    if (!read_number(rest.substr(at + 3), name.width) || name.width < 1 || name.width >= kTileWidth)
      return std::nullopt;
    rest = rest.substr(0, at);
  }
  for (int groups = 0; !rest.empty(); ++groups) {
    std::string_view group = cut(rest, '/');
    if (group.starts_with('x')) group.remove_prefix(1);
    std::uint64_t value = 0;
    if (groups == 6 || !read_number(group, value) || value > 999) return std::nullopt;
    name.index = name.index * 1000 + value;
  }
  if (tile_path(name) != path) return std::nullopt;  // one path per file
  return name;
}

std::vector<TileName> files_between(std::uint64_t old_size, std::uint64_t new_size) {
  std::vector<TileName> names;
  for (unsigned level = 0; hashes_at(level, new_size) > 0; ++level) {
    add_files(names, false, level, hashes_at(level, old_size), hashes_at(level, new_size));
  }
  add_files(names, true, 0, old_size, new_size);
  return names;
}

std::string tile_bytes(const TileName& name, const HashAt& hash_at) {
  std::string bytes;
  bytes.reserve(std::size_t{name.width} * Hash{}.size());
  for (unsigned i = 0; i < name.width; ++i) {
    const Hash hash = hash_at(name.level * kTileBits, name.index * kTileWidth + i);
    bytes.append(hash.begin(), hash.end());
  }
  return bytes;
}

Result<std::string> encode_bundle(const std::vector<std::string>& entries) {
  if (entries.empty() || entries.size() > kTileWidth) return invalid("trail.bundle.count");
  std::string bytes;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::size_t length = entries[i].size();
    if (length > kMaxEntryBytes) return invalid("trail.bundle.entry_too_long", std::to_string(i));
    bytes += static_cast<char>(length >> 8U);
    bytes += static_cast<char>(length & 0xFFU);
    bytes += entries[i];
  }
  return bytes;
}

Result<std::vector<std::string>> decode_bundle(std::string_view bytes, unsigned width) {
  std::vector<std::string> entries;
  while (!bytes.empty()) {
    if (entries.size() == width) return invalid("trail.bundle.count");
    if (bytes.size() < 2) return invalid("trail.bundle.truncated");
    const auto high = static_cast<unsigned char>(bytes[0]);
    const auto low = static_cast<unsigned char>(bytes[1]);
    const std::size_t length = std::size_t{high} << 8U | low;
    bytes.remove_prefix(2);
    if (bytes.size() < length) return invalid("trail.bundle.truncated");
    entries.emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  if (entries.size() != width) return invalid("trail.bundle.count");
  return entries;
}

Result<void> read_log(std::uint64_t size, const Hash& root, const ReadFile& read, const TakeEntry& take) {
  LogReading reading{read, take};
  for (std::uint64_t index = 0; index * kTileWidth < size; ++index) {
    const std::uint64_t width = std::min<std::uint64_t>(size - index * kTileWidth, kTileWidth);
    if (Result<void> good = reading.bundle({true, 0, index, static_cast<unsigned>(width)}); !good) return good;
  }
  return reading.end(root);
}

}  // namespace waarborg::trail
