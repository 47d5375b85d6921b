// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class Invitations : public ::testing::TestWithParam<std::string> {
 protected:
  Invitations() {
    house.person("admin", house.world.north, {"administrator"});
    admin.sign_in("admin");
  }
  Answer invite(const std::string& login, const Roles& roles = {"contributor"}, const json::Value& until = nullptr) {
    return admin.post(
        "/api/v1/invitations",
        json::Object{{"login", login}, {"name", "Nieuw"}, {"roles", json::encode(roles)}, {"until", until}});
  }
  static std::string token_of(const Answer& answer) {
    const std::string link = answer.text("link");
    return link.substr(link.rfind('/') + 1);
  }
  /// Of the open ones, the newest first; empty when there is none.
  std::string first_id() {
    const Answer listed = admin.get("/api/v1/invitations");
    const auto& items = listed.body.at("items").as_array();
    return items.empty() ? std::string() : std::string(items.front().as_object().at("id").as_string());
  }
  static Answer accept(Browser& with, const std::string& token, const std::string& password = kPassword) {
    return with.post("/api/v1/invitations/" + token, json::Object{{"password", password}});
  }
  House house{GetParam()};
  Browser admin{house};
  Browser guest{house};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Invitations, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Invitations, become_an_account_with_the_promised_roles) {
  const Answer invited = invite("Nina@Zorg.example", {"auditor"}, "2026-06-30");
  ASSERT_EQ(invited.status, 200) << invited.problem();
  EXPECT_TRUE(invited.text("link").starts_with("https://zorg.example/invitation/")) << invited.text("link");

  const Answer seen = guest.get("/api/v1/invitations/" + token_of(invited));
  EXPECT_EQ(seen.text("login"), "nina@zorg.example");
  EXPECT_EQ(seen.text("organisation"), "Huisartsenpraktijk Noord");
  EXPECT_FALSE(seen.body.at("has_account").as_bool());
  const Answer accepted = accept(guest, token_of(invited));
  ASSERT_EQ(accepted.status, 200) << accepted.problem();
  EXPECT_EQ(state_of(accepted), "enrol");
  const Answer ready = guest.enrol();

  EXPECT_EQ(ready.list("roles"), Roles{"auditor"});
  EXPECT_EQ(ready.body.at("organisation").as_object().at("id").as_string(), house.world.north.text);
}

TEST_P(Invitations, work_once) {
  const std::string token = token_of(invite("nina"));
  EXPECT_EQ(accept(guest, token).status, 200);
  Browser late(house);
  EXPECT_EQ(accept(late, token).problem(), "auth.invitation.gone");
  EXPECT_EQ(late.get("/api/v1/invitations/" + token).status, 404);
}

TEST_P(Invitations, work_for_a_week) {
  const std::string token = token_of(invite("nina"));
  house.world.clock.tick(7 * 24h - 1s);
  EXPECT_EQ(guest.get("/api/v1/invitations/" + token).status, 200);
  house.world.clock.tick(1s);
  EXPECT_EQ(guest.get("/api/v1/invitations/" + token).status, 404);
  EXPECT_EQ(accept(guest, token).status, 404);
}

TEST_P(Invitations, are_replaced_by_a_newer_one_and_withdrawn_with_the_member) {
  const std::string first = token_of(invite("nina"));
  const std::string second = token_of(invite("nina", {"owner"}));
  EXPECT_EQ(guest.get("/api/v1/invitations/" + first).status, 404);
  EXPECT_EQ(guest.get("/api/v1/invitations/" + second).status, 200);
}

