// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/signing_key.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <stdexcept>
#include <string>

#include "platform/crypto/private_file.h"
#include "platform/crypto/random.h"

namespace waarborg::crypto {
namespace {

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeBio {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
};

/// Without this OpenSSL would ask the terminal for the passphrase of an encrypted PEM.
int no_passphrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) { return -1; }

}  // namespace

void SigningKey::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

SigningKey::SigningKey(Handle key) : key_(std::move(key)) {
  std::size_t length = public_key_.size();
  if (!key_ || EVP_PKEY_get_raw_public_key(key_.get(), public_key_.data(), &length) != 1) {
    throw std::runtime_error("not an Ed25519 key");
  }
}

SigningKey SigningKey::from_seed(const std::array<std::uint8_t, 32>& seed) {
  return SigningKey{Handle{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size())}};
}

SigningKey SigningKey::create() { return SigningKey{Handle{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")}}; }

Result<SigningKey> SigningKey::load(const std::filesystem::path& path) {
  const Result<std::string> pem = read_private_file(path);
  if (!pem) return std::unexpected(pem.error());
  const std::unique_ptr<BIO, FreeBio> bio{BIO_new_mem_buf(pem->data(), static_cast<int>(pem->size()))};
  if (!bio) throw std::bad_alloc();
  Handle key{PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr)};
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519) return invalid("crypto.key.damaged", path.string());
  return SigningKey{std::move(key)};
}

Result<SigningKey> SigningKey::load_or_create(const std::filesystem::path& path) {
  Result<SigningKey> key = load(path);
  if (key || key.error().kind != FaultKind::kNotFound) return key;
  const Result<void> saved = create().save(path);
  if (!saved && saved.error().kind != FaultKind::kConflict) return std::unexpected(saved.error());
  return load(path);
}

Result<void> SigningKey::save(const std::filesystem::path& path) const {
  const std::unique_ptr<BIO, FreeBio> bio{BIO_new(BIO_s_secmem())};
  if (!bio || PEM_write_bio_PKCS8PrivateKey(bio.get(), key_.get(), nullptr, nullptr, 0, no_passphrase, nullptr) != 1) {
    throw std::runtime_error("OpenSSL could not write the key");
  }
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return write_private_file(path, {text, static_cast<std::size_t>(length)});
}

Signature SigningKey::sign(std::string_view message) const {
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
  Signature signature{};
  std::size_t length = signature.size();
  const ByteView bytes = bytes_of(message);
  if (!context || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &length, bytes.data(), bytes.size()) != 1) {
    throw std::runtime_error("Ed25519 signing failed");
  }
  return signature;
}

bool verify_signature(ByteView public_key, std::string_view message, ByteView signature) {
  if (public_key.size() != PublicKey{}.size() || signature.size() != Signature{}.size()) return false;
  struct FreeKey {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  const std::unique_ptr<EVP_PKEY, FreeKey> key{
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, public_key.data(), public_key.size())};
  const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
  const ByteView bytes = bytes_of(message);
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes.data(), bytes.size()) == 1;
}

}  // namespace waarborg::crypto
