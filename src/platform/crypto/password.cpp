// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/password.h"

#include <fmt/format.h>

#include <new>

#include "platform/crypto/random.h"
#include "platform/crypto/sodium_start.h"

namespace waarborg::crypto {
namespace {

/// libsodium takes no null pointer, which an empty text may hold.
const char* start_of(std::string_view text) { return text.empty() ? "" : text.data(); }

/// Random bytes in base64 without padding, as salt and hash stand in the text of a hash.
std::string random_part(std::size_t bytes) {
  std::string text = base64_encode(random_bytes(bytes));
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

}  // namespace

std::string hash_password(std::string_view password, PasswordCost cost) {
  start_sodium();
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), start_of(password), password.size(), cost.passes, cost.memory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::bad_alloc();
  }
  hash.resize(hash.find('\0'));
  return hash;
}

std::string decoy_hash(PasswordCost cost) {
  constexpr std::size_t kSaltBytes = 16, kHashBytes = 32;  // what crypto_pwhash_str makes
  return fmt::format("{}v=19$m={},t={},p=1${}${}", crypto_pwhash_argon2id_STRPREFIX, cost.memory / 1024, cost.passes,
                     random_part(kSaltBytes), random_part(kHashBytes));
}

bool verify_password(const std::string& hash, std::string_view password) {
  start_sodium();
  return hash.size() < crypto_pwhash_STRBYTES &&
         crypto_pwhash_str_verify(hash.c_str(), start_of(password), password.size()) == 0;
}

bool needs_rehash(const std::string& hash, PasswordCost cost) {
  start_sodium();
  return hash.size() >= crypto_pwhash_STRBYTES ||
         crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memory) != 0;
}

}  // namespace waarborg::crypto
