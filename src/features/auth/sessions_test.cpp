// SPDX-License-Identifier: EUPL-1.2
//
// Signing in, from anonymous to ready, through the router and the real gate.
#include <gtest/gtest.h>

#include <future>

#include "features/auth/store.h"
#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class Sessions : public ::testing::TestWithParam<std::string> {
 protected:
  House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Sessions, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Sessions, go_from_password_through_enrolment_to_ready) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);

  const Answer before = browser.get("/api/v1/session");
  EXPECT_EQ(state_of(before), "anonymous");
  EXPECT_TRUE(before.body.at("account").is_null());
  const Answer half = browser.login(" Dora ");
  ASSERT_EQ(half.status, 200) << half.problem();
  EXPECT_EQ(state_of(half), "enrol");
  EXPECT_EQ(half.list("rights"), std::vector<std::string>{});
  EXPECT_TRUE(half.body.at("organisation").is_null());
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401);
  const Answer ready = browser.enrol();

  EXPECT_EQ(state_of(ready), "ready");
  EXPECT_EQ(browser.recovery.size(), 10U);
  EXPECT_EQ(ready.body.at("organisation").as_object().at("name").as_string(), "Huisartsenpraktijk Noord");
  EXPECT_EQ(ready.list("roles"), Roles{"contributor"});
  EXPECT_EQ(ready.list("modes"), std::vector<std::string>{"content"});
  EXPECT_TRUE(ready.body.at("totp").as_bool());
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 200);
  EXPECT_EQ(browser.get("/api/v1/probe/measure.edit").problem(), "auth.forbidden");
}

TEST_P(Sessions, ask_the_second_factor_once_it_exists) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");
  browser.remove("/api/v1/session");
  EXPECT_EQ(state_of(browser.get("/api/v1/session")), "anonymous");
  house.world.clock.tick(60s);

  const Answer half = browser.login("dora");
  EXPECT_EQ(state_of(half), "factor");
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(browser.post("/api/v1/account/totp").status, 401) << "a password alone may not replace the factor";
  const Answer wrong = browser.post("/api/v1/session/factor", json::Object{{"code", "000000"}});
  EXPECT_EQ(wrong.problem(), "auth.factor.wrong");
  const Answer ready = browser.post("/api/v1/session/factor", json::Object{{"code", browser.code()}});

  EXPECT_EQ(state_of(ready), "ready");
  EXPECT_EQ(browser.post("/api/v1/session/factor", json::Object{{"code", browser.code()}}).problem(),
            "auth.session.state");
}

TEST_P(Sessions, do_not_begin_with_what_was_put_in_behind_the_program) {
  house.person("dora", house.world.north, {"contributor"});
  house.person("eva", house.world.north, {"contributor"});
  const auto change = [&](std::string_view sql) {
    db::Transaction tx = house.world.database.write();
    tx.run({sql, sql, sql, {}}, {});
    tx.commit();
  };
  const auto logged = [&] { return std::ssize(house.entries(kInstallation)); };
  change("UPDATE auth_account SET login = 'doris' WHERE login = 'dora'");
  const auto before = logged();
  Browser browser(house);
  EXPECT_EQ(browser.login("doris").problem(), "auth.sign_in.does_not_fit");
  EXPECT_EQ(logged(), before) << "what was found is not recorded as if it were true";
  EXPECT_EQ(state_of(browser.login("eva")), "enrol") << "others go on";

  change("UPDATE auth_account SET login = 'dora' WHERE login = 'doris'");
  EXPECT_EQ(state_of(browser.login("dora")), "enrol");
}

TEST_P(Sessions, change_cookie_at_every_step) {
  house.person("dora", house.world.north, {"administrator", "contributor"});
  Browser browser(house);
  std::set<std::string> cookies;
  const auto remember = [&] { EXPECT_TRUE(cookies.insert(browser.cookie).second); };

  browser.login("dora");
  remember();
  browser.enrol();
  remember();
  const std::string old = browser.cookie;
  EXPECT_EQ(browser.put("/api/v1/session/mode", json::Object{{"mode", "administration"}}).status, 200);
  remember();
  EXPECT_EQ(browser.put("/api/v1/session/organisation", json::Object{{"organisation", house.world.north.text}}).status,
            200);
  remember();

  browser.cookie = old;
  EXPECT_EQ(state_of(browser.get("/api/v1/session")), "anonymous");
}

