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
};

/// Same account, or same person in the register. When of one of them it is not known who that is in the register: same
/// name whatever its capitals and spaces. Two unknowns are not the same.
bool same_person(const Person& a, const Person& b);

}  // namespace waarborg::auth
