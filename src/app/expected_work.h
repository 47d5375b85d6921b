// SPDX-License-Identifier: EUPL-1.2
//
// Which occurrences a measure has rows of: how far back and ahead of the day on which they are made, and whether they
// are those of its plan.
#pragma once

#include <vector>

#include "features/measure/measure.h"

namespace waarborg::app {

/// Unit: days. More than a year ahead, so that a yearly one is always in sight.
inline constexpr int kMadeBack = 3 * 366;
inline constexpr int kMadeAhead = 400;

/// For verify: the occurrences of an organisation against the plans of its measures. Problems: task.verify.*.
std::vector<Message> work_against_plans(const measure::Measures& measures, db::Transaction& tx,
                                        const OrganisationId& organisation, Day today);

/// What nobody performed stands in no log. Before it is performed, which the log will tell: throws trail::LogDoesNotFit
/// (trail.record.does_not_fit) unless it follows from the plan of its measure, and that plan is what the log says.
void hold_planned(const measure::Measures& measures, const trail::Trail& trail, db::Transaction& tx,
                  const OrganisationId& organisation, const std::string& measure, const std::string& occurrence);

}  // namespace waarborg::app