TEST_P(Invitations, say_that_they_replace_one_that_was_open_and_so_does_the_log) {
  const auto replaces = [](const Answer& invited) { return invited.body.at("replaced").as_bool(); };
  EXPECT_FALSE(replaces(invite("nina")));
  EXPECT_TRUE(replaces(invite("Nina", {"owner"})));
  const auto done = house.actions(house.world.north);
  EXPECT_EQ(std::vector<std::string>(done.end() - 2, done.end()),
            (std::vector<std::string>{"account.invite_withdrawn", "account.invite"}));
  house.person("elders", house.world.south, {"administrator"});
  Browser elsewhere(house);
  elsewhere.sign_in("elders");
  const json::Object same{{"login", "nina"}, {"name", "Nina"}, {"roles", json::Array{"owner"}}};
  EXPECT_FALSE(replaces(elsewhere.post("/api/v1/invitations", same))) << "what another organisation invited stays";
  EXPECT_EQ(admin.post("/api/v1/invitations/" + first_id() + "/withdraw").status, 200);
  EXPECT_FALSE(replaces(invite("nina"))) << "it was withdrawn already";
}

TEST_P(Invitations, that_are_open_are_listed_with_who_invited_for_what_and_until_when) {
  invite("nina", {"owner", "reviewer"});
  invite("otto@zorg.example", {"auditor"}, "2026-06-30");
  accept(guest, token_of(invite("piet")));
  const Answer listed = admin.get("/api/v1/invitations");
  ASSERT_EQ(listed.status, 200) << listed.problem();
  std::map<std::string, json::Object> open;
  for (const auto& item : listed.body.at("items").as_array()) {
    open[std::string(item.as_object().at("login").as_string())] = item.as_object();
  }
  ASSERT_EQ(open.size(), 2U) << "who came in is not invited any more";
  EXPECT_EQ(open["nina"].at("invited_by").as_string(), "Naam van admin");
  EXPECT_EQ(open["nina"].at("roles").as_array().size(), 2U);
  EXPECT_EQ(open["nina"].at("expires_at").as_string(), to_text(house.world.clock.now() + 7 * 24h));
  EXPECT_TRUE(open["nina"].at("until").is_null());
  EXPECT_EQ(open["otto@zorg.example"].at("until").as_string(), "2026-06-30");
  house.world.clock.tick(7 * 24h);
  house.person("later", house.world.north, {"administrator"});
  Browser later(house);
  later.sign_in("later");
  EXPECT_TRUE(later.get("/api/v1/invitations").body.at("items").as_array().empty());
}

TEST_P(Invitations, that_are_withdrawn_say_so_to_who_opens_the_link_and_let_nobody_in) {
  const std::string token = token_of(invite("nina"));
  const std::string way = "/api/v1/invitations/" + first_id() + "/withdraw";
  EXPECT_EQ(admin.post(way).status, 200);
  EXPECT_EQ(guest.get("/api/v1/invitations/" + token).problem(), "auth.invitation.withdrawn");
  EXPECT_EQ(accept(guest, token).problem(), "auth.invitation.withdrawn");
  EXPECT_EQ(first_id(), "");
  EXPECT_EQ(admin.post(way).problem(), "auth.invitation.not_open") << "once is enough";
  EXPECT_EQ(house.actions(house.world.north).back(), "account.invite_withdrawn");
  EXPECT_EQ(house.entries(house.world.north).back().subject_label, "nina");
  EXPECT_EQ(accept(guest, token_of(invite("nina"))).status, 200) << "and can be made anew";
}

TEST_P(Invitations, are_withdrawn_only_before_they_are_accepted_and_only_by_an_administrator_of_the_organisation) {
  const std::string token = token_of(invite("nina"));
  const std::string way = "/api/v1/invitations/" + first_id() + "/withdraw";
  house.person("elders", house.world.south, {"administrator"});
  house.person("owner", house.world.north, {"owner"});
  Browser elsewhere(house);
  elsewhere.sign_in("elders");
  EXPECT_EQ(elsewhere.post(way).problem(), "auth.invitation.not_open");
  EXPECT_TRUE(elsewhere.get("/api/v1/invitations").body.at("items").as_array().empty());
  Browser colleague(house);
  colleague.sign_in("owner");
  EXPECT_EQ(colleague.post(way).status, 403);
  EXPECT_EQ(colleague.get("/api/v1/invitations").status, 403);
  EXPECT_EQ(accept(guest, token).status, 200);
  EXPECT_EQ(admin.post(way).problem(), "auth.invitation.not_open");
}

