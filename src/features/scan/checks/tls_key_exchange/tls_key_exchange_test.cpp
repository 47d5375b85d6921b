// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_key_exchange {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts by_group(int group) {
  TlsFacts facts = good_tls();
  for (HelloFact& hello : facts.hellos) {
    if (hello.outcome == HelloOutcome::kServerHello) hello.group = group;
  }
  return facts;
}

TlsFacts by_dhe(std::string name, int bits) {
  HelloFact dhe = answered("dhe", 0x0303, kDheAes256Gcm, 0);
  dhe.dh_group = std::move(name);
  dhe.dh_bits = bits;
  return with(good_tls(), {dhe});
}

TEST(TlsKeyExchange, judges_each_group_seen) {
  const HelloFact silent = unanswered("dhe", HelloOutcome::kTimeout);
  TlsFacts without_any = without(by_group(0), {"tls13", "control", "dhe"});
  expect(
      kCheck, Subject::kWeb,
      {
          {"x25519", site({good_tls()}), "pass", "pass", "good"},
          {"x448", site({by_group(30)}), "pass", "pass", "good"},
          {"secp256r1", site({by_group(23)}), "pass", "pass", "good"},
          {"secp384r1", site({by_group(24)}), "pass", "pass", "good"},
          {"secp521r1", site({by_group(25)}), "pass", "pass", "good"},
          {"brainpoolP256r1", site({by_group(26)}), "pass", "pass", "good"},
          {"X25519MLKEM768", site({by_group(0x11EC)}), "pass", "pass", "good"},
          {"secp224r1", site({by_group(21)}), "warn", "warn", "phase_out"},
          {"ffdhe3072 in TLS 1.3", site({by_group(0x0101)}), "warn", "warn", "phase_out"},
          {"ffdhe2048 in TLS 1.3", site({by_group(0x0100)}), "fail", "fail", "insufficient"},
          {"secp192r1", site({by_group(19)}), "fail", "fail", "insufficient"},
          {"secp256k1", site({by_group(22)}), "fail", "fail", "insufficient"},
          {"sect571r1", site({by_group(14)}), "fail", "fail", "insufficient"},
          {"a group without a name", site({by_group(0xFE00)}), "fail", "fail", "insufficient"},
          {"DHE ffdhe3072", site({by_dhe("ffdhe3072", 3072)}), "warn", "warn", "phase_out"},
          {"DHE ffdhe8192", site({by_dhe("ffdhe8192", 8192)}), "warn", "warn", "phase_out"},
          {"DHE ffdhe2048", site({by_dhe("ffdhe2048", 2048)}), "fail", "fail", "insufficient"},
          {"DHE modp4096", site({by_dhe("modp4096", 4096)}), "fail", "fail", "insufficient"},
          {"DHE of its own, 4096 bits", site({by_dhe("own", 4096)}), "fail", "fail", "insufficient"},
          {"DHE of 1024 bits", site({by_dhe("modp1024", 1024)}), "fail", "fail", "insufficient"},
          {"DHE of 512 bits without a name", site({by_dhe("", 512)}), "fail", "fail", "insufficient"},
          {"DHE silent, but no suite has it", site({with(good_tls(), {silent})}), "pass", "pass", "good"},
          {"DHE silent and suites not known", site({with(without(good_tls(), {"tls12_suites_3"}), {silent})}), "?", "?",
           "unknown"},
          {"DHE silent, and a suite has it",
           site({with(good_tls(), {silent, answered("tls12_suites_2", 0x0303, kDheAes256Gcm)})}), "?", "?", "unknown"},
          {"DHE not asked and suites not known", site({without(good_tls(), {"dhe", "tls12_suites_3"})}), "?", "?",
           "unknown"},
          {"a weak curve though DHE is silent", site({with(by_group(19), {silent})}), "fail", "fail", "insufficient"},
          {"TLS 1.3 only, DHE silent", site({with(tls13_only(), {silent})}), "pass", "pass", "good"},
          {"static RSA only", site({without_any}), "na", "na", "none"},
          {"static RSA, suites not known", site({without(without_any, {"tls12_suites_3"})}), "?", "?", "unknown"},
          {"the worst of two addresses", site({good_tls(), by_dhe("modp1024", 1024)}), "fail", "fail", "insufficient"},
      });
}

TEST(TlsKeyExchange, by_the_older_rules_judges_the_same_facts_otherwise) {
  expect(kCheck, Subject::kWeb,
         {{"ffdhe2048", site({by_dhe("ffdhe2048", 2048)}), "warn", "warn", "phase_out"},
          {"ffdhe4096", site({by_dhe("ffdhe4096", 4096)}), "pass", "pass", "good"},
          {"secp521r1 was not named then", site({by_group(25)}), "fail", "fail", "insufficient"}},
         older_rules());
}

TEST(TlsKeyExchange, names_the_group_and_its_length) {
  const Judged judged = kCheck.judge(mail({by_dhe("modp1024", 1024)}), rules(), Subject::kMail);
  EXPECT_EQ("DHE modp1024 (1024 bits)", judged.own.why.args.at(0).second);
}

}  // namespace
}  // namespace waarborg::scan::tls_key_exchange
