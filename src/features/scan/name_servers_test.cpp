// SPDX-License-Identifier: EUPL-1.2
//
// Against name servers on ::1 that do as the test says.
#include "features/scan/name_servers.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include "features/scan/web/testing.h"
#include "platform/dns/testing_server.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using dns::Message;
using dns::testing::NameServer;
using dns::testing::own_zone;

NameServerFacts at_loopback(std::string zone = "goed.example") {
  return {"ns.goed.example", "::1", std::move(zone), NameServerHeard::kSilent, 0};
}

struct NameServerProbe : ::testing::Test {
  static Deadlines short_deadlines() {
    Deadlines out;
    out.name_server = 300ms;
    out.name_server_pause = 10ms;
    return out;
  }
  void run(asio::awaitable<void> work) {
    std::exception_ptr thrown;
    asio::co_spawn(loop, std::move(work), [&](const std::exception_ptr& error) {
      thrown = error;
      loop.stop();
    });
    loop.restart();
    loop.run();
    if (thrown) std::rethrow_exception(thrown);
  }
  static asio::awaitable<void> probe_into(Probing& probing, NameServerFacts& facts, unsigned short port) {
    facts = co_await probe_name_server(probing, facts, port);
  }
  NameServerFacts probed() {
    NameServerFacts facts = at_loopback();
    run(probe_into(probing, facts, server.port()));
    return facts;
  }
  std::vector<NameServerFacts> asked(std::vector<NameServerFacts> facts, AskingNameServers how = {}) {
    how.port = server.port();
    run(ask_name_servers(probing, shared, std::move(how), facts));
    return facts;
  }

  asio::io_context loop{1};
  NameServer server{loop};
  ScanShared shared{CourtesyLimits{.per_second = 0}};
  std::shared_ptr<net::TlsRoots> roots = net::TlsRoots::load("").value();
  std::map<int, Level> suites;
  Probing probing{loop.get_executor(), shared.courtesy, *roots, short_deadlines(), suites, "", ""};
};

TEST_F(NameServerProbe, hears_a_server_that_answers_for_the_zone) {
  server.by_udp = [](const Message& question) { return std::vector{own_zone(question)}; };
  const NameServerFacts heard = probed();
  EXPECT_EQ(heard.heard, NameServerHeard::kUdp);
  EXPECT_EQ(heard.host, "ns.goed.example");
  EXPECT_EQ(server.asked.size(), 1U);
  EXPECT_EQ(server.asked[0].substr(2, 10), std::string("\0\x10\0\1\0\0\0\0\0\1", 10)) << "CD, EDNS, no recursion";
  EXPECT_EQ(server.asked[0].substr(12, 18), std::string("\4goed\7example\0\0\2\0\1", 18)) << "NS of the zone";
}

TEST_F(NameServerProbe, asks_over_tcp_for_what_was_cut) {
  server.by_udp = [](const Message& question) { return std::vector{own_zone(question, 0x8600)}; };
  server.by_tcp = [](const Message& question) { return own_zone(question); };
  EXPECT_EQ(probed().heard, NameServerHeard::kTcp);
  EXPECT_EQ(server.connections, 1);
}

TEST_F(NameServerProbe, does_not_believe_a_cut_answer_that_tcp_does_not_make_whole) {
  server.by_udp = [](const Message& question) { return std::vector{own_zone(question, 0x8600)}; };
  EXPECT_EQ(probed().heard, NameServerHeard::kSilent);
  EXPECT_EQ(server.connections, 2);
}

TEST_F(NameServerProbe, asks_a_silent_server_twice) {
  EXPECT_EQ(probed().heard, NameServerHeard::kSilent);
  EXPECT_EQ(server.asked.size(), 2U);
}

TEST_F(NameServerProbe, hears_a_server_that_misses_the_first_question) {
  server.by_udp = [&](const Message& question) {
    if (server.asked.size() == 1) return std::vector<std::string>{};
    return std::vector{own_zone(question)};
  };
  EXPECT_EQ(probed().heard, NameServerHeard::kUdp);
}

