// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/validity.h"

#include <gtest/gtest.h>

#include <random>

#include "features/scan/routing/prefix.h"

namespace waarborg::scan::routing {
namespace {

TEST(RouteValidity, is_that_of_rfc_6811) {
  const struct {
    const char* what;
    const char* route;
    std::uint32_t origin;
    std::vector<VrpFact> vrps;
    Validity expected;
  } kRows[] = {
      {"no VRP", "192.0.2.0/24", 64496, {}, Validity::kNotFound},
      {"matches", "192.0.2.0/24", 64496, {{64496, "192.0.2.0/24", 24}}, Validity::kValid},
      {"another AS", "192.0.2.0/24", 64497, {{64496, "192.0.2.0/24", 24}}, Validity::kInvalid},
      {"a shorter VRP that lets it be so long", "192.0.2.0/24", 64496, {{64496, "192.0.0.0/16", 24}}, Validity::kValid},
      {"longer than it may be", "192.0.2.0/25", 64496, {{64496, "192.0.2.0/24", 24}}, Validity::kInvalid},
      {"as long as it may be", "192.0.2.0/25", 64496, {{64496, "192.0.2.0/24", 25}}, Validity::kValid},
      {"a longer VRP does not cover it", "192.0.2.0/24", 64496, {{64496, "192.0.2.0/25", 25}}, Validity::kNotFound},
      {"a VRP beside it", "192.0.2.0/24", 64496, {{64496, "192.0.3.0/24", 24}}, Validity::kNotFound},
      {"one match is enough",
       "192.0.2.0/24",
       64496,
       {{64497, "192.0.2.0/24", 24}, {64496, "192.0.0.0/16", 16}, {64496, "192.0.0.0/20", 24}},
       Validity::kValid},
      {"none of several matches",
       "192.0.2.0/24",
       64496,
       {{64497, "192.0.2.0/24", 24}, {64496, "192.0.0.0/16", 16}},
       Validity::kInvalid},
      {"an AS set is an origin of nobody", "192.0.2.0/24", 0, {{64496, "192.0.2.0/24", 24}}, Validity::kInvalid},
      {"an AS set without VRPs", "192.0.2.0/24", 0, {}, Validity::kNotFound},
      {"AS 0 lets nobody", "192.0.2.0/24", 64496, {{0, "192.0.2.0/24", 24}}, Validity::kInvalid},
      {"AS 0 does not match an AS set", "192.0.2.0/24", 0, {{0, "192.0.2.0/24", 24}}, Validity::kInvalid},
      {"AS 0 yields to a VRP that matches",
       "192.0.2.0/24",
       64496,
       {{0, "192.0.2.0/24", 32}, {64496, "192.0.2.0/24", 24}},
       Validity::kValid},
      {"IPv6", "2001:db8:1::/48", 64496, {{64496, "2001:db8::/32", 48}}, Validity::kValid},
      {"IPv6, longer", "2001:db8:1::/49", 64496, {{64496, "2001:db8::/32", 48}}, Validity::kInvalid},
      {"the other family", "192.0.2.0/24", 64496, {{64496, "::/0", 128}}, Validity::kNotFound},
      {"facts that are damaged", "x", 64496, {{64496, "y", 24}}, Validity::kNotFound},
  };
  for (const auto& row : kRows) {
    const RouteFact route{"", row.route, {row.origin}, row.vrps};
    EXPECT_EQ(row.expected, validity_of(route, row.origin)) << row.what;
  }
}

TEST(RouteValidity, with_one_vrp_more_is_only_ever_less_unknown) {
  const auto seed = std::random_device{}();
  std::mt19937 random(seed);
  const auto some = [&](int longest) {
    Prefix prefix{false, std::uint64_t{random()} << 62U, 0, 32};
    return shortened(prefix, static_cast<int>(random() % static_cast<unsigned>(longest + 1)));
  };
  for (int round = 0; round < 2'000; ++round) {
    RouteFact route{"", to_text(some(4)), {}, {}};
    const auto origin = static_cast<std::uint32_t>(random() % 3);
    Validity before = validity_of(route, origin);
    for (int i = 0; i < 6; ++i) {
      const Prefix prefix = some(4);
      route.vrps.push_back(
          {static_cast<std::uint32_t>(random() % 3), to_text(prefix), prefix.length + static_cast<int>(random() % 3)});
      const Validity now = validity_of(route, origin);
      EXPECT_FALSE(before == Validity::kValid && now != Validity::kValid) << "seed " << seed;
      EXPECT_FALSE(before != Validity::kNotFound && now == Validity::kNotFound) << "seed " << seed;
      before = now;
    }
    EXPECT_FALSE(origin == 0 && before == Validity::kValid) << "seed " << seed;
  }
}

}  // namespace
}  // namespace waarborg::scan::routing
