// SPDX-License-Identifier: EUPL-1.2
//
// Which person in the register of people someone who signs in is. A membership names that person (opaque here); one
// person may sign in with two accounts, one to administer and one to work.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/id.h"
#include "platform/db/transaction.h"

namespace waarborg::auth {

/// Name by id of everyone in the register of people; app tells us, accounts know no registers.
using People = std::function<std::map<std::string, std::string>(db::Transaction&, const OrganisationId&)>;

/// Person id; empty when the account is not tied to the register.
std::string person_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account);

/// Person id by account id, of the accounts that are tied.
std::map<std::string, std::string> people_of_accounts(db::Transaction& tx, const OrganisationId& organisation);

/// Whether an account is tied to that person.
bool signs_in(db::Transaction& tx, const OrganisationId& organisation, const std::string& person);

/// Name by account id of everyone who may sign in to the organisation. Whoever left it is not in it.
std::map<std::string, std::string> names_of_accounts(db::Transaction& tx, const OrganisationId& organisation);
/// Empty when that account does not belong to the organisation.
std::string name_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account);

}  // namespace waarborg::auth
