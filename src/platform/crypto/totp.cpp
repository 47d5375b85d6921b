// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/totp.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <chrono>
#include <stdexcept>

#include "platform/crypto/hash.h"
#include "platform/crypto/random.h"

namespace waarborg::crypto {
namespace {

constexpr int kDigits = 6;
constexpr std::chrono::seconds kStep{30};

/// Percent-encodes everything but unreserved characters (RFC 3986 section 2.3).
std::string percent_encode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

}  // namespace

Bytes new_totp_secret() { return random_bytes(20); }

std::int64_t totp_step(Moment now) { return std::chrono::floor<std::chrono::seconds>(now).time_since_epoch() / kStep; }

std::string totp_code(ByteView secret, std::int64_t step, int digits) {
  if (digits < 6 || digits > 8) throw std::invalid_argument("a one-time code has 6 to 8 digits");
  std::array<std::uint8_t, 8> counter{};
  auto rest = static_cast<std::uint64_t>(step);
  for (std::size_t i = counter.size(); i-- > 0; rest >>= 8U) counter[i] = static_cast<std::uint8_t>(rest & 0xFFU);

  std::array<std::uint8_t, EVP_MAX_MD_SIZE> mac{};
  unsigned length = 0;
  if (HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), mac.data(),
           &length) == nullptr ||
      length != 20) {
    throw std::runtime_error("HMAC-SHA-1 failed");
  }
  // Dynamic truncation, RFC 4226 section 5.3.
  const std::size_t at = mac[19] & 0x0FU;
  const std::uint32_t number = static_cast<std::uint32_t>(mac[at] & 0x7FU) << 24U |
                               static_cast<std::uint32_t>(mac[at + 1]) << 16U |
                               static_cast<std::uint32_t>(mac[at + 2]) << 8U | mac[at + 3];
  constexpr std::array<std::uint32_t, 3> kModulus{1'000'000, 10'000'000, 100'000'000};
  return fmt::format("{:0{}}", number % kModulus[static_cast<std::size_t>(digits - 6)], digits);
}

std::optional<std::int64_t> totp_verify(ByteView secret, std::string_view code, Moment now,
                                        std::int64_t last_used_step) {
  std::string typed;
  for (const char c : code.substr(0, 32)) {
    if (c != ' ') typed += c;
  }
  if (typed.size() != kDigits) return std::nullopt;
  const std::int64_t current = totp_step(now);
  for (std::int64_t step = current - 1; step <= current + 1; ++step) {
    if (step > last_used_step && equal_constant_time(totp_code(secret, step, kDigits), typed)) return step;
  }
  return std::nullopt;
}

std::string otpauth_uri(std::string_view issuer, std::string_view account, ByteView secret) {
  return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm=SHA1&digits={3}&period={4}",
                     percent_encode(issuer), percent_encode(account), base32_encode(secret), kDigits, kStep.count());
}

}  // namespace waarborg::crypto
