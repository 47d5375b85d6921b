// SPDX-License-Identifier: EUPL-1.2
//
// Whoever writes in the database and knows how a log is made, but has no key.
#include "features/trail/anchors.h"

#include <gtest/gtest.h>

#include "features/auth/testing.h"
#include "features/trail/head.h"
#include "features/trail/queries.h"
#include "features/trail/verify.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::trail {
namespace {

constexpr const char* kBegin = "account.sign_ins_begin";

class AnchoredLog : public ::testing::TestWithParam<std::string> {
 protected:
  AnchoredLog() { start_again(); }
  /// As after a stop or a kill: what the process knew is gone, and nothing is kept by leaving.
  void start_again() { log_.emplace(key(), "waarborg/test", folder_ / "anchors"); }
  crypto::SigningKey key() const { return crypto::SigningKey::load_or_create(folder_ / "key.pem").value(); }
  static void grow(Trail& log, testing::World& world, const char* label) {
    db::Transaction tx = world.database.write();
    log.add(tx, world.alice.author(), {"note.add", "note", "n", label, {}, ""}, world.clock.now());
    tx.commit();
  }
  void grow(const char* label = "Goed") { grow(*log_, world_, label); }
  bool grows() {
    try {
      grow();
      return true;
    } catch (const LogDoesNotFit&) {
      return false;
    }
  }
  void keep() { log_->anchors().keep(world_.database); }
  /// Size of the anchor; 0 without one.
  std::uint64_t anchored() {
    const auto anchor = log_->anchors().of(world_.north).value();
    return anchor ? anchor->size : 0;
  }
  static void run(db::Transaction& tx, const std::string& sql) {
    const std::string_view text = sql;
    tx.run({text, text, text, {}}, {});
  }
  void run(const std::string& sql) {
    db::Transaction tx = world_.database.write();
    run(tx, sql);
    tx.commit();
  }
  std::string ours() const { return " WHERE organisation_id = '" + world_.north.text + "'"; }
  Head head() {
    db::Transaction tx = world_.database.read();
    return tx.row<Head>(sql::kHeadGet, world_.north).value_or(Head{});
  }
  void put_back(const Head& earlier) {
    run("DELETE FROM trail_entry" + ours() + " AND sequence >= " + std::to_string(earlier.size));
    run("UPDATE trail_head SET size = " + std::to_string(earlier.size) + ", edge = '" + earlier.edge +
        "', checkpoint = '" + earlier.checkpoint + "'" + ours());
  }
  void take_away(const std::string& organisation) {
    for (const char* table : {"trail_entry", "trail_tile", "trail_count", "trail_head"}) {
      run(std::string("DELETE FROM ") + table + " WHERE organisation_id = '" + organisation + "'");
    }
  }
  /// Bodies, leaves and edge agree again afterwards; only the signature is of what was.
  void rewrite(const std::string& from, const std::string& to) {
    db::Transaction tx = world_.database.write();
    CompactTree tree;
    for (const Entry& entry : log_->range(tx, world_.north, 0, 1000)) {
      std::string body = entry.body;
      if (const auto at = body.find(from); at != std::string::npos) body.replace(at, from.size(), to);
      const Hash leaf = leaf_hash(body);
      tree.append(leaf);
      run(tx, "UPDATE trail_entry SET body = '" + body + "', leaf = '" + to_hex(leaf) + "'" + ours() +
                  " AND sequence = " + std::to_string(entry.sequence));
    }
    run(tx, "UPDATE trail_head SET edge = '" + tree.to_text() + "'" + ours());
    tx.commit();
  }
  std::vector<std::string> problems(const OrganisationId& organisation) {
    const auto anchor = log_->anchors().of(organisation).value();
    db::Transaction tx = world_.database.read();
    std::vector<std::string> keys;
    for (const Message& one : verify(*log_, tx, organisation, {}, {}, anchor).problems) keys.push_back(one.key);
    return keys;
  }

