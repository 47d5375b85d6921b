// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/seal.h"

#include "platform/crypto/encoding.h"
#include "platform/crypto/private_file.h"
#include "platform/crypto/random.h"
#include "platform/crypto/sodium_start.h"

namespace waarborg::crypto {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(kSealKeyBytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

Result<std::string> load_key(const std::filesystem::path& path) {
  Result<std::string> text = read_private_file(path);
  if (!text) return text;
  std::string_view line = *text;
  if (line.ends_with('\n')) line.remove_suffix(1);
  const auto key = base64url_decode(line);
  if (!key || key->size() != kSealKeyBytes) return invalid("crypto.key.damaged", path.string());
  return text_of(*key);
}

}  // namespace

Result<std::string> seal(std::string_view key, std::string_view plain, std::string_view context) {
  start_sodium();
  if (key.size() != kSealKeyBytes) return invalid("crypto.seal.bad_key");
  Bytes sealed = random_bytes(kNonce);  // 192 random bits: no two nonces are ever equal
  sealed.resize(kNonce + plain.size() + kTag);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + kNonce, nullptr, bytes_of(plain).data(), plain.size(),
                                             bytes_of(context).data(), context.size(), nullptr, sealed.data(),
                                             bytes_of(key).data());
  return base64url_encode(sealed);
}

Result<std::string> open(std::string_view key, std::string_view sealed, std::string_view context) {
  start_sodium();
  if (key.size() != kSealKeyBytes) return invalid("crypto.seal.bad_key");
  const auto bytes = base64url_decode(sealed);
  if (!bytes || bytes->size() < kNonce + kTag) return invalid("crypto.seal.damaged");
  Bytes plain(bytes->size() - kNonce - kTag);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, bytes->data() + kNonce,
                                                 bytes->size() - kNonce, bytes_of(context).data(), context.size(),
                                                 bytes->data(), bytes_of(key).data()) != 0) {
    return invalid("crypto.seal.damaged");
  }
  return text_of(plain);
}

Result<std::string> load_or_create_key(const std::filesystem::path& path) {
  Result<std::string> key = load_key(path);
  if (key || key.error().kind != FaultKind::kNotFound) return key;
  const Result<void> written = write_private_file(path, random_token(kSealKeyBytes) + "\n");
  if (!written && written.error().kind != FaultKind::kConflict) return std::unexpected(written.error());
  return load_key(path);
}

}  // namespace waarborg::crypto
