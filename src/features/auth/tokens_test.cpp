// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class Tokens : public ::testing::TestWithParam<std::string> {
 protected:
  Tokens() {
    house.person("dora", house.world.north, {"administrator", "security_officer"});
    browser.sign_in("dora");
  }
  Answer make(const std::string& scope, std::int64_t days = 30) {
    const json::Object order{{"name", "Back-upserver"}, {"scope", scope}, {"days", days}, {"current", kPassword}};
    return browser.post("/api/v1/account/tokens", order);
  }
  Browser program(const std::string& token) {
    Browser out(house);
    out.extra = {{"authorization", "Bearer " + token}};
    return out;
  }
  House house{GetParam()};
  Browser browser{house};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Tokens, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Tokens, personal_has_the_content_rights_of_the_account_without_a_cross_site_token) {
  const Answer made = make("personal");
  ASSERT_EQ(made.status, 200) << made.problem();
  Browser tool = program(made.text("token"));

  EXPECT_EQ(tool.get("/api/v1/probe/measure.read").status, 200);
  EXPECT_EQ(tool.post("/api/v1/probe/measure.edit").status, 200);
  EXPECT_EQ(tool.get("/api/v1/probe/account.edit").status, 403) << "administration needs a person";
  EXPECT_EQ(tool.post("/api/v1/evidence/import").status, 200);
  EXPECT_EQ(house.last_importer->collector, "");
}

TEST_P(Tokens, collector_hands_in_evidence_and_nothing_else) {
  const Answer made = make("collector");
  Browser tool = program(made.text("token"));

  EXPECT_EQ(tool.post("/api/v1/evidence/import").status, 200);
  ASSERT_TRUE(house.last_importer);
  EXPECT_EQ(house.last_importer->collector, made.text("id"));
  EXPECT_EQ(house.last_importer->name, "Back-upserver");
  EXPECT_EQ(house.last_importer->organisation, house.world.north);
  EXPECT_EQ(house.last_importer->rights, (std::set<std::string, std::less<>>{"evidence.add"}));
  for (const char* right : {"measure.read", "measure.edit", "account.edit", "evidence.add"}) {
    EXPECT_EQ(tool.get(std::string("/api/v1/probe/") + right).problem(), "auth.token.scope") << right;
  }
}

TEST_P(Tokens, do_not_manage_the_account_they_belong_to) {
  Browser tool = program(make("personal").text("token"));
  const json::Object order{{"name", "x"}, {"scope", "personal"}, {"days", 1}, {"current", kPassword}};
  EXPECT_EQ(tool.post("/api/v1/account/tokens", order).status, 403);
  EXPECT_EQ(tool.get("/api/v1/account/sessions").status, 403);
  EXPECT_EQ(
      tool.put("/api/v1/account/password", json::Object{{"current", kPassword}, {"new_password", "abcdefghijklm"}})
          .status,
      403);
  EXPECT_EQ(tool.post("/api/v1/account/totp").status, 401) << "of a session that may still be enrolling";
}

TEST_P(Tokens, end_on_their_day) {
  Browser tool = program(make("personal", 2).text("token"));
  house.world.clock.tick(48h - 1s);
  EXPECT_EQ(tool.get("/api/v1/probe/measure.read").status, 200);
  house.world.clock.tick(1s);
  EXPECT_EQ(tool.get("/api/v1/probe/measure.read").problem(), "auth.token.invalid");
}

TEST_P(Tokens, end_when_withdrawn_or_when_the_account_is_disabled) {
  const Answer first = make("personal");
  const Answer second = make("collector");
  EXPECT_EQ(browser.get("/api/v1/account/tokens").body.at("total").as_int64(), 2);
  EXPECT_EQ(browser.remove("/api/v1/account/tokens/" + first.text("id")).status, 200);
  EXPECT_EQ(browser.remove("/api/v1/account/tokens/" + first.text("id")).status, 404);
  EXPECT_EQ(program(first.text("token")).get("/api/v1/probe/measure.read").status, 401);

  EXPECT_EQ(program(second.text("token")).post("/api/v1/evidence/import").status, 200);
  ASSERT_TRUE(house.accounts.set_disabled("dora", true));
  EXPECT_EQ(program(second.text("token")).post("/api/v1/evidence/import").status, 401);
}

