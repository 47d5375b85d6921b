// SPDX-License-Identifier: EUPL-1.2
//
// The link with which the first person gets in. The server prints it, and who reads its log reads it, too: so it is
// there only while nobody else can administer, and goes with the first completed sign-in.
#pragma once

#include <optional>
#include <string>

#include "base/id.h"
#include "base/time.h"

namespace waarborg::db {
class Database;
class Transaction;
}  // namespace waarborg::db

namespace waarborg::auth {

class Accounts;

/// One-time token (/uitnodiging/<token>) in place of every one that was printed before; nothing when somebody signed in
/// once, or when an account that is not disabled is an administrator somewhere or may start organisations. With an
/// organisation its roles are administrator and security officer. @param name  of the account
std::optional<std::string> first_login(Accounts& accounts, db::Database& database, Day today, const std::string& name,
                                       const OrganisationId& organisation);

/// Every printed link that was not used stops. Inside the transaction by which it is no longer needed.
void withdraw_printed(db::Transaction& tx);

}  // namespace waarborg::auth
