// SPDX-License-Identifier: EUPL-1.2
#include "app/client_address.h"

#include <gtest/gtest.h>

namespace waarborg::app {
namespace {

http::Request request(const std::string& peer, std::vector<std::string> forwarded) {
  http::Request made;
  made.remote = peer;
  for (std::string& value : forwarded) made.headers.push_back({"x-forwarded-for", std::move(value)});
  return made;
}

constexpr const char* kNetworks = "10.1.2.3, fd00::/64 192.168.0.0/23";

TEST(ClientAddress, behind_a_proxy_is_the_one_that_the_proxy_added) {
  EXPECT_EQ(client_address(request("127.0.0.1", {"198.51.100.7"}), true, ""), "198.51.100.7");
  EXPECT_EQ(client_address(request("::ffff:127.0.0.1", {"198.51.100.7"}), true, ""), "198.51.100.7");
  EXPECT_EQ(client_address(request("10.1.2.3", {"1.1.1.1, 198.51.100.7"}), true, kNetworks), "198.51.100.7");
  EXPECT_EQ(client_address(request("::1", {"1.1.1.1", "2.2.2.2 , 2001:db8::1"}), true, ""), "2001:db8::1");
  EXPECT_EQ(client_address(request("fd00::5", {"[2001:db8::1]:443"}), true, kNetworks), "2001:db8::1");
  EXPECT_EQ(client_address(request("192.168.1.2", {"198.51.100.7:5555"}), true, kNetworks), "198.51.100.7");
}

TEST(ClientAddress, is_the_peer_when_there_is_no_proxy_to_believe) {
  EXPECT_EQ(client_address(request("127.0.0.1", {"198.51.100.7"}), false, ""), "127.0.0.1");
  EXPECT_EQ(client_address(request("203.0.113.9", {"198.51.100.7"}), true, ""), "203.0.113.9")
      << "a stranger may write it";
  EXPECT_EQ(client_address(request("10.1.2.3", {"198.51.100.7"}), true, ""), "10.1.2.3") << "and so may a colleague";
  EXPECT_EQ(client_address(request("10.1.2.4", {"198.51.100.7"}), true, kNetworks), "10.1.2.4");
  EXPECT_EQ(client_address(request("192.168.2.1", {"198.51.100.7"}), true, kNetworks), "192.168.2.1");
  EXPECT_EQ(client_address(request("127.0.0.1", {"198.51.100.7"}), true, kNetworks), "127.0.0.1") << "not named";
  EXPECT_EQ(client_address(request("127.0.0.1", {}), true, ""), "127.0.0.1");
  for (const char* odd : {"unknown", "", ",", "198.51.100.7, _hidden", "1.2.3.4.5", "[::1", "localhost"}) {
    const std::string found = client_address(request("127.0.0.1", {odd}), true, "");
    EXPECT_TRUE(found == "127.0.0.1" || found == "::1") << odd << " " << found;
  }
}

TEST(ClientAddress, of_proxies_are_addresses_and_networks) {
  for (const char* good : {"", "10.1.2.3", "10.1.2.0/24,::1", " fd00::/8 , 192.0.2.1 "}) {
    EXPECT_TRUE(are_networks(good)) << good;
  }
  for (const char* bad :
       {"proxy.example", "10.1.2.0/33", "10.1.2.0/0", "::/0", "10.1.2.0/", "10.1.2.0/8x", "10.1.2.3:80"}) {
    EXPECT_FALSE(are_networks(bad)) << bad;
  }
}

TEST(ClientAddress, figures_of_the_machine_are_not_for_who_comes_through_a_proxy_on_it) {
  EXPECT_TRUE(is_local(request("127.0.0.1", {})));
  EXPECT_FALSE(is_local(request("127.0.0.1", {"198.51.100.7"})));
  EXPECT_FALSE(is_local(request("192.0.2.1", {})));
  http::Request via = request("::1", {});
  via.headers.push_back({"via", "1.1 proxy"});
  EXPECT_FALSE(is_local(via));
}

}  // namespace
}  // namespace waarborg::app
