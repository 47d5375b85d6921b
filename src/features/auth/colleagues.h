// SPDX-License-Identifier: EUPL-1.2
//
// What the others of an organisation may do: much counts only once a second person judged it.
#pragma once

#include <set>
#include <string>

#include "base/time.h"
#include "features/auth/actor.h"
#include "platform/db/transaction.h"

namespace waarborg::auth {

/// Rights that somebody else than `who` has in the mode "content", or gets with an invitation that still stands. A
/// second account of the same person, by the register of people or by name, is nobody else.
std::set<std::string, std::less<>> rights_of_others(db::Transaction& tx, const Actor& who, Moment now);

}  // namespace waarborg::auth
