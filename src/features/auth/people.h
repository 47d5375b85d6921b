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
#include "features/auth/person.h"
#include "platform/db/transaction.h"

namespace waarborg::auth {

/// Name by id of everyone in the register of people; app tells us, accounts know no registers.
using People = std::function<std::map<std::string, std::string>(db::Transaction&, const OrganisationId&)>;

/// Person id; empty when the account is not tied to the register. Of an account that left the organisation the one whom
/// the log names last: leaving makes nobody somebody else.
std::string person_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account);

/// The person whom the log names last for that account; empty when it names nobody, or said that he is nobody there.
std::string last_person_of(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account);

/// Person id by account id, of the accounts that are tied.
std::map<std::string, std::string> people_of_accounts(db::Transaction& tx, const OrganisationId& organisation);

/// Whether an account of the organisation is tied to that person.
bool signs_in(db::Transaction& tx, const OrganisationId& organisation, const std::string& person);

/// Name by account id of everyone who may sign in to the organisation. Whoever left it is not in it.
std::map<std::string, std::string> names_of_accounts(db::Transaction& tx, const OrganisationId& organisation);
/// Whether or not it belongs to an organisation still; empty when there is no such account.
std::string name_of(db::Transaction& tx, const AccountId& account);

/// Who signed in to the organisation and belongs to it no more.
struct Former {
  std::string name;
  std::string person;  ///< As person_of says.
};
/// By account id. Those who came back are not in it.
std::map<std::string, Former> former_accounts(db::Transaction& tx, const OrganisationId& organisation);

/// An account as one of those whose independence is judged; its name in the register is for the caller to fill in.
/// @param name  of the account, as it stands with what it did
Person party(db::Transaction& tx, const OrganisationId& organisation, const std::string& account,
             const std::string& name);

}  // namespace waarborg::auth
