// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/address.h"

#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace waarborg::db {
namespace {

/// In front of the query: one '@' at most, and that before the name of the database.
bool has_one_person(std::string_view address) {
  const std::size_t scheme = std::min(address.find("://"), address.size());
  const std::string_view rest = address.substr(std::min(scheme + 3, address.size()));
  const std::string_view before = rest.substr(0, rest.find('?'));
  const std::size_t at = before.find('@');
  const std::string_view authority = rest.substr(0, rest.find('/'));
  // libpq looks for the '@' beyond a '?', too; so does nobody else.
  if (at == std::string_view::npos && authority.find('@') != std::string_view::npos) return false;
  return at == std::string_view::npos || (before.find('@', at + 1) == std::string_view::npos && at < before.find('/'));
}

/// Empty, or several with commas between, as there are hosts.
bool are_ports(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == ','; });
}

}  // namespace

bool is_readable_address(const std::string& address) {
  if (address.find('\0') != std::string::npos || !has_one_person(address)) return false;
  char* problem = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parts(PQconninfoParse(address.c_str(), &problem),
                                                                           &PQconninfoFree);
  PQfreemem(problem);
  if (!parts) return false;
  for (const PQconninfoOption* part = parts.get(); part->keyword != nullptr; ++part) {
    if (part->val != nullptr && part->keyword == std::string_view("port") && !are_ports(part->val)) return false;
  }
  return true;
}

}  // namespace waarborg::db