TEST_P(Sessions, end_after_half_an_hour_of_rest) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");

  for (int i = 0; i < 5; ++i) {
    house.world.clock.tick(29min);
    ASSERT_EQ(browser.get("/api/v1/probe/measure.read").status, 200) << i;
  }
  house.world.clock.tick(30min);

  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").problem(), "auth.session.required");
  EXPECT_EQ(state_of(browser.get("/api/v1/session")), "anonymous");
}

TEST_P(Sessions, end_after_twelve_hours_of_work) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");

  for (int i = 0; i < 35; ++i) {
    house.world.clock.tick(20min);
    ASSERT_EQ(browser.get("/api/v1/probe/measure.read").status, 200) << i;
  }
  house.world.clock.tick(20min);

  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401);
}

TEST_P(Sessions, wait_a_quarter_of_an_hour_for_the_second_factor) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.login("dora");
  house.world.clock.tick(15min);
  EXPECT_EQ(browser.post("/api/v1/account/totp").status, 401);
}

TEST_P(Sessions, cost_one_statement_per_request_and_one_write_per_minute) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");
  const auto cost = [&] {
    const auto before = house.world.database.statements_run();
    EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 200);
    return house.world.database.statements_run() - before;
  };

  EXPECT_EQ(cost(), 1U);
  house.world.clock.tick(61s);
  EXPECT_EQ(cost(), 3U);
  EXPECT_EQ(cost(), 1U);
}

TEST_P(Sessions, that_only_read_do_not_wait_for_who_writes_and_are_kept_alive_by_the_next_request) {
  const AccountId dora = house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");
  const std::string token = crypto::sha256_hex(browser.cookie.substr(browser.cookie.find('=') + 1));
  const auto seen = [&] {
    return house.world.database.read().row<LiveSession>(sql::kSessionLive, token)->last_seen_at;
  };
  house.world.clock.tick(2min);
  {
    auto longer = house.world.database.write();  // than the request lasts
    longer.execute(sql::kAccountSetLocale, "en", dora);
    longer.execute(sql::kSessionChallenge, "x", token);
    const auto answer =
        std::async(std::launch::async, [&] { return browser.get("/api/v1/probe/measure.read").status; }).get();
    EXPECT_EQ(answer, 200);
    EXPECT_LT(seen(), house.world.clock.now());
  }
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 200);
  EXPECT_EQ(seen(), house.world.clock.now());
}

TEST_P(Sessions, refuse_what_another_site_could_send) {
  house.person("dora", house.world.north, {"security_officer"});
  Browser browser(house);
  browser.sign_in("dora");
  const std::string token = browser.csrf;
  struct Case {
    std::string csrf;
    std::vector<http::Header> extra;
    int status;
    std::string problem;
  };
  const Case cases[] = {
      {token, {}, 200, ""},
      {token, {{"sec-fetch-site", "same-origin"}}, 200, ""},
      {token, {{"sec-fetch-site", "none"}}, 200, ""},
      {token, {{"sec-fetch-site", "same-site"}}, 403, "auth.cross_site"},
      {token, {{"sec-fetch-site", "cross-site"}}, 403, "auth.cross_site"},
      {"", {}, 403, "auth.csrf"},
      {"anonymous", {}, 403, "auth.csrf"},
      {token + "x", {}, 403, "auth.csrf"},
      {token.substr(1), {}, 403, "auth.csrf"},
  };
  for (const char* path : {"/api/v1/probe/measure.edit", "/api/v1/account/totp"}) {
    for (const auto& [csrf, extra, status, problem] : cases) {
      browser.csrf = csrf;
      browser.extra = extra;
      const Answer answer = browser.post(path, json::Object{{"current", kPassword}});
      EXPECT_EQ(answer.status, status) << path << " '" << csrf << "'";
      EXPECT_EQ(answer.problem(), problem) << path << " '" << csrf << "'";
    }
  }
}

