// SPDX-License-Identifier: EUPL-1.2
//
// What the routes of second factors take and answer, as JSON: one-time codes (RFC 6238), recovery codes and passkeys
// (WebAuthn Level 2). Bytes are base64url without padding (RFC 4648 section 5), unless said otherwise.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/time.h"

namespace waarborg::auth {

/// One of the two; a recovery code wins.
struct FactorInput {
  std::optional<std::string> code;           ///< Six digits of the app.
  std::optional<std::string> recovery_code;  ///< Capitals, dashes and spaces do not matter.
};
BOOST_DESCRIBE_STRUCT(FactorInput, (), (code, recovery_code))

/// What navigator.credentials.get() needs (WebAuthn Level 2 section 5.5).
struct PasskeyRequest {
  std::string challenge;                 ///< Serves one answer.
  std::string rp_id;                     ///< Domain.
  std::vector<std::string> credentials;  ///< Those of the account.
};
BOOST_DESCRIBE_STRUCT(PasskeyRequest, (), (challenge, rp_id, credentials))

/// What the browser gives back (WebAuthn Level 2 section 5.2.2).
struct PasskeyAssertion {
  std::string credential_id;
  std::string client_data_json;
  std::string authenticator_data;
  std::string signature;
};
BOOST_DESCRIBE_STRUCT(PasskeyAssertion, (), (credential_id, client_data_json, authenticator_data, signature))

/// What navigator.credentials.create() needs (WebAuthn Level 2 section 5.4).
struct PasskeyOffer {
  std::string challenge;  ///< Serves one answer.
  std::string rp_id;      ///< Domain.
  std::string rp_name;
  std::string user_id;    ///< Of the account id.
  std::string user_name;  ///< Login.
};
BOOST_DESCRIBE_STRUCT(PasskeyOffer, (), (challenge, rp_id, rp_name, user_id, user_name))

/// What the browser made (WebAuthn Level 2 section 5.2.1).
struct PasskeyInput {
  std::string name;  ///< By which its owner knows it.
  std::string client_data_json;
  std::string attestation_object;
};
BOOST_DESCRIBE_STRUCT(PasskeyInput, (), (name, client_data_json, attestation_object))

struct PasskeyRow {
  std::string id;
  std::string name;
  Moment created_at{};
  std::optional<Moment> last_used_at;
};
BOOST_DESCRIBE_STRUCT(PasskeyRow, (), (id, name, created_at, last_used_at))

struct PasskeyAdded {
  std::string id;
  std::string name;
  Moment created_at{};
  std::optional<Moment> last_used_at;
  std::vector<std::string> recovery_codes;  ///< Filled when this is the first second factor.
};
BOOST_DESCRIBE_STRUCT(PasskeyAdded, (), (id, name, created_at, last_used_at, recovery_codes))

/// The only time that the secret is shown; it counts once a code proves that the app has it.
struct TotpOffer {
  std::string secret;  ///< Base32 (RFC 4648 section 6).
  std::string uri;     ///< otpauth://totp/…
  std::string qr_svg;  ///< The same to scan.
};
BOOST_DESCRIBE_STRUCT(TotpOffer, (), (secret, uri, qr_svg))

/// Whoever is signed in with a second factor gives the password once more before touching one, and before making a
/// token or a calendar address: a session that someone else holds must not be able to make itself permanent.
struct PresentPassword {
  std::optional<std::string> current;  ///< Not asked while the first factor is being set up.
};
BOOST_DESCRIBE_STRUCT(PresentPassword, (), (current))

struct TotpInput {
  std::string code;
  std::optional<std::string> current;  ///< As in PresentPassword.
};
BOOST_DESCRIBE_STRUCT(TotpInput, (), (code, current))

/// The only time that they are shown; the ones before no longer work.
struct RecoveryCodes {
  std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))

}  // namespace waarborg::auth
