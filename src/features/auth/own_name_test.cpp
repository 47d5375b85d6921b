// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/own_name.h"

#include <gtest/gtest.h>

#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

std::string refusal(const Result<void>& answer) { return answer ? std::string() : answer.error().what.key; }

TEST(OwnNameRules, a_role_or_the_login_is_nobodys_name) {
  EXPECT_EQ(refusal(check_own_name("Beheerder", "beheerder")), "auth.name.nobodys");
  EXPECT_EQ(refusal(check_own_name("administrator", "beheerder")), "auth.name.nobodys");
  EXPECT_EQ(refusal(check_own_name("Dora@Zorg.example", "dora@zorg.example")), "auth.name.nobodys");
  EXPECT_EQ(refusal(check_own_name("\u200b", "dora")), "auth.name.missing");
  EXPECT_EQ(refusal(check_own_name("Dora Dijk", "dora")), "");
  EXPECT_EQ(refusal(check_own_name("Jan Beheerder", "jan")), "") << "a surname";
  EXPECT_EQ(refusal(check_own_name("Fatima", "fatima")), "") << "all the name that she has";
}

TEST(OwnNameRules, a_name_that_looks_like_that_of_another_is_not_free) {
  const NamesInUse in_use{{{"1", "Dora Dijk"}, {"2", "Zoë  Zand"}}, {{"p1", "Dora Dijk"}, {"p3", "Piet Pen"}}};
  EXPECT_EQ(refusal(check_free("zoe zand", "1", "p1", in_use)), "auth.name.taken");
  EXPECT_EQ(refusal(check_free("Z\u043e\u0435 Zand", "1", "p1", in_use)), "auth.name.taken") << "Cyrillic letters";
  EXPECT_EQ(refusal(check_free("Piet Pen", "1", "p1", in_use)), "auth.name.in_register");
  EXPECT_EQ(refusal(check_free("Dora Dijk", "1", "p1", in_use)), "") << "as one is called already, in both";
  EXPECT_EQ(refusal(check_free("Dora Dijk-Pen", "1", "", in_use)), "");
}

TEST(OwnNameRules, who_is_known_by_his_name_alone_keeps_it_and_nobodys_name_may_go) {
  EXPECT_EQ(refusal(check_leaves("Dora Dijk", "dora", "")), "auth.name.untied");
  EXPECT_EQ(refusal(check_leaves("Dora Dijk", "dora", "p1")), "");
  EXPECT_EQ(refusal(check_leaves("Administrator", "beheerder", "")), "");
}

class OwnName : public ::testing::TestWithParam<std::string> {
 protected:
  OwnName() {
    house.accounts.set_people([](db::Transaction&, const OrganisationId&) {
      return std::map<std::string, std::string>{{"p1", "Dora Dijk"}, {"p2", "Piet Pen"}};
    });
    id = house.person("dora", house.world.north, {"contributor"});
    dora.sign_in("dora");
  }
  void tie(const OrganisationId& organisation) {
    auto tx = house.world.database.write();
    ASSERT_TRUE(house.accounts.tie(tx, system_actor(organisation), id, "p1"));
    tx.commit();
  }
  Answer name(const std::string& wanted, const std::string& password = kPassword) {
    return dora.put("/api/v1/account/name", json::Object{{"name", wanted}, {"current", password}});
  }
  std::string name_now() {
    auto tx = house.world.database.read();
    return name_of(tx, id);
  }
  House house{GetParam()};
  Browser dora{house};
  AccountId id;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, OwnName, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(OwnName, is_changed_by_oneself_and_stands_in_the_log_with_what_it_was) {
  tie(house.world.north);
  const Answer changed = name("  Dora Dijk ");
  ASSERT_EQ(changed.status, 200) << changed.problem();
  EXPECT_EQ(changed.body.at("account").as_object().at("name").as_string(), "Dora Dijk");
  EXPECT_EQ(name_now(), "Dora Dijk");
  const auto last = house.entries(house.world.north).back();
  EXPECT_EQ(last.action, "account.name");
  EXPECT_EQ(last.actor, "Naam van dora") << "who did it went by that name";
  const auto changes = trail::changes_of(last);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].before, "Naam van dora");
  EXPECT_EQ(changes[0].after, "Dora Dijk");
  Browser again(house);
  EXPECT_EQ(again.login("dora").status, 200) << "the log of the installation knows the new name";
}

TEST_P(OwnName, is_changed_only_with_the_present_password) {
  tie(house.world.north);
  const auto before = house.actions(house.world.north);
  EXPECT_EQ(name("Dora Dijk", "vier gele brommers").problem(), "auth.password.current_wrong");
  EXPECT_EQ(dora.put("/api/v1/account/name", json::Object{{"name", "Dora Dijk"}}).status, 422);
  EXPECT_EQ(name_now(), "Naam van dora");
  EXPECT_EQ(house.actions(house.world.north), before);
  EXPECT_EQ(name("Dora Dijk").status, 200);
}

TEST_P(OwnName, is_no_other_persons_in_any_of_ones_organisations) {
  tie(house.world.north);
  EXPECT_EQ(name("alice DE vries").problem(), "auth.name.taken");
  EXPECT_EQ(name("Piet Pen").problem(), "auth.name.in_register");
  EXPECT_EQ(name("Charlie Bakker").status, 200) << "he is of another organisation";
  EXPECT_EQ(name("Dora Dijk").status, 200);
  {
    auto tx = house.world.database.write();
    ASSERT_TRUE(house.accounts.add_membership(tx, system_actor(house.world.south), id, {"contributor"}));
    tx.commit();
  }
  EXPECT_EQ(name("Dora van Dijk").problem(), "auth.name.untied") << "there she is known by her name alone";
  tie(house.world.south);
  EXPECT_EQ(name("Charlie Bakker").problem(), "auth.name.taken");
  EXPECT_EQ(name("Dora van Dijk").status, 200);
  EXPECT_EQ(house.actions(house.world.south).back(), "account.name") << "in the log of each";
  EXPECT_EQ(house.actions(house.world.north).back(), "account.name");
}

TEST_P(OwnName, of_who_is_not_tied_to_the_register_stays_but_for_capitals) {
  EXPECT_EQ(name("Dora Dijk").problem(), "auth.name.in_register") << "anyone could say so";
  EXPECT_EQ(name("Dora Anders").problem(), "auth.name.untied");
  EXPECT_EQ(name("naam van Dora").status, 200);
  EXPECT_EQ(name_now(), "naam van Dora");
}

TEST_P(OwnName, of_who_left_is_taken_by_nobody) {
  house.person("weg", house.world.north, {"owner"});
  house.person("admin", house.world.north, {"administrator"});
  tie(house.world.north);
  Browser admin(house);
  admin.sign_in("admin");
  const Answer listed = admin.get("/api/v1/accounts?q=weg");
  const std::string left(listed.body.at("items").as_array().at(0).as_object().at("id").as_string());
  ASSERT_EQ(admin.remove("/api/v1/accounts/" + left).status, 200);
  EXPECT_EQ(name("Naam van weg").problem(), "auth.name.taken");
}

TEST_P(OwnName, that_stays_the_same_leaves_no_entry) {
  const auto before = house.actions(house.world.north);
  EXPECT_EQ(name("Naam van dora").status, 200);
  EXPECT_EQ(house.actions(house.world.north), before);
}

}  // namespace
}  // namespace waarborg::auth
