// SPDX-License-Identifier: EUPL-1.2
//
// What setting up still asks on the first screen: a second person, the step of the road, decisions.
#include "app/test_today.h"

namespace waarborg::app {
namespace {

using testing::text;

struct SettingUp : ::testing::TestWithParam<std::string> {
  SettingUp() { house.start(); }
  void measure() {
    measure::MeasureInput input;
    input.title = "Hersteltest";
    ASSERT_TRUE(house.installation->measures.create(house.actors.at("alice"), input));
  }
  std::string titles(const std::string& who = "alice") {
    std::string out;
    for (const auto& item : testing::today_items(house, "setup", who)) out += text(item, "title") + "\n";
    return out;
  }
  bool asks(const std::string& words, const std::string& who = "alice") {
    return titles(who).find(words) != std::string::npos;
  }
  json::Object with_link(const std::string& link, const std::string& who = "alice") {
    for (const auto& item : testing::today_items(house, "setup", who)) {
      if (text(item, "link") == link) return item;
    }
    ADD_FAILURE() << link << " is not asked of " << who << ": " << titles(who);
    return {};
  }
  void invite(const char* name, const char* role) {
    const std::string body = std::string(R"({"login":"nieuw@zorg.example","name":")") + name + R"(","roles":[")" +
                             role + R"("],"until":null})";
    const auto answer = house.ask(http::Method::kPost, "/api/v1/invitations", "alice", body);
    ASSERT_EQ(answer.status, 200) << answer.body;
  }

  static constexpr const char* kSecond = "iemand uit die uw bewijs beoordeelt";
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, SettingUp, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(SettingUp, asks_for_a_second_person_until_somebody_else_may_review) {
  EXPECT_FALSE(asks(kSecond)) << "without measures there is nothing to review";
  measure();
  EXPECT_TRUE(asks(kSecond)) << titles();
  EXPECT_EQ(text(with_link("/accounts"), "action"), "Uitnodigen");
  house.join("bob", "Bob Jansen", {"contributor"});
  EXPECT_TRUE(asks(kSecond)) << "he reviews nothing";
  EXPECT_FALSE(asks(kSecond, "bob")) << "Alice reviews what he hands in";
  house.join("dana", "Dana Smit", {"reviewer"});
  EXPECT_FALSE(asks(kSecond)) << titles();
}

TEST_P(SettingUp, counts_a_second_account_of_the_same_person_as_nobody_else) {
  measure();
  house.join("alice2", "alice  de vries", {"reviewer"});
  EXPECT_TRUE(asks(kSecond)) << titles();
}

TEST_P(SettingUp, asks_no_longer_for_who_is_invited_and_again_when_the_invitation_lapsed) {
  measure();
  invite("Nina Nieuw", "contributor");
  EXPECT_TRUE(asks(kSecond)) << "who hands in reviews nothing";
  invite("Nina Nieuw", "reviewer");
  EXPECT_FALSE(asks(kSecond)) << titles();
  house.to("2026-03-12T09:00:00Z");
  EXPECT_TRUE(asks(kSecond)) << titles();
}

TEST_P(SettingUp, tells_who_may_not_invite_to_ask_for_it) {
  measure();
  house.actors.at("alice").roles = {"security_officer"};
  const auto asked = with_link("/evidence?review=pending");
  EXPECT_TRUE(text(asked, "title").starts_with("Vraag uw beheerder")) << text(asked, "title");
}

TEST_P(SettingUp, names_the_step_of_the_road_until_it_is_taken) {
  measure();
  EXPECT_EQ(text(with_link("/registers/system"), "title"), "Stap 3 naar certificering: Middelen");
  EXPECT_EQ(text(with_link("/registers/system"), "detail"), "Systemen en leveranciers vastgelegd: 0 van 2");
  house.record_id("system", "Werkplekken", json::Object{{"kind", "server"}, {"criticality", "low"}});
  EXPECT_EQ(text(with_link("/registers/supplier"), "detail"), "Systemen en leveranciers vastgelegd: 1 van 2");
  house.join("bob", "Bob Jansen", {"owner"});
  EXPECT_FALSE(asks("naar certificering", "bob")) << "it is asked of who watches over everything";
}

TEST_P(SettingUp, says_a_time_for_the_decisions_that_grows_with_their_number) {
  measure();
  const auto decisions = with_link("/applicability");
  EXPECT_GT(decisions.at("minutes").as_int64(), 100);
  EXPECT_TRUE(text(decisions, "title").find(std::to_string(decisions.at("minutes").as_int64())) != std::string::npos)
      << "a minute for each of them";
}

}  // namespace
}  // namespace waarborg::app
