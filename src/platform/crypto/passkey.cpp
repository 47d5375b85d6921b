// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/passkey.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>

#include <boost/json.hpp>
#include <memory>
#include <new>
#include <optional>

#include "platform/crypto/attestation.h"
#include "platform/crypto/encoding.h"
#include "platform/crypto/hash.h"

namespace waarborg::crypto {
namespace {

constexpr std::size_t kMaxClientData = 8192;
constexpr std::size_t kMaxAuthenticatorData = 8192;
constexpr std::size_t kMaxCredentialId = 1023;     ///< Unit: bytes. Source: WebAuthn 7.1 step 18 (level 3: step 25).
constexpr std::size_t kMinAuthenticatorData = 37;  ///< Hash, flags, counter. Source: WebAuthn 6.1.
constexpr unsigned char kUserPresent = 0x01;
constexpr unsigned char kUserVerified = 0x04;

struct FreeCred {
  void operator()(fido_cred_t* cred) const { fido_cred_free(&cred); }
};
struct FreeAssert {
  void operator()(fido_assert_t* assertion) const { fido_assert_free(&assertion); }
};
struct FreeEs256 {
  void operator()(es256_pk_t* key) const { es256_pk_free(&key); }
};
struct FreeEdDsa {
  void operator()(eddsa_pk_t* key) const { eddsa_pk_free(&key); }
};
using Cred = std::unique_ptr<fido_cred_t, FreeCred>;

/// Steps 5 to 9 of 7.1 and 9 to 13 of 7.2: the browser did what we asked, on our page.
Result<void> check_client_data(const PasskeyCeremony& ceremony, std::string_view json, std::string_view type) {
  if (json.size() > kMaxClientData) return invalid("crypto.passkey.client_data");
  boost::json::parse_options limits;
  limits.max_depth = 8;
  boost::json::error_code broken;
  const boost::json::value parsed = boost::json::parse({json.data(), json.size()}, broken, {}, limits);
  const boost::json::object* data = broken ? nullptr : parsed.if_object();
  if (data == nullptr) return invalid("crypto.passkey.client_data");

  const auto text_at = [data](const char* name) -> std::string_view {
    const boost::json::value* value = data->if_contains(name);
    const boost::json::string* text = value == nullptr ? nullptr : value->if_string();
    return text == nullptr ? std::string_view{} : std::string_view{text->data(), text->size()};
  };
  if (text_at("type") != type) return invalid("crypto.passkey.type");
  // A ceremony without challenge is a mistake of the caller; it may not make every answer good.
  if (ceremony.challenge.empty() || !equal_constant_time(text_at("challenge"), ceremony.challenge)) {
    return invalid("crypto.passkey.challenge");
  }
  const boost::json::value* cross_origin = data->if_contains("crossOrigin");
  if (ceremony.origin.empty() || text_at("origin") != ceremony.origin ||
      (cross_origin != nullptr && *cross_origin != boost::json::value(false))) {
    return invalid("crypto.passkey.origin");
  }
  return {};
}

/// Steps 13 to 15 of 7.1 and 15 to 17 of 7.2.
Result<void> check_authenticator_data(const PasskeyCeremony& ceremony, std::string_view bytes) {
  if (bytes.size() < kMinAuthenticatorData || bytes.size() > kMaxAuthenticatorData) {
    return invalid("crypto.passkey.attestation");
  }
  const Digest expected = sha256(ceremony.rp_id);
  if (bytes.substr(0, expected.size()) != text_of(expected)) return invalid("crypto.passkey.relying_party");
  const auto flags = static_cast<unsigned char>(bytes[expected.size()]);
  if ((flags & kUserPresent) == 0) return invalid("crypto.passkey.not_present");
  if (ceremony.user_verification && (flags & kUserVerified) == 0) return invalid("crypto.passkey.not_verified");
  if (!is_well_formed_authenticator_data(bytes)) return invalid("crypto.passkey.attestation");
  return {};
}

/// libfido2 reads authenticator data only for the algorithm that it was told to expect.
Cred read_credential(const PasskeyCeremony& ceremony, const Digest& client_data, const Attestation& attestation,
                     PasskeyAlgorithm algorithm) {
  Cred cred{fido_cred_new()};
  if (!cred) throw std::bad_alloc();
  const ByteView data = bytes_of(attestation.authenticator_data);
  if (fido_cred_set_type(cred.get(), static_cast<int>(algorithm)) != FIDO_OK ||
      fido_cred_set_rp(cred.get(), ceremony.rp_id.c_str(), nullptr) != FIDO_OK ||
      fido_cred_set_clientdata_hash(cred.get(), client_data.data(), client_data.size()) != FIDO_OK ||
      fido_cred_set_fmt(cred.get(), attestation.format.c_str()) != FIDO_OK ||
      fido_cred_set_authdata_raw(cred.get(), data.data(), data.size()) != FIDO_OK) {
    return nullptr;
  }
  return cred;
}

/// Step 19 of 7.1 for the two kinds that say nothing about the maker of the authenticator.
Result<void> check_statement(fido_cred_t* cred, const Attestation& attestation, PasskeyAlgorithm algorithm) {
  if (attestation.format == "none") {
    if (attestation.has_statement) return invalid("crypto.passkey.format");
    return {};
  }
  // Self-attestation (section 8.2): signed with the new key itself.
  if (attestation.algorithm != static_cast<int>(algorithm)) return invalid("crypto.passkey.algorithm");
  const ByteView signature = bytes_of(attestation.signature);
  if (signature.empty() || fido_cred_set_sig(cred, signature.data(), signature.size()) != FIDO_OK ||
      fido_cred_verify_self(cred) != FIDO_OK) {
    return invalid("crypto.passkey.signature");
  }
  return {};
}

/// Whether libfido2 accepts the signature. The key must be a point on the curve.
bool is_signed_by(fido_assert_t* assertion, const PasskeyCredential& credential) {
  const auto bytes = base64url_decode(credential.public_key);
  if (!bytes) return false;
  if (credential.algorithm == PasskeyAlgorithm::kEs256) {
    const std::unique_ptr<es256_pk_t, FreeEs256> key{es256_pk_new()};
    return key && bytes->size() == 64 && es256_pk_from_ptr(key.get(), bytes->data(), bytes->size()) == FIDO_OK &&
           fido_assert_verify(assertion, 0, COSE_ES256, key.get()) == FIDO_OK;
  }
  const std::unique_ptr<eddsa_pk_t, FreeEdDsa> key{eddsa_pk_new()};
  return key && bytes->size() == 32 && eddsa_pk_from_ptr(key.get(), bytes->data(), bytes->size()) == FIDO_OK &&
         fido_assert_verify(assertion, 0, COSE_EDDSA, key.get()) == FIDO_OK;
}

}  // namespace

Result<PasskeyCredential> verify_registration(const PasskeyCeremony& ceremony, std::string_view client_data_json,
                                              std::string_view attestation_object) {
  fido_init(0);
  if (Result<void> good = check_client_data(ceremony, client_data_json, "webauthn.create"); !good) {
    return std::unexpected(good.error());
  }
  const Result<Attestation> attestation = parse_attestation(attestation_object);
  if (!attestation) return std::unexpected(attestation.error());
  if (Result<void> good = check_authenticator_data(ceremony, attestation->authenticator_data); !good) {
    return std::unexpected(good.error());
  }
  if (attestation->has_certificates || (attestation->format != "none" && attestation->format != "packed")) {
    return invalid("crypto.passkey.format", {}, {{"format", attestation->format.substr(0, 32)}});
  }

  const Digest client_data = sha256(client_data_json);
  PasskeyAlgorithm algorithm = PasskeyAlgorithm::kEs256;
  Cred cred = read_credential(ceremony, client_data, *attestation, algorithm);
  if (!cred) {
    algorithm = PasskeyAlgorithm::kEdDsa;
    cred = read_credential(ceremony, client_data, *attestation, algorithm);
  }
  const std::size_t id_length = cred ? fido_cred_id_len(cred.get()) : 0;
  const std::size_t key_length = cred ? fido_cred_pubkey_len(cred.get()) : 0;
  if (id_length == 0 || id_length > kMaxCredentialId || key_length == 0) return invalid("crypto.passkey.algorithm");
  if (Result<void> good = check_statement(cred.get(), *attestation, algorithm); !good) {
    return std::unexpected(good.error());
  }
  return PasskeyCredential{base64url_encode(ByteView{fido_cred_id_ptr(cred.get()), id_length}), algorithm,
                           base64url_encode(ByteView{fido_cred_pubkey_ptr(cred.get()), key_length}),
                           fido_cred_sigcount(cred.get())};
}

Result<std::uint32_t> verify_assertion(const PasskeyCeremony& ceremony, const PasskeyCredential& credential,
                                       std::string_view client_data_json, std::string_view authenticator_data,
                                       std::string_view signature, std::uint32_t last_counter) {
  fido_init(0);
  if (Result<void> good = check_client_data(ceremony, client_data_json, "webauthn.get"); !good) {
    return std::unexpected(good.error());
  }
  if (Result<void> good = check_authenticator_data(ceremony, authenticator_data); !good) {
    return std::unexpected(good.error());
  }
  const std::unique_ptr<fido_assert_t, FreeAssert> assertion{fido_assert_new()};
  if (!assertion) throw std::bad_alloc();
  const Digest client_data = sha256(client_data_json);
  const ByteView data = bytes_of(authenticator_data);
  const ByteView signed_by = bytes_of(signature);
  if (signed_by.empty() || signed_by.size() > 256 || fido_assert_set_count(assertion.get(), 1) != FIDO_OK ||
      fido_assert_set_rp(assertion.get(), ceremony.rp_id.c_str()) != FIDO_OK ||
      fido_assert_set_clientdata_hash(assertion.get(), client_data.data(), client_data.size()) != FIDO_OK ||
      fido_assert_set_up(assertion.get(), FIDO_OPT_TRUE) != FIDO_OK ||
      fido_assert_set_authdata_raw(assertion.get(), 0, data.data(), data.size()) != FIDO_OK ||
      fido_assert_set_sig(assertion.get(), 0, signed_by.data(), signed_by.size()) != FIDO_OK ||
      !is_signed_by(assertion.get(), credential)) {
    return invalid("crypto.passkey.signature");
  }
  const std::uint32_t counter = fido_assert_sigcount(assertion.get(), 0);
  if ((counter != 0 || last_counter != 0) && counter <= last_counter) return invalid("crypto.passkey.counter");
  return counter;
}

}  // namespace waarborg::crypto
