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

TEST(ClientAddress, behind_a_proxy_is_the_one_that_the_proxy_added) {
  EXPECT_EQ(client_address(request("127.0.0.1", {"198.51.100.7"}), true), "198.51.100.7");
  EXPECT_EQ(client_address(request("10.1.2.3", {"1.1.1.1, 198.51.100.7"}), true), "198.51.100.7");
  EXPECT_EQ(client_address(request("::1", {"1.1.1.1", "2.2.2.2 , 2001:db8::1"}), true), "2001:db8::1");
  EXPECT_EQ(client_address(request("fd00::5", {"[2001:db8::1]:443"}), true), "2001:db8::1");
  EXPECT_EQ(client_address(request("192.168.0.2", {"198.51.100.7:5555"}), true), "198.51.100.7");
}

TEST(ClientAddress, is_the_peer_when_there_is_no_proxy_to_believe) {
  EXPECT_EQ(client_address(request("127.0.0.1", {"198.51.100.7"}), false), "127.0.0.1");
  EXPECT_EQ(client_address(request("203.0.113.9", {"198.51.100.7"}), true), "203.0.113.9") << "a stranger may write it";
  EXPECT_EQ(client_address(request("127.0.0.1", {}), true), "127.0.0.1");
  for (const char* odd : {"unknown", "", ",", "198.51.100.7, _hidden", "1.2.3.4.5", "[::1", "localhost"}) {
    const std::string found = client_address(request("127.0.0.1", {odd}), true);
    EXPECT_TRUE(found == "127.0.0.1" || found == "::1") << odd << " " << found;
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
