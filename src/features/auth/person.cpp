// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/person.h"

#include "base/text.h"

namespace waarborg::auth {

bool same_person(const NamedPerson& a, const NamedPerson& b) {
  if (!a.account.empty() && a.account == b.account) return true;
  const std::string name = folded_name(a.name);
  return !name.empty() && name == folded_name(b.name);
}

}  // namespace waarborg::auth