TEST_F(NameServerProbe, tells_a_server_that_does_not_serve_the_zone_from_a_silent_one) {
  for (const unsigned rcode : {1U, 2U, 5U}) {
    server.by_udp = [&](const Message& question) {
      return std::vector{dns::testing::answer(0x8000 | rcode, question.name, question.type, {}, {}, question.id)};
    };
    const NameServerFacts heard = probed();
    EXPECT_EQ(heard.heard, NameServerHeard::kRefused) << rcode;
    EXPECT_EQ(heard.rcode, static_cast<int>(rcode));
  }
  server.by_udp = [](const Message& question) {
    const std::string other = dns::testing::record(dns::testing::wire_name("ander.example"), 2, 300, "\3ns1\xc0\x0c");
    return std::vector{dns::testing::answer(0x8400, question.name, question.type, {other}, {}, question.id)};
  };
  const NameServerFacts heard = probed();
  EXPECT_EQ(heard.heard, NameServerHeard::kRefused) << "name servers of another zone";
  EXPECT_EQ(heard.rcode, 0);
}

TEST_F(NameServerProbe, a_refusal_that_was_of_the_moment_does_not_count_and_one_before_silence_does) {
  server.by_udp = [&](const Message& question) {
    return std::vector{own_zone(question, server.asked.size() == 1 ? 0x8402 : 0x8400)};
  };
  EXPECT_EQ(probed().heard, NameServerHeard::kUdp);
  server.asked.clear();
  server.by_udp = [&](const Message& question) {
    if (server.asked.size() > 1) return std::vector<std::string>{};
    return std::vector{own_zone(question, 0x8405)};
  };
  EXPECT_EQ(probed().heard, NameServerHeard::kRefused);
}

TEST_F(NameServerProbe, takes_garbage_and_answers_to_other_questions_for_silence) {
  server.by_udp = [](const Message& question) {
    Message later = question;
    later.id ^= 1U;
    Message other = question;
    other.name = "ander.example";
    return std::vector{own_zone(later), own_zone(other), std::string("garbage"), std::string(3000, '\xff')};
  };
  server.by_another_port = [](const Message& question) { return std::vector{own_zone(question)}; };
  EXPECT_EQ(probed().heard, NameServerHeard::kSilent);
}

TEST_F(NameServerProbe, knows_at_once_where_nothing_listens) {
  NameServerFacts facts = at_loopback();
  asio::ip::udp::socket taken(loop, {asio::ip::address_v6::loopback(), 0});
  const unsigned short free = taken.local_endpoint().port();
  taken.close();
  probing.deadlines.name_server = 60s;
  const auto begin = std::chrono::steady_clock::now();
  run(probe_into(probing, facts, free));
  EXPECT_EQ(facts.heard, NameServerHeard::kSilent);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 30s);
}

TEST_F(NameServerProbe, asks_each_address_once_for_a_zone_whoever_wants_to_know) {
  server.by_udp = [](const Message& question) { return std::vector{own_zone(question)}; };
  NameServerFacts twin = at_loopback();
  twin.host = "ns2.goed.example";
  const auto heard = asked({at_loopback(), twin, at_loopback("ander.example")});
  EXPECT_EQ(server.asked.size(), 2U) << "each zone once";
  for (const NameServerFacts& one : heard) EXPECT_EQ(one.heard, NameServerHeard::kUdp);
  EXPECT_EQ(heard[1].host, "ns2.goed.example");
  asked({at_loopback()});
  EXPECT_EQ(server.asked.size(), 2U);
}

TEST_F(NameServerProbe, asks_nobody_who_may_not_or_cannot_be_asked) {
  std::vector<NameServerFacts> facts(3, at_loopback());
  facts[0].heard = NameServerHeard::kNotPublic;
  facts[1].heard = NameServerHeard::kNoRoute;
  facts[2].heard = NameServerHeard::kOptedOut;
  EXPECT_EQ(asked(facts), facts);
  EXPECT_TRUE(server.asked.empty());
}

TEST_F(NameServerProbe, calls_all_silent_only_when_a_server_that_always_answers_is_heard) {
  server.by_udp = [](const Message& question) {
    if (question.name != ".") return std::vector<std::string>{};
    const std::string root = dns::testing::record(std::string(1, '\0'), 2, 300, dns::testing::wire_name("a.root"));
    return std::vector{dns::testing::answer(0x8400, "", question.type, {root}, {}, question.id)};
  };
  AskingNameServers how;
  how.controls = {"::1"};
  EXPECT_EQ(asked({at_loopback()}, how)[0].heard, NameServerHeard::kSilent);
}

