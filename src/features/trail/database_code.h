// SPDX-License-Identifier: EUPL-1.2
//
// Code that somebody put in the database changes a row while the program writes it: then the log is told the changed
// state. So nothing is saved while there is any.
#pragma once

#include <vector>

#include "base/result.h"
#include "platform/db/transaction.h"

namespace waarborg::trail {

/// For people: trail.database_code.* with its name and table, one for each. Empty when there is none.
std::vector<Message> database_code(db::Transaction& tx);

/// Throws LogDoesNotFit (trail.database_code.refused) when there is any, after an alarm in the log of the program.
void refuse_database_code(db::Transaction& tx);

/// The same of what acts on rows that are written. Asked with every entry, after the rows of which it tells were
/// written, in their transaction: what acted on them is still there then, however shortly it was put in
/// (platform/db/database_code.h).
void refuse_code_at_work(db::Transaction& tx);

}  // namespace waarborg::trail
