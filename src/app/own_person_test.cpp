// SPDX-License-Identifier: EUPL-1.2
//
// An administrator who says of his own account who he is in the register of people.
#include <gtest/gtest.h>

#include "app/test_house.h"

namespace waarborg::app {
namespace {

struct OwnPerson : ::testing::TestWithParam<std::string> {
  OwnPerson() {
    house.start();
    olga = house.person("Olga Visser");
  }
  testing::House house{GetParam()};
  std::string olga;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, OwnPerson, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(OwnPerson, who_administers_alone_says_once_who_he_is) {
  const auto& chief = house.join("chief", "Beheerder", {"administrator"});
  const auto& taken = house.join("bob", "Bob", {"owner"});
  const std::string own = "/api/v1/accounts/" + chief.account.text + "/person";
  const std::string bob = house.person("Bob de Wit"), anna = house.person("Anna Wit");
  {
    db::Transaction tx = house.installation->database.write();
    ASSERT_TRUE(house.installation->accounts.tie(tx, auth::system_actor(house.organisation), taken.account, bob));
    tx.commit();
  }
  const auto say = [&](const std::string& person) {
    return house.ask(http::Method::kPut, own, "chief", R"({"person":")" + person + R"("})").status;
  };
  EXPECT_EQ(say(bob), 403) << "who signs in already is somebody else";
  EXPECT_EQ(say(anna), 200);
  EXPECT_EQ(say(olga), 403) << "said once is said";
  EXPECT_EQ(say(""), 403);
  EXPECT_TRUE(house.verifies());
}

TEST_P(OwnPerson, nobody_with_a_name_in_the_register_becomes_another) {
  const auto& chief = house.join("chief", "Olga Visser", {"administrator"});
  const std::string own = "/api/v1/accounts/" + chief.account.text + "/person";
  const std::string anna = house.person("Anna Wit");
  EXPECT_EQ(house.ask(http::Method::kPut, own, "chief", R"({"person":")" + anna + R"("})").status, 403);
  EXPECT_EQ(house.ask(http::Method::kPut, own, "chief", R"({"person":")" + olga + R"("})").status, 200);
}

}  // namespace
}  // namespace waarborg::app
