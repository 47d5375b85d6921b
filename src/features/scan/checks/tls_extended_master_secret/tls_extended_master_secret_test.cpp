// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_extended_master_secret {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts without_it() {
  return each(good_tls(), [](HelloFact& hello) { hello.extended_master_secret = false; });
}

TEST(TlsExtendedMasterSecret, must_be_used_with_tls_12) {
  expect(
      kCheck, Subject::kWeb,
      {
          {"used", site({good_tls()}), "pass", "pass", "used"},
          {"not used", site({without_it()}), "fail", "fail", "missing"},
          {"not used at the second address", site({good_tls(), without_it()}), "fail", "fail", "missing"},
          {"TLS 1.3 only", site({tls13_only()}), "na", "na", "no_tls12"},
          {"TLS 1.2 silent", site({with(all_ended(HelloOutcome::kTimeout), {answered("tls13", 0x0304, kAes256Gcm13)})}),
           "?", "?", "unknown"},
          {"only TLS 1.0", site({with(TlsFacts{}, {alerted("tls12", 40), answered("tls10", 0x0301, k3Des)})}), "na",
           "na", "no_tls12"},
      });
  expect(kCheck, Subject::kMail,
         {{"not used by a mail server", mail({without_it()}), "fail", "fail", "missing"},
          {"mail without TLS at all", mail({all_ended(HelloOutcome::kReset)}), "?", "?", "broken_off"}});
}

TEST(TlsExtendedMasterSecret, counts_only_where_there_is_tls_12) {
  EXPECT_EQ(0, kCheck.judge(site({tls13_only()}), rules(), Subject::kWeb).internet_nl->points);
  EXPECT_TRUE(rules().weights.at("web.tls_extended_master_secret").once_tested);
}

TEST(TlsExtendedMasterSecret, was_not_asked_for_by_the_older_rules) {
  expect(kCheck, Subject::kWeb, {{"not used", site({without_it()}), "-", "fail", "missing"}}, older_rules());
}

}  // namespace
}  // namespace waarborg::scan::tls_extended_master_secret
