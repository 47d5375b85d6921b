// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_certificates.h"
#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::cert_key {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts with_key(std::string key, std::string key_of_issuer = "secp256r1") {
  Wanted wanted = leaf();
  wanted.key = std::move(key);
  Wanted issuer = intermediate();
  issuer.key = std::move(key_of_issuer);
  TlsFacts facts = good_tls();
  facts.handshake.chain = in_base64({certificate(wanted, issuer), certificate(issuer, root())});
  return facts;
}

/// Leaf, intermediate and a root with a short key.
TlsFacts with_short_root(int chain_error) {
  Wanted top = root();
  top.key = "rsa1024";
  TlsFacts facts = good_tls();
  facts.handshake.chain_error = chain_error;
  facts.handshake.chain =
      in_base64({certificate(leaf(), intermediate()), certificate(intermediate(), top), certificate(top)});
  return facts;
}

TEST(CertKey, must_be_long_enough) {
  TlsFacts unreadable = each(good_tls(), [](HelloFact& hello) { hello.chain.clear(); });
  unreadable.handshake.chain = {"AAAA"};
  TlsFacts by_hello = good_tls();
  by_hello.handshake = {};
  expect(kCheck, Subject::kWeb,
         {
             {"P-256", site({good_tls()}), "pass", "pass", "good"},
             {"P-384", site({with_key("secp384r1")}), "pass", "pass", "good"},
             {"Ed25519", site({with_key("ed25519")}), "pass", "pass", "good"},
             {"brainpoolP384r1", site({with_key("brainpoolP384r1")}), "pass", "pass", "good"},
             {"RSA of 3072 bits", site({with_key("rsa3072")}), "pass", "pass", "good"},
             {"RSA of 2048 bits", site({with_key("rsa2048")}), "warn", "warn", "phase_out"},
             {"RSA of 1024 bits", site({with_key("rsa1024")}), "fail", "fail", "insufficient"},
             {"P-224", site({with_key("secp224r1")}), "warn", "warn", "phase_out"},
             {"secp256k1", site({with_key("secp256k1")}), "fail", "fail", "insufficient"},
             {"DSA", site({with_key("dsa1024")}), "fail", "fail", "insufficient"},
             {"an intermediate of 1024 bits", site({with_key("secp256r1", "rsa1024")}), "fail", "fail", "insufficient"},
             {"a known root of 1024 bits", site({with_short_root(0)}), "pass", "pass", "good"},
             {"a root of 1024 bits that nobody knows", site({with_short_root(19)}), "fail", "fail", "insufficient"},
             {"seen in a hello only", site({by_hello}), "pass", "pass", "good"},
             {"nothing that can be read", site({unreadable}), "?", "?", "no_certificate"},
             {"the worst of two addresses", site({good_tls(), with_key("rsa2048")}), "warn", "warn", "phase_out"},
         });
  expect(kCheck, Subject::kMail,
         {{"RSA of 2048 bits", mail({with_key("rsa2048")}), "warn", "warn", "phase_out"},
          {"RSA of 1024 bits", mail({with_key("rsa1024")}), "fail", "fail", "insufficient"}});
}

TEST(CertKey, of_2048_bits_was_good_by_the_older_rules) {
  expect(kCheck, Subject::kWeb,
         {{"RSA of 2048 bits", site({with_key("rsa2048")}), "pass", "pass", "good"},
          {"RSA of 1024 bits", site({with_key("rsa1024")}), "fail", "fail", "insufficient"}},
         older_rules());
}

TEST(CertKey, names_whose_key_it_is) {
  const Judged judged = kCheck.judge(site({with_key("rsa2048")}), rules(), Subject::kWeb);
  EXPECT_EQ("CN=zorg.example: rsa 2048 bits", judged.own.why.args.at(0).second);
}

}  // namespace
}  // namespace waarborg::scan::cert_key
