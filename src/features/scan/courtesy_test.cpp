// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/courtesy.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <map>
#include <vector>

#include "features/scan/addresses.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

asio::ip::address at(const std::string& text) { return *parse_address(text); }

/// Visitors that come in, look round for a few turns of the loop, and leave.
struct Visitors {
  explicit Visitors(CourtesyLimits limits) : courtesy(limits) {}

  asio::awaitable<void> visit(asio::ip::address address, bool mail, int who) {
    const Courtesy::Place place = co_await courtesy.enter(address, mail);
    entered.push_back(who);
    moments.push_back(Clock::now());
    most[address] = std::max(most[address], ++inside[address]);
    for (int i = 0; i < 5; ++i) co_await asio::post(loop, asio::use_awaitable);
    --inside[address];
  }
  void come(const std::string& address, bool mail = false) {
    asio::co_spawn(loop, visit(at(address), mail, number++), asio::detached);
  }

  asio::io_context loop;
  Courtesy courtesy;
  int number = 0;
  std::vector<int> entered;
  std::vector<Clock::time_point> moments;
  std::map<asio::ip::address, int> inside, most;
};

TEST(Courtesy, lets_so_many_at_a_time_on_an_address_in_the_order_in_which_they_came) {
  Visitors visitors({.together = 2, .per_second = 0, .burst = 0});
  for (int i = 0; i < 50; ++i) visitors.come("185.53.177.1");
  for (int i = 0; i < 3; ++i) visitors.come("185.53.177.2");
  visitors.loop.run();
  EXPECT_EQ(visitors.most[at("185.53.177.1")], 2);
  EXPECT_EQ(visitors.courtesy.most_together(), 2U);
  ASSERT_EQ(visitors.entered.size(), 53U);
  std::vector<int> first;
  for (const int who : visitors.entered) {
    if (who < 50) first.push_back(who);
  }
  EXPECT_TRUE(std::ranges::is_sorted(first));
  EXPECT_LT(std::ranges::find(visitors.entered, 51) - visitors.entered.begin(), 10) << "one address waits for no other";
}

TEST(Courtesy, counts_new_connections_of_a_neighbourhood_over_all_its_addresses) {
  Visitors visitors({.together = 10, .per_second = 200, .burst = 5});
  const auto began = Clock::now();
  for (int i = 0; i < 25; ++i) visitors.come("185.53.177." + std::to_string(i + 1));
  visitors.loop.run();
  EXPECT_GE(visitors.moments.back() - began, 95ms) << "five at once, twenty at 200 a second";
  int early = 0;
  for (const auto moment : visitors.moments) early += moment - began < 4ms;
  EXPECT_LE(early, 6);
}

TEST(Courtesy, of_mail_servers_is_one_at_a_time_with_a_pause) {
  Visitors visitors({.together = 5, .per_second = 0, .burst = 0, .mail_pause = 20ms});
  for (int i = 0; i < 4; ++i) visitors.come("185.53.177.1", true);
  visitors.loop.run();
  EXPECT_EQ(visitors.most[at("185.53.177.1")], 1);
  for (std::size_t i = 1; i < 4; ++i) EXPECT_GE(visitors.moments[i] - visitors.moments[i - 1], 20ms);
}

TEST(Courtesy, stays_away_for_as_long_as_it_is_told) {
  Visitors visitors({.together = 5, .per_second = 0, .burst = 0});
  visitors.courtesy.back_off(at("185.53.177.1"), 30ms);
  const auto began = Clock::now();
  visitors.come("185.53.177.1");
  visitors.come("185.53.177.2");
  visitors.loop.run();
  EXPECT_EQ(visitors.entered.front(), 1);
  EXPECT_GE(visitors.moments.back() - began, 30ms);
}

TEST(Courtesy, forgets_addresses_that_nobody_visits) {
  Visitors visitors({.together = 2, .per_second = 0, .burst = 0});
  for (int i = 0; i < 30'000; ++i) {
    visitors.come("185." + std::to_string(i / 65536) + "." + std::to_string(i / 256 % 256) + "." +
                  std::to_string(i % 256));
    if (i % 100 == 0) visitors.loop.restart(), visitors.loop.run();
  }
  visitors.loop.restart();
  visitors.loop.run();
  EXPECT_LT(visitors.courtesy.known_addresses(), 10'200U);
}

}  // namespace
}  // namespace waarborg::scan
