// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/dmarc/discovery.h"
#include "features/scan/checks/dmarc/record.h"
#include "features/scan/checks/dmarc/strict.h"
#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::dmarc {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;
using enum Outcome;

struct Row {
  std::string name, zone;
  Wanted theirs, own;
};

TEST(Dmarc, there_is_one_record_for_the_domain) {
  for (const Row& row : {
           Row{"example.nl", "_dmarc.example.nl TXT v=DMARC1; p=none", {kPass, "found", 10}, {kPass, "found"}},
           Row{"example.nl",
               "_dmarc.example.nl TXT v=DMARC1;p=reject\n_dmarc.example.nl TXT other",
               {kPass, "found", 10},
               {kPass, "found"}},
           Row{"example.nl", "", {kFail, "none"}, {kFail, "none"}},
           Row{"example.nl", "_dmarc.example.nl TXT other", {kFail, "none"}, {kFail, "none"}},
           Row{"example.nl", "example.nl TXT v=DMARC1; p=none", {kFail, "none"}, {kFail, "none"}},
           Row{"example.nl",
               "_dmarc.example.nl TXT v=DMARC1;p=none\n_dmarc.example.nl TXT v=DMARC1;p=reject",
               {kFail, "several"},
               {kFail, "several"}},
           Row{"example.nl", "_dmarc.example.nl TXT v=dmarc1;p=none", {kPass, "found", 10}, {kFail, "bad_version"}},
           Row{"example.nl", "_dmarc.example.nl TXT v=DMARC12;p=none", {kPass, "found", 10}, {kFail, "bad_version"}},
           Row{"example.nl", "_dmarc.example.nl TXT v=DMARC1", {kPass, "found", 10}, {kFail, "unusable"}},
           Row{"example.nl", "_dmarc.example.nl TXT v=DMARC1;p=no", {kPass, "found", 10}, {kFail, "unusable"}},
           Row{"example.nl",
               "_dmarc.example.nl TXT v=DMARC1;rua=mailto:d@example.nl",
               {kPass, "found", 10},
               {kPass, "found"}},
           Row{"example.nl", "_dmarc.example.nl TXT ?", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
           Row{"example.nl", "_dmarc.example.nl TXT #", {kInconclusive, "bogus"}, {kInconclusive, "bogus"}},
           Row{"example.nl", "_dmarc.nl TXT ?", {kFail, "none"}, {kInconclusive, "unanswered"}},
           Row{"example.nl",
               "_dmarc.nl TXT ?\n_dmarc.example.nl TXT v=DMARC1;p=none",
               {kPass, "found", 10},
               {kPass, "found"}},
       }) {
    const auto facts = facts_of(kCheck, row.zone, row.name);
    const Judged judged = kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, "internet.nl: " + row.zone);
    expect(kCheck, row.own, judged.own, "own: " + row.zone);
  }
}

