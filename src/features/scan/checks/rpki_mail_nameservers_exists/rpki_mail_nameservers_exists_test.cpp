// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/scan/routing/testing.h"

namespace waarborg::scan::rpki_mail_nameservers_exists {
extern const Check kCheck;

namespace {

using namespace routing;

/// The mail server itself is in another network than its name server.
DomainFacts moved(const std::string& vrps) {
  DomainFacts facts = domain();
  facts.dns[12] = web::answer("ns.post.nl", "A", {"198.51.100.9"});
  look_up(facts, vrps, kRoutes);
  return facts;
}

TEST(RpkiMailNameServersExists, looks_at_the_name_servers_of_the_mail_servers_and_nothing_else) {
  EXPECT_EQ("pass exists 5", told(kCheck, moved(kVrps), Subject::kMail));
  EXPECT_EQ("pass exists 5", told(kCheck, moved("ASN,IP Prefix,Max Length\n1,198.51.100.0/24,24\n"), Subject::kMail));
  EXPECT_EQ("warn missing 0", told(kCheck, moved(changed(kVrps, "AS64497,198.51.100.0/24,24\n", "")), Subject::kMail));
  EXPECT_EQ("na not_given uncounted", told(kCheck, domain(), Subject::kMail));
}

TEST(RpkiMailNameServersExists, is_not_known_when_the_zone_of_a_mail_server_is_not) {
  DomainFacts facts = domain();
  facts.dns[11] = web::no_answer("post.nl", "NS");
  look_up(facts, kVrps, kRoutes);
  EXPECT_EQ("unknown not_told 0", told(kCheck, facts, Subject::kMail));
}

}  // namespace
}  // namespace waarborg::scan::rpki_mail_nameservers_exists
