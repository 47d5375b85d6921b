// SPDX-License-Identifier: EUPL-1.2
//
// Ceremonies come from an authenticator in software: a P-256 key of OpenSSL, or our Ed25519 key.
#include "platform/crypto/passkey.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

#include <functional>
#include <memory>

#include "platform/crypto/hash.h"
#include "platform/crypto/signing_key.h"

namespace waarborg::crypto {
namespace {

constexpr unsigned char kPresent = 0x01;
constexpr unsigned char kVerified = 0x04;
constexpr unsigned char kAttested = 0x40;

const PasskeyCeremony kCeremony{"zorg.example", "https://zorg.example", "bm9vaXQtdHdlZS1rZWVyLWhldHplbGZkZQ"};

std::string raw(std::initializer_list<unsigned> bytes) {
  std::string text;
  for (const unsigned byte : bytes) text += static_cast<char>(byte);
  return text;
}

std::string cbor_bytes(const std::string& value) {
  return raw({0x59, static_cast<unsigned>(value.size() >> 8U), static_cast<unsigned>(value.size() & 0xFFU)}) + value;
}

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

/// Coordinate of a public P-256 key, 32 bytes.
std::string coordinate(EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  EXPECT_EQ(EVP_PKEY_get_bn_param(key, name, &number), 1);
  std::string bytes(32, '\0');
  BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), 32);
  BN_free(number);
  return bytes;
}

struct Authenticator {
  std::string cose_key;
  int algorithm = -7;
  std::function<std::string(const std::string&)> sign;
};

Authenticator es256() {
  const std::shared_ptr<EVP_PKEY> key{EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"), Free{}};
  Authenticator made;
  made.cose_key = raw({0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20}) +
                  coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_X) + raw({0x22, 0x58, 0x20}) +
                  coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y);
  made.sign = [key](const std::string& message) {
    const std::unique_ptr<EVP_MD_CTX, Free> context{EVP_MD_CTX_new()};
    std::string signature(128, '\0');
    std::size_t length = signature.size();
    EXPECT_EQ(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()), 1);
    EXPECT_EQ(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &length,
                             bytes_of(message).data(), message.size()),
              1);
    signature.resize(length);
    return signature;
  };
  return made;
}

Authenticator ed25519() {
  const auto key = std::make_shared<SigningKey>(SigningKey::create());
  return {raw({0xA4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20}) + text_of(key->public_key()), -8,
          [key](const std::string& message) { return text_of(key->sign(message)); }};
}

/// What a browser and authenticator would answer; a forgery changes one thing.
struct Answer {
  std::string type = "webauthn.create";
  std::string challenge = kCeremony.challenge;
  std::string origin = kCeremony.origin;
  std::string more;  ///< Further members of the client data.
  std::string rp_id = kCeremony.rp_id;
  unsigned char flags = kPresent | kVerified;
  std::uint32_t counter = 1;
  std::string credential_id = "sleutel van Alice";

  std::string client_data() const {
    return R"({"type":")" + type + R"(","challenge":")" + challenge + R"(","origin":")" + origin + "\"" + more + "}";
  }
  std::string authenticator_data(const std::string& cose_key = {}) const {
    const unsigned all = cose_key.empty() ? flags : static_cast<unsigned>(flags | kAttested);
    std::string bytes = text_of(sha256(rp_id)) +
                        raw({all, counter >> 24U, counter >> 16U & 0xFFU, counter >> 8U & 0xFFU, counter & 0xFFU});
    if (cose_key.empty()) return bytes;
    const auto length = static_cast<unsigned>(credential_id.size());
    return bytes + std::string(16, '\0') + raw({length >> 8U, length & 0xFFU}) + credential_id + cose_key;
  }
};

