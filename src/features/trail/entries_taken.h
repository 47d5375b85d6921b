// SPDX-License-Identifier: EUPL-1.2
//
// Whether a log takes an entry: for who has a choice of logs and must not find out in the middle of his work.
#pragma once

#include "features/trail/trail.h"

namespace waarborg::trail {

/// False, after an alarm in the log of the program, when Trail::add would refuse because of the log itself.
/// Asks in a transaction of its own, which only reads: not to be called by who has one that writes.
bool takes_entries(Trail& trail, db::Database& database, const OrganisationId& organisation);

}  // namespace waarborg::trail
