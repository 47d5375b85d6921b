// SPDX-License-Identifier: EUPL-1.2
//
// The whole ceremony with an authenticator in software: an Ed25519 key and "none" attestation.
#include <gtest/gtest.h>

#include <thread>

#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

using namespace std::chrono_literals;

std::string raw(std::initializer_list<unsigned> bytes) {
  std::string text;
  for (const unsigned byte : bytes) text += static_cast<char>(byte);
  return text;
}

struct Authenticator {
  crypto::SigningKey key = crypto::SigningKey::create();
  std::string id = "sleutel " + crypto::random_token(6);
  unsigned counter = 0;
  std::string origin = "https://zorg.example";
  std::string rp_id = "zorg.example";

  std::string client_data(const std::string& type, const std::string& challenge) const {
    return R"({"type":"webauthn.)" + type + R"(","challenge":")" + challenge + R"(","origin":")" + origin + R"("})";
  }
  std::string head(unsigned flags) const {
    return crypto::text_of(crypto::sha256(rp_id)) + raw({flags, 0, 0, counter >> 8U, counter & 0xFFU});
  }
  json::Object create(const std::string& challenge) const {
    const std::string cose =
        raw({0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20}) + crypto::text_of(key.public_key());
    const std::string data =
        head(0x41) + std::string(16, '\0') + raw({0, static_cast<unsigned>(id.size())}) + id + cose;
    const std::string object = raw({0xA3, 0x63}) + "fmt" + raw({0x64}) + "none" + raw({0x67}) + "attStmt" +
                               raw({0xA0}) + raw({0x68}) + "authData" +
                               raw({0x58, static_cast<unsigned>(data.size())}) + data;
    return {{"name", "Telefoon"},
            {"client_data_json", crypto::base64url_encode(client_data("create", challenge))},
            {"attestation_object", crypto::base64url_encode(object)}};
  }
  json::Object get(const std::string& challenge) {
    ++counter;
    const std::string client = client_data("get", challenge);
    const std::string data = head(0x01);
    const auto signature = key.sign(data + crypto::text_of(crypto::sha256(client)));
    return {{"credential_id", crypto::base64url_encode(id)},
            {"client_data_json", crypto::base64url_encode(client)},
            {"authenticator_data", crypto::base64url_encode(data)},
            {"signature", crypto::base64url_encode(crypto::text_of(signature))}};
  }
};

class Passkeys : public ::testing::TestWithParam<std::string> {
 protected:
  Passkeys() { house.person("dora", house.world.north, {"contributor"}); }
  Answer enrol(Browser& with, Authenticator& device) {
    const Answer offer = with.post("/api/v1/account/passkeys/options", json::Object{{"current", kPassword}});
    return with.post("/api/v1/account/passkeys", device.create(offer.text("challenge")));
  }
  Answer remove(Browser& with, const std::string& id, const std::string& password = kPassword) {
    return with.post("/api/v1/account/passkeys/" + id + "/remove", json::Object{{"current", password}});
  }
  Answer factor(Browser& with, Authenticator& device) {
    const Answer asked = with.post("/api/v1/session/passkey/options");
    return with.post("/api/v1/session/passkey", device.get(asked.text("challenge")));
  }
  House house{GetParam()};
  Browser browser{house};
  Authenticator phone;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Passkeys, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Passkeys, enrol_an_account_and_sign_it_in) {
  browser.login("dora");
  const Answer added = enrol(browser, phone);
  ASSERT_EQ(added.status, 200) << added.problem();
  EXPECT_EQ(added.list("recovery_codes").size(), 10U) << "the first factor comes with recovery codes";
  EXPECT_EQ(state_of(browser.get("/api/v1/session")), "ready");

  browser.remove("/api/v1/session");
  EXPECT_EQ(state_of(browser.login("dora")), "factor");
  const Answer asked = browser.post("/api/v1/session/passkey/options");
  EXPECT_EQ(asked.text("rp_id"), "zorg.example");
  EXPECT_EQ(asked.list("credentials"), std::vector<std::string>{crypto::base64url_encode(phone.id)});
  const Answer ready = browser.post("/api/v1/session/passkey", phone.get(asked.text("challenge")));
  EXPECT_EQ(state_of(ready), "ready") << ready.problem();
  EXPECT_EQ(ready.body.at("passkeys").as_int64(), 1);
}

TEST_P(Passkeys, answer_a_challenge_once) {
  browser.login("dora");
  enrol(browser, phone);
  browser.remove("/api/v1/session");
  browser.login("dora");

  const Answer asked = browser.post("/api/v1/session/passkey/options");
  Authenticator stranger;
  stranger.id = phone.id;
  EXPECT_EQ(browser.post("/api/v1/session/passkey", stranger.get(asked.text("challenge"))).problem(),
            "crypto.passkey.signature");
  EXPECT_EQ(browser.post("/api/v1/session/passkey", phone.get(asked.text("challenge"))).problem(),
            "auth.passkey.no_challenge");
  EXPECT_EQ(state_of(factor(browser, phone)), "ready");
}

TEST_P(Passkeys, are_refused_from_another_site_and_with_a_counter_that_stands_still) {
  browser.login("dora");
  enrol(browser, phone);
  browser.remove("/api/v1/session");
  browser.login("dora");

  Authenticator elsewhere = std::move(phone);
  elsewhere.origin = "https://zorg.example.attacker.test";
  EXPECT_EQ(factor(browser, elsewhere).problem(), "crypto.passkey.origin");
  elsewhere.origin = "https://zorg.example";
  EXPECT_EQ(state_of(factor(browser, elsewhere)), "ready");
  browser.remove("/api/v1/session");
  browser.login("dora");
  elsewhere.counter -= 1;
  EXPECT_EQ(factor(browser, elsewhere).problem(), "crypto.passkey.counter");
}

