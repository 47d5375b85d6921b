// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_certificates.h"
#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::ocsp_stapling {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts stapled(bool announced, bool good, Heard heard = Heard::kAnswer, bool must = false) {
  Wanted wanted = leaf();
  wanted.ocsp = "http://ocsp.example/";
  wanted.must_staple = must;
  TlsFacts facts = good_tls();
  facts.hellos[1].ocsp_stapled = announced;
  facts.handshake.heard = heard;
  facts.handshake.ocsp_good = good;
  facts.handshake.chain = in_base64({certificate(wanted, intermediate()), certificate(intermediate(), root())});
  return facts;
}

TlsFacts in_tls13(bool good, Heard heard) {
  TlsFacts facts = stapled(false, good, heard);
  facts.hellos = tls13_only().hellos;
  return facts;
}

TEST(OcspStapling, is_optional_but_must_hold) {
  expect(kCheck, Subject::kWeb,
         {
             {"good", site({stapled(true, true)}), "pass", "pass", "good"},
             {"good, in TLS 1.3 only", site({in_tls13(true, Heard::kAnswer)}), "pass", "pass", "good"},
             {"none", site({stapled(false, false)}), "info", "info", "none"},
             {"none or no good one, in TLS 1.3 only", site({in_tls13(false, Heard::kAnswer)}), "info", "info", "none"},
             {"not trusted", site({stapled(true, false)}), "warn", "warn", "untrusted"},
             {"announced, no handshake", site({stapled(true, false, Heard::kTlsFailed)}), "?", "?", "unknown"},
             {"not announced, no handshake", site({stapled(false, false, Heard::kTlsFailed)}), "info", "info", "none"},
             {"TLS 1.3 only, no handshake", site({in_tls13(false, Heard::kTimeout)}), "?", "?", "unknown"},
             {"the certificate asks for it", site({stapled(false, false, Heard::kAnswer, true)}), "info", "fail",
              "must_staple"},
             {"the certificate asks for it and gets it", site({stapled(true, true, Heard::kAnswer, true)}), "pass",
              "pass", "good"},
             {"no address in the certificate", site({good_tls()}), "na", "na", "no_address"},
         });
}

TEST(OcspStapling, does_not_count) {
  EXPECT_EQ(0, kCheck.judge(site({stapled(true, true)}), rules(), Subject::kWeb).internet_nl->points);
}

}  // namespace
}  // namespace waarborg::scan::ocsp_stapling
