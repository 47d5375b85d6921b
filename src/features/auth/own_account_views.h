// SPDX-License-Identifier: EUPL-1.2
//
// What the routes of one's own account take and answer, as JSON: password, address for letters, where one is signed in,
// and tokens for programs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <boost/describe.hpp>

#include "base/json_words.h"
#include "base/time.h"

namespace waarborg::auth {

struct PasswordInput {
  std::string current;       ///< The present one.
  std::string new_password;  ///< See check_password.
};
BOOST_DESCRIBE_STRUCT(PasswordInput, (), (current, new_password))

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

/// A place where one is signed in.
struct SessionRow {
  std::string id;
  Moment created_at{};
  Moment last_seen_at{};
  std::string address;   ///< IP address at signing in.
  std::string agent;     ///< As the browser names itself.
  bool current = false;  ///< The one that asks.
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, created_at, last_seen_at, address, agent, current))

enum class TokenScope {
  kPersonal,   ///< The content rights of its account.
  kCollector,  ///< Hands in evidence, nothing else.
};
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
  std::int64_t days = 0;               ///< How long it works: 1 to 366, and of a collector to three times that.
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

}  // namespace waarborg::auth
