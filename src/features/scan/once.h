// SPDX-License-Identifier: EUPL-1.2
//
// Work that many wait for is done once, and its outcome is kept for whoever comes later.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>

namespace waarborg::scan {

/// For one thread. Keeps between `kept` and twice as many outcomes, those that were used last.
template <class Value>
class Once {
 public:
  using Work = std::function<boost::asio::awaitable<Value>()>;

  Once(boost::asio::any_io_executor executor, std::size_t kept) : executor_(std::move(executor)), kept_(kept) {}

  /// The outcome of the first work under this key; waits when that is under way.
  boost::asio::awaitable<Value> get(std::string key, Work work) {
    const auto [one, is_new] = place(key);
    if (!is_new) {
      ++reused_;
      boost::system::error_code ec;
      if (!one->is_there) co_await one->ready.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ec));
      co_return one->value;
    }
    ++done_;
    one->value = co_await work();
    one->is_there = true;
    one->ready.cancel();
    co_return one->value;
  }

  std::size_t done() const { return done_; }
  std::size_t reused() const { return reused_; }

 private:
  struct One {
    explicit One(const boost::asio::any_io_executor& executor)
        : ready(executor, boost::asio::steady_timer::time_point::max()) {}
    boost::asio::steady_timer ready;  ///< Cancelled when the value is there.
    Value value{};
    bool is_there = false;
  };
  using Table = std::unordered_map<std::string, std::shared_ptr<One>>;

  std::pair<std::shared_ptr<One>, bool> place(const std::string& key) {
    if (const auto known = young_.find(key); known != young_.end()) return {known->second, false};
    if (young_.size() >= kept_) {
      old_ = std::move(young_);
      young_ = {};
    }
    if (const auto known = old_.find(key); known != old_.end()) return {young_[key] = known->second, false};
    return {young_[key] = std::make_shared<One>(executor_), true};
  }

  boost::asio::any_io_executor executor_;
  std::size_t kept_;
  Table young_, old_;  ///< When the young are full they become the old, and the old are forgotten.
  std::size_t done_ = 0, reused_ = 0;
};

}  // namespace waarborg::scan
