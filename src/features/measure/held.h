// SPDX-License-Identifier: EUPL-1.2
//
// For what is decided by a measure without saving it: by whose it is or was, by its plan, by its terms.
#pragma once

#include "base/id.h"
#include "features/trail/trail.h"

namespace waarborg::measure {

/// Throws trail::LogDoesNotFit (trail.record.does_not_fit) unless the log tells the same of the measure as it stands
/// and of every version of it. In the transaction of the decision.
void hold_measure(const trail::Trail& trail, db::Transaction& tx, const OrganisationId& organisation,
                  const MeasureId& id);

}  // namespace waarborg::measure
