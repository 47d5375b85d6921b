// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/routing/testing.h"

namespace waarborg::scan::rpki_nameservers_valid {
extern const Check kCheck;

namespace {

using namespace routing;

TEST(RpkiNameServersValid, looks_at_the_name_servers_and_nothing_else) {
  const std::string other = changed(kVrps, "AS64497", "AS64499");
  for (const Subject subject : {Subject::kWeb, Subject::kMail}) {
    EXPECT_EQ("pass valid 10", told(kCheck, looked_up(), subject));
    EXPECT_EQ("fail invalid 0", told(kCheck, looked_up(other), subject));
    EXPECT_EQ("na not_given uncounted", told(kCheck, domain(), subject));
  }
  EXPECT_EQ("pass valid 10",
            told(kCheck, looked_up("ASN,IP Prefix,Max Length\n64497,198.51.100.0/24,24\n"), Subject::kWeb));
}

}  // namespace
}  // namespace waarborg::scan::rpki_nameservers_valid
