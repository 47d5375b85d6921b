// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/person.h"

#include "base/text.h"

namespace waarborg::auth {

bool same_person(const Person& a, const Person& b) {
  if (!a.account.empty() && a.account == b.account) return true;
  if (!a.person.empty() && a.person == b.person) return true;
  const auto told_apart = [](const Person& one) {
    return !one.person.empty() && (one.signs_in || !one.account.empty());
  };
  if (told_apart(a) && told_apart(b)) return false;
  for (const std::string* left : {&a.name, &a.register_name}) {
    const std::string name = folded_name(*left);
    if (!name.empty() && (name == folded_name(b.name) || name == folded_name(b.register_name))) return true;
  }
  return false;
}

}  // namespace waarborg::auth
