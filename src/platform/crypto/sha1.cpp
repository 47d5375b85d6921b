// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/sha1.h"

#include <openssl/sha.h>

#include <array>

#include "platform/crypto/encoding.h"

namespace waarborg::crypto {

std::string sha1_hex(std::string_view bytes) {
  std::array<std::uint8_t, SHA_DIGEST_LENGTH> digest{};
  SHA1(bytes_of(bytes).data(), bytes.size(), digest.data());
  return hex_encode(ByteView(digest));
}

}  // namespace waarborg::crypto