std::string attestation(const std::string& authenticator_data, const std::string& format = "none",
                        const std::string& statement = raw({0xA0})) {
  return raw({0xA3, 0x63}) + "fmt" + raw({0x60 + static_cast<unsigned>(format.size())}) + format + raw({0x67}) +
         "attStmt" + statement + raw({0x68}) + "authData" + cbor_bytes(authenticator_data);
}

std::string self_statement(const Authenticator& device, const std::string& signature) {
  return raw({0xA2, 0x63}) + "alg" + raw({device.algorithm == -7 ? 0x26U : 0x27U, 0x63}) + "sig" +
         cbor_bytes(signature);
}

Result<PasskeyCredential> registered(const Authenticator& device, const Answer& answer = {}) {
  return verify_registration(kCeremony, answer.client_data(), attestation(answer.authenticator_data(device.cose_key)));
}

Answer log_in(std::uint32_t counter) {
  Answer answer;
  answer.type = "webauthn.get";
  answer.counter = counter;
  return answer;
}

Result<std::uint32_t> asserted(const Authenticator& device, const PasskeyCredential& credential, const Answer& answer,
                               std::uint32_t last) {
  const std::string data = answer.authenticator_data();
  const std::string signature = device.sign(data + text_of(sha256(answer.client_data())));
  return verify_assertion(kCeremony, credential, answer.client_data(), data, signature, last);
}

TEST(Passkey, registers_and_logs_in_with_both_algorithms) {
  for (const Authenticator& device : {es256(), ed25519()}) {
    const Result<PasskeyCredential> credential = registered(device);
    ASSERT_TRUE(credential) << credential.error().what.key;
    EXPECT_EQ(credential->id, base64url_encode("sleutel van Alice"));
    EXPECT_EQ(static_cast<int>(credential->algorithm), device.algorithm);
    EXPECT_EQ(credential->counter, 1U);

    const Result<std::uint32_t> counter = asserted(device, *credential, log_in(2), credential->counter);
    ASSERT_TRUE(counter) << counter.error().what.key;
    EXPECT_EQ(*counter, 2U);
  }
}

TEST(Passkey, accepts_self_attestation_and_refuses_a_false_one) {
  for (const Authenticator& device : {es256(), ed25519()}) {
    const Answer answer;
    const std::string data = answer.authenticator_data(device.cose_key);
    const std::string good = device.sign(data + text_of(sha256(answer.client_data())));
    const std::string false_one = device.sign(data + text_of(sha256("iets anders")));
    const auto judged = [&](const std::string& statement) {
      return verify_registration(kCeremony, answer.client_data(), attestation(data, "packed", statement));
    };
    EXPECT_TRUE(judged(self_statement(device, good)));
    EXPECT_EQ(judged(self_statement(device, false_one)).error().what.key, "crypto.passkey.signature");
    EXPECT_EQ(judged(self_statement(device, "")).error().what.key, "crypto.passkey.signature");
    EXPECT_EQ(judged(raw({0xA0})).error().what.key, "crypto.passkey.algorithm");
  }
}

struct Forgery {
  const char* fault;
  std::function<void(Answer&)> change;
};

const std::vector<Forgery>& forgeries() {
  static const std::vector<Forgery> list{
      {"crypto.passkey.type", [](Answer& a) { a.type = "webauthn.other"; }},
      {"crypto.passkey.type",
       [](Answer& a) { a.type = a.type == "webauthn.get" ? "webauthn.create" : "webauthn.get"; }},
      {"crypto.passkey.challenge", [](Answer& a) { a.challenge = "AAAA"; }},
      {"crypto.passkey.challenge", [](Answer& a) { a.challenge = ""; }},
      {"crypto.passkey.origin", [](Answer& a) { a.origin = "https://zorg.example.evil"; }},
      {"crypto.passkey.origin", [](Answer& a) { a.origin = "http://zorg.example"; }},
      {"crypto.passkey.origin", [](Answer& a) { a.origin = "https://zorg.example:8443"; }},
      {"crypto.passkey.origin", [](Answer& a) { a.more = R"(,"crossOrigin":true)"; }},
      {"crypto.passkey.client_data", [](Answer& a) { a.more = "},{"; }},
      {"crypto.passkey.client_data", [](Answer& a) { a.more = ",\"x\":\"" + std::string(9000, 'x') + "\""; }},
      {"crypto.passkey.relying_party", [](Answer& a) { a.rp_id = "evil.example"; }},
      {"crypto.passkey.not_present", [](Answer& a) { a.flags = kVerified; }},
  };
  return list;
}

