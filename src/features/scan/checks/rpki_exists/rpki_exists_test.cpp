// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/routing/testing.h"

namespace waarborg::scan::rpki_exists {
extern const Check kCheck;

namespace {

using namespace routing;

TEST(RpkiExists, needs_a_vrp_over_the_route_of_every_address) {
  EXPECT_EQ("pass exists 5", told(kCheck, looked_up(), Subject::kWeb));
  EXPECT_EQ("pass exists 5", told(kCheck, looked_up(), Subject::kMail));

  const DomainFacts bare = looked_up(changed(kVrps, "AS64496,2001:db8::/32,48\n", ""));
  EXPECT_EQ("warn missing 0", told(kCheck, bare, Subject::kWeb));
  EXPECT_EQ("pass exists 5", told(kCheck, bare, Subject::kMail));
  const Judged judged = kCheck.judge(bare, {}, Subject::kWeb);
  EXPECT_EQ("2001:db8::/32", judged.own.why.args.at(0).second);
  EXPECT_EQ((std::vector<std::string>{"192.0.2.1: 192.0.2.0/24 AS64496; AS64496 192.0.2.0/24-24",
                                      "2001:db8::1: 2001:db8::/32 AS64496"}),
            judged.own.seen);
}

TEST(RpkiExists, does_not_count_a_vrp_over_only_a_part_of_the_route) {
  const DomainFacts facts = looked_up(changed(kVrps, "192.0.2.0/24,24", "192.0.2.0/25,25"));
  EXPECT_EQ("warn missing 0", told(kCheck, facts, Subject::kWeb));
}

TEST(RpkiExists, without_routes_is_known_by_the_address) {
  EXPECT_EQ("pass exists 5", told(kCheck, looked_up(kVrps, std::nullopt), Subject::kWeb));
  const std::string other = changed(kVrps, "192.0.2.0/24,24", "192.0.3.0/24,24");
  EXPECT_EQ("warn missing 0", told(kCheck, looked_up(other, std::nullopt), Subject::kWeb));
}

TEST(RpkiExists, blames_nobody_for_what_is_not_known) {
  const std::string routes = changed(kRoutes, "64496\t192.0.2.0/24\t300\n", "");
  EXPECT_EQ("unknown no_route 0", told(kCheck, looked_up(kVrps, routes), Subject::kWeb));

  DomainFacts facts = domain();
  facts.dns[1] = web::no_answer("example.nl", "AAAA");
  look_up(facts, kVrps, kRoutes);
  EXPECT_EQ("unknown not_told 0", told(kCheck, facts, Subject::kWeb));

  facts = looked_up();
  facts.routing->at = facts.at - std::chrono::days(31);
  EXPECT_EQ("unknown old 0", told(kCheck, facts, Subject::kWeb));

  facts = looked_up();
  facts.routing->routes.clear();
  EXPECT_EQ("unknown no_route 0", told(kCheck, facts, Subject::kWeb));
}

TEST(RpkiExists, says_nothing_where_there_is_nothing_to_look_at) {
  EXPECT_EQ("na not_given uncounted", told(kCheck, domain(), Subject::kWeb));
  DomainFacts facts = domain();
  facts.dns[7] = web::answer("example.nl", "MX", {"0 ."});
  look_up(facts, kVrps, kRoutes);
  EXPECT_EQ("na no_address uncounted", told(kCheck, facts, Subject::kMail));
}

}  // namespace
}  // namespace waarborg::scan::rpki_exists
