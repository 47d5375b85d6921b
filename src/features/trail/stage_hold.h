// SPDX-License-Identifier: EUPL-1.2
//
// Of what is decided by the past of another record, or by one that stands in no log of its own: to be held against the
// log in the transaction of the decision. See Trail::hold for the record as it stands now.
#pragma once

#include <string>
#include <vector>

#include "features/trail/histories.h"

namespace waarborg::trail {

/// The alarm in the log of the program, and LogDoesNotFit (trail.record.does_not_fit).
/// @param cause  for the log of the program
[[noreturn]] void refuse_record(const OrganisationId& organisation, const std::string& kind, const std::string& id,
                                const char* cause);

/// Refuses a record of which the log tells other stages than these; one without stages that the log does not know is
/// let through.
void hold_stages(db::Transaction& tx, const OrganisationId& organisation, const std::string& kind,
                 const std::string& id, const std::vector<Stage>& stages);

}  // namespace waarborg::trail
