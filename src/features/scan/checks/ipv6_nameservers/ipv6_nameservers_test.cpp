// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <map>

#include "base/json_decode.h"
#include "base/json_encode.h"
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

/// www.example.nl of which each word is a name server and each letter one of its IPv6 addresses: u answers by UDP, t
/// over TCP, s is silent, r REFUSED, f FORMERR, o has another zone, p is no public address, n had no way from here and
/// x opted out. A dash has no IPv6, a question mark is not known.
DomainFacts asked(std::vector<std::string> servers) {
  static const std::map<char, std::pair<NameServerHeard, int>> kHeard = {
      {'u', {NameServerHeard::kUdp, 0}},     {'t', {NameServerHeard::kTcp, 0}},
      {'s', {NameServerHeard::kSilent, 0}},  {'r', {NameServerHeard::kRefused, 5}},
      {'f', {NameServerHeard::kRefused, 1}}, {'o', {NameServerHeard::kRefused, 0}},
      {'n', {NameServerHeard::kNoRoute, 0}}, {'p', {NameServerHeard::kNotPublic, 0}},
      {'x', {NameServerHeard::kOptedOut, 0}}};
  std::string letters;
  for (const std::string& server : servers) letters += server == "-" ? '4' : server == "?" ? '?' : '6';
  DomainFacts facts = zone_with(letters);
  for (std::size_t i = 0; i < servers.size(); ++i) {
    for (std::size_t k = 0; k < servers[i].size() && letters[i] == '6'; ++k) {
      const auto& [heard, rcode] = kHeard.at(servers[i][k]);
      facts.name_servers.push_back({std::string(1, static_cast<char>('a' + i)) + ".ns.nl",
                                    "2001:db8::" + std::to_string(k + 1), "example.nl", heard, rcode});
    }
  }
  return facts;
}

TEST(Ipv6NameServers, must_answer_at_each_of_their_addresses_and_points_are_their_mean) {
  const struct {
    std::vector<std::string> servers;
    const char* internet_nl;
    int points;
    const char* own = nullptr;  ///< When it differs.
  } kRows[] = {
      {{"u", "u"}, "pass answering", 10},
      {{"u", "t"}, "pass answering", 10},
      {{"uu", "ut"}, "pass answering", 10},
      {{"u", "u", "-"}, "pass answering", 10},
      {{"u", "u", "?"}, "pass answering", 10},
      // A part of its addresses is good for two, none for nothing; those without IPv6 are left out beside two with it.
      {{"u", "s"}, "fail silent", 5, "unknown silent"},
      {{"u", "us"}, "fail silent", 6, "unknown silent"},
      {{"us", "us"}, "fail silent", 2, "unknown silent"},
      {{"u", "u", "s"}, "fail silent", 6, "unknown silent"},
      {{"u", "s", "-", "-"}, "fail silent", 5, "unknown silent"},
      {{"s", "s"}, "fail silent", 0, "unknown silent"},
      {{"ss", "ss", "-"}, "fail silent", 0, "unknown silent"},
      {{"u", "s", "?"}, "fail silent", 5, "unknown silent"},
      // With one only, all count, and a single server is good for half.
      {{"u", "-"}, "fail only_one", 5},
      {{"u", "-", "-", "-"}, "fail only_one", 2},
      {{"us", "-"}, "fail silent", 1, "fail only_one"},
      {{"s", "-"}, "fail silent", 0, "fail only_one"},
      {{"u"}, "fail only_one", 5},
      {{"us"}, "fail silent", 2, "fail only_one"},
      {{"s"}, "fail silent", 0, "fail only_one"},
      {{"-", "-"}, "fail none", 0},
      {{"u", "?"}, "unknown not_told", 0},
      {{"s", "?"}, "fail silent", 0, "unknown not_told"},
      // An answer about another zone is one to internet.nl.
      {{"u", "r"}, "pass answering", 10, "fail refused"},
      {{"u", "o"}, "pass answering", 10, "fail refused"},
      {{"r", "s"}, "fail silent", 5, "fail refused"},
      {{"u", "f"}, "pass answering", 10, "unknown not_from_here"},
      {{"u", "p"}, "fail not_public", 5},
      {{"s", "p"}, "fail silent", 0, "fail not_public"},
      // What nobody could ask is not known, and blames nobody.
      {{"n", "n"}, "unknown not_from_here", 0},
      {{"u", "n"}, "unknown not_from_here", 0},
      {{"u", "x"}, "unknown not_from_here", 0},
      {{"n", "-"}, "fail only_one", 5},
      {{"n", "s"}, "fail silent", 5, "unknown silent"},
      {{"un", "us"}, "fail silent", 6, "unknown silent"},
  };
  for (const auto& row : kRows) {
    const Judged judged = judge_web(kCheck, asked(row.servers));
    std::string shown;
    for (const std::string& server : row.servers) shown += server + " ";
    EXPECT_EQ(row.internet_nl, said_shortly(judged.internet_nl)) << shown;
    EXPECT_EQ(row.own ? row.own : row.internet_nl, said_shortly(judged.own)) << shown;
    EXPECT_EQ(row.points, judged.internet_nl->points) << shown;
  }
}

