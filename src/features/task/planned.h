// SPDX-License-Identifier: EUPL-1.2
//
// What nobody performed stands in no log, because it follows from the plan: so it is held against the plan (verify).
// A row that was made to vanish, or to look as if it could still be done, deceives the lists and not the verdicts.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "features/task/task_views.h"
#include "platform/db/transaction.h"

namespace waarborg::task {

/// What a measure expects.
struct Planned {
  std::vector<Schedule> schedules;  ///< By its plan and the whole past of it, as Tasks::sync got them last.
  /// By the plan as far as it was known when each earlier version of it was saved. A row that followed from one of
  /// those was made rightly. Asked only when the newest does not explain a row.
  std::function<std::vector<std::vector<Schedule>>()> earlier;
  /// Due days of which every row was certainly made: what Tasks::sync was given when the measure was saved last.
  Period made{Day::max(), Day::min()};
  int ahead = 0;  ///< How far ahead of its day a sync makes rows. Unit: days.
};

/// Nothing when there never was such a measure.
using PlanReader = std::function<std::optional<Planned>(const std::string& measure)>;

/// Of these measures, and of those that have a row: each row that nobody performed is one that the plan expects, and
/// nothing else was written in it; and each day that was expected until today has a row. Days before the last time
/// that a measure was saved and outside what was made then are not asked for, nor are plans of more than kMaxExpected
/// rows. Problems: task.verify.*.
std::vector<Message> against_plans(db::Transaction& tx, const OrganisationId& organisation,
                                   std::set<std::string> measures, const PlanReader& plan_of, Day today);

/// The same of one occurrence: whether nothing was written in it and the plan of its measure expects it. True of one
/// that stands in the log.
bool is_planned(db::Transaction& tx, const OrganisationId& organisation, const std::string& occurrence,
                const Planned& plan);

}  // namespace waarborg::task
