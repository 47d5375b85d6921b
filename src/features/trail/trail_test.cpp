// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/trail.h"

#include <gtest/gtest.h>

#include "features/auth/testing.h"
#include "features/trail/tiles.h"
#include "features/trail/verify.h"

namespace waarborg::trail {
namespace {

class TrailEntries : public ::testing::TestWithParam<std::string> {
 protected:
  std::int64_t add(const NewEntry& entry) {
    db::Transaction tx = world.database.write();
    const std::int64_t sequence = world.trail.add(tx, world.alice.author(), entry, world.clock.now());
    tx.commit();
    return sequence;
  }
  testing::World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, TrailEntries, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(TrailEntries, fit_in_a_bundle_however_long_and_strange_the_texts_are_that_they_tell) {
  const std::string strange(2000, '\x01');  // six bytes each when it is written
  for (std::size_t fields : {1U, 2U, 3U, 12U, 40U}) {
    NewEntry entry{"deviation.change",        "deviation", "d", std::string(2000, '\x02'), {}, strange,
                   fields == 1 ? "" : strange};
    for (std::size_t i = 0; i < fields; ++i) entry.changes.push_back({"field" + std::to_string(i), strange, strange});
    const std::int64_t sequence = add(entry);

    db::Transaction tx = world.database.read();
    const auto stored = world.trail.range(tx, world.north, sequence, 1);
    ASSERT_EQ(stored.size(), 1U);
    EXPECT_TRUE(encode_bundle({stored.front().body})) << fields << ": " << stored.front().body.size();
    EXPECT_EQ(changes_of(stored.front()).size(), fields <= 2 ? fields : 1U) << "a hash stands for what is too much";
  }
}

TEST_P(TrailEntries, that_no_bundle_could_hold_are_refused_and_leave_the_log_as_it_was) {
  add({"note.add", "note", "n", "Goed", {}, "", ""});
  EXPECT_THROW(add({std::string(70'000, 'x'), "note", "n", "Te lang", {}, "", ""}), db::DatabaseError);

  db::Transaction tx = world.database.read();
  EXPECT_EQ(world.trail.count(tx, world.north, {}), 1);
  EXPECT_EQ(world.trail.range(tx, world.north, 0, 10).size(), 1U);
}

TEST_P(TrailEntries, put_back_to_an_earlier_day_are_found_with_a_checkpoint_that_was_kept) {
  const NewEntry entry{"note.add", "note", "n", "Goed", {}, "", ""};
  const auto problems = [&](const std::optional<Checkpoint>& kept) {
    db::Transaction tx = world.database.read();
    std::vector<std::string> keys;
    for (const Message& problem : verify(world.trail, tx, world.north, {}, kept).problems) keys.push_back(problem.key);
    return keys;
  };
  for (int i = 0; i < 3; ++i) add(entry);
  std::string earlier;
  std::string later;
  {
    db::Transaction tx = world.database.write();
    earlier = world.trail.checkpoint(tx, world.north);
    world.trail.add(tx, world.alice.author(), entry, world.clock.now());
    later = world.trail.checkpoint(tx, world.north);
  }  // not committed: as if the database of an hour ago were put back
  const VerifierKey key = world.trail.verifier(world.north);
  const Checkpoint then = verify_checkpoint(earlier, key.name, key).value();
  const Checkpoint gone = verify_checkpoint(later, key.name, key).value();

  EXPECT_TRUE(problems({}).empty()) << "by itself it fits";
  EXPECT_TRUE(problems(then).empty());
  EXPECT_EQ(problems(gone), std::vector<std::string>{"trail.verify.kept_longer"});
  add({"note.add", "note", "n", "Iets anders", {}, "", ""});
  add(entry);
  EXPECT_TRUE(problems(then).empty());
  EXPECT_EQ(problems(gone), std::vector<std::string>{"trail.verify.kept_differs"});
}

}  // namespace
}  // namespace waarborg::trail
