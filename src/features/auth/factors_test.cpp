// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "features/auth/store.h"
#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

class Factors : public ::testing::TestWithParam<std::string> {
 protected:
  Factors() {
    house.person("dora", house.world.north, {"contributor"});
    browser.sign_in("dora");
    browser.remove("/api/v1/session");
    house.world.clock.tick(60s);
    browser.login("dora");
  }
  Answer give(const std::string& member, const std::string& value) {
    return browser.post("/api/v1/session/factor", json::Object{{member, value}});
  }
  Answer confirm(const std::string& code) {
    return browser.put("/api/v1/account/totp", json::Object{{"code", code}, {"current", kPassword}});
  }
  /// A fresh login of dora, waiting for the factor.
  Browser another() {
    Browser other(house);
    other.secret = browser.secret;
    other.recovery = browser.recovery;
    other.login("dora");
    return other;
  }
  House house{GetParam()};
  Browser browser{house};
  const json::Object present{{"current", kPassword}};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Factors, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Factors, a_code_counts_once) {
  const std::string code = browser.code();
  EXPECT_EQ(state_of(give("code", code)), "ready");

  Browser other = another();
  EXPECT_EQ(other.post("/api/v1/session/factor", json::Object{{"code", code}}).problem(), "auth.factor.wrong");
  house.world.clock.tick(30s);
  EXPECT_EQ(state_of(other.post("/api/v1/session/factor", json::Object{{"code", other.code()}})), "ready");
}

TEST_P(Factors, the_code_that_enrolled_does_not_sign_in_again) {
  House fresh{GetParam()};
  fresh.person("erik", fresh.world.north, {"contributor"});
  Browser erik(fresh);
  erik.sign_in("erik");
  erik.remove("/api/v1/session");
  erik.login("erik");
  EXPECT_EQ(erik.post("/api/v1/session/factor", json::Object{{"code", erik.code()}}).problem(), "auth.factor.wrong");
}

TEST_P(Factors, a_recovery_code_counts_once_and_is_read_as_people_type_it) {
  std::string typed = browser.recovery.at(3);
  for (char& c : typed) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  EXPECT_EQ(typed.size(), 19U);
  EXPECT_EQ(state_of(give("recovery_code", " " + typed + " ")), "ready");

  Browser other = another();
  EXPECT_EQ(other.post("/api/v1/session/factor", json::Object{{"recovery_code", browser.recovery.at(3)}}).problem(),
            "auth.factor.wrong");
  EXPECT_EQ(state_of(other.post("/api/v1/session/factor", json::Object{{"recovery_code", browser.recovery.at(4)}})),
            "ready");
}

TEST_P(Factors, nothing_and_nonsense_are_wrong) {
  for (const auto& body : {json::Object{}, json::Object{{"code", ""}}, json::Object{{"recovery_code", ""}},
                           json::Object{{"code", "12345"}}, json::Object{{"code", nullptr}}}) {
    EXPECT_EQ(browser.post("/api/v1/session/factor", body).problem(), "auth.factor.wrong") << json::print(body);
    house.world.clock.tick(20min);
    browser.login("dora");
  }
}

TEST_P(Factors, whoever_guesses_codes_is_slowed_down_whatever_the_address) {
  for (int i = 0; i < 5; ++i) {
    browser.remote = "192.0.2." + std::to_string(i);
    EXPECT_EQ(give("code", "00000" + std::to_string(i)).status, 422) << i;
  }
  EXPECT_EQ(give("code", browser.code()).status, 429);
  EXPECT_EQ(give("recovery_code", browser.recovery.at(0)).status, 429);
}

