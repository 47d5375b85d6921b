// SPDX-License-Identifier: EUPL-1.2
//
// Passwords: what a login answers, whom it slows down, and which requests it takes.
#include <gtest/gtest.h>

#include "features/auth/queries.h"
#include "features/auth/store.h"
#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class SigningIn : public ::testing::TestWithParam<std::string> {
 protected:
  House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, SigningIn, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(SigningIn, answers_an_unknown_account_and_a_wrong_password_alike) {
  house.person("dora", house.world.north, {"contributor"});
  house.person("gone", house.world.north, {"contributor"});
  ASSERT_TRUE(house.accounts.set_disabled("gone", true));
  Browser browser(house);

  const Answer wrong = browser.login("dora", "een verkeerd wachtwoord");
  const Answer unknown = browser.login("nobody", "een verkeerd wachtwoord");
  const Answer disabled = browser.login("gone");
  const Answer endless = browser.login("dora", std::string(kPassword) + std::string(10'000, 'x'));

  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.problem(), "auth.login.wrong");
  for (const Answer* other : {&unknown, &disabled, &endless}) {
    EXPECT_EQ(other->response.status, wrong.response.status);
    EXPECT_EQ(other->response.body, wrong.response.body);
    EXPECT_EQ(other->response.headers, wrong.response.headers);
  }
}

TEST_P(SigningIn, cannot_be_started_by_a_form_of_another_site) {
  house.person("dora", house.world.north, {"contributor"});
  http::Request form{.method = http::Method::kPost, .path = "/api/v1/session", .secure = true};
  form.headers = {{"content-type", "text/plain"}};
  form.body = json::print(json::Object{{"login", "dora"}, {"password", kPassword}});
  EXPECT_EQ(house.router.handle(form).status, 403) << "no header of our own";

  form.headers.push_back({"x-waarborg-csrf", ""});
  EXPECT_EQ(house.router.handle(form).status, 415) << "not declared as JSON";

  form.headers[0].value = "application/json";
  EXPECT_EQ(house.router.handle(form).status, 200);

  form.headers.push_back({"sec-fetch-site", "cross-site"});
  EXPECT_EQ(house.router.handle(form).status, 403);
}

TEST_P(SigningIn, slows_down_whoever_guesses_a_password) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(browser.login("dora", "een verkeerd wachtwoord").status, 422) << i;

  const Answer blocked = browser.login("dora");
  EXPECT_EQ(blocked.status, 429);
  EXPECT_EQ(blocked.header("retry-after"), "30");
  EXPECT_EQ(blocked.text("detail"), "Te veel mislukte pogingen. Probeer het over 1 minuut opnieuw.");
  Browser elsewhere(house);
  elsewhere.remote = "198.51.100.9";
  EXPECT_EQ(elsewhere.login("dora").status, 429) << "the account is blocked from every address";

  house.world.clock.tick(30s);
  EXPECT_EQ(state_of(browser.login("dora")), "enrol");
  for (int i = 0; i < 4; ++i) EXPECT_EQ(browser.login("dora", "een verkeerd wachtwoord").status, 422) << i;
  EXPECT_EQ(browser.login("dora").status, 200) << "a good login starts the count anew";
  EXPECT_EQ(std::ranges::count(house.actions({"installation"}), "account.blocked"), 1);
}

TEST_P(SigningIn, slows_down_an_unknown_login_just_the_same) {
  Browser browser(house);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(browser.login("nobody", "een verkeerd wachtwoord").status, 422) << i;
  EXPECT_EQ(browser.login("nobody").status, 429);
}

TEST_P(SigningIn, slows_down_an_address_that_tries_many_logins) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(browser.login("guess" + std::to_string(i), "wachtwoord1234").status, 422) << i;
  EXPECT_EQ(browser.login("dora").status, 429);
  Browser elsewhere(house);
  elsewhere.remote = "198.51.100.9";
  EXPECT_EQ(elsewhere.login("dora").status, 200);
}

TEST_P(SigningIn, from_a_browser_that_is_known_does_not_wait_for_who_guesses_at_the_same_address) {
  house.person("dora", house.world.north, {"contributor"});
  Browser known(house);
  ASSERT_EQ(state_of(known.sign_in("dora")), "ready");
  house.world.clock.tick(60s);
  Browser stranger(house);  // at the same address
  for (int i = 0; i < 20; ++i) stranger.login("guess" + std::to_string(i), "wachtwoord1234");
  EXPECT_EQ(stranger.login("dora").status, 429);
  EXPECT_EQ(known.login("dora").status, 200);
  EXPECT_EQ(state_of(known.post("/api/v1/session/factor", json::Object{{"code", known.code()}})), "ready");

  stranger.known = known.known.substr(0, known.known.size() - 1);
  EXPECT_EQ(stranger.login("dora").status, 429) << "not one that we made";
  house.world.clock.tick(24h * 59);
  for (int i = 0; i < 20; ++i) stranger.login("guess" + std::to_string(i), "wachtwoord1234");
  EXPECT_EQ(known.login("dora").status, 200);
  house.world.clock.tick(24h * 2);
  for (int i = 0; i < 20; ++i) stranger.login("guess" + std::to_string(i), "wachtwoord1234");
  EXPECT_EQ(known.login("dora").status, 429) << "too long ago";
}

