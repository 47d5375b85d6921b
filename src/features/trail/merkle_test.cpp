// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/merkle.h"

#include <gtest/gtest.h>

#include <bit>
#include <random>

namespace waarborg::trail {
namespace {

using Hashes = std::vector<Hash>;

// The slow reference: the definitions of RFC 9162 section 2.1, word for word.

std::size_t split(std::size_t n) { return std::bit_floor(n - 1); }

Hash mth(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  const std::size_t k = split(leaves.size());
  return node_hash(mth(leaves.first(k)), mth(leaves.subspan(k)));
}

Hashes path(std::size_t m, std::span<const Hash> leaves) {
  if (leaves.size() == 1) return {};
  const std::size_t k = split(leaves.size());
  Hashes proof = m < k ? path(m, leaves.first(k)) : path(m - k, leaves.subspan(k));
  proof.push_back(m < k ? mth(leaves.subspan(k)) : mth(leaves.first(k)));
  return proof;
}

Hashes subproof(std::size_t m, std::span<const Hash> leaves, bool b) {
  if (m == leaves.size()) return b ? Hashes{} : Hashes{mth(leaves)};
  const std::size_t k = split(leaves.size());
  Hashes proof = m <= k ? subproof(m, leaves.first(k), b) : subproof(m - k, leaves.subspan(k), false);
  proof.push_back(m <= k ? mth(leaves.subspan(k)) : mth(leaves.first(k)));
  return proof;
}

Hash numbered(std::uint64_t number) { return leaf_hash("entry " + std::to_string(number)); }

Hashes numbered_leaves(std::size_t count) {
  Hashes leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(numbered(i));
  return leaves;
}

Hash flipped(Hash hash, unsigned bit) {
  hash[bit / 8 % 32] = static_cast<std::uint8_t>(hash[bit / 8 % 32] ^ (1U << bit % 8));
  return hash;
}

// Inputs, roots and proofs of the tests of certificate-transparency (merkletree/merkle_tree_test).

Hashes ct_leaves() {
  using namespace std::string_view_literals;
  Hashes leaves;
  for (const std::string_view entry :
       {""sv, "\0"sv, "\x10"sv, "\x20\x21"sv, "\x30\x31"sv, "\x40\x41\x42\x43"sv, "\x50\x51\x52\x53\x54\x55\x56\x57"sv,
        "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"sv}) {
    leaves.push_back(leaf_hash(entry));
  }
  return leaves;
}

const std::vector<const char*> kCtRoots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

std::vector<std::string> hex(const Hashes& hashes) {
  std::vector<std::string> texts;
  for (const Hash& hash : hashes) texts.push_back(to_hex(hash));
  return texts;
}

TEST(Merkle, gives_the_roots_of_certificate_transparency) {
  const Hashes leaves = ct_leaves();
  const StoredTree stored{leaves};
  CompactTree tree;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    EXPECT_EQ(to_hex(tree.root()), kCtRoots[size]);
    EXPECT_EQ(to_hex(root_at(size, stored.hash_at())), kCtRoots[size]);
    if (size < leaves.size()) tree.append(leaves[size]);
  }
}

TEST(Merkle, gives_the_proofs_of_certificate_transparency) {
  const Hashes leaves = ct_leaves();
  const StoredTree tree{leaves};
  EXPECT_EQ(hex(*inclusion_proof(0, 8, tree.hash_at())),
            (std::vector<std::string>{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(hex(*inclusion_proof(5, 8, tree.hash_at())),
            (std::vector<std::string>{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(hex(*consistency_proof(6, 8, tree.hash_at())),
            (std::vector<std::string>{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(hex(*consistency_proof(2, 8, tree.hash_at())),
            (std::vector<std::string>{"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
}

TEST(Merkle, every_root_and_inclusion_proof_to_size_70_equals_the_reference) {
  const Hashes leaves = numbered_leaves(70);
  const StoredTree stored{leaves};
  CompactTree tree;
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    tree.append(leaves[size - 1]);
    const std::span<const Hash> log{leaves.data(), size};
    const Hash root = mth(log);
    ASSERT_EQ(tree.root(), root);
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, stored.hash_at());
      ASSERT_EQ(proof, path(index, log)) << index << " in " << size;
      ASSERT_TRUE(verify_inclusion(leaves[index], index, size, *proof, root));
    }
  }
}

TEST(Merkle, every_consistency_proof_to_size_70_equals_the_reference) {
  const Hashes leaves = numbered_leaves(70);
  const StoredTree stored{leaves};
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const std::span<const Hash> log{leaves.data(), size};
    for (std::size_t old = 1; old <= size; ++old) {
      const auto proof = consistency_proof(old, size, stored.hash_at());
      ASSERT_EQ(proof, subproof(old, log, true)) << old << " to " << size;
      ASSERT_TRUE(verify_consistency(old, mth(log.first(old)), size, mth(log), *proof)) << old << " to " << size;
    }
  }
}

TEST(Merkle, a_changed_proof_leaf_or_root_is_refused) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random{seed};
  const Hashes leaves = numbered_leaves(300);
  const StoredTree stored{leaves};
  for (int round = 0; round < 2000; ++round) {
    const std::uint64_t size = 2 + random() % 299;
    const std::uint64_t index = random() % size;
    const std::uint64_t old = 1 + random() % (size - 1);
    const auto bit = static_cast<unsigned>(random() % 256);
    const Hash root = root_at(size, stored.hash_at());
    const Hash old_root = root_at(old, stored.hash_at());
    Hashes in = *inclusion_proof(index, size, stored.hash_at());
    Hashes grown = *consistency_proof(old, size, stored.hash_at());
    SCOPED_TRACE(testing::Message() << index << " in " << size << ", from " << old << ", bit " << bit);

    EXPECT_FALSE(verify_inclusion(flipped(leaves[index], bit), index, size, in, root));
    EXPECT_FALSE(verify_inclusion(leaves[index], index, size, in, flipped(root, bit)));
    EXPECT_FALSE(verify_inclusion(leaves[index], (index + 1) % size, size, in, root));
    EXPECT_FALSE(verify_inclusion(leaves[index], size, size, in, root));
    EXPECT_FALSE(verify_consistency(old, flipped(old_root, bit), size, root, grown));
    EXPECT_FALSE(verify_consistency(old, old_root, size, flipped(root, bit), grown));
    EXPECT_FALSE(verify_consistency(size, root, old, old_root, grown));

    Hashes longer = in;
    longer.push_back(root);
    EXPECT_FALSE(verify_inclusion(leaves[index], index, size, longer, root));
    longer = grown;
    longer.push_back(root);
    EXPECT_FALSE(verify_consistency(old, old_root, size, root, longer));
    const std::size_t at = random() % in.size();
    in[at] = flipped(in[at], bit);
    EXPECT_FALSE(verify_inclusion(leaves[index], index, size, in, root));
    in.pop_back();
    EXPECT_FALSE(verify_inclusion(leaves[index], index, size, in, root));
    const std::size_t spot = random() % grown.size();
    grown[spot] = flipped(grown[spot], bit);
    EXPECT_FALSE(verify_consistency(old, old_root, size, root, grown));
    grown.pop_back();
    EXPECT_FALSE(verify_consistency(old, old_root, size, root, grown));
  }
}

TEST(Merkle, changing_one_old_entry_changes_every_later_root) {
  Hashes leaves = numbered_leaves(100);
  const StoredTree before{leaves};
  leaves[41] = leaf_hash("entry 41, rewritten");
  const StoredTree after{leaves};
  for (std::uint64_t size = 1; size <= 100; ++size) {
    EXPECT_EQ(root_at(size, before.hash_at()) == root_at(size, after.hash_at()), size <= 41) << size;
  }
}

TEST(Merkle, the_edges_are_defined) {
  const StoredTree tree{numbered_leaves(3)};
  const Hash root = root_at(3, tree.hash_at());
  EXPECT_FALSE(inclusion_proof(3, 3, tree.hash_at()));
  EXPECT_FALSE(inclusion_proof(0, 0, tree.hash_at()));
  EXPECT_FALSE(consistency_proof(4, 3, tree.hash_at()));
  EXPECT_EQ(consistency_proof(0, 3, tree.hash_at()), Hashes{});
  EXPECT_TRUE(verify_consistency(0, empty_root(), 3, root, {}));
  EXPECT_TRUE(verify_consistency(3, root, 3, root, {}));
  EXPECT_TRUE(verify_consistency(0, empty_root(), 0, empty_root(), {}));
  EXPECT_FALSE(verify_consistency(0, root, 0, root, {}));
  EXPECT_FALSE(verify_consistency(0, root, 3, root, {}));
  EXPECT_FALSE(verify_consistency(3, root, 3, root, Hashes{root}));
  EXPECT_FALSE(verify_consistency(1, root, 3, root, {}));
  EXPECT_FALSE(verify_inclusion(root, 0, 0, {}, root));
  EXPECT_TRUE(verify_inclusion(numbered(0), 0, 1, {}, numbered(0)));
}

TEST(Merkle, the_largest_sizes_do_not_overflow) {
  const std::uint64_t most = UINT64_MAX;
  EXPECT_FALSE(verify_inclusion(numbered(0), most - 1, most, Hashes(64, numbered(1)), numbered(2)));
  EXPECT_FALSE(verify_consistency(most - 1, numbered(0), most, numbered(1), Hashes(64, numbered(2))));
  EXPECT_FALSE(verify_consistency(std::uint64_t{1} << 63U, numbered(0), most, numbered(1), Hashes(64, numbered(2))));
  // A tree whose every subtree of one level is the same needs no leaves to make proofs about.
  Hashes levels{numbered(0)};
  while (levels.size() < 64) levels.push_back(node_hash(levels.back(), levels.back()));
  const HashAt hash_at = [&](unsigned level, std::uint64_t) { return levels.at(level); };
  const Hash root = root_at(most, hash_at);
  const auto proof = inclusion_proof(most - 1, most, hash_at);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(verify_inclusion(levels[0], most - 1, most, *proof, root));
  const auto grown = consistency_proof(most - 1, most, hash_at);
  ASSERT_TRUE(grown);
  EXPECT_TRUE(verify_consistency(most - 1, root_at(most - 1, hash_at), most, root, *grown));
}

TEST(Merkle, the_compact_tree_reads_back_at_every_size_and_goes_on) {
  CompactTree tree;
  for (std::uint64_t i = 0; i < 130; ++i) {
    auto restored = CompactTree::from_text(tree.to_text());
    ASSERT_TRUE(restored) << tree.to_text();
    ASSERT_EQ(*restored, tree);
    restored->append(numbered(i));
    tree.append(numbered(i));
    ASSERT_EQ(restored->root(), tree.root());
  }
}

TEST(Merkle, the_compact_tree_refuses_other_texts) {
  CompactTree tree;
  for (std::uint64_t i = 0; i < 5; ++i) tree.append(numbered(i));
  const std::string good = tree.to_text();
  std::string upper = good;
  upper[10] = 'A';
  for (const std::string& text : {std::string{}, std::string{"x"}, std::string{"-1"}, std::string{"5"}, "0" + good,
                                  " " + good, good + " ", good.substr(0, good.size() - 1), "4" + good.substr(1),
                                  "7" + good.substr(1), std::string{"18446744073709551616"}}) {
    EXPECT_FALSE(CompactTree::from_text(text)) << text;
  }
  EXPECT_FALSE(CompactTree::from_text(upper));
  EXPECT_EQ(CompactTree::from_text("0"), CompactTree{});
}

}  // namespace
}  // namespace waarborg::trail
