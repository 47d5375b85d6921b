// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/tls_rpt/record.h"
#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::tls_rpt {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;
using enum Outcome;

TEST(TlsRpt, there_is_one_good_record_or_none) {
  struct Row {
    std::string zone;
    Wanted own;
  };
  const std::string at = "_smtp._tls.example.nl TXT ";
  for (const Row& row : {
           Row{at + "v=TLSRPTv1; rua=mailto:tls@example.nl", {kPass, "good"}},
           Row{at + "v=TLSRPTv1;rua=https://tls.example.nl/v1;", {kPass, "good"}},
           Row{at + "v=TLSRPTv1 ; rua=mailto:a@example.nl , https://b.nl/;x=1", {kPass, "good"}},
           Row{at + "v=TLSRPTv1; rua=mailto:tls@example.nl\n" + at + "other", {kPass, "good"}},
           Row{at + "v=TLSRPTv1;rua=mailto:a@b.nl\n" + at + "v=TLSRPTv1;rua=mailto:a@b.nl", {kFail, "several"}},
           Row{at + "v=TLSRPTv1;", {kFail, "bad"}},
           Row{at + "v=TLSRPTv1;rua=", {kFail, "bad"}},
           Row{at + "v=TLSRPTv1;rua=tls@example.nl", {kFail, "bad"}},
           Row{at + "v=TLSRPTv1;rua=ftp://example.nl/", {kFail, "bad"}},
           Row{at + "v=TLSRPTv1;rua=http://example.nl/", {kFail, "bad"}},
           Row{at + "v=TLSRPTv1;rua=mailto:a@b.nl!5m", {kFail, "bad"}},
           Row{at + "v=TLSRPTv1;rua=mailto:a@b.nl;rua=mailto:c@d.nl", {kFail, "bad"}},
           Row{at + "v=TLSRPTv1;rua=mailto:a@b.nl;word", {kFail, "bad"}},
           Row{at + "v=tlsrptv1;rua=mailto:a@b.nl", {kFail, "other"}},
           Row{at + "v=TLSRPTv1", {kFail, "other"}},
           Row{at + "v=TLSRPTv2;rua=mailto:a@b.nl", {kFail, "other"}},
           Row{"", {kInfo, "none"}},
           Row{"example.nl MX 0 .", {kNotApplicable, "no_mail"}},
           Row{at + "?", {kInconclusive, "unanswered"}},
           Row{at + "#", {kInconclusive, "bogus"}},
       }) {
    const Judged judged = kCheck.judge(facts_of(kCheck, row.zone), {}, Subject::kMail);
    EXPECT_FALSE(judged.internet_nl);
    expect(kCheck, row.own, judged.own, row.zone);
  }
}

}  // namespace
}  // namespace waarborg::scan::tls_rpt
