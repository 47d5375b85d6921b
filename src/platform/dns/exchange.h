// SPDX-License-Identifier: EUPL-1.2
//
// One question to one server, by datagram or over TCP (RFC 1035 section 4.2), and the answer to it and to nothing else:
// from the address and port that was asked, with the same id and question. The id and the port that it is asked from
// are random (RFC 5452).
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>
#include <chrono>
#include <optional>
#include <string>

#include "platform/dns/message.h"

namespace waarborg::dns {

struct ServerQuestion {
  boost::asio::ip::address server;
  unsigned short port = 53;
  std::string name;  ///< Lower case, without a dot at the end.
  Type type{};
  Checking checking = Checking::kDisabled;
  Recursion recursion = Recursion::kNotWanted;
  std::chrono::steady_clock::time_point deadline;  ///< Then it ends, whatever the server does.
};

struct ServerAnswer {
  bool has_route = true;           ///< False: it did not leave this machine, which says nothing of the server.
  std::optional<Message> message;  ///< Nothing: silence, a refused connection, or bytes that are no answer to this.
};

/// Asked once; what was cut off (is_truncated) is given as it came.
boost::asio::awaitable<ServerAnswer> ask_by_udp(boost::asio::any_io_executor executor, ServerQuestion question);
boost::asio::awaitable<ServerAnswer> ask_by_tcp(boost::asio::any_io_executor executor, ServerQuestion question);

}  // namespace waarborg::dns
