// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/once.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <vector>

#include "features/scan/together.h"

namespace waarborg::scan {
namespace {

namespace asio = boost::asio;

struct Works {
  explicit Works(bool (*passes)(const int&) = nullptr) : once(3, passes, std::chrono::milliseconds(0)) {}
  asio::awaitable<int> slow(int value) {
    ++done;
    for (int i = 0; i < 3; ++i) co_await asio::post(loop, asio::use_awaitable);
    co_return value;
  }
  asio::awaitable<void> ask(std::string key, int value) {
    Once<int>::Work work = [this, value] { return slow(value); };
    got.push_back(co_await once.get(std::move(key), std::move(work)));
  }
  void all(const std::vector<std::pair<std::string, int>>& questions) {
    Together together(loop.get_executor());
    for (const auto& [key, value] : questions) together.start(ask(key, value));
    asio::co_spawn(loop, together.wait(), [](const std::exception_ptr&) {});
    loop.restart();
    loop.run();
  }
  asio::io_context loop;
  Once<int> once;
  int done = 0;
  std::vector<int> got;
};

TEST(Once, does_the_same_work_once_for_all_who_wait) {
  Works works;
  works.all({{"a", 1}, {"a", 2}, {"b", 3}, {"a", 4}});
  std::ranges::sort(works.got);
  EXPECT_EQ(works.got, (std::vector<int>{1, 1, 1, 3}));
  EXPECT_EQ(works.done, 2);
  EXPECT_EQ(works.once.reused(), 2U);
}

TEST(Once, keeps_what_was_used_last_and_forgets_the_rest) {
  Works works;
  works.all({{"a", 1}});
  for (int i = 0; i < 20; ++i) works.all({{"a", 100 + i}, {std::to_string(i), 1000 + i}});
  EXPECT_EQ(std::ranges::count(works.got, 1), 21) << "a was asked again and again";
  works.got.clear();
  works.all({{"0", 500}});
  EXPECT_EQ(works.got, std::vector<int>{500}) << "0 was forgotten";
}

TEST(Once, does_work_again_whose_outcome_was_of_the_moment) {
  Works works([](const int& value) { return value == 0; });
  for (const int value : {0, 5, 6}) works.all({{"a", value}});
  EXPECT_EQ(works.got, (std::vector<int>{0, 5, 5}));
}

TEST(Together, throws_what_one_of_them_threw_when_all_have_ended) {
  asio::io_context loop;
  int ended = 0;
  bool thrown = false;
  const auto work = [&](bool fails) -> asio::awaitable<void> {
    co_await asio::post(loop, asio::use_awaitable);
    if (fails) throw std::runtime_error("x");
    ++ended;
  };
  Together together(loop.get_executor());
  together.start(work(true));
  together.start(work(false));
  asio::co_spawn(loop, together.wait(), [&](const std::exception_ptr& error) { thrown = error != nullptr; });
  loop.run();
  EXPECT_TRUE(thrown);
  EXPECT_EQ(ended, 1);
}

}  // namespace
}  // namespace waarborg::scan
