// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::ipv6_web {
extern const Check kCheck;

namespace {

using namespace web;

TEST(Ipv6Web, is_known_from_the_ports_of_the_ipv6_address) {
  const Heard open = Heard::kAnswer, refused = Heard::kRefused, silent = Heard::kTimeout;
  const struct {
    const char* what;
    Heard v6_80, v6_443, v4_80, v4_443;
    const char* expected;
    int points;
  } kRows[] = {
      {"both open", open, open, open, open, "pass scan.ipv6_web.good", 10},
      {"only 443, as over IPv4", refused, open, refused, open, "pass scan.ipv6_web.good", 10},
      {"80 shut", refused, open, open, open, "warn scan.ipv6_web.partly", 2},
      {"443 unreachable", open, Heard::kUnreachable, open, open, "warn scan.ipv6_web.partly", 2},
      {"80 silent", silent, open, open, open, "pass scan.ipv6_web.good", 10},
      {"both shut", refused, refused, open, open, "fail scan.ipv6_web.unreachable", 0},
      {"both unreachable", Heard::kUnreachable, Heard::kUnreachable, open, open, "fail scan.ipv6_web.unreachable", 0},
      {"one shut, one silent", refused, silent, open, open, "unknown scan.ipv6_web.silent", 0},
      {"both silent", silent, silent, open, open, "unknown scan.ipv6_web.silent", 0},
      {"not tried", Heard::kNotTried, Heard::kNotTried, open, open, "unknown scan.ipv6_web.silent", 0},
      {"no web server at all", refused, refused, refused, refused, "na scan.ipv6_web.no_server", 0},
  };
  for (const auto& row : kRows) {
    DomainFacts facts = dual_site(page({}), page({}));
    facts.web[0].port_80 = row.v4_80;
    facts.web[0].port_443 = row.v4_443;
    facts.web[1].port_80 = row.v6_80;
    facts.web[1].port_443 = row.v6_443;
    const Judged judged = judge_web(kCheck, facts);
    EXPECT_EQ(row.expected, said(judged.own)) << row.what;
    EXPECT_EQ(row.points, judged.internet_nl->points) << row.what;
  }
}

TEST(Ipv6Web, an_address_that_is_ipv4_in_disguise_is_none) {
  DomainFacts facts = site(page({}));
  facts.dns[1] = answer("example.nl", "AAAA", {"::ffff:192.0.2.1"});
  EXPECT_EQ("fail scan.ipv6_web.none", said(judge_web(kCheck, facts).own));
}

TEST(Ipv6Web, none_at_all_is_known_only_from_an_answer) {
  DomainFacts facts = site(page({}));
  EXPECT_EQ("fail scan.ipv6_web.none", said(judge_web(kCheck, facts).own));

  facts.dns[1] = no_answer("example.nl", "AAAA");
  EXPECT_EQ("unknown scan.ipv6_web.not_told", said(judge_web(kCheck, facts).own));

  facts.dns[1] = answer("example.nl", "AAAA", {}, DnsSecurity::kBogus);
  EXPECT_EQ("unknown scan.ipv6_web.not_told", said(judge_web(kCheck, facts).own));

  facts.dns.pop_back();
  EXPECT_EQ("unknown scan.ipv6_web.not_told", said(judge_web(kCheck, facts).own));

  facts.dns = {answer("example.nl", "A", {}), answer("example.nl", "AAAA", {})};
  EXPECT_EQ("na scan.web.no_address", said(judge_web(kCheck, facts).own));
}

TEST(Ipv6Web, nobody_is_blamed_for_what_we_cannot_reach) {
  DomainFacts facts = dual_site(page({}), page({}));
  facts.vantage.ipv6 = false;
  facts.web[1].port_80 = facts.web[1].port_443 = Heard::kUnreachable;

  const Judged judged = judge_web(kCheck, facts);

  EXPECT_EQ("unknown scan.ipv6_web.not_from_here", said(judged.own));
  EXPECT_EQ(std::vector<std::string>{"2001:db8::1"}, judged.own.seen);
}

}  // namespace
}  // namespace waarborg::scan::ipv6_web
