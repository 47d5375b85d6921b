// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_suites {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts without_tls13() {
  TlsFacts facts =
      with(without(good_tls(), {"control"}), {alerted("tls13", 70), unanswered("ccm8", HelloOutcome::kTimeout)});
  facts.handshake.version = 0x0303;
  return facts;
}

TEST(TlsSuites, judges_what_is_accepted_and_what_is_not_known) {
  const auto taking = [](int suite) { return with(good_tls(), {answered("tls12_suites_2", 0x0303, suite)}); };
  const HelloFact silent = unanswered("tls12_suites_2", HelloOutcome::kTimeout);
  const TlsFacts not_eliminated = without(good_tls(), {"tls12_suites_1", "tls12_suites_2", "tls12_suites_3"});
  expect(
      kCheck, Subject::kWeb,
      {
          {"strong ones only", site({good_tls()}), "pass", "pass", "good"},
          {"TLS 1.3 only", site({tls13_only()}), "pass", "pass", "good"},
          {"AES-CBC with SHA-384", site({taking(kEcdheAes256Cbc384)}), "warn", "warn", "phase_out"},
          {"DHE with AES-GCM", site({taking(kDheAes256Gcm)}), "warn", "warn", "phase_out"},
          {"AES-CBC with SHA-1", site({taking(kEcdheAes128CbcSha)}), "fail", "fail", "insufficient"},
          {"static RSA", site({taking(kRsaAes128Gcm)}), "fail", "fail", "insufficient"},
          {"3DES", site({taking(k3Des)}), "fail", "fail", "insufficient"},
          {"a number that nobody gave out", site({taking(0xFEED)}), "fail", "fail", "insufficient"},
          {"the weak hello is taken", site({with(good_tls(), {answered("tls12_weak", 0x0303, k3Des)})}), "fail", "fail",
           "insufficient"},
          {"weak refused, not eliminated", site({not_eliminated}), "pass", "pass", "no_weak"},
          {"weak refused, elimination breaks off", site({with(good_tls(), {silent})}), "pass", "pass", "no_weak"},
          {"phase out, elimination breaks off",
           site({with(good_tls(), {answered("tls12_suites_1", 0x0303, kDheAes256Gcm), silent})}), "warn", "warn",
           "phase_out"},
          {"weak silent, eliminated to the end",
           site({with(good_tls(), {unanswered("tls12_weak", HelloOutcome::kTimeout)})}), "pass", "pass", "good"},
          {"weak silent, elimination breaks off",
           site({with(good_tls(), {unanswered("tls12_weak", HelloOutcome::kTimeout), silent})}), "?", "?", "unknown"},
          {"weak closed, control answered",
           site({with(not_eliminated, {unanswered("tls12_weak", HelloOutcome::kClosed)})}), "pass", "pass", "no_weak"},
          {"neither weak nor elimination asked", site({without(not_eliminated, {"tls12_weak"})}), "?", "?", "unknown"},
          {"a weak one found though the rest is silent",
           site({with(all_ended(HelloOutcome::kTimeout), {answered("tls12", 0x0303, k3Des)})}), "fail", "fail",
           "insufficient"},
          {"CCM_8 in TLS 1.3", site({with(good_tls(), {answered("ccm8", 0x0304, kCcm8)})}), "fail", "fail",
           "insufficient"},
          {"CCM_8 silent", site({with(good_tls(), {unanswered("ccm8", HelloOutcome::kTimeout)})}), "?", "?",
           "ccm8_unknown"},
          {"CCM_8 not asked", site({without(good_tls(), {"ccm8"})}), "pass", "pass", "good"},
          {"CCM_8 silent where TLS 1.3 is refused", site({without_tls13()}), "pass", "pass", "good"},
          {"a weak one at a lower version only, which internet.nl does not probe",
           site({with(good_tls(), {answered("tls10", 0x0301, kEcdheAes128CbcSha)})}), "pass", "fail", "insufficient"},
          {"SSL 2 has suites of its own", site({with(good_tls(), {answered("ssl2", 0x0002, 0x010080)})}), "pass",
           "pass", "good"},
          {"versions below 1.3 are not known",
           site({with(all_ended(HelloOutcome::kTimeout), {answered("tls13", 0x0304, kAes256Gcm13)})}), "?", "?",
           "unknown"},
          {"the worst of two addresses", site({good_tls(), taking(k3Des)}), "fail", "fail", "insufficient"},
      });
}

TEST(TlsSuites, judges_mail_alike) {
  expect(kCheck, Subject::kMail,
         {{"good", mail({good_tls()}), "pass", "pass", "good"},
          {"weak", mail({good_tls(), with(good_tls(), {answered("tls12_weak", 0x0303, k3Des)})}), "fail", "fail",
           "insufficient"},
          {"silent", mail({all_ended(HelloOutcome::kTimeout)}), "?", "?", "silent"}});
}

TEST(TlsSuites, by_the_older_rules_judges_the_same_facts_otherwise) {
  const auto taking = [](int suite) { return site({with(good_tls(), {answered("tls12_suites_2", 0x0303, suite)})}); };
  expect(kCheck, Subject::kWeb,
         {{"AES-CBC with SHA-1", taking(kEcdheAes128CbcSha), "pass", "pass", "good"},
          {"DHE", taking(kDheAes256Gcm), "pass", "pass", "good"},
          {"static RSA", taking(kRsaAes128Gcm), "warn", "warn", "phase_out"},
          {"3DES", taking(k3Des), "warn", "warn", "phase_out"},
          {"Camellia", taking(0xC08A), "fail", "fail", "insufficient"}},
         older_rules());
}

TEST(TlsSuites, names_at_most_eight_and_shows_at_most_twenty) {
  TlsFacts facts = good_tls();
  for (int suite = 1; suite <= 40; ++suite) {
    facts = with(facts, {answered("tls12_suites_" + std::to_string(100 + suite), 0x0303, suite)});
  }
  const Judged judged = kCheck.judge(site({facts}), rules(), Subject::kWeb);
  EXPECT_EQ(20U, judged.own.seen.size());
  EXPECT_TRUE(judged.own.why.args.at(0).second.ends_with(", …"));
}

}  // namespace
}  // namespace waarborg::scan::tls_suites
