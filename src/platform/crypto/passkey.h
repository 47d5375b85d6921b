// SPDX-License-Identifier: EUPL-1.2
//
// Passkeys: the server's half of WebAuthn level 2 (W3C Recommendation, sections 7.1 and 7.2). Signatures and
// authenticator data are judged by libfido2. Pure: the caller keeps challenges, and uses each one once.
//
//   const PasskeyCeremony ceremony{"zorg.example", "https://zorg.example", random_token()};  // to the browser
//   const Result<PasskeyCredential> credential = verify_registration(ceremony, client_data, attestation);
//   const Result<std::uint32_t> counter = verify_assertion(ceremony, *credential, …, credential->counter);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::crypto {

/// What the server asked of the browser.
struct PasskeyCeremony {
  std::string rp_id;               ///< Domain of the service: "zorg.example".
  std::string origin;              ///< Where the page runs: "https://zorg.example", with a port if not 443.
  std::string challenge;           ///< base64url text of at least 16 random bytes, as sent to the browser.
  bool user_verification = false;  ///< Whether the authenticator must have asked a PIN or biometric.
};

/// COSE algorithm identifiers (IANA COSE registry; RFC 9053): what pubKeyCredParams offers.
enum class PasskeyAlgorithm : int { kEs256 = -7, kEdDsa = -8 };

/// What to store of a passkey. Nothing in it is secret.
struct PasskeyCredential {
  std::string id;  ///< Credential id, base64url: unique over all accounts (WebAuthn 7.1 step 22).
  PasskeyAlgorithm algorithm = PasskeyAlgorithm::kEs256;
  std::string public_key;     ///< base64url of x and y (ES256, 64 bytes) or of the key (EdDSA, 32 bytes).
  std::uint32_t counter = 0;  ///< Signature counter; 0 for authenticators that keep none.

  bool operator==(const PasskeyCredential&) const = default;
};

/// Judges navigator.credentials.create(). Attestation "none" and self-attestation are accepted; who made the
/// authenticator is not asked.
/// @param client_data_json    raw bytes of response.clientDataJSON; at most 8 KiB.
/// @param attestation_object  raw bytes (CBOR) of response.attestationObject; at most 16 KiB.
/// Faults, all kInvalid: crypto.passkey.{client_data, type, challenge, origin, attestation, format, relying_party,
/// not_present, not_verified, algorithm, signature}.
Result<PasskeyCredential> verify_registration(const PasskeyCeremony& ceremony, std::string_view client_data_json,
                                              std::string_view attestation_object);

/// Judges navigator.credentials.get(). The caller has found the credential by its id.
/// @param last_counter  the stored counter.
/// @return              the counter to store. A counter that did not rise means a copied authenticator
///                      (crypto.passkey.counter), unless both are 0 (WebAuthn 7.2 step 21).
Result<std::uint32_t> verify_assertion(const PasskeyCeremony& ceremony, const PasskeyCredential& credential,
                                       std::string_view client_data_json, std::string_view authenticator_data,
                                       std::string_view signature, std::uint32_t last_counter);

}  // namespace waarborg::crypto
