// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::https_offered {
extern const Check kCheck;

namespace {

using namespace web;

struct Row {
  const char* what;
  Heard port_80, port_443;
  int plain_status;
  std::vector<HelloOutcome> hellos;
  const char* internet_nl;
  const char* own;
};

WebAddressFacts facts_of(const Row& row) {
  WebAddressFacts at = at_address("192.0.2.1", unheard(Heard::kTimeout));
  at.port_80 = row.port_80;
  at.port_443 = row.port_443;
  at.plain = row.plain_status == 0 ? unheard(row.port_80) : page({}, row.plain_status, "http://example.nl/");
  for (const HelloOutcome outcome : row.hellos) {
    HelloFact hello;
    hello.outcome = outcome;
    at.tls.hellos.push_back(hello);
  }
  return at;
}

TEST(HttpsOffered, is_known_from_what_answers_on_port_443) {
  using enum HelloOutcome;
  const Row kRows[] = {
      {"tls 1.2 or 1.3",
       Heard::kAnswer,
       Heard::kAnswer,
       301,
       {kServerHello},
       "pass scan.https_offered.good",
       "pass scan.https_offered.good"},
      {"tls 1.3 that asks again",
       Heard::kAnswer,
       Heard::kAnswer,
       301,
       {kTimeout, kRetryRequest},
       "pass scan.https_offered.good",
       "pass scan.https_offered.good"},
      {"plain http on 443",
       Heard::kAnswer,
       Heard::kAnswer,
       200,
       {kNotTls, kNotTls},
       "fail scan.https_offered.not_tls",
       "fail scan.https_offered.not_tls"},
      {"plain http once, silence once",
       Heard::kAnswer,
       Heard::kAnswer,
       200,
       {kNotTls, kTimeout},
       "unknown scan.https_offered.unreachable",
       "unknown scan.https_offered.unreachable"},
      {"alerts only",
       Heard::kAnswer,
       Heard::kAnswer,
       200,
       {kAlert, kAlert},
       "fail scan.https_offered.refuses",
       "fail scan.https_offered.refuses"},
      {"reset each time",
       Heard::kAnswer,
       Heard::kAnswer,
       200,
       {kReset, kReset},
       "unknown scan.https_offered.unreachable",
       "unknown scan.https_offered.unreachable"},
      {"closed, a site on 80",
       Heard::kAnswer,
       Heard::kRefused,
       200,
       {},
       "unknown scan.https_offered.unreachable",
       "fail scan.https_offered.closed"},
      {"closed, a block page on 80",
       Heard::kAnswer,
       Heard::kRefused,
       403,
       {},
       "unknown scan.https_offered.unreachable",
       "unknown scan.https_offered.unreachable"},
      {"closed, silence on 80",
       Heard::kTimeout,
       Heard::kRefused,
       0,
       {},
       "unknown scan.https_offered.unreachable",
       "unknown scan.https_offered.unreachable"},
      {"both closed",
       Heard::kRefused,
       Heard::kRefused,
       0,
       {},
       "na scan.https_offered.no_server",
       "na scan.https_offered.no_server"},
      {"silence on 443",
       Heard::kAnswer,
       Heard::kTimeout,
       200,
       {kNoPeer},
       "unknown scan.https_offered.unreachable",
       "unknown scan.https_offered.unreachable"},
  };
  for (const Row& row : kRows) {
    DomainFacts facts = site(unheard(Heard::kTimeout));
    facts.web = {facts_of(row)};
    const Judged judged = judge_web(kCheck, facts);
    EXPECT_EQ(row.internet_nl, said(judged.internet_nl)) << row.what;
    EXPECT_EQ(row.own, said(judged.own)) << row.what;
  }
}

TEST(HttpsOffered, an_answer_over_https_is_proof_enough) {
  const Judged judged = judge_web(kCheck, site(page({}, 503)));

  EXPECT_EQ("pass scan.https_offered.good", said(judged.own));
  EXPECT_EQ(10, judged.internet_nl->points);
  EXPECT_EQ(std::vector<std::string>{"192.0.2.1"}, judged.own.seen);
}

TEST(HttpsOffered, a_silent_address_says_nothing_against_one_that_speaks) {
  EXPECT_EQ("pass scan.https_offered.good", said(judge_web(kCheck, dual_site(page({}), unheard(Heard::kTimeout))).own));
}

TEST(HttpsOffered, one_address_without_https_is_enough_to_fail) {
  DomainFacts facts = dual_site(page({}), unheard(Heard::kRefused));
  facts.web[1].port_443 = Heard::kRefused;
  facts.web[1].plain = page({}, 200, "http://example.nl/");

  EXPECT_EQ("fail scan.https_offered.closed", said(judge_web(kCheck, facts).own));
}

TEST(HttpsOffered, without_addresses_there_is_nothing_to_judge) {
  DomainFacts facts;
  facts.name = "example.nl";
  EXPECT_EQ("unknown scan.https_offered.unreachable", said(judge_web(kCheck, facts).own));
  facts.dns = {answer("example.nl", "A", {}), answer("example.nl", "AAAA", {})};
  EXPECT_EQ("na scan.web.no_address", said(judge_web(kCheck, facts).own));
}

}  // namespace
}  // namespace waarborg::scan::https_offered
