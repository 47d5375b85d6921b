// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/nodes.h"

#include "features/trail/anchors.h"
#include "features/trail/queries.h"
#include "features/trail/tiles.h"

namespace waarborg::trail {
namespace {

constexpr unsigned kTileBits = 8;

struct Leaf {
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(Leaf, (), (hash))

struct TileRow {
  std::int64_t position = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(TileRow, (), (position, hash))

Hash hash_of(const OrganisationId& organisation, const std::string& hex) {
  const auto hash = hash_from_hex(hex);
  if (!hash) Anchors::refuse(organisation, "a hash of it is damaged");
  return *hash;
}

/// Root of a complete subtree from its leaves, of which there are a power of two.
Hash combined(std::vector<Hash> hashes) {
  for (; hashes.size() > 1; hashes.resize(hashes.size() / 2)) {
    for (std::size_t i = 0; i < hashes.size() / 2; ++i) hashes[i] = node_hash(hashes[2 * i], hashes[2 * i + 1]);
  }
  return hashes.front();
}

struct TileOfLevel {
  std::int64_t level = 0;
  std::int64_t position = 0;
  std::string hash;
};
BOOST_DESCRIBE_STRUCT(TileOfLevel, (), (level, position, hash))

}  // namespace

void TileRoots::append(std::size_t level, const Hash& hash) {
  if (filling_.size() == level) {
    filling_.emplace_back();
    roots_.emplace_back();
  }
  filling_[level].append(hash);
  if (filling_[level].size() < kTileWidth) return;
  const Hash root = filling_[level].root();
  roots_[level].push_back(root);
  filling_[level] = CompactTree();
  append(level + 1, root);
}

bool TileRoots::agree(db::Transaction& tx, const OrganisationId& organisation) const {
  for (const auto& row : tx.rows<TileOfLevel>(sql::kTileAll, organisation)) {
    const auto level = static_cast<std::size_t>(row.level - 1);
    const auto position = static_cast<std::size_t>(row.position);
    if (level >= roots_.size() || position >= roots_[level].size()) return false;
    if (to_hex(roots_[level][position]) != row.hash) return false;
  }
  return true;
}

std::map<std::uint64_t, Hash> Nodes::stored(unsigned tile_level, std::uint64_t tile) const {
  std::map<std::uint64_t, Hash> out;
  const auto first = static_cast<std::int64_t>(tile * kTileWidth);
  for (const auto& row : tx_.rows<TileRow>(sql::kTileRange, organisation_, tile_level, first, kTileWidth)) {
    if (row.position < first + kTileWidth)
      out[static_cast<std::uint64_t>(row.position)] = hash_of(organisation_, row.hash);
  }
  return out;
}

const std::vector<Hash>& Nodes::tile(unsigned tile_level, std::uint64_t index, std::size_t needed) {
  auto& hashes = tiles_[{tile_level, index}];
  if (hashes.size() >= needed) return hashes;
  hashes.clear();
  const std::uint64_t first = index * kTileWidth;
  if (tile_level == 0) {
    const auto leaves = tx_.rows<Leaf>(sql::kLeafRange, organisation_, static_cast<std::int64_t>(first), kTileWidth);
    for (const Leaf& leaf : leaves) hashes.push_back(hash_of(organisation_, leaf.hash));
    if (hashes.size() < needed) Anchors::refuse(organisation_, "an entry is missing");
    return hashes;
  }
  const auto known = stored(tile_level, index);
  std::vector<Hash> made;  // not into `hashes`: looking below may ask for other tiles
  // All that is stored comes along: the next question about this tile needs no statement.
  for (std::uint64_t position = first; position < first + needed || known.contains(position); ++position) {
    const auto found = known.find(position);
    made.push_back(found == known.end() ? root_of(tile_level - 1, position) : found->second);
  }
  return tiles_[{tile_level, index}] = std::move(made);
}

Hash Nodes::root_of(unsigned tile_level, std::uint64_t index) { return combined(tile(tile_level, index, kTileWidth)); }

Hash Nodes::at(unsigned level, std::uint64_t index) {
  const unsigned tile_level = level / kTileBits;
  const unsigned height = level % kTileBits;
  const std::uint64_t first = index << height;
  const std::size_t count = std::size_t{1} << height;
  const auto begin = static_cast<std::ptrdiff_t>(first % kTileWidth);
  const auto& from = tile(tile_level, first / kTileWidth, static_cast<std::size_t>(begin) + count);
  return combined({from.begin() + begin, from.begin() + begin + static_cast<std::ptrdiff_t>(count)});
}

void Nodes::keep(std::uint64_t size) {
  std::uint64_t width = kTileWidth;
  for (unsigned level = 1; size % width == 0 && size > 0; ++level, width *= kTileWidth) {
    const std::uint64_t last = size / width - 1;
    const bool gap = last > 0 && !stored(level, (last - 1) / kTileWidth).contains(last - 1);
    for (std::uint64_t position = gap ? 0 : last; position <= last; ++position) {
      tx_.execute(sql::kTilePut, organisation_, level, position, to_hex(root_of(level - 1, position)));
    }
  }
}

}  // namespace waarborg::trail
