// SPDX-License-Identifier: EUPL-1.2
//
// SHA-256 (FIPS 180-4) and comparison of secrets.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "platform/crypto/encoding.h"

struct evp_md_ctx_st;

namespace waarborg::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
Digest sha256(ByteView bytes);

/// SHA-256 as 64 lower-case hex characters.
std::string sha256_hex(std::string_view bytes);

/// SHA-256 of data that comes in parts:
///   Sha256 sum; sum.add(part); sum.add(part); const Digest digest = sum.finish();
class Sha256 {
 public:
  Sha256();

  void add(std::string_view bytes);
  void add(ByteView bytes);

  /// The digest of all parts so far added; the object then starts again from nothing.
  Digest finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// Compares without telling by its duration where the two differ. Texts of different length are
/// unequal at once: the length of a secret is not a secret.
bool equal_constant_time(std::string_view a, std::string_view b);

}  // namespace waarborg::crypto
