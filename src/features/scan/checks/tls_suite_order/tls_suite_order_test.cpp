// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_suite_order {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts choosing(int accepted_too, int first, int second) {
  return with(good_tls(), {answered("tls12_suites_2", 0x0303, accepted_too), answered("order_1", 0x0303, first),
                           answered("order_2", 0x0303, second)});
}

TEST(TlsSuiteOrder, matters_only_beside_a_suite_to_be_phased_out) {
  const HelloFact silent = unanswered("order_1", HelloOutcome::kTimeout);
  const TlsFacts phase_out_only = with(without(choosing(kDheAes256Gcm, kDheAes256Gcm, kDheAes256Gcm), {"tls12"}),
                                       {answered("tls12_suites_1", 0x0303, kDheAes256Gcm)});
  expect(
      kCheck, Subject::kWeb,
      {
          {"only good ones", site({good_tls()}), "na", "na", "only_good"},
          {"only good ones, order silent", site({with(good_tls(), {silent})}), "na", "na", "only_good"},
          {"TLS 1.3 only", site({tls13_only()}), "na", "na", "tls13_only"},
          {"prefers the better", site({choosing(kDheAes256Gcm, kEcdheAes256Gcm, kEcdheAes256Gcm)}), "pass", "pass",
           "good"},
          {"prefers the worse", site({choosing(kDheAes256Gcm, kDheAes256Gcm, kDheAes256Gcm)}), "fail", "fail",
           "prefers_worse"},
          {"follows the client", site({choosing(kDheAes256Gcm, kDheAes256Gcm, kEcdheAes256Gcm)}), "fail", "fail",
           "prefers_worse"},
          {"prefers an insufficient one", site({choosing(k3Des, k3Des, kEcdheAes256Gcm)}), "na", "fail",
           "prefers_worse"},
          {"has an insufficient one and prefers the better", site({choosing(k3Des, kEcdheAes256Gcm, kEcdheAes256Gcm)}),
           "na", "pass", "good"},
          {"has only worse ones", site({phase_out_only}), "na", "na", "only_worse"},
          {"order silent", site({with(choosing(kDheAes256Gcm, 0, kEcdheAes256Gcm), {silent})}), "?", "?", "unknown"},
          {"order not asked", site({without(choosing(kDheAes256Gcm, 0, 0), {"order_1", "order_2"})}), "?", "?",
           "unknown"},
          {"one answer already shows it", site({with(choosing(kDheAes256Gcm, 0, kDheAes256Gcm), {silent})}), "fail",
           "fail", "prefers_worse"},
          {"not all suites known, order good", site({without(good_tls(), {"tls12_suites_3"})}), "pass", "pass", "good"},
          {"neither suites nor order known", site({without(good_tls(), {"tls12_suites_3", "order_1", "order_2"})}), "?",
           "?", "unknown"},
          {"nothing known", site({all_ended(HelloOutcome::kTimeout)}), "?", "?", "silent"},
          {"the worst of two addresses", site({good_tls(), choosing(kDheAes256Gcm, kDheAes256Gcm, kDheAes256Gcm)}),
           "fail", "fail", "prefers_worse"},
      });
}

TEST(TlsSuiteOrder, that_is_not_needed_counts_as_good) {
  EXPECT_EQ(10, kCheck.judge(site({tls13_only()}), rules(), Subject::kWeb).internet_nl->points);
  EXPECT_EQ(10, kCheck.judge(mail({good_tls()}), rules(), Subject::kMail).internet_nl->points);
}

}  // namespace
}  // namespace waarborg::scan::tls_suite_order
