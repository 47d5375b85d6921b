// SPDX-License-Identifier: EUPL-1.2
//
// What the routes and commands that manage accounts take and answer, as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/time.h"

namespace waarborg::auth {

/// An account that belongs to the organisation.
struct AccountRow {
  std::string id;
  std::int64_t version = 0;  ///< Of the membership; for If-Match.
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::optional<Day> until;   ///< Last day of the membership; nothing: no end.
  bool totp = false;          ///< Has an authenticator app.
  std::int64_t passkeys = 0;  ///< How many.
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
  std::vector<std::string> roles;  ///< In place of those that the account had; see check_roles.
  std::optional<Day> until;        ///< Last day; nothing: no end.
};
BOOST_DESCRIBE_STRUCT(RolesInput, (), (roles, until))

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
