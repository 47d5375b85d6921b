// SPDX-License-Identifier: EUPL-1.2
//
// With what an account signs in, held against the log of the installation. Inside features/auth only.
#pragma once

#include "base/id.h"
#include "base/result.h"
#include "features/trail/trail.h"

namespace waarborg::auth {

/// Whether password, factors and tokens are those that the log knows, so that one that was put in or changed behind the
/// program's back opens no door and is not logged again as if it were found; nor does an account that the log does not
/// know. Asked when a session begins and when a token is shown. Sessions, invitations and links for a new password are
/// not held against the log: whoever can write such a row has a door. A membership that was put in is named by
/// `waarborg verify` only.
/// kUnavailable auth.sign_in.does_not_fit, after an alarm in the log of the program. Costs five statements.
/// @param tx  of Database::read, which sees one state: a change that is committed meanwhile is seen with its entry
Result<void> check_as_logged(db::Transaction& tx, const trail::Trail& trail, const AccountId& account);

/// How many passkeys, tokens and recovery codes one record (JSON) has that the other has not. Pure.
std::size_t added_in(const std::string& before, const std::string& after);

}  // namespace waarborg::auth
