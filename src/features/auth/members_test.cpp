// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/auth/member_views.h"
#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class Members : public ::testing::TestWithParam<std::string> {
 protected:
  Members() {
    admin_id = house.person("admin", house.world.north, {"administrator"});
    dora_id = house.person("dora", house.world.north, {"contributor"});
    zoe_id = house.person("zoe", house.world.south, {"administrator"});
    admin.sign_in("admin");
  }
  Answer set(Browser& who, const AccountId& account, const Roles& roles, const json::Value& until = nullptr) {
    return who.put("/api/v1/accounts/" + account.text, json::Object{{"roles", json::encode(roles)}, {"until", until}});
  }
  House house{GetParam()};
  Browser admin{house};
  AccountId admin_id;
  AccountId dora_id;
  AccountId zoe_id;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Members, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Members, are_listed_for_the_own_organisation_only) {
  const Answer list = admin.get("/api/v1/accounts");
  ASSERT_EQ(list.status, 200);
  std::vector<std::string> logins;
  for (const auto& item : list.body.at("items").as_array())
    logins.emplace_back(item.as_object().at("login").as_string());
  EXPECT_EQ(logins, (std::vector<std::string>{"admin", "alice", "bob", "dora"}));
  const auto& row = list.body.at("items").as_array().at(0).as_object();
  EXPECT_TRUE(row.at("totp").as_bool());
  EXPECT_EQ(row.at("last_seen_at").as_string(), "2026-03-02T09:00:00.000Z");
  EXPECT_TRUE(list.body.at("items").as_array().at(3).as_object().at("last_seen_at").is_null());
}

TEST_P(Members, are_searched_sorted_and_paged) {
  const Answer found = admin.get("/api/v1/accounts?q=DOR");
  EXPECT_EQ(found.body.at("total").as_int64(), 1);
  const Answer first = admin.get("/api/v1/accounts?sort=-login&limit=3");
  EXPECT_EQ(first.body.at("items").as_array().at(0).as_object().at("login").as_string(), "dora");
  EXPECT_EQ(first.body.at("total").as_int64(), 4);
  const Answer second = admin.get("/api/v1/accounts?sort=-login&limit=3&after=" + first.text("next"));
  ASSERT_EQ(second.body.at("items").as_array().size(), 1U);
  EXPECT_EQ(second.body.at("items").as_array().at(0).as_object().at("login").as_string(), "admin");
  EXPECT_TRUE(second.body.at("next").is_null());
}

TEST_P(Members, are_managed_by_administrators_only) {
  Browser dora(house);
  dora.sign_in("dora");
  EXPECT_EQ(dora.get("/api/v1/accounts").status, 403);
  EXPECT_EQ(set(dora, dora_id, {"administrator"}).status, 403);
  EXPECT_EQ(dora.remove("/api/v1/accounts/" + admin_id.text).status, 403);
  EXPECT_EQ(dora.post("/api/v1/invitations", json::Object{}).status, 403);
  Browser nobody(house);
  EXPECT_EQ(nobody.get("/api/v1/accounts").status, 401);
}

TEST_P(Members, of_another_organisation_do_not_exist) {
  Browser charlie(house);
  charlie.sign_in("zoe");
  EXPECT_EQ(set(charlie, dora_id, {"owner"}).problem(), "auth.account.not_found");
  EXPECT_EQ(charlie.remove("/api/v1/accounts/" + dora_id.text).status, 404);
  EXPECT_EQ(set(admin, zoe_id, {"owner"}).status, 404);
  EXPECT_EQ(set(admin, AccountId{"nothing"}, {"owner"}).status, 404);
}

TEST_P(Members, get_other_roles_at_once_and_in_the_trail) {
  Browser dora(house);
  dora.sign_in("dora");
  EXPECT_EQ(dora.get("/api/v1/probe/measure.edit").status, 403);
  const Answer changed = set(admin, dora_id, {"owner", "reviewer"}, "2026-12-31");
  ASSERT_EQ(changed.status, 200) << changed.problem();
  EXPECT_EQ(changed.list("roles"), (Roles{"owner", "reviewer"}));
  EXPECT_EQ(changed.text("until"), "2026-12-31");
  EXPECT_EQ(dora.get("/api/v1/probe/measure.edit").status, 200);

  const auto last = house.entries(house.world.north).back();
  EXPECT_EQ(last.action, "account.roles");
  EXPECT_EQ(last.actor, "Naam van admin");
  EXPECT_EQ(last.subject, dora_id.text);
  const auto changes = trail::changes_of(last);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].before, "contributor");
  EXPECT_EQ(changes[0].after, "owner reviewer");
}

TEST_P(Members, an_administrator_who_raises_the_own_rights_is_seen) {
  ASSERT_EQ(set(admin, admin_id, {"administrator", "security_officer"}).status, 200);
  const auto last = house.entries(house.world.north).back();
  EXPECT_EQ(last.account, admin_id.text);
  EXPECT_EQ(last.subject, admin_id.text);
  EXPECT_EQ(admin.get("/api/v1/session").list("modes"), (std::vector<std::string>{"content", "administration"}));
}

