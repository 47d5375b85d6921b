// SPDX-License-Identifier: EUPL-1.2
//
// Which addresses a scan may reach. A name on a list, a redirect or a DNS answer must never lead into the network of
// whoever runs the scan.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace waarborg::scan {

/// Whether this is an address of the public internet: nothing of IANA's special-purpose registries (RFC 6890): private,
/// loopback, link-local, shared, documentation, benchmarking, multicast, reserved; nor an IPv6 address with such an
/// IPv4 address inside (mapped, NAT64, 6to4, Teredo).
bool is_public(const boost::asio::ip::address& address);

/// As is_public, and this machine itself when that is allowed.
bool may_reach(const boost::asio::ip::address& address, bool allow_loopback);

/// Nothing when the text is no address.
std::optional<boost::asio::ip::address> parse_address(std::string_view text);

/// The network whose visitors are counted together: /24 of IPv4, /48 of IPv6.
std::string neighbourhood(const boost::asio::ip::address& address);

}  // namespace waarborg::scan
