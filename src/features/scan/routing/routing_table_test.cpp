// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/routing_table.h"

#include <gtest/gtest.h>

#include <set>

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "features/scan/routing/testing.h"

namespace waarborg::scan::routing {
namespace {

RoutingTable table(const std::string& vrps, const std::optional<std::string>& routes) {
  std::optional<PrefixIndex> announced;
  if (routes) announced = std::move(*read_routes(*routes));
  return {std::move(read_vrps(vrps)->vrps), std::move(announced), Moment{}};
}

RouteFact look_up(const RoutingTable& in, const char* address) {
  return in.look_up(boost::asio::ip::make_address(address));
}

TEST(RoutingTable, knows_the_most_specific_route_its_origins_and_what_covers_it) {
  const RoutingTable made =
      table("ASN,IP Prefix,Max Length\nAS3,192.0.2.0/24,24\nAS4,192.0.0.0/16,20\nAS5,192.0.2.0/25,25\n",
            "1\t192.0.0.0/16\t300\n3\t192.0.2.0/24\t300\n2\t192.0.2.0/24\t300\n");

  EXPECT_EQ((RouteFact{"192.0.2.1", "192.0.2.0/24", {2, 3}, {{3, "192.0.2.0/24", 24}, {4, "192.0.0.0/16", 20}}}),
            look_up(made, "192.0.2.1"));
  EXPECT_EQ((RouteFact{"192.0.9.1", "192.0.0.0/16", {1}, {{4, "192.0.0.0/16", 20}}}), look_up(made, "192.0.9.1"));
  EXPECT_EQ((RouteFact{"203.0.113.1", "", {}, {}}), look_up(made, "203.0.113.1"));
  EXPECT_EQ((RouteFact{"2001:db8::1", "", {}, {}}), look_up(made, "2001:db8::1"));
  EXPECT_TRUE(made.facts().has_routes);
}

TEST(RoutingTable, without_routes_knows_what_covers_the_address) {
  const RoutingTable made = table("ASN,IP Prefix,Max Length\nAS3,192.0.2.0/24,24\n", std::nullopt);

  EXPECT_EQ((RouteFact{"192.0.2.1", "", {}, {{3, "192.0.2.0/24", 24}}}), look_up(made, "192.0.2.1"));
  EXPECT_FALSE(made.facts().has_routes);
}

TEST(RoutingFacts, hold_every_address_once_and_survive_json) {
  const DomainFacts facts = looked_up();
  std::vector<std::string> addresses;
  for (const RouteFact& route : facts.routing->routes) addresses.push_back(route.address);
  EXPECT_EQ((std::vector<std::string>{"192.0.2.1", "198.51.100.1", "198.51.100.2", "2001:db8::1", "203.0.113.1",
                                      "203.0.113.53"}),
            addresses);

  const auto again = json::decode<DomainFacts>(json::print(json::encode(facts)));
  ASSERT_TRUE(again);
  EXPECT_EQ(facts, *again);
}

TEST(RoutingFacts, of_a_measurement_from_before_are_nothing) {
  json::Value old = json::encode(domain());
  old.as_object().erase("routing");
  const auto facts = json::decode<DomainFacts>(old);
  ASSERT_TRUE(facts) << facts.error().where;
  EXPECT_FALSE(facts->routing);
}

TEST(RoutingFacts, need_no_question_to_the_dns_without_a_table) {
  DomainFacts facts;
  facts.name = "example.nl";
  for (const Part part : {Part::kServers, Part::kNameServers, Part::kMailNameServers}) {
    EXPECT_TRUE(asks(facts, part).empty());
  }
}

TEST(RoutingFacts, ask_step_by_step_for_the_addresses_of_all_parts) {
  const DomainFacts known = domain();
  DomainFacts facts;
  facts.name = known.name;
  facts.routing.emplace();
  // What the DNS would say is what is known; in a few rounds nothing is left to ask.
  for (int round = 0; round < 8; ++round) {
    for (const Part part : {Part::kServers, Part::kNameServers, Part::kMailNameServers}) {
      for (const DnsQuestion& question : asks(facts, part)) {
        const DnsAnswer* answer = find(known.dns, question.name, question.type);
        ASSERT_NE(nullptr, answer) << question.name << " " << question.type;
        if (find(facts.dns, question.name, question.type) == nullptr) facts.dns.push_back(*answer);
      }
    }
  }
  EXPECT_EQ(known.dns.size(), facts.dns.size());
  EXPECT_EQ(all_addresses(known), all_addresses(facts));
}

}  // namespace
}  // namespace waarborg::scan::routing
