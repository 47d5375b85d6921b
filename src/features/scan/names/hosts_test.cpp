// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/hosts.h"

#include <gtest/gtest.h>

#include "features/scan/web/testing.h"

namespace waarborg::scan {
namespace {

using web::answer;
using web::no_answer;
using Names = std::vector<std::string>;

TEST(Hosts, climbing_ends_before_the_root) {
  EXPECT_EQ((Names{"a.b.example.nl", "b.example.nl", "example.nl", "nl"}), climb("a.b.example.nl", 1));
  EXPECT_EQ((Names{"b.example.nl", "example.nl"}), climb("b.example.nl", 2));
  EXPECT_EQ(Names{"nl"}, climb("nl", 1));
  EXPECT_EQ(Names{}, climb("nl", 2));
  EXPECT_EQ(Names{}, climb("", 1));
}

TEST(Hosts, mail_servers_are_each_named_once_and_ten_at_most) {
  EXPECT_EQ((Names{"a.nl", "b.nl"}),
            mail_hosts({answer("example.nl", "MX", {"20 b.nl", "10 a.nl", "30 b.nl"})}, "example.nl"));

  Names many;
  for (char c = 'a'; c <= 'z'; ++c) many.push_back(std::string("10 ") + c + ".nl");
  EXPECT_EQ(kMaxMailHosts, mail_hosts({answer("example.nl", "MX", many)}, "example.nl")->size());
}

TEST(Hosts, no_mail_is_told_apart_from_not_known) {
  EXPECT_EQ(Names{}, mail_hosts({answer("example.nl", "MX", {})}, "example.nl"));
  EXPECT_EQ(Names{}, mail_hosts({answer("example.nl", "MX", {"0 ."})}, "example.nl"));
  EXPECT_EQ(std::nullopt, mail_hosts({}, "example.nl"));
  EXPECT_EQ(std::nullopt, mail_hosts({no_answer("example.nl", "MX")}, "example.nl"));
  EXPECT_EQ(std::nullopt, mail_hosts({answer("example.nl", "MX", {"10 a.nl"}, DnsSecurity::kBogus)}, "example.nl"));
}

TEST(Hosts, the_zone_is_the_nearest_domain_with_name_servers) {
  const Zone zone =
      zone_of({answer("www.example.nl", "NS", {}), answer("example.nl", "NS", {"ns2.nl", "ns1.nl"})}, "www.example.nl");

  EXPECT_EQ(Zone::Found::kYes, zone.found);
  EXPECT_EQ("example.nl", zone.name);
  EXPECT_EQ((Names{"ns1.nl", "ns2.nl"}), zone.hosts);
}

TEST(Hosts, a_silent_name_server_set_is_not_climbed_over) {
  const Zone zone =
      zone_of({no_answer("www.example.nl", "NS"), answer("example.nl", "NS", {"ns1.nl"})}, "www.example.nl");

  EXPECT_EQ(Zone::Found::kUnknown, zone.found);
  EXPECT_EQ("www.example.nl", zone.stopped_at);
  EXPECT_EQ("example.nl", zone_of({answer("www.example.nl", "NS", {})}, "www.example.nl").stopped_at);
  EXPECT_EQ(Zone::Found::kNo, zone_of({answer("example.nl", "NS", {})}, "example.nl").found);
}

}  // namespace
}  // namespace waarborg::scan
