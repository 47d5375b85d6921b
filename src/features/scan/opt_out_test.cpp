// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/opt_out.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

constexpr const char* kFile =
    "# asked by mail on 2 March\n"
    "niet-meten.example\r\n"
    "  Caf\xC3\xA9.example  # with an accent\n"
    "\n"
    "192.0.2.7\n"
    "198.51.100.0/24\n"
    "2001:db8:1::/48\n"
    "2001:db8::5";

TEST(OptOut, a_name_covers_itself_and_all_below_it_and_nothing_else) {
  const auto list = OptOut::read(kFile).value();
  for (const char* name :
       {"niet-meten.example", "www.niet-meten.example", "a.b.niet-meten.example", "xn--caf-dma.example"}) {
    EXPECT_TRUE(list.covers(name)) << name;
  }
  for (const char* name : {"wel-niet-meten.example", "example", "meten.example", "niet-meten.example.nl", ""}) {
    EXPECT_FALSE(list.covers(name)) << name;
  }
}

TEST(OptOut, an_address_is_covered_by_itself_or_its_network) {
  const auto list = OptOut::read(kFile).value();
  const auto at = [](const char* text) { return boost::asio::ip::make_address(text); };
  for (const char* text : {"192.0.2.7", "198.51.100.0", "198.51.100.255", "2001:db8:1:ffff::1", "2001:db8::5"}) {
    EXPECT_TRUE(list.covers(at(text))) << text;
  }
  for (const char* text : {"192.0.2.8", "198.51.101.0", "2001:db8:2::1", "2001:db8::6"}) {
    EXPECT_FALSE(list.covers(at(text))) << text;
  }
}

TEST(OptOut, a_line_that_cannot_be_read_stops_everything) {
  EXPECT_FALSE(OptOut::read("").value().covers("example.nl"));
  for (const char* text : {"goed.example\nniet goed", "goed.example\n10.0.0.0/33", "goed.example\n*.example"}) {
    const auto read = OptOut::read(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().where, "line 2");
  }
}

TEST(OptOuts, are_put_together_and_written_as_they_are_read) {
  const OptOut one = OptOut::read("praktijk.example\n192.0.2.7\n").value();
  const OptOut both = one.with(OptOut::read("ander.example\n2001:db8::/32\n198.51.100.0/24\n").value());
  const OptOut again = OptOut::read(both.text()).value();
  for (const OptOut& list : {both, again}) {
    EXPECT_TRUE(list.covers("www.praktijk.example") && list.covers("ander.example"));
    for (const char* address : {"192.0.2.7", "198.51.100.9", "2001:db8::1"}) {
      EXPECT_TRUE(list.covers(boost::asio::ip::make_address(address))) << address;
    }
    EXPECT_FALSE(list.covers(boost::asio::ip::make_address("192.0.2.8")));
  }
  EXPECT_FALSE(one.covers("ander.example"));
}

}  // namespace
}  // namespace waarborg::scan
