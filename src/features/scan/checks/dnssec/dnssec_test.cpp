// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::dnssec {
extern const Check kCheck;

namespace {

using namespace web;

DomainFacts with(DnsAnswers answers) {
  DomainFacts facts;
  facts.name = "example.nl";
  facts.dns = std::move(answers);
  return facts;
}

DnsAnswer soa(DnsSecurity security, std::string name = "example.nl") {
  return answer(std::move(name), "SOA", {"ns.example.nl hostmaster.example.nl 1 2 3 4 5"}, security);
}

TEST(Dnssec, is_known_from_the_soa_answer) {
  DnsAnswer failed = no_answer("example.nl", "SOA", DnsOutcome::kFailed);
  failed.security = DnsSecurity::kBogus;
  failed.reason = "signature expired";
  DnsAnswer nothing = no_answer("example.nl", "SOA", DnsOutcome::kNoName);
  nothing.security = DnsSecurity::kSecure;
  const struct {
    const char* what;
    DnsAnswers answers;
    const char* internet_nl;
    int points;
    const char* own;
  } kRows[] = {
      {"secure", {soa(DnsSecurity::kSecure)}, "pass scan.dnssec.domain_secure", 10, "pass scan.dnssec.domain_secure"},
      {"insecure",
       {soa(DnsSecurity::kInsecure)},
       "fail scan.dnssec.domain_insecure",
       2,
       "fail scan.dnssec.domain_insecure"},
      {"bogus", {failed}, "fail scan.dnssec.domain_bogus", 0, "fail scan.dnssec.domain_bogus"},
      {"servfail",
       {no_answer("example.nl", "SOA", DnsOutcome::kFailed)},
       "unknown scan.dnssec.domain_unknown",
       0,
       "unknown scan.dnssec.domain_unknown"},
      {"timeout",
       {no_answer("example.nl", "SOA")},
       "unknown scan.dnssec.domain_unknown",
       0,
       "unknown scan.dnssec.domain_unknown"},
      {"not asked", {}, "unknown scan.dnssec.domain_unknown", 0, "unknown scan.dnssec.domain_unknown"},
      {"no SOA, signed so",
       {answer("example.nl", "SOA", {})},
       "pass scan.dnssec.domain_secure",
       10,
       "pass scan.dnssec.domain_secure"},
      {"timeout, but A is secure",
       {no_answer("example.nl", "SOA"), answer("example.nl", "A", {"192.0.2.1"})},
       "pass scan.dnssec.domain_secure",
       10,
       "pass scan.dnssec.domain_secure"},
      {"A insecure through a CNAME, SOA secure",
       {answer("example.nl", "A", {"192.0.2.1"}, DnsSecurity::kInsecure), soa(DnsSecurity::kSecure)},
       "pass scan.dnssec.domain_secure",
       10,
       "pass scan.dnssec.domain_secure"},
      {"A bogus, SOA secure",
       {soa(DnsSecurity::kSecure), answer("example.nl", "A", {}, DnsSecurity::kBogus)},
       "pass scan.dnssec.domain_secure",
       10,
       "fail scan.dnssec.domain_bogus"},
      {"another name",
       {soa(DnsSecurity::kSecure, "example.com")},
       "unknown scan.dnssec.domain_unknown",
       0,
       "unknown scan.dnssec.domain_unknown"},
      {"no such name", {nothing}, "na scan.dnssec.domain_no_name", 0, "na scan.dnssec.domain_no_name"},
      {"no such name, unsigned",
       {no_answer("example.nl", "SOA", DnsOutcome::kNoName)},
       "na scan.dnssec.domain_no_name",
       0,
       "na scan.dnssec.domain_no_name"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, with(row.answers));
    EXPECT_EQ(row.internet_nl, said(judged.internet_nl)) << row.what;
    EXPECT_EQ(row.points, judged.internet_nl->points) << row.what;
    EXPECT_EQ(row.own, said(judged.own)) << row.what;
  }
  EXPECT_EQ(std::vector<std::string>{"example.nl: bogus (SOA): signature expired"},
            judge_web(kCheck, with({failed})).own.seen);
}

TEST(Dnssec, for_mail_every_mail_server_must_be_signed_too) {
  DnsAnswers answers{soa(DnsSecurity::kSecure), answer("example.nl", "MX", {"10 mx.example.nl", "20 mx.elders.nl"}),
                     soa(DnsSecurity::kSecure, "mx.example.nl"), soa(DnsSecurity::kInsecure, "mx.elders.nl")};

  const Judged judged = kCheck.judge(with(answers), {}, Subject::kMail);

  EXPECT_EQ("fail scan.dnssec.mx_insecure", said(judged.internet_nl));
  EXPECT_EQ(10, judged.internet_nl->points);
  EXPECT_EQ("fail scan.dnssec.mx_insecure", said(judged.own));
  EXPECT_EQ(3U, judged.own.seen.size());
  EXPECT_EQ("pass scan.dnssec.domain_secure", said(judge_web(kCheck, with(answers)).own));

  answers.pop_back();
  const Judged silent = kCheck.judge(with(answers), {}, Subject::kMail);
  EXPECT_EQ("unknown scan.dnssec.mx_unknown", said(silent.own));
  EXPECT_EQ("pass scan.dnssec.domain_secure", said(silent.internet_nl));  // its score is that of the domain
}

TEST(Dnssec, a_domain_without_mail_has_no_mail_servers_to_sign) {
  const DnsAnswers answers{soa(DnsSecurity::kSecure), answer("example.nl", "MX", {"0 ."})};

  EXPECT_EQ("pass scan.dnssec.domain_secure", said(kCheck.judge(with(answers), {}, Subject::kMail).own));
}

TEST(Dnssec, asks_for_each_mail_server_once_they_are_known) {
  EXPECT_EQ(2U, kCheck.asks(with({})).size());

  const auto questions = kCheck.asks(with({answer("example.nl", "MX", {"10 mx.example.nl"})}));
  ASSERT_EQ(3U, questions.size());
  EXPECT_EQ("mx.example.nl", questions[2].name);
  EXPECT_EQ("SOA", questions[2].type);
}

}  // namespace
}  // namespace waarborg::scan::dnssec
