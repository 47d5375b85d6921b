// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::dmarc_policy {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;
using enum Outcome;

constexpr Wanted kValid{kPass, "nl_valid", 10};
constexpr Wanted kPolicy{kFail, "nl_policy", 2};
constexpr Wanted kSyntax{kFail, "nl_syntax", 0};

struct Row {
  std::string txt;
  Wanted theirs, own;
};

const std::string kReports = ";rua=mailto:d@example.nl";

TEST(DmarcPolicy, what_the_record_asks_for) {
  for (const Row& row : {
           Row{"v=DMARC1;p=reject" + kReports, kValid, {kPass, "reject"}},
           Row{"v=DMARC1;p=quarantine" + kReports, kValid, {kPass, "quarantine"}},
           Row{"v=DMARC1;p=reject", kValid, {kPass, "no_reports"}},
           Row{"v=DMARC1;p=none" + kReports, kPolicy, {kFail, "watching_only"}},
           Row{"v=DMARC1;p=reject;t=y" + kReports, kValid, {kWarn, "testing"}},
           Row{"v=DMARC1;p=quarantine;t=y" + kReports, kPolicy, {kFail, "testing_only"}},
           Row{"v=DMARC1;p=none;t=y" + kReports, kPolicy, {kFail, "watching_only"}},
           Row{"v=DMARC1;p=reject;t=n" + kReports, kValid, {kPass, "reject"}},
           Row{"v=DMARC1;p=reject;pct=50" + kReports, kValid, {kWarn, "in_part"}},
           Row{"v=DMARC1;p=reject;pct=0" + kReports, kValid, {kWarn, "in_part"}},
           Row{"v=DMARC1;p=reject;sp=none" + kReports, kValid, {kWarn, "open_below"}},
           Row{"v=DMARC1;p=reject;np=none" + kReports, kValid, {kWarn, "open_below"}},
           Row{"v=DMARC1;p=none;sp=reject" + kReports, kPolicy, {kFail, "watching_only"}},
           Row{"v=DMARC1" + kReports, kSyntax, {kFail, "no_policy"}},
           Row{"v=DMARC1;", kPolicy, {kFail, "unusable"}},
           Row{"v=DMARC1", kSyntax, {kFail, "unusable"}},
           Row{"v=DMARC1;p=deny" + kReports, kSyntax, {kFail, "bad_policy"}},
           Row{"v=DMARC1;p=deny", kSyntax, {kFail, "unusable"}},
           Row{"v=DMARC1;p=reject;new=1" + kReports, kSyntax, {kPass, "reject"}},
           Row{"v=DMARC1" + kReports + ";p=reject", kSyntax, {kPass, "reject"}},
           Row{"v=DMARC1;p=reject;rua=d@example.nl", kSyntax, {kPass, "no_reports"}},
           Row{"v=DMARC1;p=reject;rua=mailto:d@mail.example.nl", kValid, {kPass, "reject"}},
       }) {
    const auto facts = facts_of(kCheck, "_dmarc.example.nl TXT " + row.txt);
    const Judged judged = kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, "internet.nl: " + row.txt);
    expect(kCheck, row.own, judged.own, "own: " + row.txt);
  }
}

TEST(DmarcPolicy, of_the_organisation_sp_goes_before_p) {
  for (const Row& row : {
           Row{"v=DMARC1;p=reject" + kReports, kValid, {kPass, "reject"}},
           Row{"v=DMARC1;p=reject;sp=none" + kReports, kPolicy, {kFail, "watching_only"}},
           Row{"v=DMARC1;p=none;sp=quarantine" + kReports, kValid, {kPass, "quarantine"}},
           Row{"v=DMARC1;p=none;sp=quarantine;t=y" + kReports, kPolicy, {kFail, "watching_only"}},
           Row{"v=DMARC1;p=none" + kReports, kPolicy, {kFail, "watching_only"}},
       }) {
    const auto facts = facts_of(kCheck, "_dmarc.example.nl TXT " + row.txt, "mail.example.nl");
    const Judged judged = kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, "internet.nl: " + row.txt);
    expect(kCheck, row.own, judged.own, "own: " + row.txt);
  }
}

TEST(DmarcPolicy, reports_go_only_to_hosts_that_agree) {
  const std::string record = "_dmarc.example.nl TXT v=DMARC1;p=reject;rua=mailto:d@reports.example.com";
  const std::string at = "\nexample.nl._report._dmarc.reports.example.com TXT ";
  const Wanted reject{kPass, "reject"}, external{kWarn, "external"}, nl_external{kWarn, "nl_external", 10};
  const Wanted unknown{kInconclusive, "external_unknown"}, nl_unknown{kInconclusive, "external_unknown", 10};
  for (const Row& row : {
           Row{record + at + "v=DMARC1;", kValid, reject},
           Row{record + at + "v=DMARC1; rua=mailto:x@reports.example.com", nl_external, reject},
           Row{record + at + "v=DMARC1", nl_external, reject},
           Row{record + at + "v=DMARC1;" + at + "v=DMARC1;", nl_external, reject},
           Row{record + at + "hello", nl_external, external},
           Row{record, nl_external, external},
           Row{record + at + "?", nl_unknown, unknown},
           Row{record + at + "#", nl_unknown, unknown},
           Row{record + ",mailto:e@other.com" + at + "v=DMARC1;", nl_external, external},
           Row{record + ",mailto:e@other.com" + at + "?", nl_external, external},
       }) {
    const auto facts = facts_of(kCheck, row.txt);
    const Judged judged = kCheck.judge(facts, mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, "internet.nl: " + row.txt);
    expect(kCheck, row.own, judged.own, "own: " + row.txt);
  }
}

TEST(DmarcPolicy, a_record_with_very_many_destinations_asks_for_ten) {
  std::string record = "_dmarc.example.nl TXT v=DMARC1;p=reject;rua=mailto:d@h0.com";
  for (int i = 1; i < 100; ++i) record += ",mailto:d@h" + std::to_string(i) + ".com";
  EXPECT_EQ(12U, facts_of(kCheck, record).dns.size());
}

TEST(DmarcPolicy, without_a_record_or_an_answer_there_is_nothing_to_judge) {
  for (const Row& row : {
           Row{"", {kNotApplicable, "no_record"}, {kNotApplicable, "no_record"}},
           Row{"_dmarc.example.nl TXT ?", {kInconclusive, "unanswered"}, {kInconclusive, "unanswered"}},
           Row{"_dmarc.example.nl TXT #", {kInconclusive, "bogus"}, {kInconclusive, "bogus"}},
           Row{"_dmarc.example.nl TXT v=DMARC1;p=none\n_dmarc.example.nl TXT v=DMARC1;p=none",
               {kNotApplicable, "no_record"},
               {kNotApplicable, "no_record"}},
       }) {
    const Judged judged = kCheck.judge(facts_of(kCheck, row.txt), mail_dns::testing::rules(), Subject::kMail);
    expect(kCheck, row.theirs, *judged.internet_nl, row.txt);
    expect(kCheck, row.own, judged.own, row.txt);
  }
  const auto facts = facts_of(kCheck, "", "a.example.nl");
  expect(kCheck, {kInconclusive, "no_list"}, *kCheck.judge(facts, {}, Subject::kMail).internet_nl, "");
}

}  // namespace
}  // namespace waarborg::scan::dmarc_policy