  testing::World world_{GetParam()};
  crypto::TestFolder folder_;
  std::optional<Trail> log_;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, AnchoredLog, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(AnchoredLog, that_was_rewritten_with_leaves_and_edge_is_refused_and_never_signed) {
  for (int i = 0; i < 3; ++i) grow("Weerlegd");
  for (const bool fresh : {false, true}) {
    const Head before = head();
    rewrite("Weerlegd", "Gesteund");
    if (fresh) start_again();
    EXPECT_FALSE(grows()) << fresh;
    EXPECT_EQ(head().checkpoint, before.checkpoint) << "nothing was signed";
    EXPECT_EQ(head().size, before.size);
    rewrite("Gesteund", "Weerlegd");
    EXPECT_TRUE(grows()) << "what was put right goes on";
  }
}

TEST_P(AnchoredLog, whose_head_says_another_size_or_has_no_signature_of_ours_is_refused) {
  grow();
  const Head honest = head();
  const Hash root = CompactTree::from_text(honest.edge)->root();
  const auto signed_as = [](const std::string& origin, const Hash& of, const crypto::SigningKey& by) {
    return "checkpoint = '" + sign_checkpoint({origin, 1, of, {}}, by) + "'";
  };
  for (const std::string& change :
       {std::string("size = 7"), std::string("checkpoint = ''"), std::string("edge = 'onzin'"),
        signed_as("waarborg/test/" + world_.north.text, Hash{}, key()), signed_as("waarborg/test/elders", root, key()),
        signed_as("waarborg/test/" + world_.north.text, root, crypto::SigningKey::create())}) {
    run("UPDATE trail_head SET " + change + ours());
    EXPECT_FALSE(grows()) << change;
    put_back(honest);
  }
  EXPECT_TRUE(grows());
}

TEST_P(AnchoredLog, without_its_head_does_not_start_anew) {
  grow();
  run("DELETE FROM trail_head" + ours());
  EXPECT_FALSE(grows()) << "its entries are there, also before it has an anchor";
}

TEST_P(AnchoredLog, that_was_taken_away_wholly_does_not_start_anew_and_is_missed) {
  grow();
  keep();
  take_away(world_.north.text);
  EXPECT_FALSE(grows());
  start_again();
  EXPECT_FALSE(grows());
  EXPECT_EQ(problems(world_.north), std::vector<std::string>{"trail.verify.anchor_longer"});
  EXPECT_EQ(log_->anchors().logs(), std::vector<OrganisationId>{world_.north});
}

TEST_P(AnchoredLog, that_was_put_back_to_an_earlier_day_is_refused_and_found) {
  grow();
  const Head earlier = head();
  grow();
  keep();
  put_back(earlier);
  EXPECT_FALSE(grows());
  start_again();
  EXPECT_FALSE(grows());
  EXPECT_EQ(log_->anchors().keep(world_.database, std::vector{world_.north}), std::vector{world_.north});
  EXPECT_EQ(anchored(), 2U) << "it does not follow the log back";
  EXPECT_EQ(problems(world_.north).front(), "trail.verify.anchor_longer");

  Trail without(key(), "waarborg/test");  // another history of the same length, with our own signature
  grow(without, world_, "Anders");
  start_again();
  EXPECT_FALSE(grows());
  EXPECT_EQ(problems(world_.north).front(), "trail.verify.anchor_differs");
}

TEST_P(AnchoredLog, of_a_program_that_was_killed_between_commit_and_anchor_goes_on_from_an_older_anchor) {
  grow();
  keep();
  grow();
  grow();
  start_again();
  EXPECT_EQ(anchored(), 1U);
  EXPECT_EQ(problems(world_.north), std::vector<std::string>{});
  EXPECT_TRUE(grows());
  keep();
  EXPECT_EQ(anchored(), 4U);
}

TEST_P(AnchoredLog, has_no_anchor_of_what_was_not_committed) {
  {
    db::Transaction tx = world_.database.write();
    log_->add(tx, world_.alice.author(), {"note.add", "note", "n", "Toch niet", {}, ""}, world_.clock.now());
  }
  keep();
  EXPECT_EQ(anchored(), 0U);
  grow("Anders");
  keep();
  EXPECT_EQ(anchored(), 1U);
  EXPECT_EQ(problems(world_.north), std::vector<std::string>{});
}

TEST_P(AnchoredLog, on_a_database_that_another_server_writes_in_too_may_be_longer_than_the_anchor_here) {
  grow();
  keep();
  Trail elsewhere(key(), "waarborg/test", folder_ / "anchors-elsewhere");
  grow(elsewhere, world_, "Van de andere");
  EXPECT_EQ(problems(world_.north), std::vector<std::string>{});
  EXPECT_TRUE(grows());
  grow(elsewhere, world_, "Van de andere");
}

TEST_P(AnchoredLog, with_an_anchor_that_is_not_ours_is_refused) {
  grow();
  keep();
  crypto::put_content(folder_ / "anchors" / world_.north.text, "onzin");
  start_again();
  EXPECT_FALSE(log_->anchors().of(world_.north));
  EXPECT_FALSE(grows());
}

TEST_P(AnchoredLog, takes_what_it_finds_once_by_the_log_itself_and_not_by_its_counts) {
  const auto begins = [&] {
    db::Transaction tx = world_.database.write();
    const bool begun = log_->begin(tx, kBegin, world_.clock.now());
    tx.commit();
    return begun;
  };
  EXPECT_TRUE(begins());
  EXPECT_FALSE(begins());
  run("DELETE FROM trail_count");
  EXPECT_FALSE(begins());
  keep();
  take_away(kInstallation.text);
  EXPECT_FALSE(begins()) << "the anchor says that there was a log";
  start_again();
  EXPECT_FALSE(begins());
}

TEST_P(AnchoredLog, that_took_what_it_found_twice_is_named) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(problems(kInstallation), std::vector<std::string>{});
    db::Transaction tx = world_.database.write();
    log_->add(tx, {kInstallation, "system", "Waarborg"}, {kBegin, "system", "", "", {}, ""}, world_.clock.now());
    tx.commit();
  }
  EXPECT_EQ(problems(kInstallation), std::vector<std::string>{"trail.verify.begun_twice"});
}

}  // namespace
}  // namespace waarborg::trail
