// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/throttle.h"

#include <algorithm>
#include <array>

#include <arpa/inet.h>

#include "platform/crypto/crypto.h"

namespace waarborg::auth {

std::chrono::seconds wait_of(const Attempts& attempts, Moment now) {
  // Further ahead than any rule waits: written while the clock was wrong.
  if (attempts.blocked_until <= now || attempts.blocked_until > now + kLongestWait) return std::chrono::seconds{0};
  return std::chrono::ceil<std::chrono::seconds>(attempts.blocked_until - now);
}

Attempts charged(Attempts attempts, const ThrottleRule& rule, Moment now) {
  if (attempts.blocked_until + rule.forget <= now) attempts.failures = 0;
  ++attempts.failures;
  attempts.blocked_until = now;
  if (attempts.failures >= rule.free) {
    const std::int64_t doublings = std::min<std::int64_t>(attempts.failures - rule.free, 20);
    attempts.blocked_until += std::min(rule.first * (std::int64_t{1} << doublings), rule.most);
  }
  return attempts;
}

std::string throttle_address(std::string_view remote) {
  const std::string text(remote.substr(0, remote.find('%')));
  std::array<unsigned char, 16> bytes{};
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text.substr(0, 64);
  constexpr std::array<unsigned char, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) {  // ::ffff:192.0.2.1, RFC 4291 section 2.5.5.2
    inet_ntop(AF_INET, bytes.data() + kMapped.size(), out.data(), out.size());
    return out.data();
  }
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
  return std::string(out.data()) + "/64";
}

std::string throttled_account(std::string_view login) { return "account:" + crypto::sha256_hex(login); }

}  // namespace waarborg::auth
