// SPDX-License-Identifier: EUPL-1.2
//
// The name that a person gives his own account. It stands with all that he does, so it is his own: not that of a role,
// nor one that another goes by.
#pragma once

#include <map>
#include <string>

#include <boost/describe.hpp>

#include "base/result.h"

namespace waarborg::auth {

struct NameInput {
  std::string name;
  std::string current;  ///< The password, because reviewers and auditors go by the name.
};
BOOST_DESCRIBE_STRUCT(NameInput, (), (name, current))

/// Whether a name tells nobody apart: the login once more, or a word for the role, as the server calls the first
/// account.
bool is_nobodys(const std::string& name, const std::string& login);

/// Those of check_name; kInvalid auth.name.nobodys: see is_nobodys.
Result<void> check_own_name(const std::string& name, const std::string& login);

/// Who else in an organisation goes by which name.
struct NamesInUse {
  std::map<std::string, std::string> accounts{};  ///< Of members and of those who left, by account id.
  std::map<std::string, std::string> people{};    ///< Of the register of people, by id.
};

/// Whether nobody else is called so. kConflict auth.name.taken, auth.name.in_register.
/// @param account, person  whose name it is to be: its id, and who that is in the register; may be empty
Result<void> check_free(const std::string& name, const std::string& account, const std::string& person,
                        const NamesInUse& in_use);

/// Whether an account may leave the name that it has. Whoever is not tied to the register of people is known by his
/// name alone: with another one he would be a stranger to his own work, and might review it. kConflict
/// auth.name.untied.
Result<void> check_leaves(const std::string& now, const std::string& login, const std::string& person);

}  // namespace waarborg::auth
