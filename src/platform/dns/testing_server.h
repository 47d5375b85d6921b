// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: a name server on ::1 that answers what the test says, by datagram and over TCP on one port.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <functional>
#include <string>
#include <vector>

#include "platform/dns/testing_messages.h"
#include "platform/dns/testing_port.h"

namespace waarborg::dns::testing {

class NameServer {
 public:
  /// What to send back, each as its own datagram.
  std::function<std::vector<std::string>(const Message& question)> by_udp;
  /// The bytes after the length; without it nobody takes connections in.
  std::function<std::string(const Message& question)> by_tcp;
  /// Datagrams of another port of this machine, sent before ours.
  std::function<std::vector<std::string>(const Message& question)> by_another_port;
  std::vector<std::string> asked;   ///< Datagrams, as they came.
  std::vector<unsigned> from_port;  ///< Of each.
  int connections = 0;

  explicit NameServer(boost::asio::io_context& loop)
      : udp_(loop), other_(loop, {boost::asio::ip::address_v6::loopback(), 0}), tcp_(loop) {
    listen_on_one_port(boost::asio::ip::address_v6::loopback(), udp_, tcp_);
    boost::asio::co_spawn(loop, take_datagrams(), boost::asio::detached);
    boost::asio::co_spawn(loop, take_connections(), boost::asio::detached);
  }
  unsigned short port() const { return udp_.local_endpoint().port(); }

 private:
  using Udp = boost::asio::ip::udp;

  boost::asio::awaitable<void> take_datagrams() {
    std::array<char, 2048> buffer{};
    for (;;) {
      Udp::endpoint from;
      const std::size_t size =
          co_await udp_.async_receive_from(boost::asio::buffer(buffer), from, boost::asio::use_awaitable);
      asked.emplace_back(buffer.data(), size);
      from_port.push_back(from.port());
      const auto question = read_message(asked.back());
      if (!question) continue;
      if (by_another_port) send(other_, from, by_another_port(*question));
      if (by_udp) send(udp_, from, by_udp(*question));
    }
  }
  static void send(Udp::socket& socket, const Udp::endpoint& to, const std::vector<std::string>& all) {
    boost::system::error_code ignored;
    for (const std::string& one : all) socket.send_to(boost::asio::buffer(one), to, 0, ignored);
  }
  boost::asio::awaitable<void> take_connections() {
    for (;;) {
      auto socket = co_await tcp_.async_accept(boost::asio::use_awaitable);
      ++connections;
      if (!by_tcp) continue;
      boost::system::error_code ec;
      std::array<unsigned char, 2> size{};
      co_await boost::asio::async_read(socket, boost::asio::buffer(size),
                                       boost::asio::redirect_error(boost::asio::use_awaitable, ec));
      std::string bytes(std::size_t{size[0]} << 8U | size[1], '\0');
      co_await boost::asio::async_read(socket, boost::asio::buffer(bytes),
                                       boost::asio::redirect_error(boost::asio::use_awaitable, ec));
      const auto question = read_message(bytes);
      if (ec || !question) continue;
      const std::string content = by_tcp(*question);
      const std::string back = number(static_cast<unsigned>(content.size())) + content;
      co_await boost::asio::async_write(socket, boost::asio::buffer(back),
                                        boost::asio::redirect_error(boost::asio::use_awaitable, ec));
    }
  }

  Udp::socket udp_, other_;
  boost::asio::ip::tcp::acceptor tcp_;
};

/// Two name servers of the zone, as it answers about itself.
inline std::string own_zone(const Message& question, unsigned flags = 0x8400) {
  return answer(flags, question.name, question.type,
                {record("\xc0\x0c", 2, 300, "\3ns1\xc0\x0c"), record("\xc0\x0c", 2, 300, "\3ns2\xc0\x0c")}, {},
                question.id);
}

}  // namespace waarborg::dns::testing
