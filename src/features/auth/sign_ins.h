// SPDX-License-Identifier: EUPL-1.2
//
// With what an account signs in, held against the log of the installation. Inside features/auth only.
#pragma once

#include "base/id.h"
#include "features/trail/trail.h"

namespace waarborg::auth {

/// Whether password, factors and tokens are those that the log knows, so that what was put in behind the program's back
/// opens no door and is not logged again as if it were found. True of an account that the log does not know.
bool is_as_logged(db::Transaction& tx, const trail::Trail& trail, const AccountId& account);

}  // namespace waarborg::auth
