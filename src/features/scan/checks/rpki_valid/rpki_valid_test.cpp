// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/routing/testing.h"

namespace waarborg::scan::rpki_valid {
extern const Check kCheck;

namespace {

using namespace routing;

TEST(RpkiValid, fails_when_one_route_is_invalid) {
  EXPECT_EQ("pass valid 10", told(kCheck, looked_up(), Subject::kWeb));
  EXPECT_EQ("pass valid 10", told(kCheck, looked_up(), Subject::kMail));

  const DomainFacts facts = looked_up(changed(kVrps, "AS64496,2001:db8::/32", "AS64499,2001:db8::/32"));
  EXPECT_EQ("fail invalid 0", told(kCheck, facts, Subject::kWeb));
  EXPECT_EQ("pass valid 10", told(kCheck, facts, Subject::kMail));
  const Judged judged = kCheck.judge(facts, {}, Subject::kWeb);
  EXPECT_EQ("2001:db8::/32", judged.own.why.args.at(0).second);
  EXPECT_EQ("AS64496", judged.own.why.args.at(1).second);
}

TEST(RpkiValid, looks_at_every_origin_of_a_route) {
  EXPECT_EQ("fail invalid 0", told(kCheck, looked_up(kVrps, kRoutes + "64499\t192.0.2.0/24\t300\n"), Subject::kWeb));
  EXPECT_EQ("fail invalid 0", told(kCheck, looked_up(kVrps, kRoutes + "{64496}\t192.0.2.0/24\t300\n"), Subject::kWeb));
  EXPECT_EQ("pass valid 10", told(kCheck, looked_up(kVrps, kRoutes + "64499\t192.0.2.0/24\t9\n"), Subject::kWeb));
  EXPECT_EQ("fail invalid 0", told(kCheck, looked_up(kVrps, kRoutes + "64496\t192.0.2.0/25\t300\n"), Subject::kWeb));
}

TEST(RpkiValid, is_no_more_than_a_warning_without_a_vrp) {
  const DomainFacts facts = looked_up(changed(kVrps, "AS64496,192.0.2.0/24,24\n", ""));
  EXPECT_EQ("warn not_found 0", told(kCheck, facts, Subject::kWeb));
}

TEST(RpkiValid, is_not_known_without_routes_and_not_counted_without_a_table) {
  EXPECT_EQ("unknown no_routes 0", told(kCheck, looked_up(kVrps, std::nullopt), Subject::kWeb));
  EXPECT_EQ("na not_given uncounted", told(kCheck, domain(), Subject::kWeb));
  const std::string routes = changed(kRoutes, "64496\t192.0.2.0/24\t300\n", "");
  EXPECT_EQ("unknown no_route 0", told(kCheck, looked_up(kVrps, routes), Subject::kWeb));
}

}  // namespace
}  // namespace waarborg::scan::rpki_valid
