// SPDX-License-Identifier: EUPL-1.2
//
// What was done and what went wrong, as the verdict engine wants it: one statement each.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "features/task/task_views.h"

namespace waarborg::task {

struct PerformanceFact {
  std::string id, measure, plan_item;
  std::optional<PlaceRef> place;  ///< None: every place of the measure.
  Day due{};
  Day performed_on{};
  bool effective = false;
  std::vector<std::string> evidence;
  std::string deviation;
  Moment recorded_at{};
  std::optional<Moment> withdrawn_at;
};

struct DeviationFact {
  std::string id, measure;
  std::string occurrence;  ///< Not empty: it follows up that performance and is judged there.
  std::optional<PlaceRef> place;
  Day opened{};  ///< Of one that goes on from another, when that went wrong.
  Moment recorded_at{};
  std::optional<Day> retest_on;  ///< Of the retest that supports.
  std::optional<Moment> closed_at;
  std::string retest_evidence;  ///< That closed it; empty when it is open, or closed as what it rests on was withdrawn.
  std::string evidence;         ///< Not empty: it follows up that piece, which refutes.
  std::string goes_on;          ///< Not empty: from that one, which was closed until its retest was withdrawn.
};

/// Everything of the organisation, or of one measure; in order of id.
std::vector<PerformanceFact> performance_facts(db::Transaction& tx, const OrganisationId& organisation,
                                               const std::string& measure = {});
std::vector<DeviationFact> deviation_facts(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::string& measure = {});
/// The measures of which these occurrences and deviations are. Every fact that changes gets an entry in the log that
/// names it (`verify` checks that), so what the entries name tells of which measures facts changed.
/// @param ids  others may be among them.
std::vector<std::string> measures_of(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::vector<std::string>& ids);
/// Due day of the first occurrence that still can be performed, by measure.
std::unordered_map<std::string, Day> next_due(db::Transaction& tx, const OrganisationId& organisation, Day today);

}  // namespace waarborg::task
