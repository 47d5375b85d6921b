// SPDX-License-Identifier: EUPL-1.2
//
// Addresses and networks as SPF compares them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waarborg::scan::spf {

struct Address {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes{};  ///< Of IPv4 the first four.

  bool operator==(const Address&) const = default;
};

/// Four numbers, without leading zeros (RFC 7208 section 12, ip4-network).
std::optional<Address> read_ip4(std::string_view text);
/// As RFC 4291 section 2.2.
std::optional<Address> read_ip6(std::string_view text);
/// Of a peer: an IPv4-mapped address is an IPv4 address (RFC 7208 section 5).
std::optional<Address> read_peer(std::string_view text);

/// Whether the first `bits` are the same; never across families.
bool is_within(const Address& address, const Address& network, int bits);

/// With dots: of IPv6 its 32 nibbles, in capitals (RFC 7208 section 7.3, the macro "i").
std::string dotted(const Address& address);
/// As people write it (the macro "c").
std::string readable(const Address& address);
/// The name that has the PTR records, in lower case.
std::string reverse_name(const Address& address);

}  // namespace waarborg::scan::spf
