// SPDX-License-Identifier: EUPL-1.2
//
// Whether two accounts or names are one person: a second account does not make a second person.
#pragma once

#include <string>
#include <string_view>

namespace waarborg::auth {

struct NamedPerson {
  std::string account{};  ///< Empty when only the name is known.
  std::string name{};
};

/// The same account, or the same name however it is written. Nobody is the same as nobody.
bool same_person(const NamedPerson& a, const NamedPerson& b);

}  // namespace waarborg::auth