TEST(Ipv6NameServers, are_shown_with_what_each_address_answered_and_what_is_wrong_first) {
  EXPECT_EQ(
      (std::vector<std::string>{"b.ns.nl: 2001:db8::1 TCP", "b.ns.nl: 2001:db8::2 —", "c.ns.nl: 2001:db8::1 —",
                                "d.ns.nl: 2001:db8::1 REFUSED", "e.ns.nl: 2001:db8::1 NOERROR, NS —",
                                "f.ns.nl: 2001:db8::1 ?", "a.ns.nl: 2001:db8::1 UDP", "g.ns.nl: —", "h.ns.nl: ?"}),
      judge_web(kCheck, asked({"u", "ts", "p", "r", "o", "n", "-", "?"})).own.seen);
}

TEST(Ipv6NameServers, silent_everywhere_are_wrong_all_the_same_but_not_when_ipv6_does_not_come_through_from_here) {
  for (const char* zone : {"een.nl", "twee.nl", "drie.nl"}) {
    DomainFacts facts = asked({"s", "s"});
    facts.name = zone;
    facts.dns.push_back(answer(zone, "NS", {"a.ns.nl", "b.ns.nl"}));
    for (NameServerFacts& one : facts.name_servers) one.zone = zone;
    EXPECT_EQ("fail silent", said_shortly(judge_web(kCheck, facts).internet_nl)) << zone;
    for (NameServerFacts& one : facts.name_servers) one.heard = NameServerHeard::kNoRoute;
    EXPECT_EQ("unknown not_from_here", said_shortly(judge_web(kCheck, facts).internet_nl)) << zone;
  }
}

TEST(Ipv6NameServers, that_were_asked_about_another_zone_are_judged_by_their_addresses) {
  DomainFacts facts = asked({"s", "s"});
  for (NameServerFacts& one : facts.name_servers) one.zone = "ander.nl";
  EXPECT_EQ("pass good", said_shortly(judge_web(kCheck, facts).own));
}

TEST(Ipv6NameServers, beyond_those_that_were_asked_count_by_their_addresses) {
  DomainFacts facts = asked({"u", "u", "u"});
  facts.name_servers.pop_back();
  const Judged judged = judge_web(kCheck, facts);
  EXPECT_EQ("pass answering", said_shortly(judged.own));
  EXPECT_EQ("c.ns.nl: 2001:db8::53", judged.own.seen.back());
}

TEST(Ipv6NameServers, of_a_log_from_before_they_were_asked_are_judged_as_then) {
  DomainFacts facts = asked({"s", "s"});
  std::string log = json::print(json::encode(facts));
  const std::size_t at = log.find(",\"name_servers\":");
  ASSERT_NE(std::string::npos, at);
  const auto with = json::decode<DomainFacts>(log);
  ASSERT_TRUE(with);
  EXPECT_EQ(*with, facts);
  log.erase(at, log.find(']', at) + 1 - at);
  const auto before = json::decode<DomainFacts>(log);
  ASSERT_TRUE(before);
  EXPECT_TRUE(before->name_servers.empty());
  EXPECT_EQ("pass good", said_shortly(judge_web(kCheck, *before).internet_nl));
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
