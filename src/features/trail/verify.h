// SPDX-License-Identifier: EUPL-1.2
//
// The whole log of an organisation against itself and against the records that stand in the database.
#pragma once

#include <optional>

#include "features/trail/checkpoint.h"
#include "features/trail/histories.h"

namespace waarborg::trail {

/// What stands in no entry because it follows from other records, held against those: what is wrong with it.
using FollowingReader = std::function<std::vector<Message>(db::Transaction&, const OrganisationId&)>;

/// How the records of each kind are read. A kind may be in both: how it stands now, and how it came to that.
struct Readers {
  std::map<std::string, StateReader> states;
  std::map<std::string, HistoryReader> histories;
  std::vector<FollowingReader> following = {};
};

/// Leaf and body agree, the root follows from the leaves, the checkpoint is signed by us, the latest state of each
/// subject equals the record, and the stages of a record are what its entries say, one by one. A record whose entries
/// an older program wrote without a state must be what their changes add up to. What follows from records follows.
/// @param kept  what someone took from this log before: the log of today begins with that log. Without it nobody can
///              see that a whole database was put back to an earlier day.
/// @param anchor  what the data folder keeps of it (anchors.h), read before the transaction began, so that it is not
///                newer than what the transaction sees; the same is asked of it.
Verification verify(const Trail& trail, db::Transaction& tx, const OrganisationId& organisation, const Readers& readers,
                    const std::optional<Checkpoint>& kept = {}, const std::optional<Checkpoint>& anchor = {});

}  // namespace waarborg::trail
