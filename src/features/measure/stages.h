// SPDX-License-Identifier: EUPL-1.2
//
// How the rows of this feature came to be, for the comparison with the log; each writer of an entry takes the state of
// it from here. Internal to this feature.
#pragma once

#include "features/measure/overrides.h"
#include "features/measure/statements.h"
#include "features/trail/histories.h"

namespace waarborg::measure {

/// The versions of one measure, as its history reader gives them.
std::vector<trail::Stage> stages_of(db::Transaction& tx, const OrganisationId& organisation, const MeasureId& id);

/// The state of a measure in the log: its version and its body.
std::string state_of(std::int64_t version, const std::string& body);
std::string state_of(const OverrideRow& row);
std::string state_of(const StatementRow& row);
std::string state_of(const Completion& row);

}  // namespace waarborg::measure