TEST(Passkey, refuses_forged_registrations) {
  const Authenticator device = es256();
  for (const Forgery& forgery : forgeries()) {
    Answer answer;
    forgery.change(answer);
    const Result<PasskeyCredential> judged = registered(device, answer);
    ASSERT_FALSE(judged) << forgery.fault;
    EXPECT_EQ(judged.error().what.key, forgery.fault);
    EXPECT_EQ(judged.error().kind, FaultKind::kInvalid);
  }
}

TEST(Passkey, refuses_forged_log_ins_even_with_a_good_signature) {
  const Authenticator device = es256();
  const PasskeyCredential credential = *registered(device);
  for (const Forgery& forgery : forgeries()) {
    Answer answer = log_in(2);
    forgery.change(answer);
    const Result<std::uint32_t> judged = asserted(device, credential, answer, 1);
    ASSERT_FALSE(judged) << forgery.fault;
    EXPECT_EQ(judged.error().what.key, forgery.fault);
  }
}

TEST(Passkey, refuses_the_signature_of_another_key_or_over_other_bytes) {
  for (const auto& make : {es256, ed25519}) {
    const Authenticator device = make();
    const PasskeyCredential credential = *registered(device);
    EXPECT_EQ(asserted(make(), credential, log_in(2), 1).error().what.key, "crypto.passkey.signature");

    const Answer answer = log_in(2);
    const std::string data = answer.authenticator_data();
    const std::string signature = device.sign(data + text_of(sha256(answer.client_data())));
    const auto judged = [&](const std::string& client_data, const std::string& own_data, const std::string& signed_by) {
      return verify_assertion(kCeremony, credential, client_data, own_data, signed_by, 1).has_value();
    };
    ASSERT_TRUE(judged(answer.client_data(), data, signature));
    EXPECT_FALSE(judged(answer.client_data() + " ", data, signature));
    EXPECT_FALSE(judged(answer.client_data(), log_in(3).authenticator_data(), signature));
    EXPECT_FALSE(judged(answer.client_data(), data + "x", signature));
    EXPECT_FALSE(judged(answer.client_data(), data.substr(0, 36), signature));
    EXPECT_FALSE(judged(answer.client_data(), data, ""));
    EXPECT_FALSE(judged(answer.client_data(), data, signature.substr(1)));
  }
}

TEST(Passkey, refuses_a_key_that_is_not_on_the_curve_or_of_the_other_algorithm) {
  const Authenticator device = es256();
  PasskeyCredential credential = *registered(device);
  credential.algorithm = PasskeyAlgorithm::kEdDsa;
  EXPECT_EQ(asserted(device, credential, log_in(2), 1).error().what.key, "crypto.passkey.signature");
  credential = {credential.id, PasskeyAlgorithm::kEs256, base64url_encode(std::string(64, '\x01')), 0};
  EXPECT_EQ(asserted(device, credential, log_in(2), 1).error().what.key, "crypto.passkey.signature");
}

TEST(Passkey, the_counter_rises_or_stays_absent) {
  const Authenticator device = es256();
  const PasskeyCredential credential = *registered(device);
  const auto judged = [&](std::uint32_t now, std::uint32_t last) {
    return asserted(device, credential, log_in(now), last).has_value();
  };
  EXPECT_TRUE(judged(0, 0));
  EXPECT_TRUE(judged(1, 0));
  EXPECT_TRUE(judged(0xFFFFFFFF, 7));
  EXPECT_FALSE(judged(7, 7));
  EXPECT_FALSE(judged(6, 7));
  EXPECT_FALSE(judged(0, 7));
  EXPECT_EQ(asserted(device, credential, log_in(6), 7).error().what.key, "crypto.passkey.counter");
}

