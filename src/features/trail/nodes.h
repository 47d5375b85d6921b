// SPDX-License-Identifier: EUPL-1.2
//
// Hashes of the log in the database: leaves stand with their entries, roots of complete subtrees of 256, 65536 …
// entries in a table of their own. A proof in a log of a million entries reads some 800 of them.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "base/id.h"
#include "features/trail/merkle.h"
#include "platform/db/transaction.h"

namespace waarborg::trail {

/// Roots of the complete subtrees of 256, 65536 … entries, while the leaves go by.
class TileRoots {
 public:
  void append(const Hash& leaf) { append(0, leaf); }
  /// Whether every root that is stored follows from the leaves.
  bool agree(db::Transaction& tx, const OrganisationId& organisation) const;

 private:
  void append(std::size_t level, const Hash& hash);
  std::vector<CompactTree> filling_;
  std::vector<std::vector<Hash>> roots_;  ///< From tile level 1.
};

class Nodes {
 public:
  /// The transaction outlives this.
  Nodes(db::Transaction& tx, OrganisationId organisation) : tx_(tx), organisation_(std::move(organisation)) {}

  /// Root of the complete subtree of 2^level entries with this index; it lies wholly in the log.
  Hash at(unsigned level, std::uint64_t index);
  HashAt hash_at() {
    return [this](unsigned level, std::uint64_t index) { return at(level, index); };
  }

  /// After the entry that made the log `size` long: keeps the roots of the subtrees that it completed, and of older
  /// ones of a log from before they were kept.
  void keep(std::uint64_t size);

  /// Stored hashes of one tile, by position; what is not stored is left out.
  std::map<std::uint64_t, Hash> stored(unsigned tile_level, std::uint64_t tile) const;

 private:
  /// Of a whole tile, from the hashes in it: what is stored one level up.
  Hash root_of(unsigned tile_level, std::uint64_t index);
  const std::vector<Hash>& tile(unsigned tile_level, std::uint64_t index, std::size_t needed);

  db::Transaction& tx_;
  OrganisationId organisation_;
  std::map<std::pair<unsigned, std::uint64_t>, std::vector<Hash>> tiles_;
};

}  // namespace waarborg::trail
