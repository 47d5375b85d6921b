// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/spf/record.h"
#include "features/scan/checks/spf/tree.h"
#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::spf {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::Wanted;

TEST(Spf, there_is_exactly_one_valid_record) {
  struct Row {
    std::string zone;
    Wanted theirs, own;
  };
  using enum Outcome;
  for (const Row& row : {
           Row{"example.nl TXT v=spf1 -all", {kPass, "one", 10}, {kPass, "one", 10}},
           Row{"example.nl TXT V=SPF1 mx ~all", {kPass, "one", 10}, {kPass, "one", 10}},
           Row{"example.nl TXT hello\nexample.nl TXT v=spf1", {kPass, "one", 10}, {kPass, "one", 10}},
           Row{"", {kFail, "none"}, {kFail, "none"}},
           Row{"example.nl MX 10 mx.example.nl", {kFail, "none"}, {kFail, "none"}},
           Row{"example.nl TXT hello", {kFail, "none"}, {kFail, "none"}},
           Row{"example.nl TXT v=spf1 -all\nexample.nl TXT v=spf1 mx -all", {kFail, "several"}, {kFail, "several"}},
           Row{"example.nl TXT v=spf10 -all", {kPass, "one", 10}, {kFail, "none"}},
           Row{"example.nl TXT v=spf10 -all\nexample.nl TXT v=spf1 -all", {kFail, "several"}, {kPass, "one", 10}},
           Row{"example.nl TXT v=spf1 ipv4:192.0.2.1 -all", {kPass, "one", 10}, {kFail, "bad_term"}},
           Row{"example.nl TXT ?", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
           Row{"example.nl TXT ~", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
           Row{"example.nl TXT #", {kInconclusive, "bogus"}, {kInconclusive, "bogus"}},
       }) {
    const Judged judged = kCheck.judge(mail_dns::testing::facts_of(kCheck, row.zone), {}, Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, row.zone);
    expect(kCheck, row.own, judged.own, row.zone);
  }
}

TEST(Spf, what_was_never_asked_is_not_known) {
  const Judged judged = kCheck.judge({}, {}, Subject::kMail);
  expect(kCheck, {Outcome::kInconclusive, "not_asked"}, judged.own, "");
}

TEST(Spf, names_the_term_that_the_grammar_does_not_allow) {
  for (const char* term : {"ipv4:192.0.2.1",
                           "ip4:192.0.2.1/33",
                           "ip4:192.0.2",
                           "ip4:192.0.2.01",
                           "ip6:2001:db8::/129",
                           "a:",
                           "a:-",
                           "a:host",
                           "a/33",
                           "a//129",
                           "a/024",
                           "include",
                           "include:",
                           "include:x.nl/24",
                           "exists",
                           "all:x",
                           "all/8",
                           "-all.",
                           "redirect=",
                           "redirect:x.nl",
                           "exp=",
                           "=x",
                           "1x=y",
                           "x=%",
                           "x=%{",
                           "x=%{z}",
                           "exists:%{d0}.x.nl",
                           "exists:%{r}.x.nl",
                           "mx:x.123",
                           "+",
                           "\x80"
                           "a"}) {
    const auto record = read_record("v=spf1 mx " + std::string(term) + " -all");
    ASSERT_FALSE(record) << term;
    EXPECT_EQ("scan.spf.bad_term", record.error().what.key);
    EXPECT_EQ(term, record.error().what.args.front().second);
  }
  EXPECT_FALSE(read_record("v=spf1 redirect=a.nl redirect=b.nl"));
  EXPECT_FALSE(read_record("v=spf1 exp=a.nl exp=b.nl"));
  EXPECT_FALSE(read_record("spf1"));
}

TEST(Spf, reads_each_kind_of_term) {
  const auto record = read_record(
      "v=spf1 +a a/24 a//64 a:x.nl/24//64 ?mx:y.nl ptr ip4:192.0.2.0/24 ip6:2001:db8::/32 exists:%{ir}.%{v}.z.nl"
      " include:%{d2} -include:z.nl. exp=e.%{d} x.y-z_1=%{c} ~ALL");
  ASSERT_TRUE(record) << record.error().what.args.front().second;
  ASSERT_EQ(12U, record->directives.size());
  EXPECT_EQ(14U, record->terms.size());
  EXPECT_EQ(24, record->directives[1].bits4);
  EXPECT_EQ(64, record->directives[2].bits6);
  EXPECT_EQ(32, record->directives[2].bits4);
  EXPECT_EQ(24, record->directives[3].bits4);
  EXPECT_EQ(64, record->directives[3].bits6);
  EXPECT_EQ('?', record->directives[4].qualifier);
  EXPECT_EQ(32, record->directives[7].bits6);
  EXPECT_EQ('~', record->directives.back().qualifier);
  EXPECT_EQ(Mechanism::kAll, record->directives.back().mechanism);
  EXPECT_TRUE(record->explanation);
  EXPECT_FALSE(record->redirect);
}

// Source: RFC 7208 section 7.4.
TEST(Spf, expands_macros_as_the_standard_shows) {
  MacroValues values;
  values.sender = "strong-bad@email.example.com";
  values.local_part = "strong-bad";
  values.sender_domain = values.domain = "email.example.com";
  values.address = "192.0.2.3";
  values.family = "in-addr";
  for (const auto& [macro, wanted] : std::initializer_list<std::pair<const char*, const char*>>{
           {"%{s}", "strong-bad@email.example.com"},
           {"%{o}", "email.example.com"},
           {"%{d}", "email.example.com"},
           {"%{d4}", "email.example.com"},
           {"%{d3}", "email.example.com"},
           {"%{d2}", "example.com"},
           {"%{d1}", "com"},
           {"%{dr}", "com.example.email"},
           {"%{d2r}", "example.email"},
           {"%{l}", "strong-bad"},
           {"%{l-}", "strong.bad"},
           {"%{lr}", "strong-bad"},
           {"%{lr-}", "bad.strong"},
           {"%{l1r-}", "strong"},
           {"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
           {"%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com"},
           {"%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"},
           {"%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com"},
           {"%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"},
           {"%{d99999999999999999999999}", "email.example.com"}}) {
    const auto text = read_macros(macro, MacroPlace::kDomain);
    ASSERT_TRUE(text) << macro;
    EXPECT_EQ(wanted, expand(*text, values)) << macro;
  }
}

TEST(Spf, a_record_that_lets_nobody_send) {
  EXPECT_TRUE(sends_no_mail("v=spf1 -all"));
  EXPECT_TRUE(sends_no_mail("v=spf1  exp=e.example.nl -all"));
  EXPECT_FALSE(sends_no_mail("v=spf1 ~all"));
  EXPECT_FALSE(sends_no_mail("v=spf1 mx -all"));
  EXPECT_FALSE(sends_no_mail("v=spf1"));
  EXPECT_FALSE(sends_no_mail("hello"));
}

}  // namespace
}  // namespace waarborg::scan::spf
