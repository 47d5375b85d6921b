// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/dkim/key.h"
#include "features/scan/checks/dkim/testing.h"
#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::dkim {
extern const Check kCheck;

namespace {

using mail_dns::testing::answer_from;
using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;
using enum Outcome;

const std::string kSilent = "\nexample.nl TXT v=spf1 -all\n_dmarc.example.nl TXT v=DMARC1;p=reject";

TEST(Dkim, without_selectors_little_is_known_and_internet_nl_takes_any_answer_for_a_sign) {
  struct Row {
    std::string zone;
    Wanted theirs, own;
  };
  for (const Row& row : {
           Row{"_domainkey.example.nl TXT -", {kPass, "nl_something", 10}, {kInconclusive, "selectors_unknown"}},
           Row{"_domainkey.example.nl TXT o=-", {kPass, "nl_something", 10}, {kInconclusive, "selectors_unknown"}},
           Row{"", {kFail, "nl_nothing"}, {kInconclusive, "likely_none"}},
           Row{"_domainkey.example.nl TXT =", {kFail, "nl_nothing"}, {kFail, "proved_none"}},
           Row{"_domainkey.example.nl TXT ?", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
           Row{"_domainkey.example.nl TXT ~", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
           Row{"_domainkey.example.nl TXT #", {kInconclusive, "bogus"}, {kInconclusive, "bogus"}},
           Row{"_domainkey.example.nl TXT =" + kSilent, {kNotApplicable, "no_mail", 10}, {kNotApplicable, "no_mail"}},
           Row{"_domainkey.example.nl TXT -" + kSilent, {kPass, "nl_something", 10}, {kNotApplicable, "no_mail"}},
           Row{"example.nl TXT v=spf1 -all\n_dmarc.example.nl TXT v=DMARC1;p=quarantine",
               {kFail, "nl_nothing"},
               {kInconclusive, "likely_none"}},
           Row{"example.nl TXT v=spf1 mx -all\n_dmarc.example.nl TXT v=DMARC1;p=reject",
               {kFail, "nl_nothing"},
               {kInconclusive, "likely_none"}},
           Row{"example.nl TXT v=spf1 -all\n_dmarc.example.nl TXT v=DMARC1;p=reject;new=1",
               {kFail, "nl_nothing"},
               {kInconclusive, "likely_none"}},
           Row{"example.nl TXT v=spf1 -all\n_dmarc.example.nl TXT ?\n_domainkey.example.nl TXT =",
               {kInconclusive, "sending_unknown"},
               {kInconclusive, "sending_unknown"}},
           Row{"example.nl TXT ?\n_domainkey.example.nl TXT =",
               {kInconclusive, "sending_unknown"},
               {kInconclusive, "sending_unknown"}},
       }) {
    const Judged judged = kCheck.judge(facts_of(kCheck, row.zone), mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, "internet.nl: " + row.zone);
    expect(kCheck, row.own, judged.own, "own: " + row.zone);
  }
}

TEST(Dkim, a_subdomain_is_silent_by_the_policy_of_the_organisation) {
  const std::string zone =
      "www.example.nl TXT v=spf1 -all\n_domainkey.www.example.nl TXT =\n_dmarc.example.nl TXT "
      "v=DMARC1;p=none;sp=reject";
  const auto facts = facts_of(kCheck, zone, "www.example.nl");
  expect(kCheck, {kNotApplicable, "no_mail", 10},
         *kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail).internet_nl, zone);
}

TEST(Dkim, keys_of_selectors_that_are_given_are_looked_at_and_the_worst_is_said) {
  const std::string rsa1024 = "v=DKIM1; k=rsa; p=" + testing::kRsa1024;
  const std::string rsa2048 = "v=DKIM1; k=rsa; p=" + testing::kRsa2048;
  struct Row {
    std::vector<std::string> a, b;
    Wanted own;
  };
  for (const Row& row : {
           Row{{rsa2048}, {}, {kPass, "good"}},
           Row{{"p=" + testing::kRsa4096}, {}, {kPass, "good"}},
           Row{{"v=DKIM1;k=ed25519;p=" + testing::kEd25519}, {}, {kPass, "good_ed25519"}},
           Row{{rsa1024}, {}, {kWarn, "short"}},
           Row{{"v=DKIM1;p=" + testing::kRsa1023}, {}, {kFail, "weak"}},
           Row{{"v=DKIM1;p=" + testing::kRsa512}, {}, {kFail, "weak"}},
           Row{{"v=DKIM1;t=y:s;p=" + testing::kRsa2048}, {}, {kWarn, "testing"}},
           Row{{"v=DKIM1;t=s;p=" + testing::kRsa2048}, {}, {kPass, "good"}},
           Row{{"v=DKIM1;h=sha1;p=" + testing::kRsa2048}, {}, {kFail, "sha1"}},
           Row{{"v=DKIM1;h=sha1:sha256;p=" + testing::kRsa2048}, {}, {kPass, "good"}},
           Row{{"v=DKIM1;s=tlsrpt;p=" + testing::kRsa2048}, {}, {kInfo, "not_for_mail"}},
           Row{{"v=DKIM1;k=new;p=AAAA"}, {}, {kInfo, "not_for_mail"}},
           Row{{"v=DKIM1;p="}, {}, {kInfo, "revoked"}},
           Row{{"v=DKIM1;p="}, {rsa2048}, {kPass, "good"}},
           Row{{rsa2048}, {rsa1024}, {kWarn, "short"}},
           Row{{rsa2048, rsa2048}, {}, {kFail, "several"}},
           Row{{"v=DKIM1;k=rsa"}, {rsa2048}, {kFail, "bad_key"}},
           Row{{"v=DKIM2;p=" + testing::kRsa2048}, {}, {kFail, "bad_key"}},
           Row{{"v=DKIM1;p=AAAA"}, {}, {kFail, "bad_key"}},
           Row{{}, {}, {kInconclusive, "selectors_unknown"}},
       }) {
    auto facts = facts_of(kCheck, "_domainkey.example.nl TXT -");
    std::string zone;
    for (const auto& record : row.a) zone += "a._domainkey.example.nl TXT " + record + "\n";
    for (const auto& record : row.b) zone += "b._domainkey.example.nl TXT " + record + "\n";
    facts.dkim_selectors = {"a", "b", "c"};
    for (const auto& question : kCheck.asks(facts)) facts.dns.push_back(answer_from(zone, question));
    const Judged judged = kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.own, judged.own, zone);
    expect(kCheck, {kPass, "nl_something", 10}, *judged.internet_nl, zone);
  }
}

TEST(Dkim, a_selector_that_gives_no_answer_says_nothing) {
  auto facts = facts_of(kCheck, "_domainkey.example.nl TXT -");
  facts.dns.push_back(answer_from("a._domainkey.example.nl TXT ?", {"a._domainkey.example.nl", "TXT"}));
  expect(kCheck, {kInconclusive, "selectors_unknown"},
         kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail).own, "");
}

