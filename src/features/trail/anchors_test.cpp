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
constexpr const char* kLater = "organisation.list_begin";

class AnchoredLog : public ::testing::TestWithParam<std::string> {
 protected:
  AnchoredLog() { start_again(); }
  /// As after a stop or a kill: what the process knew is gone, and nothing is kept by leaving.
  void start_again() { log_.emplace(key(), "waarborg/test", folder_ / "anchors"); }
  crypto::SigningKey key() const { return crypto::SigningKey::load_or_create(folder_ / "key.pem").value(); }
  static void grow(Trail& log, testing::World& world, const char* label) {
    db::Transaction tx = world.database.write();
    log.add(tx, world.alice.author(), {"note.add", "note", "n", label, {}, "", ""}, world.clock.now());
    tx.commit();
  }
  void grow(const char* label = "Goed") { grow(*log_, world_, label); }
  /// Why it does not grow, as people are told; nothing when it does.
  std::optional<Fault> refused() {
    try {
      grow();
      return std::nullopt;
    } catch (const LogDoesNotFit& error) {
      return error.fault;
    }
  }
  bool grows() { return !refused(); }
  /// The log of the installation; false when it began before.
  bool begin(const char* action = kBegin) {
    db::Transaction tx = world_.database.write();
    const bool begun = log_->begin(tx, action, world_.clock.now());
    tx.commit();
    return begun;
  }
  void keep() { log_->anchors().keep(world_.database); }
  std::filesystem::path anchor_file(const std::string& name) const { return folder_ / "anchors" / name; }
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
  for (const std::string& stray :
       {std::string(".DS_Store"), std::string("x.tmp"), std::string("README"), world_.north.text.substr(1),
        world_.north.text + "-old", world_.south.text + ".draft"}) {
    crypto::put_content(anchor_file(stray), "onzin");
  }
  EXPECT_EQ(log_->anchors().logs(), std::vector<OrganisationId>{world_.north}) << "which no stray file is";
  ASSERT_TRUE(begin());
  keep();
  EXPECT_EQ(log_->anchors().logs(), (std::vector{world_.north, kInstallation}));
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
  EXPECT_EQ(log_->anchors().keep(world_.database, std::vector{world_.north}).at(world_.north).what.key,
            "trail.log.does_not_fit");
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
    log_->add(tx, world_.alice.author(), {"note.add", "note", "n", "Toch niet", {}, "", ""}, world_.clock.now());
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
  crypto::put_content(anchor_file(world_.north.text), "onzin");
  start_again();
  EXPECT_EQ(log_->anchors().of(world_.north).error().kind, FaultKind::kInvalid);
  EXPECT_EQ(refused(), (Fault{FaultKind::kConflict, {"trail.log.does_not_fit", {}}, ""}));
}

TEST_P(AnchoredLog, whose_anchor_cannot_be_read_takes_no_change_until_it_can_and_needs_no_restart) {
  grow();
  keep();
  const std::filesystem::path file = anchor_file(world_.north.text);
  const std::string note = crypto::content_of(file);
  std::filesystem::remove(file);
  std::filesystem::create_directory(file);  // root may read every file
  start_again();
  const Fault unreadable{FaultKind::kUnavailable, {"trail.log.anchor_unreadable", {{"what", world_.north.text}}}, ""};
  EXPECT_EQ(log_->anchors().keep(world_.database, std::vector{world_.north}).at(world_.north), unreadable);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(refused(), unreadable);
  EXPECT_EQ(head().size, 1);

  std::filesystem::remove(file);
  crypto::put_content(file, note);
  EXPECT_EQ(refused(), std::nullopt);
  keep();
  EXPECT_EQ(anchored(), 2U);
}

TEST_P(AnchoredLog, takes_what_it_finds_once_by_the_log_itself_and_not_by_its_counts) {
  EXPECT_TRUE(begin());
  EXPECT_FALSE(begin());
  run("DELETE FROM trail_count");
  EXPECT_FALSE(begin());
  keep();
  take_away(kInstallation.text);
  EXPECT_FALSE(begin()) << "the anchor says that there was a log";
  start_again();
  EXPECT_FALSE(begin());
}

TEST_P(AnchoredLog, begins_what_a_later_version_keeps_when_it_is_whole_and_only_then) {
  const std::string ours = " WHERE organisation_id = 'installation'";
  ASSERT_TRUE(begin());
  Head earlier;
  std::string forged;
  {
    db::Transaction tx = world_.database.write();
    earlier = tx.row<Head>(sql::kHeadGet, kInstallation).value();
    forged = log_->range(tx, kInstallation, 0, 1).at(0).body;
    log_->add(tx, {kInstallation, "system", "Waarborg"}, {"note.add", "note", "n", "Goed", {}, "", ""},
              world_.clock.now());
    tx.commit();
  }
  forged.replace(forged.find(kBegin), std::string(kBegin).size(), "account.sign_ins_other");
  keep();
  start_again();
  /// Whether the first may begin again, and the later one at all; nothing of it is committed.
  const auto may_after = [&](const std::vector<std::string>& changes) {
    db::Transaction tx = world_.database.write();
    for (const std::string& change : changes) run(tx, change);
    return std::pair{log_->may_begin(tx, kBegin), log_->may_begin(tx, kLater)};
  };
  EXPECT_EQ(may_after({}), (std::pair{false, true}));
  const std::string renamed = "UPDATE trail_entry SET action = 'account.sign_ins_other'";
  EXPECT_EQ(may_after({renamed + ours + " AND sequence = 0"}), (std::pair{false, true})) << "the body says what it is";
  const std::string body = renamed + ", body = '" + forged + "'";
  const std::string leaf = body + ", leaf = '" + to_hex(leaf_hash(forged)) + "'";
  const std::string head = "UPDATE trail_head SET size = 1, edge = '" + earlier.edge + "', checkpoint = '";
  for (const std::vector<std::string>& changes : std::vector<std::vector<std::string>>{
           {"DELETE FROM trail_entry" + ours + " AND sequence = 0"},
           {"DELETE FROM trail_entry" + ours + " AND sequence = 1"},
           {body + ours + " AND sequence = 0"},
           {leaf + ours + " AND sequence = 0"},
           {"DELETE FROM trail_head" + ours},
           {"DELETE FROM trail_entry" + ours + " AND sequence = 1", head + earlier.checkpoint + "'" + ours}}) {
    EXPECT_EQ(may_after(changes), (std::pair{false, false})) << changes.front();
  }
  EXPECT_TRUE(begin(kLater));
  EXPECT_FALSE(begin(kLater));
  EXPECT_EQ(problems(kInstallation), std::vector<std::string>{});
}

TEST_P(AnchoredLog, that_took_what_it_found_twice_is_named) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(problems(kInstallation), std::vector<std::string>{});
    db::Transaction tx = world_.database.write();
    log_->add(tx, {kInstallation, "system", "Waarborg"}, {kBegin, "system", "", "", {}, "", ""}, world_.clock.now());
    log_->add(tx, world_.alice.author(), {"round.year_begin", "round", "r", "Elk jaar", {}, "", ""},
              world_.clock.now());
    tx.commit();
  }
  EXPECT_EQ(problems(kInstallation), std::vector<std::string>{"trail.verify.begun_twice"});
  EXPECT_EQ(problems(world_.north), std::vector<std::string>{}) << "which begins anew every year";
}

}  // namespace
}  // namespace waarborg::trail
