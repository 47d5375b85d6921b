// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <algorithm>

#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class Resets : public ::testing::TestWithParam<std::string> {
 protected:
  Resets() {
    house.person("admin", house.world.north, {"administrator"});
    nina = house.person("nina@zorg.example", house.world.north, {"owner"});
    admin.sign_in("admin");
    phone.sign_in("nina@zorg.example");
    house.accounts.set_post([this](db::Transaction&, const PersonalLetter& letter) { letters.push_back(letter); });
  }
  static Settings with_address() {
    Settings settings = House::cheap();
    settings.origins = {"https://zorg.example"};
    return settings;
  }
  Answer give(const AccountId& account) { return admin.post("/api/v1/accounts/" + account.text + "/reset"); }
  static std::string token_of(const std::string& link) { return link.substr(link.rfind('/') + 1); }
  static Answer accept(Browser& with, const std::string& token, const std::string& password = kNew) {
    return with.post("/api/v1/resets/" + token, json::Object{{"password", password}});
  }
  Answer forget(Browser& with, const std::string& login) {
    return with.post("/api/v1/session/forgotten", json::Object{{"login", login}});
  }
  static constexpr const char* kNew = "een heel ander lang wachtwoord";

  House house{GetParam(), with_address()};
  AccountId nina;
  Browser admin{house};
  Browser phone{house};
  Browser guest{house};
  std::vector<PersonalLetter> letters;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Resets, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Resets, an_administrator_gives_a_link_that_ends_sessions_and_keeps_the_second_factor) {
  const Answer given = give(nina);
  ASSERT_EQ(given.status, 200) << given.problem();
  EXPECT_TRUE(given.text("link").starts_with("https://zorg.example/wachtwoord/"));
  EXPECT_TRUE(given.body.at("mailed").as_bool());
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].kind, LetterKind::kReset);
  EXPECT_EQ(letters[0].email, "nina@zorg.example");
  EXPECT_EQ(letters[0].link, given.text("link"));
  EXPECT_EQ(state_of(phone.get("/api/v1/session")), "anonymous");
  EXPECT_EQ(guest.login("nina@zorg.example").problem(), "auth.login.wrong") << "the old password works no more";

  EXPECT_EQ(guest.get("/api/v1/resets/" + token_of(given.text("link"))).text("login"), "nina@zorg.example");
  const Answer accepted = accept(guest, token_of(given.text("link")));
  ASSERT_EQ(accepted.status, 200) << accepted.problem();
  EXPECT_EQ(state_of(accepted), "factor");
  guest.secret = phone.secret;
  house.world.clock.tick(60s);
  EXPECT_EQ(state_of(guest.post("/api/v1/session/factor", json::Object{{"code", guest.code()}})), "ready");
  EXPECT_EQ(letters.back().kind, LetterKind::kPasswordChanged);
  const auto actions = house.actions(house.world.north);
  EXPECT_EQ(std::ranges::count(actions, "account.reset"), 1);
  EXPECT_EQ(std::ranges::count(actions, "account.password_reset"), 1);
  for (const auto& entry : house.entries(house.world.north)) {
    EXPECT_EQ(entry.body.find(token_of(given.text("link"))), std::string::npos);
  }
}