TEST(Passkey, user_verification_is_asked_where_the_ceremony_says_so) {
  const Authenticator device = es256();
  Answer answer;
  answer.flags = kPresent;
  PasskeyCeremony strict = kCeremony;
  strict.user_verification = true;
  const std::string object = attestation(answer.authenticator_data(device.cose_key));
  EXPECT_TRUE(verify_registration(kCeremony, answer.client_data(), object));
  EXPECT_EQ(verify_registration(strict, answer.client_data(), object).error().what.key, "crypto.passkey.not_verified");
}

TEST(Passkey, a_ceremony_without_challenge_or_origin_accepts_nothing) {
  const Authenticator device = es256();
  Answer answer;
  answer.challenge = "";
  answer.origin = "";
  const std::string object = attestation(answer.authenticator_data(device.cose_key));
  EXPECT_FALSE(verify_registration({"zorg.example", "https://zorg.example", ""}, answer.client_data(), object));
  EXPECT_FALSE(verify_registration({"zorg.example", "", ""}, answer.client_data(), object));
}

TEST(Passkey, refuses_attestations_that_are_not_whole_or_not_asked) {
  const Authenticator device = es256();
  const Answer answer;
  const std::string data = answer.authenticator_data(device.cose_key);
  const std::string good = attestation(data);
  const auto fault = [&](const std::string& object) {
    const auto judged = verify_registration(kCeremony, answer.client_data(), object);
    return judged ? std::string{"accepted"} : judged.error().what.key;
  };
  ASSERT_EQ(fault(good), "accepted");
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_EQ(fault(good.substr(0, length)), "crypto.passkey.attestation") << length;
  }
  EXPECT_EQ(fault(good + "x"), "crypto.passkey.attestation");
  EXPECT_EQ(fault(raw({0xA3, 0x63}) + "fmt" + raw({0x64}) + "none" + raw({0x63}) + "fmt" + raw({0x64}) + "none" +
                  raw({0x68}) + "authData" + cbor_bytes(data)),
            "crypto.passkey.attestation")
      << "a name twice";
  EXPECT_EQ(fault(raw({0xBF}) + good.substr(1) + raw({0xFF})), "crypto.passkey.attestation") << "indefinite length";
  EXPECT_EQ(fault(attestation(data, "none", self_statement(device, "x"))), "crypto.passkey.format");
  EXPECT_EQ(fault(attestation(data, "tpm")), "crypto.passkey.format");
  EXPECT_EQ(fault(attestation(data, "packed", raw({0xA1, 0x63}) + "x5c" + raw({0x80}))), "crypto.passkey.format");
  EXPECT_EQ(fault(attestation(answer.authenticator_data())), "crypto.passkey.algorithm") << "no key in it";
  EXPECT_EQ(fault(attestation(data + "x")), "crypto.passkey.attestation") << "something after the key";
  EXPECT_EQ(fault(attestation(data.substr(0, data.size() - 1))), "crypto.passkey.attestation");
  const std::string greedy = answer.authenticator_data(raw({0x9B, 0x0C, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}));
  EXPECT_EQ(fault(attestation(greedy)), "crypto.passkey.attestation") << "a list that would take all memory";
  EXPECT_EQ(fault(attestation(answer.authenticator_data(raw({0xA1, 0x01, 0x02})))), "crypto.passkey.algorithm");
  Answer nameless;
  nameless.credential_id = "";
  EXPECT_EQ(fault(attestation(nameless.authenticator_data(device.cose_key))), "crypto.passkey.algorithm");
}

}  // namespace
}  // namespace waarborg::crypto
