// SPDX-License-Identifier: EUPL-1.2
//
// Whether two accounts or names are one person: a second account does not make a second person.
#pragma once

#include <string>

namespace waarborg::auth {

/// Someone: an account, a person in the register, or a name on a document; empty parts are unknown.
struct Person {
  std::string account{};
  std::string name{};
  std::string person{};         ///< Id in the register of people.
  std::string register_name{};  ///< Name there; the account may be called otherwise.
  bool signs_in = false;        ///< An account is tied to that person, so an administrator said who it is.
};

/// Same account, or same person in the register, or same name whatever its capitals and spaces. Two people of one name
/// are two only when each of them signs in: whoever edits the register can write any name there, but who an account is
/// there an administrator says. Two unknowns are not the same.
bool same_person(const Person& a, const Person& b);

}  // namespace waarborg::auth
