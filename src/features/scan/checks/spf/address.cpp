// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/spf/address.h"

#include <arpa/inet.h>

#include <algorithm>

#include "base/text.h"

namespace waarborg::scan::spf {
namespace {

std::optional<Address> read(std::string_view text, int family) {
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  Address address;
  address.is_v6 = family == AF_INET6;
  if (inet_pton(family, std::string(text).c_str(), address.bytes.data()) != 1) return std::nullopt;
  return address;
}

}  // namespace

std::optional<Address> read_ip4(std::string_view text) { return read(text, AF_INET); }
std::optional<Address> read_ip6(std::string_view text) { return read(text, AF_INET6); }

std::optional<Address> read_peer(std::string_view text) {
  if (auto address = read_ip4(text)) return address;
  const auto address = read_ip6(text);
  static constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  if (!address || !std::equal(kMapped.begin(), kMapped.end(), address->bytes.begin())) return address;
  Address mapped;
  std::copy(address->bytes.begin() + 12, address->bytes.end(), mapped.bytes.begin());
  return mapped;
}

bool is_within(const Address& address, const Address& network, int bits) {
  if (address.is_v6 != network.is_v6) return false;
  for (std::size_t i = 0; bits > 0 && i < address.bytes.size(); ++i, bits -= 8) {
    const unsigned mask = bits >= 8 ? 0xFFU : 0xFFU & (0xFFU << static_cast<unsigned>(8 - bits));
    if (((address.bytes[i] ^ network.bytes[i]) & mask) != 0) return false;
  }
  return true;
}

std::string dotted(const Address& address) {
  std::string out;
  for (std::size_t i = 0; i < (address.is_v6 ? 16U : 4U); ++i) {
    if (i > 0) out += '.';
    if (address.is_v6) {
      static constexpr char kDigits[] = "0123456789ABCDEF";
      out += {kDigits[address.bytes[i] >> 4U], '.', kDigits[address.bytes[i] & 0xFU]};
    } else {
      out += std::to_string(address.bytes[i]);
    }
  }
  return out;
}

std::string readable(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), text.data(), text.size());
  return text.data();
}

std::string reverse_name(const Address& address) {
  const std::string forward = dotted(address);
  std::string out;
  for (std::size_t end = forward.size();;) {
    const std::size_t dot = forward.rfind('.', end - 1);
    const std::size_t from = dot == std::string::npos ? 0 : dot + 1;
    out += lower(forward.substr(from, end - from)) + '.';
    if (from == 0) break;
    end = dot;
  }
  return out + (address.is_v6 ? "ip6.arpa" : "in-addr.arpa");
}

}  // namespace waarborg::scan::spf
