// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/routing/testing.h"

namespace waarborg::scan::rpki_mail_nameservers_valid {
extern const Check kCheck;

namespace {

using namespace routing;

TEST(RpkiMailNameServersValid, looks_at_the_name_servers_of_the_mail_servers) {
  EXPECT_EQ("pass valid 10", told(kCheck, looked_up(), Subject::kMail));
  EXPECT_EQ("fail invalid 0", told(kCheck, looked_up(changed(kVrps, "AS64498", "AS64499")), Subject::kMail));
  EXPECT_EQ("pass valid 10", told(kCheck, looked_up(changed(kVrps, "AS64497", "AS64499")), Subject::kMail));
  EXPECT_EQ("na not_given uncounted", told(kCheck, domain(), Subject::kMail));
}

}  // namespace
}  // namespace waarborg::scan::rpki_mail_nameservers_valid
