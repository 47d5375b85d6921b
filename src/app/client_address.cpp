// SPDX-License-Identifier: EUPL-1.2
#include "app/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace waarborg::app {
namespace {

bool is_address(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

/// IPv4 in its IPv6 form (RFC 4291 section 2.5.5.2), so that both compare alike.
std::optional<std::array<unsigned char, 16>> bytes_of(std::string_view address) {
  const std::string text(address.substr(0, 64));
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  bytes[10] = bytes[11] = 0xFF;
  if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

struct Network {
  std::array<unsigned char, 16> address{};
  unsigned bits = 128;

  bool holds(const std::array<unsigned char, 16>& other) const {
    const std::size_t whole = bits / 8;
    if (!std::equal(address.begin(), address.begin() + static_cast<std::ptrdiff_t>(whole), other.begin())) return false;
    if (bits % 8 == 0) return true;
    const auto mask = static_cast<unsigned char>(0xFFU << (8 - bits % 8));
    return (address[whole] & mask) == (other[whole] & mask);
  }
};

std::optional<Network> network_of(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = bytes_of(text.substr(0, slash));
  if (!address) return std::nullopt;
  Network network{*address};
  if (slash == std::string_view::npos) return network;
  const bool four = text.substr(0, slash).find(':') == std::string_view::npos;
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  // A network of everybody would believe everybody.
  if (error != std::errc{} || end != digits.data() + digits.size() || bits == 0 || bits > (four ? 32U : 128U)) {
    return std::nullopt;
  }
  network.bits = bits + (four ? 96 : 0);
  return network;
}

/// The parts between commas and spaces.
template <class Each>
void for_each_part(std::string_view text, const Each& each) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(", "), text.size());
    if (end > 0) each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// "192.0.2.1", "192.0.2.1:443", "[2001:db8::1]:443" and "2001:db8::1" → the address alone.
std::string without_port(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  if (text.starts_with('[')) return std::string(text.substr(1, std::min(text.find(']'), text.size()) - 1));
  if (std::ranges::count(text, ':') == 1) text = text.substr(0, text.find(':'));
  return std::string(text);
}

}  // namespace

bool are_networks(std::string_view text) {
  bool sound = true;
  for_each_part(text, [&](std::string_view part) { sound = sound && network_of(part).has_value(); });
  return sound;
}

bool is_proxy(std::string_view address, std::string_view proxies) {
  const auto bytes = bytes_of(address);
  if (!bytes) return false;
  if (proxies.find_first_not_of(", ") == std::string_view::npos) proxies = "127.0.0.0/8, ::1";
  bool found = false;
  for_each_part(proxies, [&](std::string_view part) {
    const auto network = network_of(part);
    found = found || (network && network->holds(*bytes));
  });
  return found;
}

std::string client_address(const http::Request& request, bool behind_proxy, std::string_view proxies) {
  if (!behind_proxy || !is_proxy(request.remote, proxies)) return request.remote;
  std::string_view last;
  for (const http::Header& header : request.headers) {
    if (header.name == "x-forwarded-for") last = header.value;
  }
  last = last.substr(last.rfind(',') == std::string_view::npos ? 0 : last.rfind(',') + 1);
  std::string address = without_port(last);
  return is_address(address) ? address : request.remote;
}

bool is_local(const http::Request& request) {
  return is_loopback(request.remote) && request.header("x-forwarded-for").empty() &&
         request.header("forwarded").empty() && request.header("via").empty();
}

}  // namespace waarborg::app
