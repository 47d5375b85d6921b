// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_kex_hash {
extern const Check kCheck;

namespace {

using namespace testing;

HelloFact signed_by(std::string asked, int scheme) {
  HelloFact hello = answered(std::move(asked), 0x0303, kEcdheAes256Gcm);
  hello.signature = scheme;
  return hello;
}

TEST(TlsKexHash, judges_with_what_the_server_signs) {
  const auto with_one = [](HelloFact hello) { return site({with(good_tls(), {std::move(hello)})}); };
  expect(kCheck, Subject::kWeb,
         {
             {"neither is taken", site({good_tls()}), "pass", "pass", "good"},
             {"RSA with SHA-1", with_one(signed_by("sha1", 0x0201)), "fail", "fail", "insufficient"},
             {"ECDSA with SHA-1", with_one(signed_by("sha1", 0x0203)), "fail", "fail", "insufficient"},
             {"DSA with SHA-1", with_one(signed_by("sha1", 0x0202)), "fail", "fail", "insufficient"},
             {"asked for SHA-1, signed with SHA-256", with_one(signed_by("sha1", 0x0401)), "pass", "pass", "good"},
             {"asked for SHA-1, signed with RSASSA-PSS", with_one(signed_by("sha1", 0x0804)), "pass", "pass", "good"},
             {"asked for SHA-1, broken off before the signature", with_one(signed_by("sha1", 0)), "?", "?", "unknown"},
             {"asked for SHA-1, a suite without signature", with_one(answered("sha1", 0x0303, 0x009D)), "pass", "pass",
              "good"},
             {"SHA-224", with_one(signed_by("sha224", 0x0301)), "warn", "warn", "phase_out"},
             {"SHA-1 though better is offered", with_one(signed_by("tls12", 0x0201)), "fail", "fail", "insufficient"},
             {"MD5 though better is offered", with_one(signed_by("tls12", 0x0101)), "fail", "fail", "insufficient"},
             {"SHA-1 silent", with_one(unanswered("sha1", HelloOutcome::kTimeout)), "?", "?", "unknown"},
             {"SHA-1 closed, control answered", with_one(unanswered("sha1", HelloOutcome::kClosed)), "pass", "pass",
              "good"},
             {"SHA-1 not asked", site({without(good_tls(), {"sha1"})}), "?", "?", "unknown"},
             {"SHA-224 silent", with_one(unanswered("sha224", HelloOutcome::kTimeout)), "?", "?", "unknown"},
             {"SHA-224 not asked", site({without(good_tls(), {"sha224"})}), "?", "?", "unknown"},
             {"TLS 1.3 only", site({tls13_only()}), "na", "na", "no_tls12"},
             {"the worst of two addresses", site({good_tls(), with(good_tls(), {signed_by("sha1", 0x0201)})}), "fail",
              "fail", "insufficient"},
         });
}

TEST(TlsKexHash, was_no_failure_by_the_older_rules) {
  expect(kCheck, Subject::kWeb,
         {{"SHA-1", site({with(good_tls(), {signed_by("sha1", 0x0201)})}), "warn", "fail", "insufficient"}},
         older_rules());
}

}  // namespace
}  // namespace waarborg::scan::tls_kex_hash