TEST_P(Passkeys, of_another_account_do_not_sign_in) {
  browser.login("dora");
  enrol(browser, phone);
  house.person("erik", house.world.north, {"contributor"});
  Browser erik(house);
  Authenticator other;
  erik.login("erik");
  EXPECT_EQ(enrol(erik, phone).problem(), "auth.passkey.known");
  enrol(erik, other);
  erik.remove("/api/v1/session");
  erik.login("erik");
  EXPECT_EQ(factor(erik, phone).problem(), "auth.passkey.unknown");

  const Answer list = browser.get("/api/v1/account/passkeys");
  const std::string id(list.body.at("items").as_array().at(0).as_object().at("id").as_string());
  EXPECT_EQ(state_of(factor(erik, other)), "ready");
  EXPECT_EQ(remove(erik, id).status, 404);
}

TEST_P(Passkeys, may_go_but_never_the_last_factor) {
  browser.login("dora");
  const std::string id = enrol(browser, phone).text("id");
  EXPECT_EQ(remove(browser, id).problem(), "auth.factor.last");
  Authenticator second;
  EXPECT_EQ(enrol(browser, second).list("recovery_codes").size(), 0U);
  EXPECT_EQ(remove(browser, id).status, 200);
  EXPECT_EQ(remove(browser, id).status, 404);
  EXPECT_EQ(browser.get("/api/v1/account/passkeys").body.at("total").as_int64(), 1);
}

TEST_P(Passkeys, two_that_go_at_the_same_moment_leave_one) {
  browser.login("dora");
  const std::string first = enrol(browser, phone).text("id");
  for (int round = 0; round < 10; ++round) {
    Authenticator second;
    const std::string id = enrol(browser, second).text("id");
    Browser other = browser;
    {
      const std::jthread mine([&] { remove(browser, first); });
      remove(other, id);
    }
    ASSERT_EQ(browser.get("/api/v1/account/passkeys").body.at("total").as_int64(), 1);
    const Answer left = browser.get("/api/v1/account/passkeys");
    if (left.body.at("items").as_array().at(0).as_object().at("id").as_string() == id) break;  // the other went
  }
}

TEST_P(Passkeys, are_neither_added_nor_removed_by_a_session_alone) {
  browser.login("dora");
  EXPECT_EQ(browser.post("/api/v1/account/passkeys/options").status, 200) << "the first factor needs no more proof";
  const std::string id = enrol(browser, phone).text("id");
  Authenticator second;
  ASSERT_EQ(enrol(browser, second).status, 200);

  Authenticator thief;
  const Answer offer = browser.post("/api/v1/account/passkeys/options");
  EXPECT_EQ(offer.problem(), "auth.password.current_wrong");
  EXPECT_EQ(offer.text("where"), "current");
  EXPECT_EQ(browser.post("/api/v1/account/passkeys", thief.create(offer.text("challenge"))).problem(),
            "auth.passkey.no_challenge");
  EXPECT_EQ(remove(browser, id, "geraden").problem(), "auth.password.current_wrong");
  EXPECT_EQ(browser.post("/api/v1/account/passkeys/" + id + "/remove").problem(), "auth.password.current_wrong");
  EXPECT_EQ(browser.get("/api/v1/account/passkeys").body.at("total").as_int64(), 2);
}

TEST_P(Passkeys, a_challenge_for_signing_in_does_not_add_one_afterwards) {
  browser.sign_in("dora");
  ASSERT_EQ(enrol(browser, phone).status, 200);
  browser.remove("/api/v1/session");
  house.world.clock.tick(60s);
  browser.login("dora");
  const Answer asked = browser.post("/api/v1/session/passkey/options");
  ASSERT_EQ(state_of(browser.post("/api/v1/session/factor", json::Object{{"code", browser.code()}})), "ready");

  Authenticator second;
  EXPECT_EQ(browser.post("/api/v1/account/passkeys", second.create(asked.text("challenge"))).problem(),
            "auth.passkey.no_challenge");
}

TEST_P(Passkeys, are_not_added_by_a_session_that_lacks_its_factor) {
  browser.login("dora");
  enrol(browser, phone);
  browser.remove("/api/v1/session");
  browser.login("dora");
  EXPECT_EQ(browser.post("/api/v1/account/passkeys/options").status, 401);
  EXPECT_EQ(browser.get("/api/v1/account/passkeys").status, 401);
}

TEST_P(Passkeys, malformed_answers_are_refused) {
  browser.login("dora");
  enrol(browser, phone);
  browser.remove("/api/v1/session");
  for (const char* member : {"client_data_json", "authenticator_data", "signature"}) {
    for (const char* value : {"***", "", "AAAA"}) {
      browser.login("dora");
      const Answer asked = browser.post("/api/v1/session/passkey/options");
      json::Object answer = phone.get(asked.text("challenge"));
      answer[member] = value;
      const Answer refused = browser.post("/api/v1/session/passkey", answer);
      EXPECT_EQ(refused.status, 422) << member << " " << value;
      house.world.clock.tick(2h);
    }
  }
}

}  // namespace
}  // namespace waarborg::auth
