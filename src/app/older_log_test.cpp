// SPDX-License-Identifier: EUPL-1.2
//
// An installation that starts again after someone wrote in its database while it was down.
#include "app/test_house.h"

namespace waarborg::app {
namespace {

struct OlderLog : ::testing::TestWithParam<std::string> {
  void close() { house.installation.reset(); }
  /// Faults as Installation::open.
  Result<void> open(bool shared) {
    close();
    auto opened = Installation::open(house.options, house.clock, shared);
    if (!opened) return std::unexpected(opened.error());
    house.installation = std::move(*opened);
    return {};
  }
  void run(const std::string& sql) {
    db::Transaction tx = house.scratch.database().write();
    const std::string_view text = sql;
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  struct Head {
    std::int64_t size = 0;
    std::string edge, checkpoint;
  };
  Head head(const OrganisationId& log) {
    const std::string sql = "SELECT size, edge, checkpoint FROM trail_head WHERE organisation_id = '" + log.text + "'";
    const std::string_view text = sql;
    Head out;
    house.scratch.database().read().select(
        {text, text, text, {}}, {}, {db::ColumnKind::kInteger, db::ColumnKind::kText, db::ColumnKind::kText},
        [&](const std::vector<db::Cell>& row) {
          out = {std::get<std::int64_t>(row[0]), std::get<std::string>(row[1]), std::get<std::string>(row[2])};
        });
    return out;
  }
  void put_back(const OrganisationId& log, const Head& earlier) {
    const std::string ours = " WHERE organisation_id = '" + log.text + "'";
    run("DELETE FROM trail_entry" + ours + " AND sequence >= " + std::to_string(earlier.size));
    run("UPDATE trail_head SET size = " + std::to_string(earlier.size) + ", edge = '" + earlier.edge +
        "', checkpoint = '" + earlier.checkpoint + "'" + ours);
  }
  /// Of every log that there should be, as `waarborg verify` names them.
  std::set<std::string> problems() {
    std::set<std::string> keys;
    for (const OrganisationId& log : house.installation->logs()) {
      for (const Message& one : house.installation->verify(log).problems) keys.insert(one.key);
    }
    return keys;
  }
  std::size_t begun() {
    db::Transaction tx = house.installation->database.read();
    return house.installation->trail.of_action(tx, trail::kInstallation, "account.sign_ins_begin").size();
  }
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, OlderLog, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(OlderLog, of_the_installation_is_not_served_and_verify_says_why) {
  house.start();
  const Head earlier = head(trail::kInstallation);
  house.join("bob", "Bob Bakker", {"contributor"});
  ASSERT_TRUE(open(false));
  EXPECT_EQ(problems(), std::set<std::string>{});
  close();
  put_back(trail::kInstallation, earlier);

  const auto served = open(false);
  ASSERT_FALSE(served);
  EXPECT_EQ(served.error().what.key, "trail.log.does_not_fit");
  ASSERT_TRUE(open(true));
  EXPECT_TRUE(problems().contains("trail.verify.anchor_longer"));
}

TEST_P(OlderLog, of_one_organisation_takes_no_change_and_leaves_the_others_alone) {
  house.start();
  const Head earlier = head(house.organisation);
  house.person("Olga Visser");
  close();
  put_back(house.organisation, earlier);
  ASSERT_TRUE(open(false));
  EXPECT_THROW(house.person("Piet Post"), trail::LogDoesNotFit);
  EXPECT_TRUE(house.installation->verify(trail::kInstallation).problems.empty());
  EXPECT_TRUE(problems().contains("trail.verify.anchor_longer"));
}

TEST_P(OlderLog, that_lost_its_counts_or_itself_does_not_make_another_password_the_truth) {
  close();
  run("DELETE FROM trail_count WHERE value = 'account.sign_ins_begin'");
  run("UPDATE auth_account SET password_hash = 'eigen'");
  ASSERT_TRUE(open(false));
  EXPECT_EQ(begun(), 1U);
  EXPECT_TRUE(problems().contains("trail.verify.record_differs"));
  close();
  for (const char* table : {"trail_entry", "trail_tile", "trail_count", "trail_head"}) {
    run(std::string("DELETE FROM ") + table + " WHERE organisation_id = 'installation'");
  }
  EXPECT_FALSE(open(false));
  ASSERT_TRUE(open(true));
  EXPECT_EQ(begun(), 0U);
  EXPECT_TRUE(problems().contains("trail.verify.anchor_longer"));
}

TEST_P(OlderLog, of_an_organisation_that_was_taken_away_is_asked_for) {
  house.start();
  close();
  for (const char* table : {"trail_entry", "trail_tile", "trail_count", "trail_head"}) {
    run(std::string("DELETE FROM ") + table + " WHERE organisation_id = '" + house.organisation.text + "'");
  }
  std::filesystem::remove_all(house.options.data / "anchors");  // nor does it need its anchor for that
  ASSERT_TRUE(open(true));
  const auto logs = house.installation->logs();
  EXPECT_EQ(logs, (std::vector{trail::kInstallation, house.organisation}));
  EXPECT_TRUE(problems().contains("trail.verify.record_unknown"));
}

TEST_P(OlderLog, without_anchors_as_after_a_restore_gets_them_at_the_next_start) {
  house.start();
  close();
  std::filesystem::remove_all(house.options.data / "anchors");
  ASSERT_TRUE(open(false));
  EXPECT_EQ(begun(), 1U);
  const auto anchor = house.installation->trail.anchors().of(house.organisation).value();
  ASSERT_TRUE(anchor);
  EXPECT_EQ(static_cast<std::int64_t>(anchor->size), head(house.organisation).size);
  EXPECT_EQ(problems(), std::set<std::string>{});
}

}  // namespace
}  // namespace waarborg::app
