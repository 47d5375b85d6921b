// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/addresses.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

boost::asio::ip::address at(const char* text) { return parse_address(text).value(); }

TEST(Addresses, of_the_public_internet_may_be_reached) {
  for (const char* text : {"1.1.1.1", "8.8.8.8", "185.53.177.1", "192.0.1.1", "100.63.255.255", "100.128.0.0",
                           "172.15.255.255", "172.32.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255",
                           "2a02:a45f::1", "2001:200::1", "2606:4700::1111"}) {
    EXPECT_TRUE(may_reach(at(text), false)) << text;
  }
}

TEST(Addresses, of_this_machine_or_network_or_of_nobody_may_not) {
  for (const char* text : {"0.0.0.0",         "10.0.0.1",        "100.64.0.1",     "127.0.0.1",    "127.255.255.254",
                           "169.254.169.254", "172.16.0.1",      "172.31.255.255", "192.0.0.1",    "192.0.2.1",
                           "192.168.1.1",     "198.18.0.1",      "198.51.100.1",   "203.0.113.9",  "224.0.0.1",
                           "239.1.1.1",       "255.255.255.255", "240.0.0.1",      "::",           "::1",
                           "::ffff:10.0.0.1", "::ffff:8.8.8.8",  "64:ff9b::a00:1", "100::1",       "2001::1",
                           "2001:db8::1",     "2002:a00:1::1",   "fc00::1",        "fd12:3456::1", "fe80::1",
                           "ff02::1",         "3fff::1"}) {
    EXPECT_FALSE(may_reach(at(text), false)) << text;
  }
}

TEST(Addresses, of_this_machine_may_be_reached_when_allowed_and_no_others_with_them) {
  for (const char* text : {"127.0.0.1", "127.9.8.7", "::1"}) EXPECT_TRUE(may_reach(at(text), true)) << text;
  for (const char* text : {"10.0.0.1", "169.254.169.254", "fe80::1", "::ffff:127.0.0.1", "0.0.0.0"}) {
    EXPECT_FALSE(may_reach(at(text), true)) << text;
  }
}

TEST(Addresses, that_are_none_are_not_read) {
  for (const char* text :
       {"", "1.2.3", "1.2.3.4.5", "01.2.3.4", "0x7f.1", "2130706433", "fe80::1%eth0", "a.nl", " 1.1.1.1"}) {
    EXPECT_FALSE(parse_address(text)) << text;
  }
}

TEST(Addresses, have_neighbours_by_24_and_48_bits) {
  EXPECT_EQ(neighbourhood(at("185.53.177.9")), neighbourhood(at("185.53.177.200")));
  EXPECT_NE(neighbourhood(at("185.53.177.9")), neighbourhood(at("185.53.178.9")));
  EXPECT_EQ(neighbourhood(at("2a02:a45f:1:2::1")), neighbourhood(at("2a02:a45f:1:3::9")));
  EXPECT_NE(neighbourhood(at("2a02:a45f:1:2::1")), neighbourhood(at("2a02:a45f:2:2::1")));
}

}  // namespace
}  // namespace waarborg::scan
