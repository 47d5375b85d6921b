// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_client_renegotiation {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts times(int count) {
  TlsFacts facts = good_tls();
  facts.handshake.client_renegotiations = count;
  return facts;
}

TEST(TlsClientRenegotiation, is_best_refused_and_may_be_limited) {
  TlsFacts only_13 = tls13_only();
  only_13.handshake.client_renegotiations = -1;
  expect(kCheck, Subject::kWeb,
         {
             {"refused", site({times(0)}), "pass", "pass", "refused"},
             {"once", site({times(1)}), "info", "info", "limited"},
             {"ten times", site({times(10)}), "info", "info", "limited"},
             {"more than ten times", site({times(11)}), "info", "warn", "unlimited"},
             {"not tried", site({times(-1)}), "?", "?", "unknown"},
             {"TLS 1.3 only", site({only_13}), "na", "na", "tls13_only"},
             {"unlimited at the second address", site({times(0), times(11)}), "info", "warn", "unlimited"},
             {"refused at one, not tried at the other", site({times(0), times(-1)}), "?", "?", "unknown"},
         });
}

TEST(TlsClientRenegotiation, does_not_count) { EXPECT_EQ(0, rules().weights.at("web.tls_client_renegotiation").full); }

}  // namespace
}  // namespace waarborg::scan::tls_client_renegotiation
