// SPDX-License-Identifier: EUPL-1.2
//
// Inside trail only: a record is held against the log before an entry about it is written. Who can write in the
// database and has no key could else change a record, wait for somebody to save it, and have it signed.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>

#include "base/id.h"
#include "features/trail/trail.h"
#include "platform/db/transaction.h"

namespace waarborg::trail {

/// As it stands in the entry: SHA-256, or "deleted".
std::string state_hash(const NewEntry& entry);

class RecordHold {
 public:
  /// To be made with the head of the log held. Reads the last states of all records of these entries in one statement.
  RecordHold(db::Transaction& tx, const OrganisationId& organisation, std::span<const NewEntry> entries);

  /// In the order of the entries. Throws LogDoesNotFit (trail.record.does_not_fit), after an alarm in the log of the
  /// program, when `entry.before` is not what the log says last of this record. Entries without a state are of kinds
  /// that `verify` does not read, and are let through.
  /// @return  what the entry says of the state before: SHA-256, or "none"; empty without a state. With it `verify`
  /// finds
  ///          a log that was changed for a moment, so that a forgery seemed to fit
  std::string admit(const NewEntry& entry);

 private:
  const char* misfit(const NewEntry& entry) const;

  db::Transaction& tx_;
  const OrganisationId& organisation_;
  std::map<std::pair<std::string, std::string>, std::string> last_;  // kind and id → SHA-256 of the state, "deleted"
};

}  // namespace waarborg::trail
