// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/holders.h"

#include <gtest/gtest.h>

#include "features/auth/test_browser.h"

namespace waarborg::auth {
namespace {

struct Shares : ::testing::TestWithParam<std::string> {
  House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Shares, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Shares, of_the_workers_are_per_account_whatever_sessions_and_tokens_it_has) {
  const AccountId nina = house.person("nina", house.world.north, {"contributor"});
  Browser laptop(house);
  laptop.sign_in("nina");
  const auto token = [&](const char* name) {
    const json::Object order{{"name", name}, {"scope", "personal"}, {"days", 5}, {"current", kPassword}};
    return laptop.post("/api/v1/account/tokens", order).text("token");
  };
  const auto holder = [&](const std::string& shown) {
    http::Request request;
    request.headers.push_back({"authorization", "Bearer " + shown});
    return house.accounts.holder_of(request);
  };
  const std::string first = token("een"), second = token("twee");
  EXPECT_EQ(holder(first), "") << "not before it was let through";
  for (const std::string& shown : {first, second}) {
    Browser program(house);
    program.extra = {{"authorization", "Bearer " + shown}};
    ASSERT_EQ(program.get("/api/v1/probe/measure.read").status, 200);
    EXPECT_EQ(holder(shown), nina.text);
  }
  http::Request by_session;
  by_session.headers.push_back({"cookie", laptop.cookie});
  EXPECT_EQ(house.accounts.holder_of(by_session), nina.text);
  Browser stranger(house);
  stranger.extra = {{"authorization", "Bearer wbp_verzonnen"}};
  ASSERT_EQ(stranger.get("/api/v1/probe/measure.read").status, 401);
  EXPECT_EQ(holder("wbp_verzonnen"), "") << "what is invented has no share of its own";
  EXPECT_EQ(house.accounts.holder_of(http::Request{}), "");
}

}  // namespace
}  // namespace waarborg::auth
