// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/tls/test_facts.h"

namespace waarborg::scan::tls_version {
extern const Check kCheck;

namespace {

using namespace testing;

TlsFacts offering(std::initializer_list<HelloFact> hellos) { return with(good_tls(), hellos); }

TlsFacts without_tls13() {
  TlsFacts facts = without(with(good_tls(), {alerted("tls13", 70)}), {"ssl2", "control"});
  facts.handshake.version = 0x0303;
  return facts;
}

DomainFacts port_443(Heard heard) {
  DomainFacts facts = site({TlsFacts{}});
  facts.web.front().port_443 = heard;
  return facts;
}

TEST(TlsVersion, judges_what_is_offered_and_what_is_not_known) {
  const HelloFact old_10 = answered("tls10", 0x0301, kEcdheAes128CbcSha);
  const HelloFact old_11 = answered("tls11", 0x0302, kEcdheAes128CbcSha);
  expect(kCheck, Subject::kWeb,
         {
             {"TLS 1.3 and 1.2", site({good_tls()}), "pass", "pass", "good"},
             {"TLS 1.3 only", site({tls13_only()}), "pass", "pass", "good"},
             {"TLS 1.2 only", site({with(without_tls13(), {alerted("ssl2")})}), "pass", "pass", "good"},
             {"TLS 1.1", site({offering({old_11})}), "fail", "fail", "insufficient"},
             {"TLS 1.0", site({offering({old_10})}), "fail", "fail", "insufficient"},
             {"SSL 3", site({offering({answered("ssl3", 0x0300, k3Des)})}), "fail", "fail", "insufficient"},
             {"SSL 2", site({offering({answered("ssl2", 0x0002, 0)})}), "fail", "fail", "insufficient"},
             {"TLS 1.0 at the second address", site({good_tls(), offering({old_10})}), "fail", "fail", "insufficient"},
             {"TLS 1.0 though the rest is silent", site({with(all_ended(HelloOutcome::kTimeout), {old_10})}), "fail",
              "fail", "insufficient"},
             {"an answer by TLS 1.0 to another hello",
              site({offering({answered("tls11", 0x0301, kEcdheAes128CbcSha)})}), "fail", "fail", "insufficient"},
             {"TLS 1.0 timed out", site({offering({alerted("tls11"), unanswered("tls10", HelloOutcome::kTimeout)})}),
              "?", "?", "unknown"},
             {"SSL 2 timed out", site({offering({unanswered("ssl2", HelloOutcome::kTimeout)})}), "?", "?", "unknown"},
             {"SSL 3 not asked, TLS 1.1 refused by its version", site({without(good_tls(), {"ssl3", "tls10"})}), "pass",
              "pass", "good"},
             {"SSL 2 not asked of one with TLS 1.3", site({without(good_tls(), {"ssl2"})}), "pass", "pass", "good"},
             {"SSL 2 not asked of one without", site({without_tls13()}), "?", "?", "unknown"},
             {"TLS 1.0 not connected", site({offering({alerted("tls11"), unanswered("tls10", HelloOutcome::kNoPeer)})}),
              "?", "?", "unknown"},
             {"TLS 1.0 closed, then a control", site({offering({unanswered("tls10", HelloOutcome::kClosed)})}), "pass",
              "pass", "good"},
             {"TLS 1.0 reset, then a control", site({offering({unanswered("tls10", HelloOutcome::kReset)})}), "pass",
              "pass", "good"},
             {"SSL 3 closed at the end, without a control",
              site({without(with(good_tls(), {unanswered("ssl3", HelloOutcome::kClosed)}),
                            {"control", "order_1", "order_2", "tls11", "tls10", "tls12_suites_1", "tls12_suites_2"})}),
              "?", "?", "unknown"},
             {"nothing but timeouts", site({all_ended(HelloOutcome::kTimeout)}), "?", "?", "silent"},
             {"nothing but resets", site({all_ended(HelloOutcome::kReset)}), "?", "?", "broken_off"},
             {"nothing but alerts", site({all_ended(HelloOutcome::kAlert, 112)}), "?", "?", "only_alerts"},
             {"plain HTTP on 443", site({all_ended(HelloOutcome::kNotTls)}), "na", "na", "other_protocol"},
             {"nothing listens", port_443(Heard::kRefused), "na", "na", "closed_port"},
             {"the port is silent", port_443(Heard::kTimeout), "?", "?", "silent"},
             {"no route", port_443(Heard::kUnreachable), "?", "?", "unreachable"},
             {"one address is silent", site({good_tls(), all_ended(HelloOutcome::kTimeout)}), "?", "?", "silent"},
         });
}

TEST(TlsVersion, looks_past_an_address_that_nobody_here_can_reach) {
  DomainFacts facts = site({good_tls(), TlsFacts{}});
  facts.web.back().address = "2001:db8::1";
  facts.web.back().port_443 = Heard::kNotTried;
  facts.vantage.ipv6 = false;
  DomainFacts only_v6 = facts;
  only_v6.web.erase(only_v6.web.begin());
  expect(kCheck, Subject::kWeb,
         {{"beside one that can be", facts, "pass", "pass", "good"}, {"alone", only_v6, "?", "?", "vantage"}});
}

TEST(TlsVersion, needs_a_site_that_is_there) {
  const DnsAnswer none{"zorg.example", "A", DnsOutcome::kNoData, DnsSecurity::kInsecure, "", {}, 0, ""};
  DnsAnswer none6 = none;
  none6.type = "AAAA";
  DnsAnswer failed = none6;
  failed.outcome = DnsOutcome::kFailed;
  expect(kCheck, Subject::kWeb,
         {{"no address", with(with(site({}), none), none6), "na", "na", "no_site"},
          {"not known", with(with(site({}), none), failed), "?", "?", "no_address"},
          {"not asked", site({}), "?", "?", "no_address"}});
}

TEST(TlsVersion, of_a_site_without_tls_counts_with_nothing) {
  const Judged judged = kCheck.judge(port_443(Heard::kRefused), rules(), Subject::kWeb);
  EXPECT_EQ(0, judged.internet_nl->points);
  EXPECT_EQ(10, kCheck.judge(site({good_tls()}), rules(), Subject::kWeb).internet_nl->points);
}

TEST(TlsVersion, by_the_older_rules_warns_of_what_now_fails) {
  const HelloFact old_10 = answered("tls10", 0x0301, kEcdheAes128CbcSha);
  const std::vector<Row> rows = {
      {"good", site({good_tls()}), "pass", "pass", "good"},
      {"TLS 1.0", site({offering({old_10})}), "warn", "warn", "phase_out"},
      {"SSL 3", site({offering({answered("ssl3", 0x0300, k3Des)})}), "fail", "fail", "insufficient"},
  };
  expect(kCheck, Subject::kWeb, rows, older_rules());
  EXPECT_EQ(Outcome::kFail, kCheck.judge(rows[1].facts, rules(), Subject::kWeb).own.outcome);
}

TEST(TlsVersion, shows_which_versions_and_where) {
  const Judged judged =
      kCheck.judge(site({good_tls(), offering({answered("tls10", 0x0301, k3Des)})}), rules(), Subject::kWeb);
  EXPECT_EQ("192.0.2.2: TLS 1.0", judged.own.seen.front());
  EXPECT_EQ((std::vector<std::pair<std::string, std::string>>{{"names", "TLS 1.0"}}), judged.own.why.args);
}

}  // namespace
}  // namespace waarborg::scan::tls_version
