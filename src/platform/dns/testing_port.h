// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: one port for datagrams and for connections, as name servers have it.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <stdexcept>

namespace waarborg::dns::testing {

/// A port that is free for datagrams may be taken for connections, by some client on this machine: then another one.
inline void listen_on_one_port(const boost::asio::ip::address& address, boost::asio::ip::udp::socket& datagrams,
                               boost::asio::ip::tcp::acceptor& connections) {
  for (int attempt = 0; attempt < 100; ++attempt) {
    boost::system::error_code taken;
    datagrams = boost::asio::ip::udp::socket(datagrams.get_executor(), {address, 0});
    const boost::asio::ip::tcp::endpoint same(address, datagrams.local_endpoint().port());
    connections = boost::asio::ip::tcp::acceptor(connections.get_executor());
    connections.open(same.protocol());
    connections.bind(same, taken);
    if (taken) continue;
    connections.listen();
    return;
  }
  throw std::runtime_error("no port is free for datagrams and connections");
}

}  // namespace waarborg::dns::testing
