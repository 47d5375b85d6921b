// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/random.h"

#include <openssl/rand.h>

#include <algorithm>
#include <stdexcept>

namespace waarborg::crypto {

Bytes random_bytes(std::size_t count) {
  constexpr std::size_t kMost = std::size_t{1} << 30U;  // RAND_bytes takes an int
  if (count > kMost) throw std::length_error("more random bytes than OpenSSL gives at once");
  Bytes bytes(count);
  if (RAND_bytes(bytes.data(), static_cast<int>(count)) != 1) throw std::runtime_error("no randomness");
  return bytes;
}

std::string random_token(std::size_t bytes) { return base64url_encode(random_bytes(bytes)); }

std::string new_id(Moment now) {
  Bytes id = random_bytes(16);
  auto millis = static_cast<std::uint64_t>(std::max<std::int64_t>(now.time_since_epoch().count(), 0));
  for (std::size_t i = 6; i-- > 0; millis >>= 8U) id[i] = static_cast<std::uint8_t>(millis & 0xFFU);
  id[6] = static_cast<std::uint8_t>((id[6] & 0x0FU) | 0x70U);  // version 7
  id[8] = static_cast<std::uint8_t>((id[8] & 0x3FU) | 0x80U);  // variant of RFC 9562 section 4.1
  std::string text = hex_encode(id);
  for (const std::size_t at : {8U, 13U, 18U, 23U}) text.insert(at, 1, '-');
  return text;
}

}  // namespace waarborg::crypto
