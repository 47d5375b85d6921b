// SPDX-License-Identifier: EUPL-1.2
//
// What the routes of signing in take and answer, as JSON: the session, and what one chooses in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/id.h"
#include "base/json_words.h"
#include "features/auth/rules.h"
#include "features/org/org.h"

namespace waarborg::auth {

/// What a session is used for: see modes_of.
enum class SessionMode { kContent, kAdministration, kCombined };
BOOST_DESCRIBE_ENUM(SessionMode, kContent, kAdministration, kCombined)

/// Of the screens and letters.
enum class Locale { kNl, kEn };
BOOST_DESCRIBE_ENUM(Locale, kNl, kEn)

/// Who is signed in, or on the way to it.
struct SessionAccount {
  std::string id;
  std::string login;
  std::string name;
  std::string locale;
};
BOOST_DESCRIBE_STRUCT(SessionAccount, (), (id, login, name, locale))

/// An organisation that the account may choose.
struct SessionOrganisation {
  std::string id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(SessionOrganisation, (), (id, name))

/// What the screens know of who is at the keyboard. Until the state is kReady only what signing in needs is filled.
struct Session {
  SessionState state = SessionState::kAnonymous;
  std::string csrf;                       ///< For x-waarborg-csrf with every change.
  std::optional<SessionAccount> account;  ///< Nothing when anonymous.
  std::vector<SessionOrganisation> organisations;
  std::optional<org::Organisation> organisation;  ///< The one chosen; nothing without a membership.
  std::vector<std::string> roles;
  std::vector<std::string> rights;                      ///< In the mode in force; see rights_of.
  json::Word<SessionMode, json::Blank::kOrEmpty> mode;  ///< In force.
  std::vector<json::Word<SessionMode>> modes;           ///< Those to choose from, the default first.
  bool may_create_organisations = false;
  bool totp = false;          ///< Has an authenticator app.
  std::int64_t passkeys = 0;  ///< How many.
  std::string expires_at;     ///< Moment; empty when anonymous.
  std::string product_version;
  bool mail = false;               ///< Letters can be sent.
  std::int64_t max_upload_mb = 0;  ///< Of one file; 0 when anonymous.
  /// Right after signing in: name of the organisation in which one was last, when its log takes no entry.
  std::string not_entered;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (state, csrf, account, organisations, organisation, roles, rights, mode, modes,
                       may_create_organisations, totp, passkeys, expires_at, product_version, mail, max_upload_mb,
                       not_entered))

struct LoginInput {
  std::string login;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(LoginInput, (), (login, password))

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
