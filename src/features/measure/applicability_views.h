// SPDX-License-Identifier: EUPL-1.2
//
// Shapes of the routes of the statement of applicability. Internal to this feature.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/measure/assessed.h"

namespace waarborg::measure {

struct ApplicabilityRow {
  std::string requirement, ref, chapter, title;
  std::optional<bool> applies;
  std::string reason;
  std::int64_t version = 0;
  std::int64_t measures = 0;
  Trio verdict;
  std::string decided_by, decided_at;
  bool exclusion_waits = false;  ///< Excluded, but in no approved version: it counts.
};
BOOST_DESCRIBE_STRUCT(ApplicabilityRow, (),
                      (requirement, ref, chapter, title, applies, reason, version, measures, verdict, decided_by,
                       decided_at, exclusion_waits))

struct StatementVersion {
  std::int64_t number = 0;
  json::Word<StatementState> state;
  std::string note, author, created_at, approver, decided_at;
  std::int64_t applies = 0, excluded = 0;
};
BOOST_DESCRIBE_STRUCT(StatementVersion, (),
                      (number, state, note, author, created_at, approver, decided_at, applies, excluded))

struct Applicability {
  std::string framework;
  std::vector<ApplicabilityRow> items;
  std::vector<StatementVersion> versions;
  std::int64_t undecided = 0;
  std::int64_t exclusions_waiting = 0;
};
BOOST_DESCRIBE_STRUCT(Applicability, (), (framework, items, versions, undecided, exclusions_waiting))

/// The applicability table of a framework.
Result<Applicability> applicability_of(const Assessed& assessed, const std::string& framework,
                                       const std::vector<StatementRow>& versions, Language language);

}  // namespace waarborg::measure
