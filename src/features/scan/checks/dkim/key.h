// SPDX-License-Identifier: EUPL-1.2
//
// The key that a DKIM selector publishes (RFC 6376 section 3.6.1; RFC 8301; RFC 8463).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::scan::dkim {

struct Key {
  std::string kind;            ///< k, in lower case: "rsa" when it is not said.
  int bits = 0;                ///< Of RSA the modulus, of Ed25519 256; 0 when `is_revoked` or the kind is unknown.
  bool is_revoked = false;     ///< p is empty.
  bool is_testing = false;     ///< t holds y.
  bool has_only_sha1 = false;  ///< h allows nothing else, which no receiver accepts (RFC 8301 section 3.1).
  bool is_for_mail = true;     ///< s allows "*" or "email".

  bool operator==(const Key&) const = default;
};

/// Nothing when no receiver can use the record: another version, no p, or a key that cannot be read.
std::optional<Key> read_key(std::string_view txt);

/// Base64 with white space inside (RFC 6376 section 2.10); nothing when it is none.
std::optional<std::vector<std::uint8_t>> read_base64(std::string_view text);

/// Bits of the modulus of an RSA key in DER, as SubjectPublicKeyInfo (RFC 5280 section 4.1) or bare (RFC 8017 A.1.1).
std::optional<int> rsa_bits(const std::vector<std::uint8_t>& der);

}  // namespace waarborg::scan::dkim
