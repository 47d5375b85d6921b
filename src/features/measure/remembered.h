// SPDX-License-Identifier: EUPL-1.2
//
// How verdicts changed over time, as Assessments::remember() kept it.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "platform/db/db.h"

namespace waarborg::measure {

/// A verdict that changed, as remember() stored it.
struct RememberedChange {
  std::string at;
  std::string measure;
  std::string aspect;
  std::string before;
  std::string after;
};
BOOST_DESCRIBE_STRUCT(RememberedChange, (), (at, measure, aspect, before, after))

/// Newest first, at most 200.
std::vector<RememberedChange> changes_since(db::Transaction& tx, const OrganisationId& organisation, Moment since);
/// Every change of the verdicts that could be better than they were last remembered; oldest first.
std::vector<RememberedChange> changes_below(db::Transaction& tx, const OrganisationId& organisation);
/// In [since, until]; newest first, at most 200.
std::vector<RememberedChange> changes_between(db::Transaction& tx, const OrganisationId& organisation, Moment since,
                                              Moment until);

}  // namespace waarborg::measure
