// SPDX-License-Identifier: EUPL-1.2
#include "app/server.h"

#include "app/test_house.h"

namespace waarborg::app {
namespace {

struct BusyDatabase : ::testing::TestWithParam<std::string> {
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, BusyDatabase, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(BusyDatabase, is_told_in_words_to_who_asks_instead_of_keeping_him_waiting) {
  house.installation.reset();
  house.options.patience.session = std::chrono::milliseconds(50);
  house.installation = Installation::open(house.options, house.clock, false).value();
  WebServer server(*house.installation);
  http::Request request{.method = http::Method::kGet, .path = "/api/v1/today", .target = "/api/v1/today"};
  request.headers = {{"authorization", "Bearer 0123456789"}, {"accept-language", "nl"}};
  EXPECT_EQ(server.router().handle(request).status, 401);
  std::vector<db::Transaction> taken;
  try {
    for (;;) taken.push_back(house.installation->database.read());
  } catch (const db::DatabaseError&) {  // all of them
  }
  const auto answer = server.router().handle(request);
  taken.clear();
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find(say(Language::kNl, "db.unavailable")), std::string::npos) << answer.body;
  EXPECT_EQ(server.router().handle(request).status, 401);
}

}  // namespace
}  // namespace waarborg::app
