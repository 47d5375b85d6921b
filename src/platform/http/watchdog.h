// SPDX-License-Identifier: EUPL-1.2
//
// The deadline of whatever a connection waits for. Internal to this folder.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <chrono>
#include <memory>
#include <utility>

#include "platform/http/connection.h"

namespace waarborg::http {

using Clock = std::chrono::steady_clock;
using Timer = boost::asio::basic_waitable_timer<Clock, boost::asio::wait_traits<Clock>, Executor>;

/// At the deadline it first cancels what the socket is doing, so that the client can still be told, and a second
/// later it closes the socket. Only for the thread of the loop.
class Watchdog {
 public:
  static constexpr auto kLastSecond = std::chrono::seconds(1);

  explicit Watchdog(Socket& socket) : socket_(socket), timer_(socket.get_executor()) {}

  /// @param owner  of this watchdog and its socket, kept alive while the timer runs
  void set(const std::shared_ptr<void>& owner, Clock::duration in) {
    deadline_ = Clock::now() + in;
    late_ = false;
    // Moving a deadline later costs nothing: the timer looks again when it goes off.
    if (deadline_ < armed_) arm(owner);
  }
  /// The deadline set last has passed.
  bool late() const { return late_; }
  void end() { timer_.cancel(); }

 private:
  void arm(const std::shared_ptr<void>& owner) {
    armed_ = deadline_;
    timer_.expires_at(deadline_);
    timer_.async_wait([this, owner](boost::system::error_code ec) {
      if (!ec && socket_.is_open()) look(owner);
    });
  }
  void look(const std::shared_ptr<void>& owner) {
    if (Clock::now() >= deadline_) {
      boost::system::error_code ignored;
      if (late_) {
        socket_.close(ignored);
        return;
      }
      late_ = true;
      socket_.cancel(ignored);
      deadline_ = Clock::now() + kLastSecond;
    }
    arm(owner);
  }

  Socket& socket_;
  Timer timer_;
  Clock::time_point deadline_{};
  Clock::time_point armed_ = Clock::time_point::max();
  bool late_ = false;
};

}  // namespace waarborg::http
