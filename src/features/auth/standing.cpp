// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/standing.h"

#include <algorithm>

#include "features/auth/queries.h"
#include "features/auth/store.h"

namespace waarborg::auth {

std::optional<Actor> actor_now(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account,
                               const std::set<std::string, std::less<>>& asked, Day today) {
  const auto person = load_account(tx, account);
  if (!person || person->disabled) return std::nullopt;
  const auto membership = tx.row<MembershipRecord>(sql::kMembershipOf, organisation, account);
  if (!membership || !is_active(membership->until, today)) return std::nullopt;
  Actor actor;
  actor.account = account;
  actor.name = person->name;
  actor.organisation = organisation;
  actor.roles = split_roles(membership->roles);
  for (const std::string& right : rights_of(actor.roles)) {
    if (asked.contains(right)) actor.rights.insert(right);
  }
  actor.language = language_of(person->locale);
  return actor;
}

}  // namespace waarborg::auth
