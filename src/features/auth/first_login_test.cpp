// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/first_login.h"

#include <gtest/gtest.h>

#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

class FirstLogin : public ::testing::TestWithParam<std::string> {
 protected:
  std::optional<std::string> printed(const OrganisationId& organisation = {}) {
    return first_login(house.accounts, house.world.database, house.world.clock.today(), "Eerste Beheerder",
                       organisation);
  }
  Answer accept(const std::string& token) {
    return guest.post("/api/v1/invitations/" + token, json::Object{{"password", kPassword}});
  }
  bool is_good(const std::string& token) { return guest.get("/api/v1/invitations/" + token).status == 200; }
  House house{GetParam()};
  Browser guest{house};
  Browser other{house};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, FirstLogin, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(FirstLogin, lets_the_first_person_in_as_administrator_and_is_then_not_printed_again) {
  const auto token = printed(house.world.north);
  ASSERT_TRUE(token);
  ASSERT_EQ(accept(*token).status, 200);
  EXPECT_EQ(printed(house.world.north), std::nullopt) << "the account is there, also without its second factor yet";
  const Answer ready = guest.enrol();
  EXPECT_EQ(state_of(ready), "ready");
  EXPECT_EQ(ready.list("roles"), (Roles{"administrator", "security_officer"}));
  EXPECT_EQ(printed(house.world.north), std::nullopt);
  EXPECT_EQ(printed(), std::nullopt);
}

TEST_P(FirstLogin, asks_the_first_person_for_a_name_of_his_own) {
  const auto token = printed(house.world.north);
  ASSERT_TRUE(token);
  EXPECT_TRUE(guest.get("/api/v1/invitations/" + *token).body.at("asks_name").as_bool());
  const auto answer = [&](const char* name, const char* password = kPassword) {
    return guest.post("/api/v1/invitations/" + *token, json::Object{{"password", password}, {"name", name}});
  };
  EXPECT_EQ(answer(" ").problem(), "auth.name.missing");
  EXPECT_EQ(answer("BEHEERDER").problem(), "auth.name.nobodys");
  EXPECT_EQ(answer("Administrator").problem(), "auth.name.nobodys");
  EXPECT_EQ(answer("Ria\u202eBeheer").problem(), "base.name.invisible");
  EXPECT_EQ(answer("alice de  vries").problem(), "auth.name.taken") << "a member already";
  EXPECT_EQ(answer("Wilhelmina Peperkamp", "wilhelmina peperkamp").problem(), "auth.password.is_name");
  ASSERT_EQ(answer(" Ria Beheer ").status, 200);
  EXPECT_EQ(guest.enrol().body.at("account").as_object().at("name").as_string(), "Ria Beheer");
  EXPECT_EQ(house.entries(house.world.north).back().actor, "Ria Beheer");
}

TEST_P(FirstLogin, asks_nobody_whose_name_somebody_chose) {
  const auto own = house.accounts.invite_first("eigen", "Eigen Keuze");
  ASSERT_TRUE(own);
  EXPECT_FALSE(guest.get("/api/v1/invitations/" + *own).body.at("asks_name").as_bool());
  ASSERT_EQ(
      guest.post("/api/v1/invitations/" + *own, json::Object{{"password", kPassword}, {"name", "Een Ander"}}).status,
      200);
  EXPECT_EQ(guest.enrol().body.at("account").as_object().at("name").as_string(), "Eigen Keuze");
}

TEST_P(FirstLogin, stops_at_the_first_sign_in_with_a_second_factor) {
  house.person("nina", house.world.north, {"contributor"});
  const auto token = printed(house.world.north);
  ASSERT_TRUE(token);
  other.login("nina");
  EXPECT_TRUE(is_good(*token)) << "a password alone is no sign-in";
  other.enrol();
  EXPECT_FALSE(is_good(*token));
  EXPECT_EQ(accept(*token).problem(), "auth.invitation.gone");
  EXPECT_EQ(printed(house.world.north), std::nullopt);
}

TEST_P(FirstLogin, stops_when_another_account_can_administer_and_is_not_printed_then) {
  const auto first = printed();
  ASSERT_TRUE(first);
  house.person("bare", {}, {});
  house.person("nina", house.world.north, {"contributor"});
  EXPECT_TRUE(is_good(*first)) << "neither can administer";

  house.person("dora", house.world.north, {"security_officer", "administrator"});
  EXPECT_FALSE(is_good(*first));
  EXPECT_EQ(printed(), std::nullopt);
  ASSERT_TRUE(house.accounts.set_disabled("dora", true));
  const auto second = printed();
  ASSERT_TRUE(second) << "nobody can administer any more, and nobody ever did";

  ASSERT_TRUE(house.accounts.create_account("maker", "Maker", kPassword, true));
  EXPECT_FALSE(is_good(*second));
  EXPECT_EQ(printed(), std::nullopt);
}

TEST_P(FirstLogin, does_not_wait_for_an_administrator_whose_time_is_over) {
  house.person("dora", house.world.north, {"administrator"}, *parse_day("2026-03-01"));
  EXPECT_TRUE(printed());
  house.person("zoe", house.world.north, {"administrator"}, *parse_day("2026-03-02"));
  EXPECT_EQ(printed(), std::nullopt);
}

TEST_P(FirstLogin, printed_anew_replaces_the_older_one_also_of_another_organisation) {
  const auto first = printed();
  const auto second = printed(house.world.north);
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(is_good(*first));
  EXPECT_TRUE(is_good(*second));
}

TEST_P(FirstLogin, leaves_the_links_that_the_operator_made_himself) {
  const auto own = house.accounts.invite_first("eigen", "Eigen Keuze");
  ASSERT_TRUE(own);
  const auto token = printed();
  ASSERT_TRUE(token);
  house.person("nina", house.world.north, {"contributor"});
  other.sign_in("nina");
  EXPECT_FALSE(is_good(*token));
  EXPECT_TRUE(is_good(*own));
}

}  // namespace
}  // namespace waarborg::auth