TEST_P(Resets, a_link_ends_the_tokens_and_calendar_addresses_of_the_account_when_given_and_when_used) {
  std::int64_t withdrawn = 0;
  house.accounts.set_on_withdrawn([&](db::Transaction&, const AccountId& account) { withdrawn += account == nina; });
  const json::Object order{{"name", "Thuis"}, {"scope", "personal"}, {"days", 5}, {"current", kPassword}};
  Browser tool(house);
  tool.extra = {{"authorization", "Bearer " + phone.post("/api/v1/account/tokens", order).text("token")}};
  ASSERT_EQ(tool.get("/api/v1/probe/measure.read").status, 200);

  const std::string link = token_of(give(nina).text("link"));
  EXPECT_EQ(tool.get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(withdrawn, 1);
  EXPECT_EQ(accept(guest, link).status, 200);
  EXPECT_EQ(withdrawn, 2) << "whoever asked by mail holds no more than the new password";
}

TEST_P(Resets, a_link_works_once_for_a_day_and_a_newer_one_replaces_it) {
  const std::string first = token_of(give(nina).text("link"));
  const std::string second = token_of(give(nina).text("link"));
  EXPECT_EQ(accept(guest, first).problem(), "auth.reset.gone");
  EXPECT_EQ(accept(guest, second, "kort").problem(), "auth.password.too_short");
  EXPECT_EQ(accept(guest, second).status, 200);
  EXPECT_EQ(accept(guest, second).problem(), "auth.reset.gone");
  const std::string third = token_of(give(nina).text("link"));
  house.world.clock.tick(24h);
  EXPECT_EQ(guest.get("/api/v1/resets/" + third).status, 404);
  EXPECT_EQ(accept(guest, third).status, 404);
  EXPECT_EQ(accept(guest, std::string(500, 'x')).status, 404);
}

TEST_P(Resets, an_administrator_of_another_organisation_finds_no_one_and_a_shared_account_is_not_for_one_to_give) {
  const AccountId other = house.person("chris", house.world.south, {"administrator"});
  Browser charlie(house);
  charlie.sign_in("chris");
  EXPECT_EQ(charlie.post("/api/v1/accounts/" + nina.text + "/reset").status, 404);
  EXPECT_EQ(give(other).status, 404);
  {
    auto tx = house.world.database.write();
    house.accounts.add_membership(tx, system_actor(house.world.south), nina, {"owner"});
    tx.commit();
  }
  EXPECT_EQ(give(nina).problem(), "auth.reset.elsewhere");
  EXPECT_EQ(phone.post("/api/v1/accounts/" + other.text + "/reset").status, 403) << "not without the right";
}

TEST_P(Resets, an_administrator_gives_no_link_to_whoever_belongs_to_the_organisation_no_more) {
  const AccountId left = house.person("lena", house.world.north, {"owner"}, parse_day("2026-03-02"));
  const std::string link = token_of(give(left).text("link"));
  EXPECT_EQ(guest.get("/api/v1/resets/" + link).status, 200) << "her last day";
  house.world.clock.tick(15h);  // the day after
  admin.login("admin");
  ASSERT_EQ(state_of(admin.post("/api/v1/session/factor", json::Object{{"code", admin.code()}})), "ready");
  EXPECT_EQ(give(left).problem(), "auth.reset.ended");
  EXPECT_EQ(accept(guest, link).problem(), "auth.reset.gone") << "nor by a link of before";
  {
    auto tx = house.world.database.write();
    house.accounts.add_membership(tx, system_actor(house.world.south), left, {"security_officer"});
    tx.commit();
  }
  EXPECT_EQ(give(left).problem(), "auth.reset.ended") << "the account of another organisation now";
  const json::Object back{{"roles", json::Array{"owner"}}, {"until", nullptr}};
  ASSERT_EQ(admin.put("/api/v1/accounts/" + left.text, back).status, 200);
  EXPECT_EQ(give(left).problem(), "auth.reset.elsewhere");
}

TEST_P(Resets, a_link_ends_when_the_account_comes_to_belong_to_another_organisation_too) {
  const std::string link = token_of(give(nina).text("link"));
  {
    auto tx = house.world.database.write();
    house.accounts.add_membership(tx, system_actor(house.world.south), nina, {"owner"});
    tx.commit();
  }
  EXPECT_EQ(guest.get("/api/v1/resets/" + link).status, 404);
  EXPECT_EQ(accept(guest, link).problem(), "auth.reset.gone");
}

TEST_P(Resets, nobody_passes_the_own_password_by) {
  const auto self = admin.get("/api/v1/session").body.at("account").as_object().at("id").as_string();
  EXPECT_EQ(give(AccountId{std::string(self)}).problem(), "auth.reset.own");
}

TEST_P(Resets, asking_gives_the_same_answer_for_known_and_unknown_logins) {
  const Answer known = forget(guest, " Nina@Zorg.example ");
  const Answer unknown = forget(guest, "niemand@zorg.example");
  const Answer strange = forget(guest, "'; DROP TABLE x");
  EXPECT_EQ(known.status, 200);
  for (const Answer& other : {unknown, strange}) {
    EXPECT_EQ(other.status, known.status);
    EXPECT_EQ(other.response.body, known.response.body);
  }
  EXPECT_TRUE(letters.empty()) << "the letter follows later, so that answering takes equally long";
  house.accounts.answer_forgotten();
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].kind, LetterKind::kForgotten);
  EXPECT_TRUE(letters[0].link.starts_with("https://zorg.example/wachtwoord/")) << "never from the Host of the request";
  EXPECT_EQ(state_of(phone.get("/api/v1/session")), "ready") << "asking alone changes nothing";
  EXPECT_EQ(accept(guest, token_of(letters[0].link)).status, 200);
  EXPECT_EQ(state_of(phone.get("/api/v1/session")), "anonymous");
  house.accounts.answer_forgotten();
  EXPECT_EQ(letters.size(), 2U) << "only the warning was added";
}

TEST_P(Resets, asking_often_sends_one_letter_and_ends_in_a_wait) {
  Answer last;
  for (int i = 0; i < 6; ++i) {
    last = forget(guest, "nina@zorg.example");
    house.accounts.answer_forgotten();
  }
  EXPECT_EQ(last.status, 429);
  EXPECT_FALSE(last.header("retry-after").empty());
  EXPECT_EQ(letters.size(), 1U);
  Answer unknown;
  for (int i = 0; i < 6; ++i) unknown = forget(guest, "niemand@zorg.example");
  EXPECT_EQ(unknown.status, 429) << "also for an unknown login";
  EXPECT_EQ(phone.login("nina@zorg.example").status, 200) << "asking for someone else does not lock the account";
}

