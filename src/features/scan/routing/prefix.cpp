// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/prefix.h"

#include <charconv>

#include "features/scan/addresses.h"

namespace waarborg::scan::routing {

namespace ip = boost::asio::ip;

namespace {

/// The first `bits` of a word are ones. Shifting by 64 is not defined.
std::uint64_t first_bits(int bits) {
  return bits <= 0 ? 0 : bits >= 64 ? ~std::uint64_t{0} : ~std::uint64_t{0} << (64 - bits);
}

template <class Iterator>
std::uint64_t word_of(Iterator bytes, int count) {
  std::uint64_t word = 0;
  for (int i = 0; i < count; ++i) word = (word << 8U) | static_cast<std::uint64_t>(bytes[i]);
  return word;
}

}  // namespace

Prefix prefix_of(const ip::address& address) {
  Prefix out;
  out.is_v6 = address.is_v6();
  if (out.is_v6) {
    const auto bytes = address.to_v6().to_bytes();
    out.high = word_of(bytes.begin(), 8);
    out.low = word_of(bytes.begin() + 8, 8);
  } else {
    out.high = std::uint64_t{address.to_v4().to_uint()} << 32U;
  }
  out.length = static_cast<std::uint8_t>(bits_of(out));
  return out;
}

Prefix shortened(Prefix prefix, int length) {
  prefix.high &= first_bits(length);
  prefix.low &= first_bits(length - 64);
  prefix.length = static_cast<std::uint8_t>(length);
  return prefix;
}

bool covers(const Prefix& outer, const Prefix& inner) {
  return outer.is_v6 == inner.is_v6 && outer.length <= inner.length && shortened(inner, outer.length) == outer;
}

std::optional<Prefix> read_prefix(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(slash + 1);
  int length = -1;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  const auto address = parse_address(text.substr(0, slash));
  if (!address || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  const Prefix whole = prefix_of(*address);
  if (length < 0 || length > whole.length) return std::nullopt;
  const Prefix prefix = shortened(whole, length);
  if (prefix.high != whole.high || prefix.low != whole.low) return std::nullopt;
  return prefix;
}

std::string to_text(const Prefix& prefix) {
  const std::string length = "/" + std::to_string(prefix.length);
  if (!prefix.is_v6) return ip::address_v4(static_cast<std::uint32_t>(prefix.high >> 32U)).to_string() + length;
  ip::address_v6::bytes_type bytes;
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<unsigned char>(prefix.high >> (56 - 8 * i));
    bytes[i + 8] = static_cast<unsigned char>(prefix.low >> (56 - 8 * i));
  }
  return ip::address_v6(bytes).to_string() + length;
}

}  // namespace waarborg::scan::routing
