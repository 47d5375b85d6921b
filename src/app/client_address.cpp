// SPDX-License-Identifier: EUPL-1.2
#include "app/client_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace waarborg::app {
namespace {

bool is_address(const std::string& text) {
  std::array<unsigned char, 16> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

bool is_private(const std::string& address) {
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) == 1) {
    return bytes[0] == 10 || bytes[0] == 127 || (bytes[0] == 172 && (bytes[1] & 0xF0U) == 16) ||
           (bytes[0] == 192 && bytes[1] == 168);
  }
  return address == "::1" || (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1 && (bytes[0] & 0xFEU) == 0xFC);
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

std::string client_address(const http::Request& request, bool behind_proxy) {
  if (!behind_proxy || !is_private(request.remote)) return request.remote;
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
