// SPDX-License-Identifier: EUPL-1.2
//
// Rows of this feature as they stand in the database. Inside features/task only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "features/task/task.h"

namespace waarborg::task {

struct StoredOccurrence {
  std::string id;
  std::int64_t version = 0;
  std::string measure, plan_item, place_kind, place_id, title, owner_person;
  Day due{};
  Day window_to{};
  Day grace_to{};
  std::optional<Day> performed_on;
  std::string outcome, note;
  std::string evidence;  ///< Ids with a space between.
  std::string deviation, performer_account, performer;
  std::optional<Moment> recorded_at;
  std::optional<Moment> withdrawn_at;
  std::string withdraw_reason;
  std::string retired;  ///< The own id when withdrawn.
  Moment created_at{};
};
BOOST_DESCRIBE_STRUCT(StoredOccurrence, (),
                      (id, version, measure, plan_item, place_kind, place_id, title, owner_person, due, window_to,
                       grace_to, performed_on, outcome, note, evidence, deviation, performer_account, performer,
                       recorded_at, withdrawn_at, withdraw_reason, retired, created_at))

struct StoredDeviation {
  std::string id;
  std::int64_t version = 0;
  std::string measure, occurrence, place_kind, place_id, what, cause, correction;
  Moment opened_at{};
  std::string opener_account, opener, retest_evidence;
  std::string retest_result;  ///< Empty, supports or refutes.
  std::optional<Day> retest_on;
  std::optional<Moment> closed_at;
  std::string closer;
  std::string reopens;   ///< The closed deviation that goes on in this one; else empty.
  std::string evidence;  ///< That refutes, and that it follows up; else empty.
};
BOOST_DESCRIBE_STRUCT(StoredDeviation, (),
                      (id, version, measure, occurrence, place_kind, place_id, what, cause, correction, opened_at,
                       opener_account, opener, retest_evidence, retest_result, retest_on, closed_at, closer, reopens,
                       evidence))

std::string pack_ids(const std::vector<std::string>& ids);
std::vector<std::string> unpack_ids(std::string_view text);

std::optional<StoredOccurrence> find_occurrence(db::Transaction& tx, const OrganisationId& organisation,
                                                const std::string& id);
/// False when it was expected already.
bool insert(db::Transaction& tx, const OrganisationId& organisation, const StoredOccurrence& occurrence);
/// False when someone was quicker than `version`.
bool update(db::Transaction& tx, const OrganisationId& organisation, const StoredOccurrence& occurrence);

std::optional<StoredDeviation> find_deviation(db::Transaction& tx, const OrganisationId& organisation,
                                              const std::string& id);
void insert(db::Transaction& tx, const OrganisationId& organisation, const StoredDeviation& deviation);
bool update(db::Transaction& tx, const OrganisationId& organisation, const StoredDeviation& deviation);

DeviationState state_of(const StoredDeviation& deviation);
/// As the log compares it. What was written before `reopens` and `evidence` existed has none.
json::Object logged(const StoredDeviation& deviation);

}  // namespace waarborg::task