TEST_P(SigningIn, from_a_known_browser_gives_no_more_guesses) {
  house.person("dora", house.world.north, {"contributor"});
  Browser first(house);
  ASSERT_EQ(state_of(first.sign_in("dora")), "ready");
  house.world.clock.tick(60s);
  Browser second(house);  // also known, by the same account
  second.secret = first.secret;
  second.login("dora");
  ASSERT_EQ(state_of(second.post("/api/v1/session/factor", json::Object{{"code", second.code()}})), "ready");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(first.login("a" + std::to_string(i), "wachtwoord1234").status, 422) << i;
    EXPECT_EQ(second.login("b" + std::to_string(i), "wachtwoord1234").status, 422) << i;
  }
  EXPECT_EQ(first.login("nog-een", "wachtwoord1234").status, 429);
  EXPECT_EQ(second.login("dora").status, 429) << "all browsers of an account share one count";
  Browser neighbour(house);
  EXPECT_EQ(neighbour.login("dora").status, 200) << "and the address has nothing of it";
  for (int i = 0; i < 5; ++i) neighbour.login("dora", "een verkeerd wachtwoord");
  house.world.clock.tick(29s);
  EXPECT_EQ(neighbour.login("dora").status, 429) << "the account waits as before";
}

TEST_P(SigningIn, writes_nothing_for_whoever_is_blocked) {
  Browser browser(house);
  for (int i = 0; i < 20; ++i) browser.login("guess" + std::to_string(i), "wachtwoord1234");
  const auto rows = [&] {
    auto tx = house.world.database.read();
    std::int64_t count = 0;
    for (int i = 0; i < 60; ++i) {
      const std::string subject = "account:" + crypto::sha256_hex("guess" + std::to_string(i));
      if (tx.row<Attempts>(sql::kThrottleGet, subject)) ++count;
    }
    return count;
  };
  EXPECT_EQ(rows(), 20);
  for (int i = 20; i < 60; ++i) EXPECT_EQ(browser.login("guess" + std::to_string(i), "wachtwoord1234").status, 429);
  EXPECT_EQ(rows(), 20) << "a stranger could fill the disk";
}

TEST_P(SigningIn, with_a_changed_password_ends_the_other_sessions) {
  house.person("dora", house.world.north, {"contributor"});
  Browser first(house);
  first.sign_in("dora");
  house.world.clock.tick(60s);
  Browser second(house);
  second.secret = first.secret;
  second.login("dora");
  second.post("/api/v1/session/factor", json::Object{{"code", second.code()}});
  const auto change = [&](const std::string& current, const std::string& fresh) {
    return first.put("/api/v1/account/password", json::Object{{"current", current}, {"new_password", fresh}});
  };

  EXPECT_EQ(change("niet mijn wachtwoord", "een heel nieuw wachtwoord").problem(), "auth.password.current_wrong");
  EXPECT_EQ(change(kPassword, "te kort").problem(), "auth.password.too_short");
  EXPECT_EQ(change(kPassword, "te kort").text("where"), "new_password");
  EXPECT_EQ(second.get("/api/v1/probe/measure.read").status, 200);
  EXPECT_EQ(change(kPassword, "een heel nieuw wachtwoord").status, 200);

  EXPECT_EQ(first.get("/api/v1/probe/measure.read").status, 200);
  EXPECT_EQ(second.get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(second.login("dora").status, 422);
  EXPECT_EQ(second.login("dora", "een heel nieuw wachtwoord").status, 200);
}

TEST_P(SigningIn, keeps_the_language_of_the_account) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  browser.sign_in("dora");
  EXPECT_EQ(browser.put("/api/v1/account/locale", json::Object{{"locale", "fr"}}).problem(), "base.json.not_choice");
  EXPECT_EQ(browser.put("/api/v1/account/locale", json::Object{{"locale", "en"}}).status, 200);
  EXPECT_EQ(browser.get("/api/v1/session").body.at("account").as_object().at("locale").as_string(), "en");
}

TEST_P(SigningIn, sends_a_cookie_that_only_our_own_pages_carry) {
  house.person("dora", house.world.north, {"contributor"});
  Browser browser(house);
  const std::string secure = browser.login("dora").header("set-cookie");
  EXPECT_TRUE(secure.starts_with("__Host-waarborg=")) << secure;
  for (const char* part : {"; Path=/", "; HttpOnly", "; SameSite=Strict", "; Secure"}) {
    EXPECT_NE(secure.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(secure.find("Domain"), std::string::npos);

  Browser local(house);
  local.secure = false;
  local.remote = "127.0.0.1";
  const std::string plain = local.login("dora").header("set-cookie");
  EXPECT_TRUE(plain.starts_with("waarborg=")) << plain;
  EXPECT_EQ(plain.find("Secure"), std::string::npos);

  Browser far(house);
  far.secure = false;
  EXPECT_EQ(far.login("dora").problem(), "auth.plain_http");
}

}  // namespace
}  // namespace waarborg::auth
