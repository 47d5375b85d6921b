// SPDX-License-Identifier: EUPL-1.2
//
// A TCP connection to somebody who may be slow, silent or hostile: every wait ends at a deadline that the caller sets.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace waarborg::net {

/// How an attempt ended. Only kDone tells that what was asked for is there.
enum class Ending {
  kDone,
  kRefused,      ///< Reset at once: nothing listens there.
  kUnreachable,  ///< No route, or ICMP says so.
  kTimeout,      ///< The deadline passed.
  kClosed,       ///< The peer closed in good order.
  kReset,        ///< The peer reset a connection that stood.
  kGarbage,      ///< Bytes that are not the protocol.
  kTooLarge,     ///< More than the limit.
  kTlsFailed,    ///< TCP stands, a TLS handshake did not come about.
};

using Deadline = std::chrono::steady_clock::time_point;

/// What an error of a socket means; `late` when a deadline closed it.
Ending ending_of(const boost::system::error_code& error, bool late);

/// For one thread. Moving is not allowed while something waits.
class Tcp {
 public:
  explicit Tcp(const boost::asio::any_io_executor& executor);
  ~Tcp();
  Tcp(const Tcp&) = delete;
  Tcp& operator=(const Tcp&) = delete;

  /// From now on everything ends at this moment: the socket is closed then.
  void set_deadline(Deadline at);
  bool is_late() const;

  boost::asio::awaitable<Ending> connect(boost::asio::ip::tcp::endpoint peer);
  boost::asio::awaitable<Ending> write(std::string bytes);
  /// Some bytes, at least one when it is kDone; good until the next read.
  struct Read {
    Ending ending;
    std::string_view bytes;
  };
  boost::asio::awaitable<Read> read();
  /// At once and without lingering in the system: a scan opens more connections than a machine has ports.
  void drop();

  boost::asio::ip::tcp::socket& socket();

 private:
  struct State;
  std::shared_ptr<State> state_;
  std::unique_ptr<char[]> buffer_;
};

}  // namespace waarborg::net
