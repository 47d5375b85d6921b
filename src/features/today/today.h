// SPDX-License-Identifier: EUPL-1.2
//
// The first screen: what asks something of me, what changed lately, and the position on the road to
// certification. All of it computed from the state; nobody ticks a step.
#pragma once

#include <string>
#include <vector>

#include "features/auth/api.h"
#include "features/evidence/evidence.h"
#include "features/measure/assessment.h"
#include "features/record/record.h"
#include "features/scan/watch/watch.h"
#include "features/task/task.h"
#include "features/today/today_views.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::today {

/// Of every framework but the main one, which has the whole screen.
std::vector<Standing> standings(const measure::Assessed& assessed, Language language);

/// Whether the asker owns it: as a person in the register (`person`, may be empty), or by name as long as the account
/// is not tied to one. What nobody owns is everyone's.
bool is_mine(const measure::Assessed& assessed, const measure::StoredMeasure& measure, const auth::Actor& who,
             const std::string& person);

class TodayView {
 public:
  TodayView(db::Database& database, const Clock& clock, measure::Measures& measures, measure::Assessments& assessments,
            evidence::Evidence& evidence, task::Tasks& tasks, record::Records& records, scan::Watch& watch);

  /// Right measure.read. Changes of the last 30 days, at most 12.
  Result<Today> get(const auth::Actor& who);
  /// Right measure.read. By part of a name, or by the number of a requirement; a few of each kind. Nothing for a single
  /// sign that is no digit.
  Result<std::vector<SearchHit>> search(const auth::Actor& who, const std::string& text);
  /// Of NEN 7510; who does not work by it: of the first framework.
  RoadFacts facts(db::Transaction& tx, const OrganisationId& organisation, const measure::Assessed& assessed);

 private:
  std::vector<TodayItem> items(db::Transaction& tx, const auth::Actor& who, const measure::Assessed& assessed,
                               const RoadFacts& facts);
  std::vector<VerdictChange> changes(db::Transaction& tx, const auth::Actor& who, const measure::Assessed& assessed,
                                     Moment since);
  db::Database& database_;
  const Clock& clock_;
  measure::Measures& measures_;
  measure::Assessments& assessments_;
  evidence::Evidence& evidence_;
  task::Tasks& tasks_;
  record::Records& records_;
  scan::Watch& watch_;
};

void add_routes(auth::Api& api, TodayView& today);

}  // namespace waarborg::today
