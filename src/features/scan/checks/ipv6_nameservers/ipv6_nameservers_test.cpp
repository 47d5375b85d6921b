// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan::ipv6_nameservers {
extern const Check kCheck;

namespace {

using namespace web;

/// example.nl with name servers a.ns.nl, b.ns.nl, …, of which each letter says: 6 has IPv6, 4 has not, ? is silent,
/// m has only IPv4 in disguise.
DomainFacts zone_with(std::string_view servers) {
  DomainFacts facts;
  facts.name = "www.example.nl";
  std::vector<std::string> hosts;
  for (std::size_t i = 0; i < servers.size(); ++i) {
    const std::string host = std::string(1, static_cast<char>('a' + i)) + ".ns.nl";
    hosts.push_back(host);
    if (servers[i] == '6') facts.dns.push_back(answer(host, "AAAA", {"2001:db8::53"}));
    if (servers[i] == '4') facts.dns.push_back(answer(host, "AAAA", {}));
    if (servers[i] == 'm') facts.dns.push_back(answer(host, "AAAA", {"::ffff:192.0.2.53"}));
    if (servers[i] == '?') facts.dns.push_back(no_answer(host, "AAAA"));
  }
  facts.dns.push_back(answer("www.example.nl", "NS", {}));
  facts.dns.push_back(answer("example.nl", "NS", hosts));
  return facts;
}

TEST(Ipv6NameServers, two_of_them_are_enough) {
  const struct {
    std::string_view servers;
    const char* expected;
    int points;
  } kRows[] = {
      {"66", "pass scan.ipv6_nameservers.good", 10},       {"664?", "pass scan.ipv6_nameservers.good", 10},
      {"6", "fail scan.ipv6_nameservers.only_one", 5},     {"64", "fail scan.ipv6_nameservers.only_one", 5},
      {"6444", "fail scan.ipv6_nameservers.only_one", 2},  {"6m", "fail scan.ipv6_nameservers.only_one", 5},
      {"44", "fail scan.ipv6_nameservers.none", 0},        {"4?", "fail scan.ipv6_nameservers.only_one", 0},
      {"6?", "unknown scan.ipv6_nameservers.not_told", 0}, {"4??", "unknown scan.ipv6_nameservers.not_told", 0},
      {"6-", "unknown scan.ipv6_nameservers.not_told", 0},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, zone_with(row.servers));
    EXPECT_EQ(row.expected, said(judged.own)) << row.servers;
    EXPECT_EQ(row.points, judged.internet_nl->points) << row.servers;
  }
}

TEST(Ipv6NameServers, are_looked_for_upwards_and_each_is_named) {
  const Judged judged = judge_web(kCheck, zone_with("64?"));

  EXPECT_EQ((std::vector<std::string>{"a.ns.nl: 2001:db8::53", "b.ns.nl: —", "c.ns.nl: ?"}), judged.own.seen);
}

TEST(Ipv6NameServers, asks_for_what_it_does_not_know_yet) {
  DomainFacts facts;
  facts.name = "www.example.nl";
  ASSERT_EQ(1U, kCheck.asks(facts).size());
  EXPECT_EQ("www.example.nl", kCheck.asks(facts)[0].name);
  EXPECT_EQ("NS", kCheck.asks(facts)[0].type);

  facts = zone_with("66");
  ASSERT_EQ(2U, kCheck.asks(facts).size());
  EXPECT_EQ("b.ns.nl", kCheck.asks(facts)[1].name);
  EXPECT_EQ("AAAA", kCheck.asks(facts)[1].type);

  facts.dns = {answer("www.example.nl", "NS", {}), answer("example.nl", "NS", {})};
  EXPECT_TRUE(kCheck.asks(facts).empty());
  EXPECT_EQ("na scan.ipv6_nameservers.no_zone", said(judge_web(kCheck, facts).own));
}

}  // namespace
}  // namespace waarborg::scan::ipv6_nameservers
