// SPDX-License-Identifier: EUPL-1.2
//
// What the routes of managing accounts, tokens and invitations take and answer, as JSON.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/json.h"
#include "base/time.h"

namespace waarborg::auth {

struct PasswordInput {
  std::string current;
  std::string new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordInput, (), (current, new_password))

struct SessionRow {
  std::string id;
  Moment created_at{};
  Moment last_seen_at{};
  std::string address;
  std::string agent;
  bool current = false;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, created_at, last_seen_at, address, agent, current))

enum class TokenScope { kPersonal, kCollector };
BOOST_DESCRIBE_ENUM(TokenScope, kPersonal, kCollector)

struct TokenRow {
  std::string id;
  std::string name;
  json::Word<TokenScope> scope;
  Moment created_at{};
  std::optional<Moment> last_used_at;
  Moment expires_at{};
};
BOOST_DESCRIBE_STRUCT(TokenRow, (), (id, name, scope, created_at, last_used_at, expires_at))

struct TokenInput {
  std::string name;
  json::Word<TokenScope> scope;
  std::int64_t days = 0;
  std::optional<std::string> current;  ///< The present password: see PresentPassword.
};
BOOST_DESCRIBE_STRUCT(TokenInput, (), (name, scope, days, current))

/// The only time that the token itself is shown.
struct TokenAdded {
  std::string token;
  std::string id;
  std::string name;
  json::Word<TokenScope> scope;
  Moment created_at{};
  std::optional<Moment> last_used_at;
  Moment expires_at{};
};
BOOST_DESCRIBE_STRUCT(TokenAdded, (), (token, id, name, scope, created_at, last_used_at, expires_at))

struct AccountRow {
  std::string id;
  std::int64_t version = 0;
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::optional<Day> until;
  bool totp = false;
  std::int64_t passkeys = 0;
  std::optional<Moment> last_seen_at;
  std::string email;        ///< Where letters go; may be empty.
  std::string person;       ///< Id in the register of people; empty when it is not known who this is.
  std::string person_name;  ///< As in the register.
};
BOOST_DESCRIBE_STRUCT(AccountRow, (),
                      (id, version, login, name, roles, until, totp, passkeys, last_seen_at, email, person,
                       person_name))

/// A person in the register, to choose from.
struct PersonChoice {
  std::string id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(PersonChoice, (), (id, name))

struct PersonInput {
  std::string person;  ///< Empty: no longer anyone in the register.
};
BOOST_DESCRIBE_STRUCT(PersonInput, (), (person))

struct RolesInput {
  std::vector<std::string> roles;
  std::optional<Day> until;
};
BOOST_DESCRIBE_STRUCT(RolesInput, (), (roles, until))

struct InvitationInput {
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::optional<Day> until;
  std::optional<std::string> email;
  std::optional<std::string> person;  ///< Id in the register of people.
};
BOOST_DESCRIBE_STRUCT(InvitationInput, (), (login, name, roles, until, email, person))

struct InvitationLink {
  std::string link;
  bool mailed = false;  ///< A letter with the link is on its way too.
};
BOOST_DESCRIBE_STRUCT(InvitationLink, (), (link, mailed))

struct InvitationView {
  std::string login;
  std::string name;
  std::string organisation;  ///< Name; empty for the first account of an installation.
  bool has_account = false;  ///< The login exists: ask its present password instead of a new one.
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (login, name, organisation, has_account))

struct InvitationAnswer {
  std::string password;
};
BOOST_DESCRIBE_STRUCT(InvitationAnswer, (), (password))

struct ResetLink {
  std::string link;
  bool mailed = false;
};
BOOST_DESCRIBE_STRUCT(ResetLink, (), (link, mailed))

struct ResetView {
  std::string login;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ResetView, (), (login, name))

struct ForgottenInput {
  std::string login;  ///< Or the mail address.
};
BOOST_DESCRIBE_STRUCT(ForgottenInput, (), (login))

struct MailAddress {
  std::string address;  ///< Where letters go; empty when nowhere.
  bool given = false;   ///< False: it is the login.
  bool mail = false;    ///< The installation can send letters.
};
BOOST_DESCRIBE_STRUCT(MailAddress, (), (address, given, mail))

struct MailAddressInput {
  std::string address;  ///< Empty: the login, when that is an address.
  std::string current;  ///< The password, because a link for a new one goes to this address.
};
BOOST_DESCRIBE_STRUCT(MailAddressInput, (), (address, current))

/// One line of `waarborg user list`.
struct AccountSummary {
  std::string id;
  std::string login;
  std::string name;
  bool may_create_organisations = false;
  bool disabled = false;
  bool totp = false;
  std::int64_t passkeys = 0;
  std::optional<Moment> last_seen_at;
};
BOOST_DESCRIBE_STRUCT(AccountSummary, (),
                      (id, login, name, may_create_organisations, disabled, totp, passkeys, last_seen_at))

}  // namespace waarborg::auth
