// SPDX-License-Identifier: EUPL-1.2
//
// Ed25519 signatures (RFC 8032) through OpenSSL.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "platform/crypto/encoding.h"

struct evp_pkey_st;

namespace waarborg::crypto {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// A private key with its public half. The file form is PKCS#8 PEM, so `openssl pkey` reads it too.
class SigningKey {
 public:
  /// A new random key.
  static SigningKey create();

  /// The key whose RFC 8032 seed is `seed`.
  static SigningKey from_seed(const std::array<std::uint8_t, 32>& seed);

  /// kNotFound (crypto.key.missing), kInvalid (crypto.key.damaged, crypto.key.too_open), kUnavailable (disk).
  static Result<SigningKey> load(const std::filesystem::path& path);

  /// Loads the key, or makes and saves one when there is no file. Two processes that do so at the same
  /// time get the same key.
  static Result<SigningKey> load_or_create(const std::filesystem::path& path);

  /// Writes the key with mode 0600, whole or not at all. Never replaces a file: kConflict (crypto.key.exists).
  Result<void> save(const std::filesystem::path& path) const;

  const PublicKey& public_key() const { return public_key_; }
  Signature sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  using Handle = std::unique_ptr<evp_pkey_st, Free>;

  explicit SigningKey(Handle key);

  Handle key_;
  PublicKey public_key_{};
};

/// False for a wrong signature, a signature that is not 64 bytes, and a key that is not 32 bytes.
bool verify_signature(ByteView public_key, std::string_view message, ByteView signature);

}  // namespace waarborg::crypto
