// SPDX-License-Identifier: EUPL-1.2
//
// What the routes of accounts and sessions take and answer, as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/time.h"
#include "features/auth/rules.h"
#include "features/org/org.h"

namespace waarborg::auth {

enum class SessionMode { kContent, kAdministration, kCombined };
BOOST_DESCRIBE_ENUM(SessionMode, kContent, kAdministration, kCombined)
enum class Locale { kNl, kEn };
BOOST_DESCRIBE_ENUM(Locale, kNl, kEn)

struct SessionAccount {
  std::string id;
  std::string login;
  std::string name;
  std::string locale;
};
BOOST_DESCRIBE_STRUCT(SessionAccount, (), (id, login, name, locale))

struct SessionOrganisation {
  std::string id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SessionOrganisation, (), (id, name))

struct Session {
  SessionState state = SessionState::kAnonymous;
  std::string csrf;
  std::optional<SessionAccount> account;
  std::vector<SessionOrganisation> organisations;
  std::optional<org::Organisation> organisation;
  std::vector<std::string> roles;
  std::vector<std::string> rights;
  json::Word<SessionMode, json::Blank::kOrEmpty> mode;
  std::vector<json::Word<SessionMode>> modes;
  bool may_create_organisations = false;
  bool totp = false;
  std::int64_t passkeys = 0;
  std::string expires_at;  ///< Empty when anonymous.
  std::string product_version;
  bool mail = false;               ///< Letters can be sent.
  std::int64_t max_upload_mb = 0;  ///< Of one file; 0 when anonymous.
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (state, csrf, account, organisations, organisation, roles, rights, mode, modes,
                       may_create_organisations, totp, passkeys, expires_at, product_version, mail, max_upload_mb))

struct LoginInput {
  std::string login;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(LoginInput, (), (login, password))

struct FactorInput {
  std::optional<std::string> code;
  std::optional<std::string> recovery_code;
};
BOOST_DESCRIBE_STRUCT(FactorInput, (), (code, recovery_code))

struct PasskeyRequest {
  std::string challenge;
  std::string rp_id;
  std::vector<std::string> credentials;
};
BOOST_DESCRIBE_STRUCT(PasskeyRequest, (), (challenge, rp_id, credentials))

struct PasskeyAssertion {
  std::string credential_id;
  std::string client_data_json;
  std::string authenticator_data;
  std::string signature;
};
BOOST_DESCRIBE_STRUCT(PasskeyAssertion, (), (credential_id, client_data_json, authenticator_data, signature))

struct PasskeyOffer {
  std::string challenge;
  std::string rp_id;
  std::string rp_name;
  std::string user_id;
  std::string user_name;
};
BOOST_DESCRIBE_STRUCT(PasskeyOffer, (), (challenge, rp_id, rp_name, user_id, user_name))

struct PasskeyInput {
  std::string name;
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

struct TotpOffer {
  std::string secret;
  std::string uri;
  std::string qr_svg;
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

struct RecoveryCodes {
  std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (recovery_codes))

struct OrganisationChoice {
  OrganisationId organisation;
};
BOOST_DESCRIBE_STRUCT(OrganisationChoice, (), (organisation))

struct ModeChoice {
  json::Word<SessionMode> mode;
};
BOOST_DESCRIBE_STRUCT(ModeChoice, (), (mode))

struct LocaleChoice {
  json::Word<Locale> locale;
};
BOOST_DESCRIBE_STRUCT(LocaleChoice, (), (locale))

}  // namespace waarborg::auth
