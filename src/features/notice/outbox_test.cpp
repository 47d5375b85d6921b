// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/notice/testing.h"
#include "platform/mail/test_server.h"

namespace waarborg::notice {
namespace {

using namespace std::chrono_literals;
using Outbox = NoticeWorld;
INSTANTIATE_TEST_SUITE_P(EachDatabase, Outbox, ::testing::ValuesIn(waarborg::testing::databases()));

struct SealedRow {
  std::string organisation, id, account, kind, recipient, content;
  std::int64_t attempts = 0;
  std::string expires_at, created_at, fault, fault_code;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (),
                      (organisation, id, account, kind, recipient, content, attempts, expires_at, created_at, fault,
                       fault_code))

TEST_P(Outbox, a_letter_goes_only_when_its_cause_was_committed) {
  {
    db::Transaction tx = world.database.write();
    notices.queue(tx, {world.north, olga.account, "weekly", "", "olga@zorg.example", "Olga", "Nooit", "x",
                       Language::kNl, world.clock.now() + 1h});
  }
  queue("Wel");
  EXPECT_EQ(deliver(), 1U);
  EXPECT_EQ(deliver(), 0U) << "once";
  ASSERT_EQ(sender.seen.size(), 1U);
  EXPECT_EQ(sender.seen[0].subject, "Wel");
  EXPECT_EQ(sender.seen[0].to, "olga@zorg.example");
  EXPECT_TRUE(sender.seen[0].message_id.ends_with("@zorg.example"));
  ASSERT_EQ(rows("sent").size(), 1U);
  EXPECT_EQ(rows("sent")[0].label, "Weekoverzicht");
}

TEST_P(Outbox, what_a_letter_says_lies_sealed_while_it_waits) {
  queue("Onderwerp");
  const auto due = world.database.read().rows<SealedRow>(sql::kLetterDue, world.clock.now());
  ASSERT_EQ(due.size(), 1U);
  EXPECT_FALSE(due[0].content.empty());
  EXPECT_EQ(due[0].content.find("geheim"), std::string::npos);
  EXPECT_EQ(due[0].content.find("Onderwerp"), std::string::npos);
  EXPECT_FALSE(crypto::open(std::string(32, 'k'), due[0].content, "letter other")) << "not in another row";
  EXPECT_EQ(deliver(), 1U);
}

TEST_P(Outbox, a_letter_with_the_same_key_is_queued_once) {
  queue("Een", "key");
  queue("Twee", "key");
  EXPECT_EQ(deliver(), 1U);
  queue("Drie", "key");
  EXPECT_EQ(deliver(), 0U);
}

TEST_P(Outbox, a_refusal_for_now_is_tried_again_later_and_later_until_it_is_given_up_in_sight) {
  queue("Taai", "", 24h * 30);
  sender.outcomes.assign(20, later());
  std::vector<std::chrono::minutes> waits;
  Moment last = world.clock.now();
  for (int minute = 0; minute < 60 * 24 * 4; minute += 1) {
    const std::size_t before = sender.seen.size();
    notices.deliver(sender);
    if (sender.seen.size() > before && before > 0) {
      waits.push_back(std::chrono::duration_cast<std::chrono::minutes>(world.clock.now() - last));
    }
    if (sender.seen.size() > before) last = world.clock.now();
    if (before == sender.seen.size() && rows("queued").empty()) break;
    // Straight to the next moment at which something can happen.
    const auto queued = rows("queued");
    if (!queued.empty() && *queued[0].next_at > world.clock.now()) world.clock.set(*queued[0].next_at);
  }
  EXPECT_EQ(waits, (std::vector<std::chrono::minutes>{1min, 5min, 15min, 1h, 3h, 6h, 12h}));
  EXPECT_EQ(sender.seen.size(), 8U);
  const auto failed = rows("failed");
  ASSERT_EQ(failed.size(), 1U);
  EXPECT_EQ(failed[0].fault, "De mailserver neemt deze brief nu niet aan (code 451).");
  EXPECT_EQ(std::ranges::count(actions(), "notice.failed"), 1);
  EXPECT_EQ(notices.backlog().failed, 1);
  for (const auto& letter : sender.seen) EXPECT_EQ(letter.message_id, sender.seen[0].message_id);
}

TEST_P(Outbox, a_refusal_for_good_is_not_tried_again_and_does_not_hold_up_others) {
  queue("Weg");
  world.clock.tick(1s);
  queue("Goed");
  sender.outcomes.push_back(fail(FaultKind::kInvalid, "mail.refused", "host", {{"code", "550"}}));
  EXPECT_EQ(deliver(), 1U);
  EXPECT_EQ(rows("failed").size(), 1U);
  EXPECT_EQ(rows("sent").size(), 1U);
}

TEST_P(Outbox, when_the_server_is_away_the_other_letters_wait_without_losing_an_attempt) {
  queue("Een");
  world.clock.tick(1s);
  queue("Twee");
  sender.outcomes.push_back(fail(FaultKind::kUnavailable, "mail.unreachable", "host"));
  EXPECT_EQ(deliver(), 0U);
  EXPECT_EQ(sender.seen.size(), 1U);
  world.clock.tick(1min);
  EXPECT_EQ(deliver(), 2U);
}

TEST_P(Outbox, a_letter_whose_sending_was_interrupted_goes_again_with_the_same_id) {
  queue("Dubbel");
  sender.throws = true;
  EXPECT_THROW(deliver(), std::runtime_error);
  sender.throws = false;
  Notices restarted(world.database, world.trail, world.clock, today, office.tasks, settings());
  EXPECT_EQ(restarted.deliver(sender), 0U) << "not at once: the server may have it";
  world.clock.tick(61s);
  EXPECT_EQ(restarted.deliver(sender), 0U) << "sending may take a minute, and a second letter is one too many";
  world.clock.tick(2min);
  EXPECT_EQ(restarted.deliver(sender), 1U);
  ASSERT_EQ(sender.seen.size(), 2U);
  EXPECT_EQ(sender.seen[0].message_id, sender.seen[1].message_id);
}

TEST_P(Outbox, a_letter_that_is_no_longer_worth_sending_is_not_sent) {
  queue("Oud", "", 1h);
  world.clock.tick(1h);
  EXPECT_EQ(deliver(), 0U);
  EXPECT_TRUE(sender.seen.empty());
  ASSERT_EQ(rows("failed").size(), 1U);
}

TEST_P(Outbox, a_letter_whose_end_the_log_does_not_take_holds_up_no_other) {
  queue("Oud", "", 1h);
  world.clock.tick(1h);
  {
    db::Transaction tx = world.database.write();
    notices.queue(tx, {world.south, world.charlie.account, "weekly", "", "charlie@zorg.example", "Charlie", "Goed", "x",
                       Language::kNl, world.clock.now() + 1h});
    const std::string sql = "UPDATE trail_head SET size = 0 WHERE organisation_id = '" + world.north.text + "'";
    const std::string_view text = sql;
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  EXPECT_EQ(deliver(), 1U);
  EXPECT_EQ(rows("failed").size(), 1U);
  EXPECT_EQ(std::ranges::count(actions(), "notice.failed"), 0);
  EXPECT_TRUE(rows("queued").empty()) << "it does not come back either";
}

TEST_P(Outbox, a_letter_sealed_with_another_key_is_given_up) {
  queue("Verloren");
  Settings other = settings();
  other.seal_key = std::string(32, 'x');
  Notices notices_with_other_key(world.database, world.trail, world.clock, today, office.tasks, other);
  EXPECT_EQ(notices_with_other_key.deliver(sender), 0U);
  EXPECT_EQ(rows("failed").size(), 1U);
}

TEST_P(Outbox, the_list_is_for_administrators_of_the_same_organisation) {
  queue("Een");
  EXPECT_EQ(world.ask(http::Method::kGet, "/api/v1/letters", "bob").status, 403);
  EXPECT_EQ(world.ask(http::Method::kGet, "/api/v1/letters", "").status, 401);
  world.charlie.rights.insert("account.edit");
  const auto charlie = world.ask(http::Method::kGet, "/api/v1/letters", "charlie");
  EXPECT_EQ(json::parse(charlie.body)->at("total").as_int64(), 0);
  world.alice.rights.insert("account.edit");
  const auto alice = world.ask(http::Method::kGet, "/api/v1/letters?limit=1", "alice");
  EXPECT_EQ(json::parse(alice.body)->at("total").as_int64(), 1);
  EXPECT_EQ(alice.body.find("geheim"), std::string::npos);
  const auto nonsense = world.ask(http::Method::kGet, "/api/v1/letters?after=x", "alice");
  EXPECT_EQ(nonsense.status, 422);
  EXPECT_EQ(json::parse(nonsense.body)->at("where").as_string(), "after");
}

TEST_P(Outbox, settled_letters_are_forgotten_after_three_months) {
  queue("Een");
  deliver();
  world.clock.tick(24h * 91);
  notices.purge();
  EXPECT_TRUE(rows().empty());
}

TEST_P(Outbox, a_real_server_that_greylists_gets_the_letter_once) {
  const waarborg::testing::MailServer server("later");
  mail::Smtp smtp(server.plain_settings());
  queue("Grijs");
  EXPECT_EQ(notices.deliver(smtp), 0U);
  world.clock.tick(1min);
  EXPECT_EQ(notices.deliver(smtp), 0U);
  world.clock.tick(5min);
  EXPECT_EQ(notices.deliver(smtp), 1U);
  world.clock.tick(24h);
  EXPECT_EQ(notices.deliver(smtp), 0U);
  EXPECT_EQ(server.count(), 1U);
  EXPECT_NE(server.read_by_python(1).find("geheime tekst"), std::string::npos);
}

}  // namespace
}  // namespace waarborg::notice
