// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/caa/caa.h"

#include <gtest/gtest.h>

#include "features/scan/checks/caa/caa_record.h"
#include "features/scan/web/testing.h"

namespace waarborg::scan::caa {
extern const Check kCheck;

namespace {

using namespace web;
using Names = std::vector<std::string>;

TEST(Caa, a_record_is_read_in_its_presentation_form) {
  const struct {
    std::string_view text;
    std::optional<Record> expected;
  } kRows[] = {
      {"0 issue \"ca.example.net\"", Record{0, "issue", "ca.example.net"}},
      {"128 IODEF \"mailto:a@b.nl\"", Record{128, "IODEF", "mailto:a@b.nl"}},
      {"0 issue ca.example.net", Record{0, "issue", "ca.example.net"}},
      {"0 issue \"a\\\"b\\\\c\\059\"", Record{0, "issue", "a\"b\\c;"}},
      {"0 issue \"\"", Record{0, "issue", ""}},
      {"256 issue \";\"", std::nullopt},
      {"-1 issue \";\"", std::nullopt},
      {"0issue \";\"", std::nullopt},
      {"0 \";\"", std::nullopt},
      {"0 issue", std::nullopt},
      {"0 issue \"a", std::nullopt},
      {"0 issue \"a\" b", std::nullopt},
      {"0 issue \"\\256\"", std::nullopt},
      {"0 issue \"\\2\"", std::nullopt},
      {"issue 0 \"a\"", std::nullopt},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, read_record(row.text)) << row.text;
}

TEST(Caa, the_value_of_issue_has_its_grammar) {
  const IssueValue nobody{};
  const struct {
    std::string_view value;
    std::optional<IssueValue> expected;
  } kRows[] = {
      {";", nobody},
      {"", nobody},
      {"  ", nobody},
      {"%%%%%", std::nullopt},  // RFC 8659 section 4.2, the example of a malformed value
      {"ca1.example.net", IssueValue{"ca1.example.net", {}}},
      {" ca1.example.net ; ", IssueValue{"ca1.example.net", {}}},
      {"ca1.example.net; account=230123", IssueValue{"ca1.example.net", {{"account", "230123"}}}},
      {"ca.nl; a=b; c = d ", IssueValue{"ca.nl", {{"a", "b"}, {"c", "d"}}}},
      {"; a=", IssueValue{"", {{"a", ""}}}},
      {"ca.nl; a=b;", std::nullopt},
      {"ca.nl a=b", std::nullopt},
      {"ca.nl; a", std::nullopt},
      {"ca.nl; a=b c", std::nullopt},
      {"ca.nl; -a=b", std::nullopt},
      {"ca..nl", std::nullopt},
      {"-ca.nl", std::nullopt},
      {"ca-.nl", std::nullopt},
      {"ca.nl.", std::nullopt},
      {"letsencrypt.org; \xF0\x9F\x92\xA9", std::nullopt},
  };
  for (const auto& row : kRows) EXPECT_EQ(row.expected, read_issue_value(row.value)) << row.value;
}

TEST(Caa, a_record_is_judged_by_both_readings) {
  const struct {
    Record record;
    Flaw internet_nl, own;
  } kRows[] = {
      {{0, "issue", "ca.nl"}, Flaw::kNone, Flaw::kNone},
      {{128, "issue", ";"}, Flaw::kNone, Flaw::kNone},
      {{1, "issue", ";"}, Flaw::kReservedFlags, Flaw::kNone},
      {{0, "ISSUE", "ca.nl"}, Flaw::kNone, Flaw::kNone},
      {{0, "issuewild", "%"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "issue", "ca.nl; validationmethods=dns-01,ca-eigen"}, Flaw::kNone, Flaw::kNone},
      {{0, "issue", "ca.nl; validationmethods=dns-01,eigen"}, Flaw::kUnknownMethod, Flaw::kNone},
      {{0, "issue", "ca.nl; validationmethods=dns-01,"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "issue", "ca.nl; validationmethods=dns_01"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "issue", "ca.nl; validationmethods="}, Flaw::kNone, Flaw::kNone},
      {{0, "issue", "ca.nl; accounturi=https://ca.nl/acct/1"}, Flaw::kNone, Flaw::kNone},
      {{0, "issuemail", "ca.nl; account=1"}, Flaw::kNone, Flaw::kNone},
      {{0, "issuevmc", ";"}, Flaw::kNone, Flaw::kNone},
      {{0, "iodef", "mailto:a@example.nl"}, Flaw::kNone, Flaw::kNone},
      {{0, "iodef", "https://example.nl/meld"}, Flaw::kNone, Flaw::kNone},
      {{0, "iodef", "https://"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "iodef", "ftp://example.nl"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "iodef", "mailto:niemand"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "contactemail", "a@example.nl"}, Flaw::kNone, Flaw::kNone},
      {{0, "contactemail", "niemand"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "contactphone", "+31 85"}, Flaw::kSyntax, Flaw::kSyntax},
      {{0, "contactphone", "+31-85-123456"}, Flaw::kNone, Flaw::kNone},
      {{0, "policy", "x"}, Flaw::kReservedTag, Flaw::kNone},
      {{0, "vreemd", "x"}, Flaw::kUnknownTag, Flaw::kNone},
      {{128, "vreemd", "x"}, Flaw::kUnknownTag, Flaw::kCriticalUnknown},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(row.internet_nl, flaw_by_internet_nl(row.record)) << row.record.tag << " " << row.record.value;
    EXPECT_EQ(row.own, flaw_by_standard(row.record)) << row.record.tag << " " << row.record.value;
  }
}

DomainFacts with(DnsAnswers answers) {
  DomainFacts facts;
  facts.name = "www.example.nl";
  facts.dns = std::move(answers);
  return facts;
}

TEST(Caa, the_nearest_records_on_the_way_up_count) {
  const DnsAnswer none = answer("www.example.nl", "CAA", {});
  const struct {
    const char* what;
    DnsAnswers answers;
    const char* internet_nl;
    const char* own;
  } kRows[] = {
      {"at the name",
       {answer("www.example.nl", "CAA", {"0 issue \"ca.nl\""})},
       "pass scan.caa.good",
       "pass scan.caa.good"},
      {"above it",
       {none, answer("example.nl", "CAA", {"0 issue \"ca.nl\""})},
       "pass scan.caa.good",
       "pass scan.caa.good"},
      {"nowhere",
       {none, answer("example.nl", "CAA", {}), answer("nl", "CAA", {})},
       "warn scan.caa.missing",
       "warn scan.caa.missing"},
      {"silence at the name",
       {no_answer("www.example.nl", "CAA"), answer("example.nl", "CAA", {"0 issue \";\""})},
       "unknown scan.caa.not_told",
       "unknown scan.caa.not_told"},
      {"silence above",
       {none, no_answer("example.nl", "CAA", DnsOutcome::kFailed)},
       "unknown scan.caa.not_told",
       "unknown scan.caa.not_told"},
      {"not asked", {}, "unknown scan.caa.not_told", "unknown scan.caa.not_told"},
      {"only issuewild",
       {answer("www.example.nl", "CAA", {"0 issuewild \";\""})},
       "warn scan.caa.no_issue",
       "warn scan.caa.no_issue"},
      {"tag in capitals",
       {answer("www.example.nl", "CAA", {"0 ISSUE \"ca.nl\""})},
       "warn scan.caa.no_issue",
       "pass scan.caa.good"},
      {"an unknown kind beside it",
       {answer("www.example.nl", "CAA", {"0 issue \"ca.nl\"", "0 vreemd \"x\""})},
       "warn scan.caa.unknown_tag",
       "pass scan.caa.good"},
      {"unreadable", {answer("www.example.nl", "CAA", {"onzin"})}, "warn scan.caa.syntax", "warn scan.caa.syntax"},
      {"bogus",
       {answer("www.example.nl", "CAA", {"0 issue \"ca.nl\""}, DnsSecurity::kBogus)},
       "unknown scan.caa.not_told",
       "unknown scan.caa.not_told"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, with(row.answers));
    EXPECT_EQ(row.internet_nl, said(judged.internet_nl)) << row.what;
    EXPECT_EQ(row.own, said(judged.own)) << row.what;
  }
}

TEST(Caa, for_mail_each_mail_server_counts) {
  DnsAnswers answers{answer("www.example.nl", "MX", {"10 mx.elders.nl"}),
                     answer("mx.elders.nl", "CAA", {"0 issue \"ca.nl\""})};
  EXPECT_EQ("pass scan.caa.good", said(kCheck.judge(with(answers), {}, Subject::kMail).own));

  answers[0] = answer("www.example.nl", "MX", {"10 mx.elders.nl", "20 mx2.elders.nl"});
  EXPECT_EQ("unknown scan.caa.not_told", said(kCheck.judge(with(answers), {}, Subject::kMail).own));

  answers[0] = answer("www.example.nl", "MX", {"0 ."});
  EXPECT_EQ("na scan.caa.no_mail", said(kCheck.judge(with(answers), {}, Subject::kMail).own));
}

TEST(Caa, asks_its_way_up_one_name_at_a_time) {
  EXPECT_EQ((Names{"www.example.nl", "example.nl", "nl"}), caa_names("www.example.nl"));

  DnsAnswers answers{answer("www.example.nl", "MX", {})};
  for (const std::string name : {"www.example.nl", "example.nl", "nl"}) {
    const auto questions = kCheck.asks(with(answers));
    ASSERT_EQ(1U, questions.size());
    EXPECT_EQ(name, questions[0].name);
    answers.push_back(answer(name, "CAA", {}));
  }
  EXPECT_TRUE(kCheck.asks(with(answers)).empty());
}

}  // namespace
}  // namespace waarborg::scan::caa