TEST_P(Factors, a_code_counts_once_also_when_it_comes_twice_at_the_same_moment) {
  constexpr int kThreads = 4;
  std::vector<Browser> browsers;
  for (int i = 0; i < kThreads; ++i) browsers.push_back(another());
  std::atomic<int> ready{0};
  std::vector<std::thread> threads;
  for (Browser& one : browsers) {
    threads.emplace_back([&one, &ready] {
      if (one.post("/api/v1/session/factor", json::Object{{"code", one.code()}}).status == 200) ++ready;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ready, 1);
}

TEST_P(Factors, many_guesses_at_the_same_moment_are_no_more_guesses) {
  constexpr int kThreads = 8;
  std::atomic<int> judged{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this, &judged] {
      Browser guesser(house);
      if (guesser.login("dora", "een verkeerd wachtwoord").status == 422) ++judged;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(judged, 5);
}

TEST_P(Factors, a_new_secret_takes_effect_only_when_proven) {
  ASSERT_EQ(state_of(give("code", browser.code())), "ready");
  const Answer offer = browser.post("/api/v1/account/totp", present);
  EXPECT_TRUE(offer.text("uri").starts_with("otpauth://totp/Waarborg:dora?")) << offer.text("uri");
  EXPECT_NE(offer.text("qr_svg").find("<svg"), std::string::npos);

  Browser other = another();
  house.world.clock.tick(30s);
  EXPECT_EQ(state_of(other.post("/api/v1/session/factor", json::Object{{"code", other.code()}})), "ready")
      << "the old secret still counts";
  EXPECT_EQ(confirm("000000").problem(), "auth.totp.wrong");
  const auto fresh = crypto::base32_decode(offer.text("secret")).value_or(crypto::Bytes{});
  const Answer done = confirm(crypto::totp_code(fresh, crypto::totp_step(house.world.clock.now())));
  EXPECT_EQ(done.status, 200);

  EXPECT_EQ(other.get("/api/v1/probe/measure.read").status, 401) << "other sessions end";
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 200);
  house.world.clock.tick(60s);
  Browser third = another();
  EXPECT_EQ(third.post("/api/v1/session/factor", json::Object{{"code", third.code()}}).status, 422);
  third.secret = fresh;
  EXPECT_EQ(state_of(third.post("/api/v1/session/factor", json::Object{{"code", third.code()}})), "ready");
  EXPECT_EQ(another().post("/api/v1/session/factor", json::Object{{"recovery_code", browser.recovery.at(0)}}).status,
            422)
      << "old recovery codes are gone";
}

TEST_P(Factors, confirming_without_an_offer_is_refused) {
  ASSERT_EQ(state_of(give("code", browser.code())), "ready");
  EXPECT_EQ(confirm("123456").problem(), "auth.totp.not_offered");
}

TEST_P(Factors, are_not_replaced_by_a_session_alone) {
  ASSERT_EQ(state_of(give("code", browser.code())), "ready");
  for (const auto& body : {json::Object{}, json::Object{{"current", nullptr}}, json::Object{{"current", "geraden"}}}) {
    const Answer offer = browser.post("/api/v1/account/totp", body);
    EXPECT_EQ(offer.problem(), "auth.password.current_wrong") << json::print(body);
    EXPECT_EQ(offer.text("where"), "current");
    EXPECT_EQ(offer.text("secret"), "");
  }
  {
    auto tx = house.world.database.read();
    EXPECT_EQ(find_account(tx, "dora")->totp_pending, "");
  }

  const Answer offer = browser.post("/api/v1/account/totp", present);
  const auto fresh = crypto::base32_decode(offer.text("secret")).value_or(crypto::Bytes{});
  const std::string code = crypto::totp_code(fresh, crypto::totp_step(house.world.clock.now()));
  const Answer alone = browser.put("/api/v1/account/totp", json::Object{{"code", code}});
  EXPECT_EQ(alone.problem(), "auth.password.current_wrong") << "nor may an offer that someone else made be taken up";
  EXPECT_FALSE(alone.body.contains("recovery_codes"));
  EXPECT_EQ(confirm(code).status, 200);
}

TEST_P(Factors, guesses_of_the_present_password_are_slowed_down) {
  ASSERT_EQ(state_of(give("code", browser.code())), "ready");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(browser.post("/api/v1/account/totp", json::Object{{"current", "gok " + std::to_string(i)}}).status, 422);
  }
  EXPECT_EQ(browser.post("/api/v1/account/totp", present).status, 429);
  house.world.clock.tick(60s);
  EXPECT_EQ(browser.post("/api/v1/account/totp", present).status, 200);
}

TEST_P(Factors, the_secret_is_sealed_in_the_database_for_this_account_alone) {
  auto tx = house.world.database.read();
  const auto dora = find_account(tx, "dora");
  ASSERT_TRUE(dora);
  EXPECT_EQ(dora->totp_secret.find(crypto::base32_encode(browser.secret)), std::string::npos);
  EXPECT_FALSE(crypto::open(std::string(32, 'k'), dora->totp_secret, "totp another-account"));
  const auto opened = crypto::open(std::string(32, 'k'), dora->totp_secret, "totp " + dora->id.text);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, crypto::text_of(browser.secret));
}

TEST_P(Factors, a_clock_that_ran_ahead_locks_nobody_out_once_it_is_right_again) {
  const Moment right = house.world.clock.now();
  house.world.clock.set(right + 24h * 365);
  browser.login("dora");
  ASSERT_EQ(state_of(give("code", browser.code())), "ready");
  for (int i = 0; i < 6; ++i) Browser(house).login("dora", "een verkeerd wachtwoord");

  house.world.clock.set(right);
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401) << "that session would last a year";
  ASSERT_EQ(state_of(browser.login("dora")), "factor");
  const std::string code = browser.code();
  EXPECT_EQ(state_of(give("code", code)), "ready");
  Browser replay = another();
  EXPECT_EQ(replay.post("/api/v1/session/factor", json::Object{{"code", code}}).status, 422) << "a code counts once";
}

TEST_P(Factors, the_operator_can_reset_them) {
  ASSERT_EQ(state_of(give("code", browser.code())), "ready");
  ASSERT_TRUE(house.accounts.reset_factor("dora"));
  EXPECT_EQ(browser.get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(state_of(browser.login("dora")), "enrol");
  EXPECT_EQ(house.accounts.reset_factor("nobody").error().kind, FaultKind::kNotFound);
}

}  // namespace
}  // namespace waarborg::auth