TEST_P(Resets, of_an_organisation_whose_log_takes_no_entry_stand_in_the_log_of_the_installation) {
  house.person("zoe@zorg.example", house.world.south, {"owner"});
  const auto set_size = [&](const OrganisationId& log, const std::string& size) {
    const std::string sql = "UPDATE trail_head SET size = " + size + " WHERE organisation_id = '" + log.text + "'";
    const std::string_view text = sql;
    auto tx = house.world.database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  };
  const auto asked_in = [&](const OrganisationId& log) {
    return std::ranges::count(house.actions(log), "account.forgotten");
  };
  forget(guest, "nina@zorg.example");
  house.world.clock.tick(1s);
  forget(guest, "zoe@zorg.example");
  set_size(house.world.north, "size + 1");
  house.accounts.answer_forgotten();
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_EQ(asked_in(house.world.north), 0);
  EXPECT_EQ(asked_in(house.world.south), 1);
  EXPECT_EQ(asked_in(trail::kInstallation), 1);
  const auto of_nina = std::ranges::find(letters, "nina@zorg.example", &PersonalLetter::email);
  ASSERT_NE(of_nina, letters.end());
  EXPECT_EQ(accept(guest, token_of(of_nina->link)).status, 200);
  set_size(house.world.north, "size - 1");
}

TEST_P(Resets, are_not_answered_without_an_entry_and_not_tried_again_and_again) {
  const auto set_size = [&](const std::string& size) {
    const std::string sql = "UPDATE trail_head SET size = " + size;
    const std::string_view text = sql;
    auto tx = house.world.database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  };
  forget(guest, "nina@zorg.example");
  set_size("size + 1");
  house.accounts.answer_forgotten();
  EXPECT_TRUE(letters.empty());
  set_size("size - 1");
  house.accounts.answer_forgotten();
  EXPECT_TRUE(letters.empty());
  forget(guest, "nina@zorg.example");
  house.accounts.answer_forgotten();
  EXPECT_EQ(letters.size(), 1U);
}

TEST_P(Resets, without_mail_the_screen_says_so) {
  house.accounts.set_post({});
  EXPECT_EQ(forget(guest, "nina@zorg.example").problem(), "auth.forgotten.no_mail");
  EXPECT_FALSE(guest.get("/api/v1/session").body.at("mail").as_bool());
  EXPECT_FALSE(give(nina).body.at("mailed").as_bool());
}

TEST_P(Resets, the_link_goes_to_the_address_that_was_given_and_the_old_address_hears_of_it) {
  EXPECT_EQ(phone.get("/api/v1/account/mail").text("address"), "nina@zorg.example");
  const auto change = [&](const char* address, const char* password) {
    return phone.put("/api/v1/account/mail", json::Object{{"address", address}, {"current", password}});
  };
  EXPECT_EQ(change("n@thuis.example", "niet het wachtwoord").problem(), "auth.password.current_wrong");
  EXPECT_EQ(change("n@thuis.example\r\nBcc: x@y.nl", kPassword).problem(), "mail.address");
  EXPECT_TRUE(letters.empty());
  EXPECT_EQ(change("n@thuis.example", kPassword).text("address"), "n@thuis.example");
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].kind, LetterKind::kAddressChanged);
  EXPECT_EQ(letters[0].email, "nina@zorg.example");
  forget(guest, "N@thuis.example");  // the address is as good as the login
  house.accounts.answer_forgotten();
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_EQ(letters[1].email, "n@thuis.example");
  EXPECT_EQ(guest.get("/api/v1/account/mail").status, 401);
}

TEST_P(Resets, an_invitation_is_mailed_to_the_address_or_to_a_login_that_is_one) {
  const auto invite = [&](const char* login, const json::Value& email) {
    return admin.post("/api/v1/invitations", json::Object{{"login", login},
                                                          {"name", "Nieuw"},
                                                          {"roles", json::Array{"contributor"}},
                                                          {"until", nullptr},
                                                          {"email", email}});
  };
  EXPECT_FALSE(invite("piet", nullptr).body.at("mailed").as_bool());
  EXPECT_EQ(invite("piet", "geen adres").problem(), "mail.address");
  EXPECT_TRUE(letters.empty());
  EXPECT_TRUE(invite("jan@zorg.example", nullptr).body.at("mailed").as_bool());
  const Answer invited = invite("piet", "piet@zorg.example");
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_EQ(letters[1].email, "piet@zorg.example");
  EXPECT_EQ(letters[1].link, invited.text("link"));
  EXPECT_EQ(letters[1].organisation, house.world.north);
  guest.post("/api/v1/invitations/" + token_of(invited.text("link")), json::Object{{"password", kNew}});
  guest.enrol();
  EXPECT_EQ(guest.get("/api/v1/account/mail").text("address"), "piet@zorg.example");
}

}  // namespace
}  // namespace waarborg::auth