TEST_P(Invitations, with_a_weak_password_can_be_tried_again) {
  const std::string token = token_of(invite("nina"));
  for (int i = 0; i < 8; ++i) EXPECT_EQ(accept(guest, token, "kort").problem(), "auth.password.too_short");
  EXPECT_EQ(accept(guest, token, "ninaninanina").problem(), "auth.password.is_name");
  EXPECT_EQ(accept(guest, token).status, 200);
}

TEST_P(Invitations, of_an_existing_account_ask_its_password) {
  house.person("nina", house.world.south, {"owner"});
  const std::string token = token_of(invite("nina"));
  EXPECT_TRUE(guest.get("/api/v1/invitations/" + token).body.at("has_account").as_bool());
  EXPECT_EQ(accept(guest, token, "een heel ander wachtwoord").problem(), "auth.login.wrong");
  EXPECT_EQ(state_of(accept(guest, token)), "enrol");
  EXPECT_EQ(guest.enrol().body.at("organisations").as_array().size(), 2U);
}

TEST_P(Invitations, for_a_member_or_with_broken_roles_are_refused) {
  EXPECT_EQ(invite("admin").problem(), "auth.invitation.member");
  EXPECT_EQ(invite("bob").problem(), "auth.invitation.member");
  EXPECT_EQ(invite("x").problem(), "auth.login.malformed");
  EXPECT_EQ(invite("nina", {"auditor"}).problem(), "auth.roles.auditor_until");
  EXPECT_EQ(invite("nina", {"king"}).problem(), "auth.roles.unknown");
}

TEST_P(Invitations, the_first_one_lets_an_account_create_organisations) {
  const auto token = house.accounts.invite_first("eerste", "Eerste Beheerder");
  ASSERT_TRUE(token);
  const Answer accepted = accept(guest, *token);
  ASSERT_EQ(accepted.status, 200) << accepted.problem();
  EXPECT_FALSE(accepted.body.at("may_create_organisations").as_bool()) << "not before the second factor";
  const Answer ready = guest.enrol();

  EXPECT_EQ(state_of(ready), "ready");
  EXPECT_TRUE(ready.body.at("may_create_organisations").as_bool());
  EXPECT_TRUE(ready.body.at("organisation").is_null());
  EXPECT_EQ(guest.get("/api/v1/probe/measure.read").status, 403);
  const AccountId id{std::string(ready.body.at("account").as_object().at("id").as_string())};
  EXPECT_TRUE(house.accounts.may_create_organisations(id));
  {
    auto tx = house.world.database.write();
    const OrganisationId created = house.world.south;
    house.accounts.add_membership(tx, system_actor(created), id, {"administrator", "security_officer"});
    tx.commit();
  }
  EXPECT_EQ(
      guest.put("/api/v1/session/organisation", json::Object{{"organisation", house.world.south.text}}).list("roles"),
      (Roles{"administrator", "security_officer"}));
}

TEST_P(Invitations, leave_no_link_in_the_trail) {
  const std::string token = token_of(invite("nina"));
  accept(guest, token);
  for (const auto& entry : house.entries(house.world.north)) EXPECT_EQ(entry.body.find(token), std::string::npos);
  const auto actions = house.actions(house.world.north);
  EXPECT_EQ(std::ranges::count(actions, "account.invite"), 1);
  EXPECT_EQ(std::ranges::count(actions, "account.accept"), 1);
}

TEST_P(Invitations, refuse_a_password_from_the_list_of_leaks) {
  const std::filesystem::path list =
      std::filesystem::temp_directory_path() / ("waarborg-list-" + crypto::random_token(9));
  std::ofstream(list) << "andere regel\n" << kPassword << "\n";
  Settings settings = House::cheap();
  settings.breached_list = list;
  House strict(GetParam(), settings);
  const auto token = strict.accounts.invite_first("eerste", "Eerste Beheerder");
  Browser browser(strict);
  EXPECT_EQ(accept(browser, token.value_or("")).problem(), "auth.password.breached");
  EXPECT_EQ(accept(browser, token.value_or(""), "iets dat nergens in staat").status, 200);
  std::filesystem::remove(list);
}

}  // namespace
}  // namespace waarborg::auth