TEST(Dkim, a_good_selector_counts_even_when_the_name_above_it_is_silent) {
  auto facts = facts_of(kCheck, "_domainkey.example.nl TXT ?");
  const std::string record = "a._domainkey.example.nl TXT v=DKIM1; p=" + testing::kRsa2048;
  facts.dns.push_back(answer_from(record, {"a._domainkey.example.nl", "TXT"}));
  expect(kCheck, {kPass, "good"}, kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail).own, "");
}

TEST(DkimKey, bits_of_the_modulus) {
  for (const auto& [key, bits] : {std::pair{testing::kRsa512, 512}, std::pair{testing::kRsa1023, 1023},
                                  std::pair{testing::kRsa1024, 1024}, std::pair{testing::kRsa2048, 2048},
                                  std::pair{testing::kRsa4096, 4096}, std::pair{testing::kBareRsa2048, 2048}}) {
    const auto read = read_key("k=rsa; p=" + key.substr(0, 20) + " \t" + key.substr(20));
    ASSERT_TRUE(read);
    EXPECT_EQ(bits, read->bits);
  }
}

// Source: RFC 8463 appendix A.2.
TEST(DkimKey, the_keys_of_the_standard_are_read) {
  const auto ed25519 = read_key("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
  ASSERT_TRUE(ed25519);
  EXPECT_EQ(256, ed25519->bits);
  const auto rsa = read_key(
      "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/"
      "J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT"
      "+l/K4w3QIDAQAB");
  ASSERT_TRUE(rsa);
  EXPECT_EQ(1024, rsa->bits);
}

TEST(DkimKey, refuses_what_receivers_refuse) {
  for (const std::string txt : {"", "v=DKIM1", "p", "p=x=y;p=", "p=AA;p=AA", "P=AAAA", "k=rsa;v=DKIM1;p=", "p=!!!!",
                                "p=A", "p=AAA=A", "k=ed25519;p=AAAA", "p=MAA=", "p=MIGfMA0G"}) {
    EXPECT_FALSE(read_key(txt)) << txt;
  }
}

TEST(DkimKey, selectors_that_can_be_no_name_are_not_asked_for) {
  DomainFacts facts;
  facts.name = "example.nl";
  facts.dkim_selectors = {"", "a..b", std::string(64, 'a'), "Selector1", "selector1"};
  std::vector<std::string> below;
  for (const auto& question : kCheck.asks(facts)) {
    if (question.name.ends_with("._domainkey.example.nl")) below.push_back(question.name);
  }
  EXPECT_EQ(below, std::vector<std::string>{"selector1._domainkey.example.nl"});
}

}  // namespace
}  // namespace waarborg::scan::dkim
