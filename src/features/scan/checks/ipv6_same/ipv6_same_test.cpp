// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::ipv6_same {
extern const Check kCheck;

namespace {

using namespace web;

TEST(Ipv6Same, the_same_ports_must_be_open) {
  const Heard open = Heard::kAnswer, shut = Heard::kRefused, silent = Heard::kTimeout;
  const struct {
    const char* what;
    Heard v4_80, v4_443, v6_80, v6_443;
    const char* internet_nl;
    const char* own;
  } kRows[] = {
      {"all open", open, open, open, open, "pass scan.ipv6_same.good", "pass scan.ipv6_same.good"},
      {"only 443", shut, open, shut, open, "pass scan.ipv6_same.good", "pass scan.ipv6_same.good"},
      {"80 shut on IPv6", open, open, shut, open, "fail scan.ipv6_same.ports", "fail scan.ipv6_same.ports"},
      {"443 shut on IPv6", open, open, open, Heard::kUnreachable, "fail scan.ipv6_same.ports",
       "fail scan.ipv6_same.ports"},
      {"80 shut on IPv4", shut, open, open, open, "pass scan.ipv6_same.good", "fail scan.ipv6_same.ports"},
      {"443 silent on IPv6", open, open, open, silent, "unknown scan.ipv6_same.silent",
       "unknown scan.ipv6_same.silent"},
      {"80 silent on IPv4", silent, open, open, open, "unknown scan.ipv6_same.silent", "unknown scan.ipv6_same.silent"},
      {"80 shut and silent", shut, open, silent, open, "pass scan.ipv6_same.good", "pass scan.ipv6_same.good"},
      {"nothing on IPv6", open, open, shut, shut, "na scan.ipv6_same.one_dead", "na scan.ipv6_same.one_dead"},
  };
  for (const auto& row : kRows) {
    DomainFacts facts = dual_site(page({}), page({}));
    facts.web[0].port_80 = row.v4_80;
    facts.web[0].port_443 = row.v4_443;
    facts.web[1].port_80 = row.v6_80;
    facts.web[1].port_443 = row.v6_443;
    const Judged judged = judge_web(kCheck, facts);
    EXPECT_EQ(row.internet_nl, said(judged.internet_nl)) << row.what;
    EXPECT_EQ(row.own, said(judged.own)) << row.what;
  }
}

TEST(Ipv6Same, the_same_answer_must_come) {
  HttpExchange limited = page({}, 429);
  limited.heard = Heard::kLimited;
  HttpExchange cut = page({});
  cut.heard = Heard::kClosed;
  HttpExchange longer = page({}), shorter = page({});
  longer.body_bytes = 1000;
  shorter.body_bytes = 800;
  HttpExchange near = page({});
  near.body_bytes = 830;
  const struct {
    const char* what;
    HttpExchange v4, v6;
    const char* internet_nl;
    const char* own;
    int points;
  } kRows[] = {
      {"200 and 200", page({}), page({}), "pass scan.ipv6_same.good", "pass scan.ipv6_same.good", 2},
      {"200 and 404", page({}), page({}, 404), "fail scan.ipv6_same.status", "fail scan.ipv6_same.status", 0},
      {"404 and 404", page({}, 404), page({}, 404), "warn scan.ipv6_same.both_wrong", "warn scan.ipv6_same.both_wrong",
       2},
      {"200 and 403", page({}), page({}, 403), "fail scan.ipv6_same.status", "unknown scan.web.blocked", 0},
      {"503 and 503", page({}, 503), page({}, 503), "warn scan.ipv6_same.both_wrong", "unknown scan.web.blocked", 2},
      {"limited", page({}), limited, "unknown scan.web.blocked", "unknown scan.web.blocked", 0},
      {"cut off", page({}), cut, "unknown scan.ipv6_same.silent", "unknown scan.ipv6_same.silent", 0},
      {"a tenth apart", longer, shorter, "warn scan.ipv6_same.length", "info scan.ipv6_same.length", 0},
      {"less than that", longer, near, "pass scan.ipv6_same.good", "pass scan.ipv6_same.good", 2},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, dual_site(row.v4, row.v6));
    EXPECT_EQ(row.internet_nl, said(judged.internet_nl)) << row.what;
    EXPECT_EQ(row.own, said(judged.own)) << row.what;
    EXPECT_EQ(row.points, judged.internet_nl->points) << row.what;
  }
}

TEST(Ipv6Same, redirects_that_were_followed_for_one_of_them_only_are_no_difference) {
  DomainFacts facts = dual_site(page({}), page({}));
  facts.web[1].hops.clear();
  EXPECT_EQ("pass scan.ipv6_same.good", said(judge_web(kCheck, facts).own));
}

TEST(Ipv6Same, there_must_be_two_to_compare) {
  DomainFacts facts = site(page({}));
  EXPECT_EQ("na scan.ipv6_same.no_ipv6", said(judge_web(kCheck, facts).own));
  EXPECT_EQ(0, judge_web(kCheck, facts).internet_nl->points);

  facts = dual_site(page({}), page({}));
  facts.dns[0] = answer("example.nl", "A", {});
  EXPECT_EQ("na scan.ipv6_same.no_ipv4", said(judge_web(kCheck, facts).own));
  EXPECT_EQ(2, judge_web(kCheck, facts).internet_nl->points);

  facts = dual_site(page({}), page({}));
  facts.vantage.ipv6 = false;
  EXPECT_EQ("unknown scan.ipv6_same.not_from_here", said(judge_web(kCheck, facts).own));

  facts.vantage.ipv6 = true;
  facts.web.pop_back();
  EXPECT_EQ("unknown scan.ipv6_same.silent", said(judge_web(kCheck, facts).own));
}

}  // namespace
}  // namespace waarborg::scan::ipv6_same
