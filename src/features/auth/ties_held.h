// SPDX-License-Identifier: EUPL-1.2
//
// For what is decided by who somebody is: the ties between accounts and the register of people, of members and of who
// left.
#pragma once

#include <initializer_list>

#include "base/id.h"
#include "features/trail/trail.h"

namespace waarborg::auth {

/// Throws trail::LogDoesNotFit (trail.record.does_not_fit) unless the memberships of the organisation are what the log
/// says, for anyone's tie has a say in who is who; and unless the entry by which one of these accounts that left is
/// known is in the log by our signature. In the transaction of the decision.
void hold_ties(const trail::Trail& trail, db::Transaction& tx, const OrganisationId& organisation,
               std::initializer_list<AccountId> accounts);

}  // namespace waarborg::auth