TEST(Dmarc, both_ways_to_the_record_of_the_organisation_and_where_they_differ) {
  for (const Row& row : {
           Row{"a.example.nl",
               "_dmarc.example.nl TXT v=DMARC1;p=none",
               {kPass, "found_above", 10},
               {kPass, "found_above"}},
           Row{"a.b.c.example.nl",
               "_dmarc.example.nl TXT v=DMARC1;p=none",
               {kPass, "found_above", 10},
               {kPass, "found_above"}},
           Row{"a.example.nl",
               "_dmarc.a.example.nl TXT v=DMARC1;p=none",
               {kPass, "found", 10},
               {kPass, "found_owners_differ"}},
           Row{"a.example.nl",
               "_dmarc.a.example.nl TXT v=DMARC1;p=none\n_dmarc.example.nl TXT v=DMARC1;p=none",
               {kPass, "found", 10},
               {kPass, "found"}},
           // Only the walk sees a record between the domain and the organisation.
           Row{"a.b.example.nl", "_dmarc.b.example.nl TXT v=DMARC1;p=none", {kFail, "none"}, {kWarn, "found_by_some"}},
           Row{"a.b.example.nl",
               "_dmarc.b.example.nl TXT v=DMARC1;p=none;psd=n\n_dmarc.example.nl TXT v=DMARC1;p=reject",
               {kPass, "found_above", 10},
               {kWarn, "found_by_some"}},
           // A public suffix that says so gives its policy to names below without one.
           Row{"example.nl", "_dmarc.nl TXT v=DMARC1;p=reject;psd=y", {kFail, "none"}, {kWarn, "found_by_some"}},
           Row{"a.example.nl",
               "_dmarc.a.example.nl TXT v=DMARC1;p=none\n_dmarc.nl TXT v=DMARC1;p=reject;psd=y",
               {kPass, "found", 10},
               {kPass, "found"}},
           Row{"a.example.nl", "_dmarc.example.nl TXT ?", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
           Row{"a.example.nl",
               "_dmarc.example.nl TXT v=DMARC1;p=none\n_dmarc.example.nl TXT v=DMARC1;p=none",
               {kFail, "several"},
               {kFail, "several"}},
       }) {
    const auto facts = facts_of(kCheck, row.zone, row.name);
    const Judged judged = kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, "internet.nl: " + row.zone);
    expect(kCheck, row.own, judged.own, "own: " + row.zone);
  }
}

TEST(Dmarc, without_the_list_the_reading_of_internet_nl_is_not_known) {
  const auto facts = facts_of(kCheck, "_dmarc.example.nl TXT v=DMARC1;p=none", "a.example.nl");
  const Judged judged = kCheck.judge(facts, {}, Subject::kMail);
  expect(kCheck, {kInconclusive, "no_list"}, *judged.internet_nl, "");
  expect(kCheck, {kPass, "found_above"}, judged.own, "");
}

// Source: RFC 9989 section 4.10.
TEST(DmarcWalk, asks_eight_names_at_most) {
  using Names = std::vector<std::string>;
  EXPECT_EQ((Names{"example.nl", "nl"}), walk_names("example.nl"));
  EXPECT_EQ(
      (Names{"a.b.c.d.e.f.g.nl", "b.c.d.e.f.g.nl", "c.d.e.f.g.nl", "d.e.f.g.nl", "e.f.g.nl", "f.g.nl", "g.nl", "nl"}),
      walk_names("a.b.c.d.e.f.g.nl"));
  EXPECT_EQ((Names{"x.y.z.a.b.c.d.e.f.nl", "a.b.c.d.e.f.nl", "b.c.d.e.f.nl", "c.d.e.f.nl", "d.e.f.nl", "e.f.nl", "f.nl",
                   "nl"}),
            walk_names("x.y.z.a.b.c.d.e.f.nl"));
}

// Source: RFC 9989 section 4.10.2.
TEST(DmarcWalk, finds_the_organisation) {
  struct Case {
    std::string name, zone, owner, domain;
  };
  for (const Case& one : {
           Case{"a.mail.example.nl",
                "_dmarc.mail.example.nl TXT v=DMARC1;p=none\n_dmarc.example.nl TXT v=DMARC1;p=none", "example.nl",
                "example.nl"},
           Case{"a.mail.example.nl",
                "_dmarc.a.mail.example.nl TXT v=DMARC1;p=none\n_dmarc.example.nl TXT v=DMARC1;p=none", "example.nl",
                "a.mail.example.nl"},
           Case{"a.mail.example.nl", "_dmarc.mail.example.nl TXT v=DMARC1;p=none;psd=n\n_dmarc.example.nl TXT v=DMARC1",
                "mail.example.nl", "mail.example.nl"},
           Case{"giant.bank.example", "_dmarc.bank.example TXT v=DMARC1;p=reject;psd=y", "giant.bank.example",
                "bank.example"},
           Case{"mail.giant.bank.example",
                "_dmarc.bank.example TXT v=DMARC1;p=reject;psd=y\n_dmarc.giant.bank.example TXT v=DMARC1;p=none",
                "giant.bank.example", "giant.bank.example"},
           Case{"bank.example", "_dmarc.bank.example TXT v=DMARC1;p=reject;psd=y", "bank.example", "bank.example"},
           Case{"example.nl", "", "example.nl", "example.nl"},
           Case{"1.2.3.4.5.6.7.8.a.bank.example", "_dmarc.bank.example TXT v=DMARC1;p=reject;psd=y", "a.bank.example",
                "bank.example"},
       }) {
    const auto facts = facts_of(kCheck, one.zone, one.name);
    const Found found = by_walk(facts);
    EXPECT_EQ(one.owner, found.owner) << one.zone;
    EXPECT_EQ(one.domain, found.domain) << one.zone;
    EXPECT_LE(facts.dns.size(), 8U);
  }
}