TEST_P(Sessions, are_listed_and_can_be_ended_elsewhere) {
  house.person("dora", house.world.north, {"contributor"});
  Browser first(house);
  first.sign_in("dora");
  house.world.clock.tick(60s);
  Browser second(house);
  second.secret = first.secret;
  second.login("dora");
  second.post("/api/v1/session/factor", json::Object{{"code", second.code()}});

  const Answer list = first.get("/api/v1/account/sessions");
  ASSERT_EQ(list.body.at("total").as_int64(), 2);
  std::string other;
  for (const auto& item : list.body.at("items").as_array()) {
    const auto& row = item.as_object();
    EXPECT_EQ(row.at("agent").as_string(), "Proefbrowser 1.0");
    EXPECT_EQ(row.at("address").as_string(), "192.0.2.7");
    if (!row.at("current").as_bool()) other = row.at("id").as_string();
  }
  EXPECT_EQ(first.remove("/api/v1/account/sessions/" + other).status, 200);

  EXPECT_EQ(second.get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(first.get("/api/v1/probe/measure.read").status, 200);
  EXPECT_EQ(first.remove("/api/v1/account/sessions/" + other).status, 404);
}

TEST_P(Sessions, of_another_account_cannot_be_ended) {
  house.person("dora", house.world.north, {"contributor"});
  house.person("erik", house.world.north, {"contributor"});
  Browser dora(house);
  dora.sign_in("dora");
  Browser erik(house);
  erik.sign_in("erik");
  const std::string id(
      erik.get("/api/v1/account/sessions").body.at("items").as_array().at(0).as_object().at("id").as_string());
  EXPECT_EQ(dora.remove("/api/v1/account/sessions/" + id).status, 404);
  EXPECT_EQ(erik.get("/api/v1/probe/measure.read").status, 200);
}

TEST_P(Sessions, choose_between_administration_and_content) {
  house.person("dora", house.world.north, {"administrator", "security_officer"});
  Browser browser(house);
  const Answer ready = browser.sign_in("dora");
  EXPECT_EQ(ready.text("mode"), "content");
  EXPECT_EQ(ready.list("modes"), (std::vector<std::string>{"content", "administration"}));
  EXPECT_EQ(browser.get("/api/v1/probe/account.edit").status, 403);
  EXPECT_EQ(browser.get("/api/v1/probe/measure.edit").status, 200);

  const Answer changed = browser.put("/api/v1/session/mode", json::Object{{"mode", "administration"}});
  EXPECT_EQ(changed.list("rights"), (std::vector<std::string>{"account.edit", "org.edit"}));
  EXPECT_EQ(browser.get("/api/v1/probe/account.edit").status, 200);
  EXPECT_EQ(browser.get("/api/v1/probe/measure.edit").status, 403);
  EXPECT_EQ(browser.put("/api/v1/session/mode", json::Object{{"mode", "combined"}}).problem(), "auth.mode.not_allowed");
}

TEST_P(Sessions, that_choose_the_mode_they_are_in_get_the_same_answer_and_leave_no_entry) {
  house.person("dora", house.world.north, {"administrator", "security_officer"});
  Browser browser(house);
  browser.sign_in("dora");
  const json::Object administration{{"mode", "administration"}};
  const Answer changed = browser.put("/api/v1/session/mode", administration);
  const auto entries = house.actions(house.world.north);
  EXPECT_EQ(entries.back(), "account.mode");
  const Answer again = browser.put("/api/v1/session/mode", administration);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, changed.body);
  EXPECT_EQ(house.actions(house.world.north), entries);
}

TEST_P(Sessions, combine_administration_and_content_in_a_small_organisation_with_a_reason) {
  const OrganisationId small = house.world.add_organisation("Praktijk aan huis", 3);
  house.person("dora", small, {"administrator", "security_officer"});
  Browser browser(house);
  browser.sign_in("dora");
  {
    auto tx = house.world.database.write();
    auto organisation = org::find(tx, small).value_or(org::Organisation{});
    organisation.combined_roles_reason = "Wij zijn met z'n drieën.";
    ASSERT_TRUE(org::update(tx, organisation));
    tx.commit();
  }
  EXPECT_EQ(browser.get("/api/v1/session").text("mode"), "combined");
  EXPECT_EQ(browser.get("/api/v1/probe/account.edit").status, 200);
  EXPECT_EQ(browser.get("/api/v1/probe/measure.edit").status, 200);
}

