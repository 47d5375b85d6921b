// SPDX-License-Identifier: EUPL-1.2
//
// What an account may do at this moment, for work that runs after the request that asked for it.
#pragma once

#include <optional>

#include "features/auth/actor.h"

namespace waarborg::auth {

/// The account as a member of this organisation with no more than the rights of `asked`, which it had when it asked:
/// who lost a role meanwhile lost it for waiting work too. Nothing when the account is disabled or no longer a member.
std::optional<Actor> actor_now(db::Transaction& tx, const OrganisationId& organisation, const AccountId& account,
                               const std::set<std::string, std::less<>>& asked, Day today);

}  // namespace waarborg::auth