TEST(DmarcRecord, passes_over_what_it_does_not_know_and_internet_nl_does_not) {
  struct Case {
    const char* txt;
    bool usable, strict;
  };
  for (const Case& one : {
           Case{"v=DMARC1; p=none", true, true},
           Case{"v=DMARC1;p=reject;", true, true},
           Case{"v=DMARC1 ; p = reject ;  sp= none; rua=mailto:a@b.nl , mailto:c@d.nl!10m", true, true},
           Case{"v=DMARC1;p=REJECT;np=none;psd=n;t=y;adkim=r;aspf=S;ri=3600;fo=1:d:s;rf=afrf:iodef;pct=50", true, true},
           Case{"v=DMARC1;p=reject;new=1", true, false},
           Case{"v=DMARC1;rua=mailto:a@b.nl;p=reject", true, false},
           Case{"v=DMARC1;sp=reject;p=reject", true, false},
           Case{"v=DMARC1;p=reject;sp=none;sp=none", true, false},
           Case{"v=DMARC1;p=reject;pct=1000", true, false},
           Case{"v=DMARC1;p=reject;rua=a@b.nl", true, false},
           Case{"v=DMARC1;p=reject;rua=mailto:a@b.nl!x", true, false},
           Case{"v=DMARC1;p=reject;\trua=mailto:a@b.nl", true, false},
           Case{"v=DMARC1;p=reject ", true, false},
           Case{"v=DMARC1;p=reject; ", true, true},
           Case{"v=DMARC1,p=reject", false, false},
           Case{"v=DMARC1;p=deny", false, false},
           Case{"v=DMARC1;p=deny;rua=mailto:a@b.nl", true, false},
           Case{"v=DMARC1;p=reject;sp=deny", false, false},
           Case{"v=DMARC1;", false, true},
           Case{"v=DMARC1", false, false},
           Case{"v=DMARC1;rua=https://b.nl/x", true, false},
           Case{"v=DMARC1;;rua=mailto:a@b.nl", true, true},
           Case{"v=DMARC1;p=reject;rf=-", true, false},
           Case{"v=DMARC1;p=reject;fo=2", true, false},
       }) {
    EXPECT_EQ(one.usable, is_dmarc(one.txt) && is_usable(read_record(one.txt))) << one.txt;
    EXPECT_EQ(one.strict, read_strictly(one.txt).has_value()) << one.txt;
  }
  EXPECT_FALSE(is_dmarc("p=none;v=DMARC1"));
  EXPECT_FALSE(is_dmarc("v=DMARC2;p=none"));
  EXPECT_FALSE(is_dmarc(""));
}

TEST(DmarcRecord, hosts_that_get_reports) {
  EXPECT_EQ("b.nl", host_of("mailto:a@B.nl."));
  EXPECT_EQ("b.nl", host_of("MAILTO:a@b.nl!10m"));
  EXPECT_EQ("b.nl", host_of("mailto:a@b.nl?subject=x@y"));
  EXPECT_EQ("", host_of("https://b.nl/"));
  const auto strict = read_strictly("v=DMARC1;p=none;rua=mailto:a@b.nl,https://c.nl/;ruf=mailto:x@D.nl!5m");
  ASSERT_TRUE(strict);
  EXPECT_EQ((std::vector<std::string>{"b.nl", "d.nl"}), strict->report_hosts);
}

}  // namespace
}  // namespace waarborg::scan::dmarc
