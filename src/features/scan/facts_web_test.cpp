// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/facts_web.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

TEST(HttpHeaders, a_header_that_occurs_more_than_once_is_one_list_in_the_order_received) {
  HttpExchange exchange;
  exchange.headers = {{"vary", "accept"}, {"server", "x"}, {"vary", "cookie"}, {"vary", ""}};

  EXPECT_EQ("accept, cookie, ", header(exchange, "vary"));
}

TEST(HttpHeaders, an_empty_header_is_not_the_same_as_none) {
  HttpExchange exchange;
  exchange.headers = {{"vary", ""}};

  EXPECT_EQ("", header(exchange, "vary"));
  EXPECT_EQ(std::nullopt, header(exchange, "server"));
  EXPECT_EQ(std::nullopt, header(exchange, "var"));
}

}  // namespace
}  // namespace waarborg::scan
