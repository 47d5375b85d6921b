// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/person.h"

namespace waarborg::auth {

std::string folded_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool space = c == ' ' || c == '\t';
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool same_person(const NamedPerson& a, const NamedPerson& b) {
  if (!a.account.empty() && a.account == b.account) return true;
  const std::string name = folded_name(a.name);
  return !name.empty() && name == folded_name(b.name);
}

}  // namespace waarborg::auth
