// SPDX-License-Identifier: EUPL-1.2
//
// What the routes behind links that work once take and answer, as JSON: invitations, and new passwords.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/time.h"

namespace waarborg::auth {

struct InvitationInput {
  std::string login;
  std::string name;
  std::vector<std::string> roles;     ///< See check_roles.
  std::optional<Day> until;           ///< Last day of the membership; nothing: no end.
  std::optional<std::string> email;   ///< Where the letter goes; nothing: see mail_of.
  std::optional<std::string> person;  ///< Id in the register of people.
};
BOOST_DESCRIBE_STRUCT(InvitationInput, (), (login, name, roles, until, email, person))

/// The only time that the link is shown.
struct InvitationLink {
  std::string link;
  bool mailed = false;    ///< A letter with the link is on its way too.
  bool replaced = false;  ///< One for the same login was open: its link works no more.
};
BOOST_DESCRIBE_STRUCT(InvitationLink, (), (link, mailed, replaced))

/// One that was neither accepted nor withdrawn, and has not expired.
struct InvitationRow {
  std::string id;
  std::string login;
  std::string name;
  std::string email;  ///< Where the letter went; may be empty.
  std::vector<std::string> roles;
  std::optional<Day> until;  ///< As in InvitationInput.
  std::string invited_by;    ///< Name; empty when the server or its operator made the link.
  Moment expires_at{};       ///< How long the link works.
};
BOOST_DESCRIBE_STRUCT(InvitationRow, (), (id, login, name, email, roles, until, invited_by, expires_at))

/// What its reader sees before signing in.
struct InvitationView {
  std::string login;
  std::string name;
  std::string organisation;  ///< Name; empty for the first account of an installation.
  bool has_account = false;  ///< The login exists: ask its present password instead of a new one.
  bool asks_name = false;    ///< The name is one that the server invented: ask who it is.
};
BOOST_DESCRIBE_STRUCT(InvitationView, (), (login, name, organisation, has_account, asks_name))

struct InvitationAnswer {
  std::string password;             ///< New, or of the account that exists.
  std::optional<std::string> name;  ///< One's own, when it was asked.
};
BOOST_DESCRIBE_STRUCT(InvitationAnswer, (), (password, name))

/// As InvitationLink.
struct ResetLink {
  std::string link;
  bool mailed = false;
};
BOOST_DESCRIBE_STRUCT(ResetLink, (), (link, mailed))

/// As InvitationView.
struct ResetView {
  std::string login;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(ResetView, (), (login, name))

struct ResetAnswer {
  std::string password;  ///< New.
};
BOOST_DESCRIBE_STRUCT(ResetAnswer, (), (password))

struct ForgottenInput {
  std::string login;  ///< Or the mail address.
};
BOOST_DESCRIBE_STRUCT(ForgottenInput, (), (login))

}  // namespace waarborg::auth
