// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <stdexcept>
#include <utility>

#include "features/notice/testing.h"

namespace waarborg::notice {
namespace {

using namespace std::chrono_literals;
using Reminders = NoticeWorld;
INSTANTIATE_TEST_SUITE_P(EachDatabase, Reminders, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Reminders, the_weekly_overview_comes_once_a_week_to_who_has_an_address) {
  EXPECT_EQ(notices.remind(world.north), 1U) << "alice, bob and dana have no address";
  EXPECT_EQ(notices.remind(world.north), 0U);
  EXPECT_EQ(deliver(), 1U);
  EXPECT_EQ(sender.seen[0].to, "olga@zorg.example");
  EXPECT_NE(sender.seen[0].subject.find("Huisartsenpraktijk Noord"), std::string::npos);
  world.clock.tick(24h);
  EXPECT_EQ(notices.remind(world.north), 0U);
  world.clock.set(parse_moment("2026-03-09T09:00:00Z").value());
  const auto missed = tasks().occurrences(world.alice, {.state = "to_do"}).value().items;
  ASSERT_FALSE(missed.empty()) << "of 1 January, missed since the thirtieth";
  for (const task::Occurrence& one : missed) {
    task::PerformInput done;
    done.performed_on = one.due + std::chrono::days(40);
    ASSERT_TRUE(tasks().perform(world.alice, one.id, done));
  }
  EXPECT_EQ(notices.remind(world.north), 0U) << "nothing asks for anything this week";
  world.clock.set(parse_moment("2026-03-30T09:00:00Z").value());
  EXPECT_EQ(notices.remind(world.north), 1U);
  EXPECT_EQ(notices.remind(world.south), 0U);
}

TEST_P(Reminders, the_weekly_overview_waits_for_the_monday_at_which_an_account_exists_for_a_week) {
  choose(olga, {false, false, false});
  join("nieuw@zorg.example", "Olga Visser", 10min);
  EXPECT_EQ(notices.remind(world.north), 0U) << "of today";
  world.clock.set(parse_moment("2026-03-09T09:00:00Z").value());
  EXPECT_EQ(notices.remind(world.north), 0U) << "made after the morning of the Monday before";
  world.clock.set(parse_moment("2026-03-16T09:00:00Z").value());
  EXPECT_EQ(notices.remind(world.north), 1U);
  deliver();
  ASSERT_EQ(sender.seen.size(), 1U);
  EXPECT_EQ(sender.seen[0].to, "nieuw@zorg.example");
}

TEST_P(Reminders, of_one_that_fails_do_not_keep_the_others_from_theirs_and_the_turn_fails) {
  join("pim@zorg.example", "Olga Visser", 720h);
  bool failed = false;
  auto names = this->names();
  names.people = [&, people = names.people](db::Transaction& tx, const OrganisationId& organisation) {
    if (!std::exchange(failed, true)) throw std::runtime_error("the first one");
    return people(tx, organisation);
  };
  tasks().set_names(names);
  EXPECT_THROW(notices.remind(world.north), std::runtime_error);
  EXPECT_TRUE(failed);
  EXPECT_EQ(deliver(), 1U) << "who came after the first";
  EXPECT_EQ(notices.remind(world.north), 1U) << "the first, at the next turn";
}

TEST_P(Reminders, mail_and_screen_name_the_same_work) {
  world.clock.set(parse_moment("2026-03-30T09:00:00Z").value());  // a Monday; tasks are due on Wednesday
  ASSERT_EQ(notices.remind(world.north), 1U);
  deliver();
  const auto screen = today.get(olga).value();
  std::size_t own = 0;
  for (const auto& item : screen.items) {
    const bool told = sender.seen[0].text.find("https://zorg.example" + item.link) != std::string::npos;
    const bool due = item.kind == "occurrence" && item.mine && item.due.value_or("9") <= "2026-04-05";
    EXPECT_TRUE(item.kind != "occurrence" || told == due) << item.title << " " << item.due.value_or("");
    own += due ? 1 : 0;
  }
  EXPECT_GE(own, 2U);
}

TEST_P(Reminders, the_weekly_overview_tells_the_owner_what_the_plan_lets_end) {
  const std::string id = office.measure("Toegang", "8.13");
  office.proof(id, "Toegangsbeleid", "Zo doen wij dat.");  // reviewed on 1 February 2026
  world.clock.set(parse_moment("2027-01-04T09:00:00Z").value());
  ASSERT_EQ(notices.remind(world.north), 1U);
  deliver();
  const std::string& text = sender.seen[0].text;
  EXPECT_NE(text.find("- Verloopt binnenkort: Toegang (geldig tot en met 1 februari 2027)\n"
                      "  Het document moet uiterlijk op 1 februari 2027 opnieuw beoordeeld worden"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("https://zorg.example/evidence/new?measure=" + id + "&aspect=design\n"), std::string::npos);
}

TEST_P(Reminders, what_is_switched_off_does_not_come) {
  choose(olga, {false, false, false});
  EXPECT_EQ(notices.remind(world.north), 0U);
  choose(olga, {true, false, false});
  EXPECT_EQ(notices.remind(world.north), 1U);
  EXPECT_EQ(std::ranges::count(actions(), "notice.preferences"), 2);
}

TEST_P(Reminders, without_a_mail_server_nothing_is_queued) {
  Settings none = settings();
  none.from.clear();
  Notices quiet(world.database, world.trail, world.clock, today, office.tasks, none);
  EXPECT_EQ(quiet.remind(world.north), 0U);
  EXPECT_TRUE(rows().empty());
}

TEST_P(Reminders, who_may_not_read_measures_or_left_hears_nothing) {
  world.add_actor("beheer@zorg.example", "Beheer", world.north, {"administrator"});
  {
    db::Transaction tx = world.database.write();
    tx.execute(auth::sql::kMembershipRemove, world.north, olga.account);
    tx.commit();
  }
  EXPECT_EQ(notices.remind(world.north), 0U);
}

TEST_P(Reminders, a_task_that_became_overdue_is_told_once_in_the_morning) {
  choose(olga, {false, true, false});
  world.clock.set(parse_moment("2026-04-15T09:00:00Z").value());
  EXPECT_EQ(notices.remind(world.north), 0U) << "its window runs until the 15th";
  world.clock.set(parse_moment("2026-04-16T04:00:00Z").value());
  EXPECT_EQ(notices.remind(world.north), 0U) << "people sleep";
  world.clock.tick(1h);
  EXPECT_EQ(notices.remind(world.north), 1U);
  deliver();
  EXPECT_EQ(sender.seen[0].subject, "Te laat bij Huisartsenpraktijk Noord: 2 taken");
  world.clock.tick(24h);
  EXPECT_EQ(notices.remind(world.north), 0U);
}

TEST_P(Reminders, preferences_are_of_one_person_in_one_organisation) {
  const std::string path = "/api/v1/account/notices";
  const auto put = world.ask(http::Method::kPut, path, "alice", R"({"weekly":false,"overdue":true,"worsened":true})");
  EXPECT_EQ(put.status, 200);
  EXPECT_EQ(world.ask(http::Method::kGet, path, "alice").body, put.body);
  for (const char* other : {"bob", "charlie"}) {
    EXPECT_EQ(world.ask(http::Method::kGet, path, other).body, R"({"weekly":true,"overdue":false,"worsened":false})");
  }
  EXPECT_EQ(world.ask(http::Method::kGet, path, "").status, 401);
  EXPECT_EQ(world.ask(http::Method::kPut, path, "alice", R"({"weekly":1})").status, 422);
}

}  // namespace
}  // namespace waarborg::notice
