// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <optional>

#include "features/scan/checks/mx/record.h"
#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::mx {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;
using enum Outcome;

TEST(Mx, where_mail_goes_or_that_there_is_none) {
  struct Row {
    std::string zone;
    std::optional<Wanted> theirs;
    Wanted own;
  };
  const std::string site = "\nexample.nl A 192.0.2.1";
  const std::string one = "example.nl MX 10 mx.example.nl";
  const std::string two = one + "\nexample.nl MX 20 mx2.example.nl\nmx.example.nl A 192.0.2.5";
  for (const Row& row : {
           Row{one + "\nmx.example.nl A 192.0.2.5", {}, {kPass, "good"}},
           Row{one + "\nmx.example.nl AAAA 2001:db8::5", {}, {kPass, "good"}},
           Row{two + "\nmx2.example.nl A 192.0.2.6", {}, {kPass, "good"}},
           Row{one, {}, {kFail, "unreachable"}},
           Row{two, {}, {kWarn, "unreachable"}},
           Row{one + "\nmx.example.nl A ?", {}, {kInconclusive, "host_unknown"}},
           Row{two + "\nmx2.example.nl A ?", {}, {kInconclusive, "host_unknown"}},
           Row{"example.nl MX 10 192.0.2.5", {}, {kFail, "address"}},
           Row{"example.nl MX 10 localhost", {}, {kFail, "localhost"}},
           Row{two + "\nexample.nl MX 30 localhost\nmx2.example.nl A 192.0.2.6", {}, {kWarn, "localhost"}},
           Row{"example.nl MX 0 .", Wanted{kInfo, "null"}, {kNotApplicable, "null"}},
           Row{"example.nl MX 0 ." + site, Wanted{kNotApplicable, "null"}, {kNotApplicable, "null"}},
           Row{"example.nl MX 10 ." + site, Wanted{kNotApplicable, "null_preference"}, {kWarn, "null_preference"}},
           Row{one + "\nexample.nl MX 0 .\nmx.example.nl A 192.0.2.5",
               Wanted{kWarn, "null_and_others"},
               {kFail, "null_and_others"}},
           Row{"", Wanted{kNotApplicable, "no_mail"}, {kNotApplicable, "no_mail"}},
           Row{site, Wanted{kNotApplicable, "implicit"}, {kWarn, "implicit"}},
           Row{"example.nl AAAA 2001:db8::1", Wanted{kNotApplicable, "implicit"}, {kWarn, "implicit"}},
           Row{"example.nl TXT v=spf1 -all" + site, Wanted{kInfo, "no_null"}, {kWarn, "no_null"}},
           Row{"example.nl TXT v=spf1 mx -all" + site, Wanted{kNotApplicable, "implicit"}, {kWarn, "implicit"}},
           Row{"example.nl A ?", Wanted{kInconclusive, "address_unknown"}, {kInconclusive, "address_unknown"}},
           Row{"example.nl MX ?", {}, {kInconclusive, "unanswered"}},
           Row{"example.nl MX #", {}, {kInconclusive, "bogus"}},
           Row{"example.nl MX garbage", {}, {kInconclusive, "unreadable"}},
       }) {
    const Judged judged = kCheck.judge(facts_of(kCheck, row.zone), {}, Subject::kMail);
    ASSERT_EQ(row.theirs.has_value(), judged.internet_nl.has_value()) << row.zone;
    if (row.theirs) expect(kCheck, *row.theirs, *judged.internet_nl, row.zone);
    expect(kCheck, row.own, judged.own, row.zone);
  }
}

TEST(Mx, a_server_must_not_be_an_alias) {
  auto facts = facts_of(kCheck, "example.nl MX 10 mx.example.nl\nmx.example.nl A 192.0.2.5");
  for (DnsAnswer& answer : facts.dns) {
    if (answer.name == "mx.example.nl") answer.canonical = "host.provider.nl";
  }
  expect(kCheck, {kWarn, "alias"}, kCheck.judge(facts, {}, Subject::kMail).own, "");
}

TEST(Mx, asks_for_twenty_servers_at_most) {
  std::string zone;
  for (int i = 0; i < 500; ++i) zone += "example.nl MX " + std::to_string(i) + " mx" + std::to_string(i) + ".nl\n";
  EXPECT_EQ(44U, facts_of(kCheck, zone).dns.size());
}

TEST(Mx, records) {
  EXPECT_EQ((Server{10, "mx.example.nl"}), read_record("10 MX.example.nl."));
  EXPECT_EQ((Server{0, "."}), read_record("0 ."));
  for (const char* text : {"", "10", "10 ", "mx.nl", "-1 mx.nl", "65536 mx.nl", "10mx.nl", "99999999999 mx.nl"}) {
    EXPECT_FALSE(read_record(text)) << text;
  }
}

}  // namespace
}  // namespace waarborg::scan::mx
