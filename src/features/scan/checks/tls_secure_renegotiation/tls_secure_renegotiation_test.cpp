// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_secure_renegotiation {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts without_it() {
  return each(good_tls(), [](HelloFact& hello) { hello.renegotiation_info = false; });
}

TEST(TlsSecureRenegotiation, must_be_known_below_tls_13) {
  expect(kCheck, Subject::kWeb,
         {
             {"known", site({good_tls()}), "pass", "pass", "safe"},
             {"not known to the server", site({without_it()}), "fail", "fail", "missing"},
             {"TLS 1.3 only", site({tls13_only()}), "na", "na", "tls13_only"},
             {"nothing below TLS 1.3 seen",
              site({with(all_ended(HelloOutcome::kTimeout), {answered("tls13", 0x0304, kAes256Gcm13)})}), "?", "?",
              "unknown"},
             {"silent server", site({all_ended(HelloOutcome::kTimeout)}), "?", "?", "silent"},
             {"missing at the second address", site({good_tls(), without_it()}), "fail", "fail", "missing"},
         });
  expect(kCheck, Subject::kMail, {{"mail server without", mail({without_it()}), "fail", "fail", "missing"}});
}

}  // namespace
}  // namespace waarborg::scan::tls_secure_renegotiation
