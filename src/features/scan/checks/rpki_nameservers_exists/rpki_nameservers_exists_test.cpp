// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/routing/testing.h"

namespace waarborg::scan::rpki_nameservers_exists {
extern const Check kCheck;

namespace {

using namespace routing;

TEST(RpkiNameServersExists, looks_at_the_name_servers_and_nothing_else) {
  const std::string bare = changed(kVrps, "AS64497,198.51.100.0/24,24\n", "");
  for (const Subject subject : {Subject::kWeb, Subject::kMail}) {
    EXPECT_EQ("pass exists 5", told(kCheck, looked_up(), subject));
    EXPECT_EQ("warn missing 0", told(kCheck, looked_up(bare), subject));
    EXPECT_EQ("na not_given uncounted", told(kCheck, domain(), subject));
  }
  EXPECT_EQ("pass exists 5",
            told(kCheck, looked_up("ASN,IP Prefix,Max Length\n1,198.51.100.0/24,24\n"), Subject::kWeb));
}

TEST(RpkiNameServersExists, is_not_known_when_one_of_them_has_no_known_address) {
  DomainFacts facts = domain();
  facts.dns[5] = web::no_answer("ns2.example.nl", "A");
  look_up(facts, kVrps, kRoutes);
  EXPECT_EQ("unknown not_told 0", told(kCheck, facts, Subject::kWeb));
}

}  // namespace
}  // namespace waarborg::scan::rpki_nameservers_exists
