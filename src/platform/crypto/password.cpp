// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/password.h"

#include <new>

#include "platform/crypto/sodium_start.h"

namespace waarborg::crypto {
namespace {

/// libsodium takes no null pointer, which an empty text may hold.
const char* start_of(std::string_view text) { return text.empty() ? "" : text.data(); }

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
