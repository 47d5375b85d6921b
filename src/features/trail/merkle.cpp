// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/merkle.h"

#include <algorithm>
#include <bit>
#include <charconv>

#include "platform/crypto/hash.h"

namespace waarborg::trail {
namespace {

std::uint64_t shifted(std::uint64_t value, unsigned by) { return by < 64 ? value >> by : 0; }

/// Hash over entries [from, to). `from` is a multiple of the smallest power of two that is not below to - from,
/// as in every recursion of RFC 9162: so the range falls apart into complete subtrees, largest first.
Hash range_hash(std::uint64_t from, std::uint64_t to, const HashAt& hash_at) {
  std::vector<Hash> parts;
  while (from < to) {
    const auto level = static_cast<unsigned>(std::bit_width(to - from)) - 1;
    parts.push_back(hash_at(level, from >> level));
    from += std::uint64_t{1} << level;
  }
  Hash hash = parts.back();
  for (std::size_t i = parts.size() - 1; i-- > 0;) hash = node_hash(parts[i], hash);
  return hash;
}

/// Largest power of two below n; n > 1.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

}  // namespace

Hash leaf_hash(std::string_view entry) {
  crypto::Sha256 sum;
  sum.add(std::string_view{"\0", 1});
  sum.add(entry);
  return sum.finish();
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<std::uint8_t, 65> bytes{};
  bytes[0] = 0x01;
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  return crypto::sha256(crypto::ByteView{bytes});
}

Hash empty_root() { return crypto::sha256(std::string_view{}); }

std::string to_hex(const Hash& hash) { return crypto::hex_encode(crypto::ByteView{hash}); }

std::optional<Hash> hash_from_hex(std::string_view text) {
  const auto bytes = crypto::hex_decode(text);
  if (!bytes || bytes->size() != Hash{}.size()) return std::nullopt;
  Hash hash{};
  std::copy(bytes->begin(), bytes->end(), hash.begin());
  return hash;
}

void CompactTree::append(const Hash& leaf) {
  Hash hash = leaf;
  // Like adding one to a binary number: every carry joins two subtrees of equal size.
  for (std::uint64_t carry = size_; (carry & 1U) != 0; carry >>= 1U) {
    hash = node_hash(edge_.back(), hash);
    edge_.pop_back();
  }
  edge_.push_back(hash);
  ++size_;
}

Hash CompactTree::root() const {
  if (edge_.empty()) return empty_root();
  Hash hash = edge_.back();
  for (std::size_t i = edge_.size() - 1; i-- > 0;) hash = node_hash(edge_[i], hash);
  return hash;
}

std::string CompactTree::to_text() const {
  std::string text = std::to_string(size_);
  for (const Hash& hash : edge_) text += ' ' + to_hex(hash);
  return text;
}

std::optional<CompactTree> CompactTree::from_text(std::string_view text) {
  CompactTree tree;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), tree.size_);
  if (error != std::errc{}) return std::nullopt;
  std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (rest.size() != static_cast<std::size_t>(std::popcount(tree.size_)) * 65) return std::nullopt;
  for (; !rest.empty(); rest.remove_prefix(65)) {
    const auto hash = hash_from_hex(rest.substr(1, 64));
    if (!hash) return std::nullopt;
    tree.edge_.push_back(*hash);
  }
  if (tree.to_text() != text) return std::nullopt;  // upper case, other separators, leading zeros
  return tree;
}

StoredTree::StoredTree(std::span<const Hash> leaves) {
  for (const Hash& leaf : leaves) append(leaf);
}

void StoredTree::append(const Hash& leaf) {
  Hash hash = leaf;
  for (std::size_t level = 0;; ++level) {
    if (levels_.size() == level) levels_.emplace_back();
    levels_[level].push_back(hash);
    const std::size_t count = levels_[level].size();
    if (count % 2 == 1) return;
    hash = node_hash(levels_[level][count - 2], hash);
  }
}

HashAt StoredTree::hash_at() const {
  return [this](unsigned level, std::uint64_t index) { return levels_.at(level).at(index); };
}

Hash root_at(std::uint64_t size, const HashAt& hash_at) {
  return size == 0 ? empty_root() : range_hash(0, size, hash_at);
}

std::optional<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const HashAt& hash_at) {
  if (index >= size) return std::nullopt;
  std::vector<Hash> proof;
  std::uint64_t from = 0;
  std::uint64_t to = size;
  while (to - from > 1) {
    const std::uint64_t middle = from + split(to - from);
    if (index < middle) {
      proof.push_back(range_hash(middle, to, hash_at));
      to = middle;
    } else {
      proof.push_back(range_hash(from, middle, hash_at));
      from = middle;
    }
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root) {
  if (index >= size) return false;
  std::uint64_t fn = index;  // names of RFC 9162 section 2.1.3.2
  std::uint64_t sn = size - 1;
  Hash hash = leaf;
  for (const Hash& sibling : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      hash = node_hash(sibling, hash);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      hash = node_hash(hash, sibling);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && hash == root;
}

std::optional<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                                   const HashAt& hash_at) {
  if (old_size > new_size) return std::nullopt;
  std::vector<Hash> proof;
  if (old_size == 0 || old_size == new_size) return proof;
  // SUBPROOF(m, D_n, b) of section 2.1.4.1, walked from the top; `from` is where D_n begins in the log.
  std::uint64_t from = 0;
  std::uint64_t to = new_size;
  while (old_size != to) {
    const std::uint64_t middle = from + split(to - from);
    if (old_size <= middle) {
      proof.push_back(range_hash(middle, to, hash_at));
      to = middle;
    } else {
      proof.push_back(range_hash(from, middle, hash_at));
      from = middle;
    }
  }
  if (from != 0) proof.push_back(range_hash(from, to, hash_at));  // b is false once we went right
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool verify_consistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t new_size, const Hash& new_root,
                        std::span<const Hash> proof) {
  if (old_size > new_size) return false;
  if (old_size == new_size) return proof.empty() && old_root == new_root && (old_size != 0 || old_root == empty_root());
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  if (proof.empty()) return false;

  std::uint64_t fn = old_size - 1;  // names of RFC 9162 section 2.1.4.2
  std::uint64_t sn = new_size - 1;
  const auto odd = static_cast<unsigned>(std::countr_one(fn));
  fn = shifted(fn, odd);
  sn = shifted(sn, odd);
  // An old log of 2^k entries is itself the first hash of the path.
  const bool is_power = std::has_single_bit(old_size);
  Hash fr = is_power ? old_root : proof.front();
  Hash sr = fr;
  for (const Hash& hash : proof.subspan(is_power ? 0 : 1)) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      fr = node_hash(hash, fr);
      sr = node_hash(hash, sr);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      sr = node_hash(sr, hash);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && fr == old_root && sr == new_root;
}

}  // namespace waarborg::trail
