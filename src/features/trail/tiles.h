// SPDX-License-Identifier: EUPL-1.2
//
// The log as files that anyone can serve and check: C2SP tlog-tiles (https://c2sp.org/tlog-tiles).
// A tile holds up to 256 hashes of one level; an entry bundle holds the same 256 entries as a level-0 tile.
// Pure: paths and bytes; the caller reads and writes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/trail/merkle.h"

namespace waarborg::trail {

inline constexpr unsigned kTileWidth = 256;           ///< Unit: hashes or entries. Source: tlog-tiles.
inline constexpr std::size_t kMaxEntryBytes = 65535;  ///< The length prefix of an entry has 16 bits.

/// One file of the log.
struct TileName {
  bool entries = false;         ///< An entry bundle; then level is 0.
  unsigned level = 0;           ///< 0 to 5 in tiles, 0 holds leaf hashes; 1 holds roots of full level-0 tiles.
  std::uint64_t index = 0;      ///< Place of the tile in its level, from 0.
  unsigned width = kTileWidth;  ///< 1 to 256; below 256 the tile is partial and will be replaced.

  bool operator==(const TileName&) const = default;
};

/// "tile/0/x001/x234/067", "tile/1/000.p/8", "tile/entries/000".
std::string tile_path(const TileName& name);

/// Nothing unless tile_path gives the same text back.
std::optional<TileName> parse_tile_path(std::string_view path);

/// Files that a log needs when it has grown from old_size to new_size, in writing order: hash tiles per level,
/// then bundles. With old_size 0: all files of the log. Full tiles that stood already are left out.
std::vector<TileName> files_between(std::uint64_t old_size, std::uint64_t new_size);

/// Bytes of a hash tile: its hashes one after another.
/// @param name  a tile (not entries) of a log for which hash_at knows the leaves.
std::string tile_bytes(const TileName& name, const HashAt& hash_at);

/// Entries each after their length (16 bits, big-endian).
/// kInvalid trail.bundle.entry_too_long (where: place in the bundle), trail.bundle.count for none or over 256.
Result<std::string> encode_bundle(const std::vector<std::string>& entries);

/// kInvalid: trail.bundle.truncated, trail.bundle.count when there are not exactly `width` entries.
Result<std::vector<std::string>> decode_bundle(std::string_view bytes, unsigned width);

/// Content of a file of the log by its path; nothing when it is not there.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;
using TakeEntry = std::function<void(std::uint64_t index, const std::string& entry)>;

/// Reads a whole log and checks every file: all bundles give the root, and every hash tile holds what follows
/// from the entries. Entries are handed over in order while reading; trust them when the result is good.
/// kNotFound trail.log.file_missing, kInvalid trail.log.tile_differs, trail.log.root_differs (where: path).
Result<void> read_log(std::uint64_t size, const Hash& root, const ReadFile& read, const TakeEntry& take);

}  // namespace waarborg::trail
