// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/nodes.h"

#include <gtest/gtest.h>

#include "features/auth/testing.h"
#include "features/trail/queries.h"
#include "features/trail/tiles.h"

namespace waarborg::trail {
namespace {

class TrailNodes : public ::testing::TestWithParam<std::string> {
 protected:
  void write(int entries) {
    db::Transaction tx = world.database.write();
    for (int i = 0; i < entries; ++i) {
      const NewEntry entry{"record.create", "note", "n" + std::to_string(i), "", {}, "", ""};
      world.trail.add(tx, world.alice.author(), entry, world.clock.now());
    }
    tx.commit();
  }
  StoredTree whole(db::Transaction& tx) {
    StoredTree tree;
    for (const Entry& entry : world.trail.range(tx, world.north, 0, 10'000)) tree.append(leaf_hash(entry.body));
    return tree;
  }
  testing::World world{GetParam()};
};

TEST_P(TrailNodes, give_the_same_proofs_as_the_whole_tree) {
  write(1000);
  db::Transaction tx = world.database.read();
  const StoredTree tree = whole(tx);
  Nodes nodes(tx, world.north);

  EXPECT_EQ(root_at(1000, nodes.hash_at()), root_at(1000, tree.hash_at()));
  for (const std::uint64_t index : {0U, 255U, 256U, 511U, 700U, 767U, 768U, 999U}) {
    EXPECT_EQ(inclusion_proof(index, 1000, nodes.hash_at()), inclusion_proof(index, 1000, tree.hash_at())) << index;
  }
  for (const TileName& name : files_between(0, 1000)) {
    const auto bytes = world.trail.tile(tx, world.north, tile_path(name));
    ASSERT_TRUE(bytes) << tile_path(name);
    if (name.entries) continue;
    EXPECT_EQ(*bytes, tile_bytes(name, tree.hash_at())) << tile_path(name);
  }
  EXPECT_FALSE(world.trail.tile(tx, world.north, "tile/0/004"));
  EXPECT_FALSE(world.trail.tile(tx, world.north, "tile/1/000.p/4"));
}

TEST_P(TrailNodes, read_few_statements_for_a_proof_in_a_long_log) {
  write(2000);
  db::Transaction tx = world.database.read();
  Nodes nodes(tx, world.north);
  const auto before = world.database.statements_run();

  ASSERT_TRUE(inclusion_proof(1234, 2000, nodes.hash_at()));

  EXPECT_LE(world.database.statements_run() - before, 4U);
}

TEST_P(TrailNodes, of_a_log_from_before_they_were_kept_are_made_up_for) {
  constexpr db::Statement<1> kForget{"test.forget",
                                     "DELETE FROM trail_tile WHERE organisation_id = :organisation",
                                     "DELETE FROM trail_tile WHERE organisation_id = :organisation",
                                     {"organisation"}};
  write(600);
  {
    db::Transaction tx = world.database.write();
    const StoredTree tree = whole(tx);
    tx.execute(kForget, world.north);
    EXPECT_EQ(inclusion_proof(3, 600, Nodes(tx, world.north).hash_at()), inclusion_proof(3, 600, tree.hash_at()));
    tx.commit();
  }
  write(168);  // 768: the next full tile

  db::Transaction after = world.database.read();
  EXPECT_EQ(Nodes(after, world.north).stored(1, 0).size(), 3U);
  EXPECT_TRUE(world.trail.verify(after, world.north, {}).problems.empty());
}

TEST_P(TrailNodes, that_were_altered_are_found_by_verify) {
  write(300);
  db::Transaction tx = world.database.write();
  const std::string hash = to_hex(empty_root());
  tx.execute(sql::kTilePut, world.north, 1, 7, hash);

  EXPECT_EQ(world.trail.verify(tx, world.north, {}).problems.size(), 1U);
}

TEST_P(TrailNodes, of_which_a_hash_is_damaged_or_an_entry_is_missing_are_refused_as_a_log_that_does_not_fit) {
  const auto change = [&](const std::string& sql) {
    const std::string one = sql + " WHERE organisation_id = '" + world.north.text + "' AND sequence = 3";
    const std::string_view text = one;
    db::Transaction tx = world.database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  };
  write(255);
  change("UPDATE trail_entry SET leaf = 'onzin'");
  EXPECT_THROW(write(1), LogDoesNotFit);
  change("DELETE FROM trail_entry");
  EXPECT_THROW(write(1), LogDoesNotFit);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, TrailNodes, ::testing::ValuesIn(testing::databases()));

}  // namespace
}  // namespace waarborg::trail
