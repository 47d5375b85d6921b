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

}  // namespace waarborg::app