TEST_P(Tokens, of_another_account_cannot_be_seen_or_withdrawn) {
  const Answer made = make("personal");
  house.person("zoe", house.world.south, {"administrator"});
  Browser zoe(house);
  zoe.sign_in("zoe");
  EXPECT_EQ(zoe.get("/api/v1/account/tokens").body.at("total").as_int64(), 0);
  EXPECT_EQ(zoe.remove("/api/v1/account/tokens/" + made.text("id")).status, 404);
}

TEST_P(Tokens, are_made_within_limits) {
  EXPECT_EQ(make("personal", 0).problem(), "auth.token.days");
  EXPECT_EQ(make("personal", 367).problem(), "auth.token.days");
  EXPECT_EQ(make("collector", 367).status, 200);
  EXPECT_EQ(make("everything").problem(), "base.json.not_choice");
  house.person("anna", house.world.north, {"auditor"}, *parse_day("2026-12-31"));
  Browser anna(house);
  anna.sign_in("anna");
  const json::Object order{{"name", "x"}, {"scope", "collector"}, {"days", 1}, {"current", kPassword}};
  EXPECT_EQ(anna.post("/api/v1/account/tokens", order).status, 403);
}

TEST_P(Tokens, are_not_made_by_a_session_without_the_password) {
  for (const char* scope : {"personal", "collector"}) {
    json::Object order{{"name", "x"}, {"scope", scope}, {"days", 1}};
    EXPECT_EQ(browser.post("/api/v1/account/tokens", order).problem(), "auth.password.current_wrong") << scope;
    order["current"] = "een gok van iemand anders";
    EXPECT_EQ(browser.post("/api/v1/account/tokens", order).problem(), "auth.password.current_wrong") << scope;
  }
  EXPECT_EQ(browser.get("/api/v1/account/tokens").body.at("total").as_int64(), 0);
  EXPECT_EQ(make("personal").status, 200);
}

TEST_P(Tokens, of_a_person_end_with_a_new_password_and_those_of_a_collector_go_on) {
  const Answer own = make("personal");
  const Answer collector = make("collector");

  ASSERT_EQ(browser
                .put("/api/v1/account/password",
                     json::Object{{"current", kPassword}, {"new_password", "een heel ander lang wachtwoord"}})
                .status,
            200);

  EXPECT_EQ(program(own.text("token")).get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(program(collector.text("token")).post("/api/v1/evidence/import").status, 200);
}

TEST_P(Tokens, all_end_when_the_second_factor_is_set_up_anew) {
  const Answer own = make("personal");
  const Answer collector = make("collector");
  std::vector<AccountId> withdrawn;
  house.accounts.set_on_withdrawn([&](db::Transaction&, const AccountId& account) { withdrawn.push_back(account); });

  ASSERT_TRUE(house.accounts.reset_factor("dora"));

  EXPECT_EQ(program(own.text("token")).get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(program(collector.text("token")).post("/api/v1/evidence/import").status, 401);
  EXPECT_EQ(withdrawn.size(), 1U) << "the calendar addresses too";
}

TEST_P(Tokens, that_are_no_tokens_are_refused_even_beside_a_good_cookie) {
  for (const std::string& bad : {std::string(), std::string("wbp_"), std::string(500, 'x')}) {
    browser.extra = {{"authorization", "Bearer " + bad}};
    EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401) << bad;
  }
  browser.extra = {{"authorization", "Basic YTpi"}};
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 200) << "a proxy's own password is not ours to judge";
}

TEST_P(Tokens, are_kept_as_hashes_and_show_when_they_were_used) {
  const Answer made = make("personal");
  EXPECT_TRUE(made.text("token").starts_with("wbp_"));
  program(made.text("token")).get("/api/v1/probe/measure.read");
  const Answer list = browser.get("/api/v1/account/tokens");
  const auto& row = list.body.at("items").as_array().at(0).as_object();
  EXPECT_EQ(row.at("last_used_at").as_string(), "2026-03-02T09:00:00.000Z");
  EXPECT_FALSE(row.contains("token"));
  for (const auto& entry : house.entries(house.world.north)) {
    EXPECT_EQ(entry.body.find(made.text("token")), std::string::npos);
  }
}

}  // namespace
}  // namespace waarborg::auth
