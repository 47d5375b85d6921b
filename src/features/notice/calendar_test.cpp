// SPDX-License-Identifier: EUPL-1.2
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "features/notice/testing.h"

namespace waarborg::notice {
namespace {

using namespace std::chrono_literals;

constexpr const char* kProof = R"({"current":"vier gele fietsen"})";

class CalendarFeed : public NoticeWorld {
 protected:
  /// Makes an address for Olga, who takes the place of Alice at the gate.
  std::string make() {
    const auth::Actor alice = std::exchange(world.alice, olga);
    const auto made = world.ask(http::Method::kPost, "/api/v1/account/calendar", "alice", kProof);
    world.alice = alice;
    EXPECT_EQ(made.status, 200) << made.body;
    const std::string url(json::parse(made.body)->at("url").as_string());
    EXPECT_TRUE(url.starts_with("https://zorg.example/api/v1/calendar/")) << url;
    EXPECT_TRUE(url.ends_with(".ics"));
    return url.substr(std::string("https://zorg.example").size());
  }
  http::Response fetch(const std::string& path, const std::string& mark = {}) {
    std::vector<http::Header> headers;
    if (!mark.empty()) headers.push_back({"if-none-match", mark});
    return world.ask(http::Method::kGet, path, "", "", headers);
  }
  static std::string header(const http::Response& response, const std::string& name) {
    for (const auto& one : response.headers) {
      if (one.name == name) return one.value;
    }
    return "";
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, CalendarFeed, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(CalendarFeed, is_read_by_another_program_with_the_own_tasks_of_the_next_year) {
  const auto answer = fetch(make());
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(header(answer, "content-type"), "text/calendar; charset=utf-8");
  const auto folder = std::filesystem::temp_directory_path() / ("waarborg-ics-" + crypto::random_token(6));
  std::filesystem::create_directory(folder);
  std::ofstream(folder / "feed.ics", std::ios::binary) << answer.body;
  const std::string code =
      "import icalendar,sys;c=icalendar.Calendar.from_ical(open(sys.argv[1],'rb').read());"
      "[print(e['UID'],e.decoded('DTSTART'),e.decoded('DTEND'),e['SUMMARY'],e['DESCRIPTION'].splitlines()[-1],e['URL'],"
      "sep='|') for e in c.walk('VEVENT')]";
  const std::string command = "PYTHONIOENCODING=utf-8 /usr/bin/python3 -c \"" + code + "\" " +
                              (folder / "feed.ics").string() + " >" + (folder / "out").string();
  ASSERT_EQ(std::system(command.c_str()), 0) << "python3-icalendar reads it";
  std::ifstream out(folder / "out", std::ios::binary);
  const std::string read{std::istreambuf_iterator<char>(out), {}};
  std::filesystem::remove_all(folder);
  // Due 1 April, July and October at two sites; that of January is past its grace.
  EXPECT_EQ(std::ranges::count(read, '\n'), 6) << read;
  EXPECT_NE(
      read.find("|2026-04-01|2026-04-16|Back-up en herstel|Locatie; Noord, één|https://zorg.example/occurrences/"),
      std::string::npos)
      << read;
}

TEST_P(CalendarFeed, says_not_modified_until_a_task_changes) {
  const std::string path = make();
  const auto first = fetch(path);
  const std::string mark = header(first, "etag");
  EXPECT_TRUE(mark.starts_with("W/\""));
  world.clock.tick(5min);
  const auto second = fetch(path, mark);
  EXPECT_EQ(second.status, 304);
  EXPECT_TRUE(second.body.empty());
  EXPECT_EQ(header(second, "etag"), mark);
  office.measure("Nog een maatregel", "5.15");
  EXPECT_EQ(fetch(path, mark).status, 200);
}

TEST_P(CalendarFeed, keeps_the_uid_of_a_task) {
  const std::string path = make();
  const std::string before = fetch(path).body;
  world.clock.tick(24h);
  const std::string after = fetch(path).body;
  const std::string uid = before.substr(before.find("UID:"), 45);
  EXPECT_NE(after.find(uid), std::string::npos);
}

TEST_P(CalendarFeed, opens_with_the_whole_token_only_and_stops_when_renewed_or_withdrawn) {
  const std::string path = make();
  EXPECT_EQ(fetch(path).status, 200);
  EXPECT_EQ(fetch(path.substr(0, path.size() - 5) + ".ics").status, 404);
  EXPECT_EQ(fetch(path.substr(0, path.size() - 4)).status, 404);
  EXPECT_EQ(fetch("/api/v1/calendar/.ics").status, 404);
  const std::string fresh = make();
  EXPECT_EQ(fetch(path).status, 404);
  EXPECT_EQ(fetch(fresh).status, 200);
  ASSERT_TRUE(notices.remove_calendar(olga));
  EXPECT_EQ(fetch(fresh).status, 404);
  EXPECT_EQ(fetch(fresh).body.find(fresh.substr(20, 10)), std::string::npos) << "no answer repeats the token";
}

TEST_P(CalendarFeed, ends_with_the_membership_and_the_account) {
  const std::string path = make();
  {
    db::Transaction tx = world.database.write();
    tx.execute(auth::sql::kAccountSetDisabled, true, olga.account);
    tx.commit();
  }
  EXPECT_EQ(fetch(path).status, 404);
  {
    db::Transaction tx = world.database.write();
    tx.execute(auth::sql::kAccountSetDisabled, false, olga.account);
    tx.execute(auth::sql::kMembershipRemove, world.north, olga.account);
    tx.commit();
  }
  EXPECT_EQ(fetch(path).status, 404);
}

TEST_P(CalendarFeed, stops_on_the_day_after_the_last_day_of_the_membership) {
  const std::string path = make();
  {
    db::Transaction tx = world.database.write();
    ASSERT_EQ(tx.execute(auth::sql::kMembershipUpdate, "owner", world.clock.today(), world.north, olga.account, 1), 1);
    tx.commit();
  }
  EXPECT_EQ(fetch(path).status, 200) << "the last day still counts";
  world.clock.tick(24h);
  EXPECT_EQ(fetch(path).status, 404);
}

TEST_P(CalendarFeed, of_another_organisation_or_person_holds_nothing_of_mine) {
  const std::string mine = make();
  for (const char* other : {"charlie", "bob"}) {
    const auto made = world.ask(http::Method::kPost, "/api/v1/account/calendar", other, kProof);
    ASSERT_EQ(made.status, 200);
    const std::string url(json::parse(made.body)->at("url").as_string());
    const auto feed = fetch(url.substr(std::string("https://zorg.example").size()));
    EXPECT_EQ(feed.status, 200);
    EXPECT_EQ(feed.body.find("BEGIN:VEVENT"), std::string::npos) << other;
    EXPECT_EQ(world.ask(http::Method::kDelete, "/api/v1/account/calendar", other).status, 200);
  }
  EXPECT_EQ(fetch(mine).status, 200) << "nobody withdraws the address of someone else";
  EXPECT_EQ(world.ask(http::Method::kPost, "/api/v1/account/calendar", "", "{}").status, 401);
}

TEST_P(CalendarFeed, gets_an_address_only_with_the_present_password) {
  const std::string mine = make();
  for (const char* body : {"{}", R"({"current":"geraden"})"}) {
    const auto refused = world.ask(http::Method::kPost, "/api/v1/account/calendar", "alice", body);
    EXPECT_EQ(refused.status, 422) << body;
    EXPECT_NE(refused.body.find("auth.password.current_wrong"), std::string::npos) << refused.body;
  }
  EXPECT_EQ(fetch(mine).status, 200) << "and the address that there was stays";
}

TEST_P(CalendarFeed, ends_in_every_organisation_when_all_that_an_account_gave_out_ends) {
  const std::string mine = make();
  {
    db::Transaction tx = world.database.write();
    notices.forget_calendars(tx, world.bob.account);
    tx.commit();
  }
  EXPECT_EQ(fetch(mine).status, 200) << "of someone else";
  {
    db::Transaction tx = world.database.write();
    notices.forget_calendars(tx, olga.account);
    tx.commit();
  }
  EXPECT_EQ(fetch(mine).status, 404);
}

TEST_P(CalendarFeed, leaves_no_token_in_trail_or_table) {
  const std::string path = make();
  const std::string token = path.substr(path.rfind('/') + 1, 43);
  db::Transaction tx = world.database.read();
  for (const auto& entry : world.trail.range(tx, world.north, 0, 1000)) {
    EXPECT_EQ(entry.body.find(token), std::string::npos);
  }
  EXPECT_EQ(std::ranges::count(actions(), "notice.calendar"), 1);
  const auto state = notices.calendar_state(olga).value();
  EXPECT_TRUE(state.active);
  EXPECT_FALSE(state.last_used_at);
}

TEST_P(CalendarFeed, is_not_given_more_often_than_calendar_programs_ask) {
  const std::string path = make();
  for (int i = 0; i < 20; ++i) ASSERT_EQ(fetch(path).status, 200);
  const auto busy = fetch(path);
  EXPECT_EQ(busy.status, 429);
  EXPECT_EQ(header(busy, "retry-after"), "60");
  world.clock.tick(1min);
  EXPECT_EQ(fetch(path).status, 200);
}

TEST_P(CalendarFeed, a_visitor_who_tries_addresses_is_counted_as_when_signing_in) {
  int tries = 0;
  const auto status = [&](const std::string& remote) {
    http::Request request{.remote = remote};
    request.params["file"] = "gok-" + std::to_string(++tries) + ".ics";
    auth::Call call{request, {}};
    EXPECT_FALSE(notices.calendar(call));
    return call.status;
  };
  for (int i = 0; i < 300; ++i) ASSERT_EQ(status(fmt::format("2001:db8:0:1::{:x}", i)), 200) << "not found";
  EXPECT_EQ(status("2001:db8:0:1::ffff"), 429) << "a /64 is one visitor";
  EXPECT_EQ(status("2001:db8:0:2::1"), 200);
  EXPECT_EQ(status("198.51.100.9"), 200);
}

}  // namespace
}  // namespace waarborg::notice
