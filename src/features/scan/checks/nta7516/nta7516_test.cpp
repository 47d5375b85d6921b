// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/checks/nta7516/record.h"
#include "features/scan/mail_dns/testing.h"

namespace waarborg::scan::nta7516 {
extern const Check kCheck;

namespace {

using mail_dns::testing::expect;
using mail_dns::testing::facts_of;
using mail_dns::testing::Wanted;
using enum Outcome;

// The facts are of 30 November 2026.
TEST(Nta7516, the_record_is_there_and_in_force) {
  struct Row {
    std::string txt;
    Wanted own;
  };
  const std::string good = "v=NTA7516-1;startdate=2024-06;enddate=2027-07;provider=Post";
  for (const Row& row : {
           Row{good, {kPass, "in_force"}},
           Row{good + ";ntamx=10 mx.example.nl;ntamx=20 mx2.example.nl.", {kPass, "in_force"}},
           Row{"v=NTA7516-1; startdate=2026-11; enddate=2026-11; provider=Post", {kPass, "in_force"}},
           Row{"v=NTA7516-1;startdate=2024-06;enddate=2026-10;provider=Post", {kFail, "past"}},
           Row{"v=NTA7516-1;startdate=2026-12;enddate=2027-10;provider=Post", {kWarn, "future"}},
           Row{"v=NTA7516-1;startdate=2024-06;enddate=2024-05;provider=Post", {kFail, "bad_dates"}},
           Row{"v=NTA7516-1;startdate=2024-13;enddate=2027-05;provider=Post", {kFail, "bad_dates"}},
           Row{"v=NTA7516-1;startdate=2024-06-01;enddate=2027-05;provider=Post", {kFail, "bad_dates"}},
           Row{"v=NTA7516-1;enddate=2027-05;provider=Post", {kFail, "bad_dates"}},
           Row{"v=NTA7516-1;startdate=2024-06;enddate=2027-05", {kFail, "no_provider"}},
           Row{good + ";ntamx=mx.example.nl", {kFail, "bad_server"}},
           Row{good + ";ntamx=10 mx", {kFail, "bad_server"}},
           Row{good + ";word", {kFail, "bad_part"}},
           Row{"v=NTA7516-2;startdate=2024-06;enddate=2027-05;provider=Post", {kFail, "bad_version"}},
           Row{"v=NTA7516;version:2019-06;expire:2019-10;provider:Post;ntamx:mx.example.nl", {kFail, "bad_version"}},
           Row{"v=nta7516-1;startdate=2024-06;enddate=2027-07;provider=Post", {kFail, "bad_version"}},
           Row{good + "\nexample.nl TXT " + good, {kWarn, "several"}},
           Row{"v=spf1 -all", {kInfo, "none"}},
           Row{"-", {kInfo, "none"}},
           Row{"?", {kInconclusive, "unanswered"}},
           Row{"#", {kInconclusive, "bogus"}},
       }) {
    const Judged judged = kCheck.judge(facts_of(kCheck, "example.nl TXT " + row.txt), {}, Subject::kMail);
    EXPECT_FALSE(judged.internet_nl);
    expect(kCheck, row.own, judged.own, row.txt);
  }
}

TEST(Nta7516, servers_stand_in_order_of_preference) {
  const auto record =
      read_record("v=NTA7516-1;startdate=2024-06;enddate=2024-06;provider=P;ntamx=20 b.nl;ntamx=10 a.nl;ntamx=20 c.nl");
  ASSERT_TRUE(record);
  EXPECT_EQ((std::vector<std::string>{"a.nl", "b.nl", "c.nl"}), record->servers);
  EXPECT_EQ("2024-06-01", to_text(record->validity.from));
  EXPECT_EQ("2024-06-30", to_text(record->validity.to));
}

}  // namespace
}  // namespace waarborg::scan::nta7516
