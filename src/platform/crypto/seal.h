// SPDX-License-Identifier: EUPL-1.2
//
// Small secrets at rest (TOTP secrets, passwords of mail servers): XChaCha20-Poly1305 through libsodium.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::crypto {

inline constexpr std::size_t kSealKeyBytes = 32;

/// Encrypts and authenticates; the same text sealed twice gives two different results.
/// @param key      32 raw bytes, of load_or_create_key; kInvalid (crypto.seal.bad_key) otherwise.
/// @param context  what the secret belongs to ("account 0190…"), so that a sealed text copied to another
///                 row does not open there; not stored, must be given again to open.
/// @return         base64url text of nonce, ciphertext and tag.
Result<std::string> seal(std::string_view key, std::string_view plain, std::string_view context = {});

/// kInvalid (crypto.seal.damaged) when the text was changed, or sealed with another key or context.
Result<std::string> open(std::string_view key, std::string_view sealed, std::string_view context = {});

/// Reads the key from a file, or makes one there (mode 0600, whole or not at all).
/// @return  32 raw bytes. Faults as SigningKey::load.
Result<std::string> load_or_create_key(const std::filesystem::path& path);

}  // namespace waarborg::crypto
