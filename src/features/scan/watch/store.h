// SPDX-License-Identifier: EUPL-1.2
//
// Measurements as the database keeps them. Internal to this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/scan/watch/watch_views.h"
#include "platform/db/transaction.h"

namespace waarborg::scan {

/// Without the facts.
struct StoredMeasurement {
  std::string id;
  std::string domain;  ///< Id in the register.
  std::string name;    ///< A-labels.
  Moment measured_at{};
  std::string asked_by;
  std::string rules;
  std::optional<std::int64_t> web, mail;
  std::int64_t fails = 0, warns = 0, unknown = 0;
  std::string standing;  ///< JSON list of CheckStanding.
};
BOOST_DESCRIBE_STRUCT(StoredMeasurement, (),
                      (id, domain, name, measured_at, asked_by, rules, web, mail, fails, warns, unknown, standing))

Measurement shown(const StoredMeasurement& stored);
std::vector<CheckStanding> standing_of(const StoredMeasurement& stored);
/// The checks of this measurement that are worse than they were.
std::vector<Worsened> worsened_of(const StoredMeasurement& stored, Language language);

/// What the log holds of a measurement, canonical. @param facts_sha256  of its facts
std::string state_of(const StoredMeasurement& stored, const std::string& facts_sha256);

/// Nothing when the organisation never chose.
std::optional<ScanSchedule> kept_schedule(db::Transaction& tx, const OrganisationId& organisation);

}  // namespace waarborg::scan
