// SPDX-License-Identifier: EUPL-1.2
//
// Several coroutines at a time, waited for as one.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstddef>
#include <exception>
#include <utility>

namespace waarborg::scan {

/// For one thread.
class Together {
 public:
  explicit Together(boost::asio::any_io_executor executor)
      : executor_(std::move(executor)), ended_(executor_, boost::asio::steady_timer::time_point::max()) {}

  /// @pre what the work refers to lives until wait() is over
  void start(boost::asio::awaitable<void> work) {
    ++running_;
    boost::asio::co_spawn(executor_, std::move(work), [this](const std::exception_ptr& thrown) {
      if (thrown && !thrown_) thrown_ = thrown;
      if (--running_ == 0) ended_.cancel();
    });
  }
  /// Until all have ended; throws again what the first of them threw.
  boost::asio::awaitable<void> wait() {
    boost::system::error_code ec;
    while (running_ > 0) {
      co_await ended_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ec));
    }
    if (thrown_) std::rethrow_exception(thrown_);
  }

 private:
  boost::asio::any_io_executor executor_;
  boost::asio::steady_timer ended_;
  std::size_t running_ = 0;
  std::exception_ptr thrown_;
};

}  // namespace waarborg::scan