TEST_P(Members, roles_that_break_a_rule_are_refused) {
  EXPECT_EQ(set(admin, dora_id, {"auditor"}).problem(), "auth.roles.auditor_until");
  EXPECT_EQ(set(admin, dora_id, {}).problem(), "auth.roles.none");
  EXPECT_EQ(set(admin, dora_id, {"owner"}, "2026-03-01").problem(), "auth.roles.until_past");
  EXPECT_EQ(set(admin, dora_id, {"owner"}, "morgen").problem(), "base.json.not_day");
}

TEST_P(Members, changed_by_two_people_are_not_overwritten) {
  admin.extra = {{"if-match", "\"1\""}};
  EXPECT_EQ(set(admin, dora_id, {"owner"}).status, 200);
  const Answer late = set(admin, dora_id, {"reviewer"});
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(late.problem(), "auth.account.changed");
}

TEST_P(Members, the_last_administrator_stays) {
  EXPECT_EQ(set(admin, admin_id, {"owner"}).problem(), "auth.roles.last_administrator");
  EXPECT_EQ(set(admin, admin_id, {"administrator"}, "2026-12-31").problem(), "auth.roles.last_administrator");
  EXPECT_EQ(admin.remove("/api/v1/accounts/" + admin_id.text).problem(), "auth.roles.last_administrator");
  ASSERT_EQ(set(admin, dora_id, {"administrator"}).status, 200);
  EXPECT_EQ(admin.remove("/api/v1/accounts/" + admin_id.text).status, 200);
  EXPECT_EQ(admin.get("/api/v1/accounts").status, 401);
}

TEST_P(Members, who_leave_lose_everything_here_and_nothing_elsewhere) {
  {
    auto tx = house.world.database.write();
    house.accounts.add_membership(tx, system_actor(house.world.south), dora_id, {"owner"});
    tx.commit();
  }
  Browser dora(house);
  dora.sign_in("dora");
  ASSERT_EQ(dora.put("/api/v1/session/organisation", json::Object{{"organisation", house.world.north.text}}).status,
            200);
  const std::string token =
      dora.post("/api/v1/account/tokens",
                json::Object{{"name", "t"}, {"scope", "personal"}, {"days", 5}, {"current", kPassword}})
          .text("token");
  Browser program(house);
  program.extra = {{"authorization", "Bearer " + token}};
  ASSERT_EQ(program.get("/api/v1/probe/measure.read").status, 200);

  ASSERT_EQ(admin.remove("/api/v1/accounts/" + dora_id.text).status, 200);

  EXPECT_EQ(dora.get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(program.get("/api/v1/probe/measure.read").status, 401);
  house.world.clock.tick(60s);
  dora.login("dora");
  const Answer again = dora.post("/api/v1/session/factor", json::Object{{"code", dora.code()}});
  EXPECT_EQ(again.body.at("organisation").as_object().at("id").as_string(), house.world.south.text);
  EXPECT_EQ(again.body.at("organisations").as_array().size(), 1U);
}

TEST_P(Members, whose_roles_did_not_change_are_not_said_to_have_changed) {
  // The database keeps the row as it is, as when someone else was quicker. A trigger of the file would not run.
  const std::string_view keep =
      GetParam() == "sqlite"
          ? "CREATE TEMP TRIGGER keep BEFORE UPDATE ON auth_membership BEGIN SELECT RAISE(IGNORE); END"
          : "CREATE RULE keep AS ON UPDATE TO auth_membership DO INSTEAD NOTHING";
  {
    auto tx = house.world.database.write();
    tx.run({"keep", keep, keep, {}}, {});
    tx.commit();
  }
  const auto before = house.actions(house.world.north);
  EXPECT_EQ(set(admin, dora_id, {"reviewer"}).problem(), "auth.account.changed");
  EXPECT_EQ(house.actions(house.world.north), before);
  const std::string_view drop = GetParam() == "sqlite" ? "DROP TRIGGER keep" : "DROP RULE keep ON auth_membership";
  auto tx = house.world.database.write();
  tx.run({"drop", drop, drop, {}}, {});
  tx.commit();
}

TEST_P(Members, changed_behind_the_programs_back_are_found_by_verify) {
  OrganisationId east = house.world.add_organisation("Apotheek Oost", 12);
  house.person("oost", east, {"administrator"});
  const std::map<std::string, trail::StateReader> readers{{"account", &Accounts::states}};
  {
    auto tx = house.world.database.read();
    EXPECT_TRUE(house.world.trail.verify(tx, east, readers).problems.empty());
  }
  auto tx = house.world.database.write();
  const auto id = house.accounts.all_accounts();
  for (const auto& account : id) {
    if (account.login == "oost") {
      tx.execute(sql::kMembershipUpdate, "administrator security_officer", std::optional<Day>{}, east, account.id, 1);
    }
  }
  EXPECT_EQ(house.world.trail.verify(tx, east, readers).problems.size(), 1U);
}

}  // namespace
}  // namespace waarborg::auth
