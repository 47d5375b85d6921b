// SPDX-License-Identifier: EUPL-1.2
//
// The whole log of an organisation against itself and against the records that stand in the database.
#pragma once

#include <optional>

#include "features/trail/checkpoint.h"
#include "features/trail/histories.h"

namespace waarborg::trail {

/// How the records of each kind are read. A kind may be in both: how it stands now, and how it came to that.
struct Readers {
  std::map<std::string, StateReader> states;
  std::map<std::string, HistoryReader> histories;
};

/// Leaf and body agree, the root follows from the leaves, the checkpoint is signed by us, the latest state of each
/// subject equals the record, and the stages of a record are what its entries say, one by one. A record whose entries
/// an older program wrote without a state must be what their changes add up to.
/// @param kept  what someone took from this log before: the log of today begins with that log. Without it nobody can
///              see that a whole database was put back to an earlier day.
Verification verify(const Trail& trail, db::Transaction& tx, const OrganisationId& organisation, const Readers& readers,
                    const std::optional<Checkpoint>& kept = {});

}  // namespace waarborg::trail
