// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/addresses.h"

#include <algorithm>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

namespace waarborg::scan {
namespace {

namespace ip = boost::asio::ip;

/// IANA IPv4 Special-Purpose Address Registry (RFC 6890), and multicast (RFC 5771).
constexpr const char* kSpecial4[] = {
    "0.0.0.0/8",       "10.0.0.0/8",    "100.64.0.0/10",   "127.0.0.0/8",     "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24",    "192.0.2.0/24",  "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
    "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",  "224.0.0.0/4",    "240.0.0.0/4",
};
/// Global unicast (RFC 4291 section 2.4); all else is special.
constexpr const char* kGlobal6 = "2000::/3";
/// IANA IPv6 Special-Purpose Address Registry, within global unicast.
constexpr const char* kSpecial6[] = {"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"};

bool lies_in(const ip::address_v4& address, const char* network) {
  const ip::network_v4 range = ip::make_network_v4(network);
  return (address.to_uint() & range.netmask().to_uint()) == range.network().to_uint();
}

bool lies_in(const ip::address_v6& address, const char* network) {
  const ip::network_v6 range = ip::make_network_v6(network);
  return ip::network_v6(address, range.prefix_length()).canonical() == range.canonical();
}

bool is_public(const ip::address_v4& address) {
  return std::ranges::none_of(kSpecial4, [&](const char* network) { return lies_in(address, network); });
}

bool is_public(const ip::address_v6& address) {
  return lies_in(address, kGlobal6) &&
         std::ranges::none_of(kSpecial6, [&](const char* network) { return lies_in(address, network); });
}

}  // namespace

bool is_public(const ip::address& address) {
  return address.is_v4() ? is_public(address.to_v4()) : is_public(address.to_v6());
}

bool may_reach(const ip::address& address, bool allow_loopback) {
  return is_public(address) || (allow_loopback && address.is_loopback());
}

std::optional<ip::address> parse_address(std::string_view text) {
  boost::system::error_code ec;
  const ip::address address = ip::make_address(text, ec);
  if (ec || (address.is_v6() && address.to_v6().scope_id() != 0)) return std::nullopt;
  return address;
}

std::string neighbourhood(const ip::address& address) {
  return address.is_v4() ? ip::network_v4(address.to_v4(), 24).canonical().to_string()
                         : ip::network_v6(address.to_v6(), 48).canonical().to_string();
}

}  // namespace waarborg::scan