TEST_F(NameServerProbe, does_not_call_them_silent_when_no_question_of_ours_comes_through) {
  AskingNameServers how;
  how.controls = {"::1"};
  for (const char* zone : {"een.example", "twee.example"}) {
    for (const NameServerFacts& one : asked({at_loopback(zone)}, how)) {
      EXPECT_EQ(one.heard, NameServerHeard::kNoRoute) << zone;
    }
  }
  EXPECT_EQ(server.asked.size(), 6U) << "each zone twice, and those that always answer";
}

TEST_F(NameServerProbe, needs_no_other_server_when_one_of_the_zone_is_heard) {
  server.by_udp = [](const Message& question) {
    return question.name == "goed.example" ? std::vector{own_zone(question)} : std::vector<std::string>{};
  };
  AskingNameServers how;
  how.controls = {"::1"};
  EXPECT_EQ(asked({at_loopback(), at_loopback("stil.example")}, how)[1].heard, NameServerHeard::kSilent);
  EXPECT_EQ(server.asked.size(), 3U);
}

struct NameServersToAsk : ::testing::Test {
  DomainFacts zone_with(std::vector<std::string> addresses, DnsSecurity security = DnsSecurity::kSecure) {
    DomainFacts facts;
    facts.name = "www.example.nl";
    facts.dns = {web::answer("www.example.nl", "NS", {}), web::answer("example.nl", "NS", {"a.ns.nl"}),
                 web::answer("a.ns.nl", "AAAA", std::move(addresses), security)};
    return facts;
  }
  ScanSettings settings;
};

TEST_F(NameServersToAsk, are_those_of_the_zone_at_each_public_address) {
  const auto to_ask = name_servers_to_ask(
      zone_with({"2a00:1::53", "::1", "fd00::1", "fe80::1", "64:ff9b::7f00:1", "::ffff:192.0.2.1", "2a00:1::53"}),
      settings);
  ASSERT_EQ(to_ask.size(), 5U) << "IPv4 in disguise is none, and each counts once";
  for (const NameServerFacts& one : to_ask) {
    EXPECT_EQ(one.host, "a.ns.nl");
    EXPECT_EQ(one.zone, "example.nl");
    EXPECT_EQ(one.heard, one.address == "2a00:1::53" ? NameServerHeard::kSilent : NameServerHeard::kNotPublic)
        << one.address;
  }
  settings.allow_loopback = true;
  EXPECT_EQ(name_servers_to_ask(zone_with({"::1"}), settings).at(0).heard, NameServerHeard::kSilent);
}

TEST_F(NameServersToAsk, are_not_asked_without_ipv6_here_or_when_they_do_not_want_it) {
  DomainFacts facts = zone_with({"2a00:1::53"});
  facts.vantage.ipv6 = false;
  EXPECT_EQ(name_servers_to_ask(facts, settings).at(0).heard, NameServerHeard::kNoRoute);
  facts.vantage.ipv6 = true;
  for (const char* who : {"ns.nl", "2a00:1::/32"}) {
    settings.opt_out = std::make_shared<const OptOut>(OptOut::read(who).value());
    EXPECT_EQ(name_servers_to_ask(facts, settings).at(0).heard, NameServerHeard::kOptedOut) << who;
  }
}

TEST_F(NameServersToAsk, are_no_more_than_a_zone_needs) {
  DomainFacts facts = zone_with({});
  facts.dns.clear();
  std::vector<std::string> hosts;
  for (int i = 0; i < 30; ++i) {
    hosts.push_back("ns" + std::to_string(i) + ".nl");
    std::vector<std::string> addresses;
    for (int k = 1; k < 30; ++k) addresses.push_back("2a00:1::" + std::to_string(k));
    facts.dns.push_back(web::answer(hosts.back(), "AAAA", addresses));
  }
  facts.dns.push_back(web::answer("www.example.nl", "NS", hosts));
  EXPECT_EQ(name_servers_to_ask(facts, settings).size(), kMostAskedServers * kMostAskedAddresses);
}

TEST_F(NameServersToAsk, are_none_when_the_zone_or_its_addresses_are_not_known) {
  EXPECT_TRUE(name_servers_to_ask(zone_with({}), settings).empty());
  EXPECT_TRUE(name_servers_to_ask(zone_with({"2a00:1::53"}, DnsSecurity::kBogus), settings).empty());
  EXPECT_TRUE(name_servers_to_ask(DomainFacts{}, settings).empty());
}

}  // namespace
}  // namespace waarborg::scan
