// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_early_data {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts early(std::int64_t bytes, int version = 0x0304, Heard heard = Heard::kAnswer) {
  TlsFacts facts = good_tls();
  facts.handshake.early_data = bytes;
  facts.handshake.version = version;
  facts.handshake.heard = heard;
  return facts;
}

TEST(TlsEarlyData, must_be_off) {
  TlsFacts no_13 = with(without(good_tls(), {"control"}), {alerted("tls13", 70)});
  no_13.handshake.version = 0x0303;
  expect(kCheck, Subject::kWeb,
         {
             {"off", site({early(0)}), "pass", "pass", "off"},
             {"16 KiB", site({early(16'384)}), "fail", "fail", "offered"},
             {"no TLS 1.3", site({no_13}), "na", "na", "no_tls13"},
             {"no handshake", site({early(0, 0, Heard::kTlsFailed)}), "?", "?", "unknown"},
             {"a handshake by TLS 1.2 though there is 1.3", site({early(0, 0x0303)}), "?", "?", "unknown"},
             {"on at the second address", site({early(0), early(1)}), "fail", "fail", "offered"},
         });
}

TEST(TlsEarlyData, of_mail_is_not_looked_at_by_internet_nl) {
  expect(kCheck, Subject::kMail,
         {{"off", mail({early(0)}), "na", "pass", "off"}, {"on", mail({early(16'384)}), "na", "fail", "offered"}});
  EXPECT_EQ(10, kCheck.judge(mail({early(0)}), rules(), Subject::kMail).internet_nl->points);
}

}  // namespace
}  // namespace waarborg::scan::tls_early_data
