// SPDX-License-Identifier: EUPL-1.2
//
// Who gets letters, and the letters that accounts themselves give rise to. How a letter travels is the business of
// another feature; app connects the two (Accounts::set_post).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/phrasebook.h"
#include "base/time.h"
#include "features/auth/actor.h"
#include "platform/db/transaction.h"

namespace waarborg::auth {

/// A member of an organisation when nobody is asking: rights as in the mode "content".
struct Recipient {
  Actor actor;
  std::string login;
  std::string email;  ///< Where letters go; empty when there is no address.
  Moment since{};     ///< When the account was made.
};

enum class LetterKind {
  kInvitation,
  kForgotten,        ///< The person asked for a new password.
  kReset,            ///< An administrator made a link for a new password.
  kPasswordChanged,  ///< So that the person notices when it was someone else.
  kAddressChanged,   ///< To the old address.
};
BOOST_DESCRIBE_ENUM(LetterKind, kInvitation, kForgotten, kReset, kPasswordChanged, kAddressChanged)

struct PersonalLetter {
  LetterKind kind;
  OrganisationId organisation;  ///< Empty when it is about the account alone.
  AccountId account;            ///< Empty for someone who has none yet.
  std::string email;
  std::string name;
  Language language = Language::kNl;
  std::string link{};  ///< One-time; empty when there is none.
  std::string by{};    ///< Name of the administrator.
  Moment until{};      ///< How long the link works.
};

/// Puts a letter on its way in the transaction that causes it.
using Post = std::function<void(db::Transaction&, const PersonalLetter&)>;
/// All that this account gave out ends.
using OnWithdrawn = std::function<void(db::Transaction&, const AccountId&)>;
using OnLeft = std::function<void(db::Transaction&, const OrganisationId&, const AccountId&)>;

/// Members whose account works and whose membership runs today; or that one only.
std::vector<Recipient> recipients(db::Transaction& tx, const OrganisationId& organisation, Day today,
                                  const AccountId& one = {});

/// Where letters to an account go: the address given, else the login when that is an address, else nowhere (empty).
std::string mail_of(const std::string& email, const std::string& login);

}  // namespace waarborg::auth