TEST_P(Sessions, move_between_the_organisations_of_the_account_only) {
  const AccountId dora = house.person("dora", house.world.north, {"contributor"});
  {
    auto tx = house.world.database.write();
    house.accounts.add_membership(tx, system_actor(house.world.south), dora, {"security_officer"});
    tx.commit();
  }
  const OrganisationId third = house.world.add_organisation("Apotheek Oost", 12);
  Browser browser(house);
  const Answer ready = browser.sign_in("dora");
  EXPECT_EQ(ready.body.at("organisations").as_array().size(), 2U);
  EXPECT_EQ(browser.get("/api/v1/probe/measure.edit").status, 403);

  const auto to = [&](const OrganisationId& organisation) {
    return browser.put("/api/v1/session/organisation", json::Object{{"organisation", organisation.text}});
  };
  EXPECT_EQ(to(house.world.south).list("roles"), Roles{"security_officer"});
  EXPECT_EQ(browser.get("/api/v1/probe/measure.edit").status, 200);
  EXPECT_EQ(to(third).status, 404);
  EXPECT_EQ(to(OrganisationId{"nothing"}).status, 404);

  browser.remove("/api/v1/session");
  house.world.clock.tick(60s);
  browser.login("dora");
  const Answer again = browser.post("/api/v1/session/factor", json::Object{{"code", browser.code()}});
  EXPECT_EQ(again.body.at("organisation").as_object().at("id").as_string(), house.world.south.text);
}

TEST_P(Sessions, lose_their_rights_with_the_membership) {
  house.person("dora", house.world.north, {"auditor"}, *parse_day("2026-03-02"));
  Browser browser(house);
  browser.sign_in("dora");
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 200);

  while (house.world.clock.today() == *parse_day("2026-03-02")) {
    house.world.clock.tick(25min);
    if (state_of(browser.get("/api/v1/session")) != "ready") {  // twelve hours have passed
      browser.login("dora");
      browser.post("/api/v1/session/factor", json::Object{{"code", browser.code()}});
    }
  }

  const Answer after = browser.get("/api/v1/session");
  EXPECT_EQ(state_of(after), "ready");
  EXPECT_TRUE(after.body.at("organisation").is_null());
  EXPECT_TRUE(after.body.at("organisations").as_array().empty());
  EXPECT_EQ(after.list("rights"), std::vector<std::string>{});
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 403);
}

TEST_P(Sessions, end_at_once_when_the_account_is_disabled) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");
  ASSERT_TRUE(house.accounts.set_disabled("dora", true));
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401);
  ASSERT_TRUE(house.accounts.set_disabled("dora", false));
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401) << "the old cookie stays dead";
}

TEST_P(Sessions, leave_a_trail_without_secrets) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");
  browser.remove("/api/v1/session");

  const auto actions = house.actions(house.world.north);
  EXPECT_EQ(std::ranges::count(actions, "account.login"), 1);
  EXPECT_EQ(std::ranges::count(actions, "account.logout"), 1);
  for (const auto& organisation : {house.world.north, OrganisationId{"installation"}}) {
    for (const auto& entry : house.entries(organisation)) {
      EXPECT_TRUE(has_words(Language::kNl, "trail.action." + entry.action)) << entry.action;
      for (const std::string& secret :
           {std::string(kPassword), crypto::base32_encode(browser.secret), browser.recovery.at(0)}) {
        EXPECT_EQ(entry.body.find(secret), std::string::npos) << entry.body;
      }
    }
  }
}

TEST_P(Sessions, are_forgotten_when_they_have_ended) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");
  house.accounts.purge();
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 200);
  house.world.clock.tick(31min);
  house.accounts.purge();
  auto tx = house.world.database.read();
  const std::string token = browser.cookie.substr(browser.cookie.find('=') + 1);
  EXPECT_FALSE(tx.row<LiveSession>(sql::kSessionLive, crypto::sha256_hex(token)));
}

}  // namespace
}  // namespace waarborg::auth
