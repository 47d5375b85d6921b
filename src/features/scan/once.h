// SPDX-License-Identifier: EUPL-1.2
//
// Work that many wait for is done once, and its outcome is kept for whoever comes later.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace waarborg::scan {

/// For all threads of a process: the work is done on the loop of who asked first, and whoever waits is called on its
/// own. Keeps between `kept` and twice as many outcomes, those that were used last.
template <class Value>
class Once {
 public:
  using Work = std::function<boost::asio::awaitable<Value>()>;

  /// @param passes  whether an outcome is of the moment, as silence is: it is kept for `passing` only, because a second
  ///                look must not see the first one again
  explicit Once(std::size_t kept, bool (*passes)(const Value&) = nullptr,
                std::chrono::milliseconds passing = std::chrono::seconds(30))
      : kept_(kept), passes_(passes), passing_(passing) {}

  /// The outcome of the first work under this key; waits when that is under way.
  boost::asio::awaitable<Value> get(std::string key, Work work) {
    std::unique_lock lock(mutex_);
    const auto [one, is_new] = place(key);
    if (is_new) {
      ++done_;
      lock.unlock();
      const Ending ending{*this, one};
      one->value = co_await work();  // nobody reads it before the end
      co_return one->value;
    }
    ++reused_;
    if (!one->is_there) {
      const auto ready = std::make_shared<boost::asio::steady_timer>(co_await boost::asio::this_coro::executor,
                                                                     boost::asio::steady_timer::time_point::max());
      one->waiting.push_back(ready);
      lock.unlock();
      boost::system::error_code ec;
      co_await ready->async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ec));
      lock.lock();
    }
    co_return one->value;
  }

  std::size_t done() const {
    const std::scoped_lock lock(mutex_);
    return done_;
  }
  std::size_t reused() const {
    const std::scoped_lock lock(mutex_);
    return reused_;
  }

 private:
  struct One {
    std::vector<std::shared_ptr<boost::asio::steady_timer>> waiting;
    Value value{};
    bool is_there = false;
    std::chrono::steady_clock::time_point at{};  ///< Since when it is there.
  };
  using Table = std::unordered_map<std::string, std::shared_ptr<One>>;

  /// However the work ends, nobody waits for it any longer.
  struct Ending {
    Once& once;
    std::shared_ptr<One> one;
    ~Ending() {
      const std::scoped_lock lock(once.mutex_);
      one->is_there = true;
      one->at = std::chrono::steady_clock::now();
      for (const auto& ready : std::exchange(one->waiting, {})) {
        boost::asio::post(ready->get_executor(), [ready] { ready->cancel(); });
      }
    }
  };

  bool has_passed(const One& one) const {
    return one.is_there && passes_ != nullptr && passes_(one.value) &&
           std::chrono::steady_clock::now() - one.at >= passing_;
  }
  std::shared_ptr<One> find(const std::string& key) const {
    for (const Table* table : {&young_, &old_}) {
      if (const auto at = table->find(key); at != table->end() && !has_passed(*at->second)) return at->second;
    }
    return nullptr;
  }
  std::pair<std::shared_ptr<One>, bool> place(const std::string& key) {
    const auto known = find(key);
    if (young_.size() >= kept_ && !young_.contains(key)) {
      old_ = std::move(young_);
      young_ = {};
    }
    return {young_[key] = known ? known : std::make_shared<One>(), known == nullptr};
  }

  mutable std::mutex mutex_;  // over all that follows
  std::size_t kept_;
  bool (*passes_)(const Value&);
  std::chrono::milliseconds passing_;
  Table young_, old_;  ///< When the young are full they become the old, and the old are forgotten.
  std::size_t done_ = 0, reused_ = 0;
};

}  // namespace waarborg::scan
