// SPDX-License-Identifier: EUPL-1.2
//
// The Merkle tree of the log (RFC 9162 section 2.1, same hashes as RFC 6962): hashing, a tree that only keeps
// its right edge, and proofs. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::trail {

/// SHA-256.
using Hash = std::array<std::uint8_t, 32>;

/// SHA-256(0x00 || entry). Source: RFC 9162 section 2.1.1.
Hash leaf_hash(std::string_view entry);

/// SHA-256(0x01 || left || right).
Hash node_hash(const Hash& left, const Hash& right);

/// Root of the log without entries: SHA-256 of nothing.
Hash empty_root();

/// 64 lower-case hex characters, and back.
std::string to_hex(const Hash& hash);
std::optional<Hash> hash_from_hex(std::string_view text);

/// The right edge of a tree: enough to append and to know the root, in O(log size) memory.
class CompactTree {
 public:
  /// Cost: amortised one node_hash.
  void append(const Hash& leaf);

  std::uint64_t size() const { return size_; }
  Hash root() const;

  /// One line for the database: "<size> <hash> <hash> …", hashes of the complete subtrees from left to right.
  std::string to_text() const;

  /// Nothing when the text is not exactly what to_text writes.
  static std::optional<CompactTree> from_text(std::string_view text);

  bool operator==(const CompactTree&) const = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> edge_;  ///< One hash per 1 bit of size_, largest subtree first.
};

/// Hash of the complete subtree of 2^level leaves that starts at leaf index * 2^level. Only asked for
/// subtrees that lie wholly inside the tree.
using HashAt = std::function<Hash(unsigned level, std::uint64_t index)>;

/// All hashes of complete subtrees in memory: for tests, exports and small logs. About 64 bytes per leaf.
class StoredTree {
 public:
  StoredTree() = default;
  explicit StoredTree(std::span<const Hash> leaves);

  void append(const Hash& leaf);
  std::uint64_t size() const { return levels_.empty() ? 0 : levels_.front().size(); }

  /// The tree outlives the function.
  HashAt hash_at() const;

 private:
  std::vector<std::vector<Hash>> levels_;
};

/// Root of the first `size` entries.
Hash root_at(std::uint64_t size, const HashAt& hash_at);

/// Proof that entry `index` is in the log of `size` entries: the sibling hashes from leaf to root.
/// Source: RFC 9162 section 2.1.3.1. Nothing when index >= size.
std::optional<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const HashAt& hash_at);

/// Source: RFC 9162 section 2.1.3.2.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root);

/// Proof that the log of `new_size` begins with the log of `old_size`. Empty when the sizes are equal or the old
/// log is empty. Source: RFC 9162 section 2.1.4.1. Nothing when old_size > new_size.
std::optional<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                                   const HashAt& hash_at);

/// Source: RFC 9162 section 2.1.4.2. For an old log without entries: the proof is empty and old_root is empty_root().
bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size, const Hash& new_root,
                        std::span<const Hash> proof);

}  // namespace waarborg::trail
