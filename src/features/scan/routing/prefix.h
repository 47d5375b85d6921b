// SPDX-License-Identifier: EUPL-1.2
//
// Networks of either family, and their order: a network stands before all that lies in it.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waarborg::scan::routing {

/// A network; every bit behind `length` is zero. The 32 bits of IPv4 are the first of `high`.
struct Prefix {
  bool is_v6 = false;
  std::uint64_t high = 0, low = 0;
  std::uint8_t length = 0;  ///< At most 32, or 128.

  auto operator<=>(const Prefix&) const = default;
};

inline int bits_of(const Prefix& prefix) { return prefix.is_v6 ? 128 : 32; }

/// "192.0.2.0/24". Nothing for another text, nor for one with bits behind its length.
std::optional<Prefix> read_prefix(std::string_view text);
std::string to_text(const Prefix& prefix);

/// The network of that address alone. IPv6 without its zone.
Prefix prefix_of(const boost::asio::ip::address& address);

/// The first bits of it. @pre length <= prefix.length
Prefix shortened(Prefix prefix, int length);
/// Whether all of `inner` lies in `outer` (RFC 6811 section 2: "covered").
bool covers(const Prefix& outer, const Prefix& inner);

}  // namespace waarborg::scan::routing
