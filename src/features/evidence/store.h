// SPDX-License-Identifier: EUPL-1.2
//
// Rows of this feature as they stand in the database. Inside features/evidence only.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "features/evidence/evidence.h"

namespace waarborg::evidence {

struct Stored {
  std::string id;
  std::int64_t version = 0;
  std::string title, kind, aspect, measure, plan_item, occurrence;
  std::string places;  ///< pack_places
  Day covers_from{};
  Day covers_to{};
  Moment received_at{};
  std::optional<Day> valid_until;
  std::string result, source, query, link, note, author, approver;
  std::optional<Day> reviewed_on;
  std::string collector_account;  ///< Of the person, also behind a collector's token.
  std::string collector_token;
  std::string collector;
  std::string file_name, sha256;
  std::int64_t size = 0;
  std::string media_type, tool;
  std::string days;           ///< pack_days
  std::string report_sha256;  ///< Of the body in evidence_report.
  std::string review, reviewer_account, reviewer, review_note;
  std::optional<Moment> reviewed_at;
  std::optional<Moment> withdrawn_at;
  std::string withdraw_reason;
  std::string inherited;  ///< JSON of SupplierProof; empty when it is the organisation's own.
  std::string withdrawer_account, withdrawer;
};
BOOST_DESCRIBE_STRUCT(Stored, (),
                      (id, version, title, kind, aspect, measure, plan_item, occurrence, places, covers_from, covers_to,
                       received_at, valid_until, result, source, query, link, note, author, approver, reviewed_on,
                       collector_account, collector_token, collector, file_name, sha256, size, media_type, tool, days,
                       report_sha256, review, reviewer_account, reviewer, review_note, reviewed_at, withdrawn_at,
                       withdraw_reason, inherited, withdrawer_account, withdrawer))

struct StoredPopulation {
  std::string id;
  std::int64_t version = 0;
  std::string measure, plan_item, place_kind, place_id, title;
  Day covers_from{};
  Day covers_to{};
  std::int64_t case_count = 0;
  std::string sha256;       ///< population_hash
  std::string file_sha256;  ///< The CSV in the file store.
  std::string key_column;
  Moment frozen_at{};
  std::string author_account, author, frequency;
  std::int64_t tolerated = 0;
  std::int64_t sample_size = 0;
  std::string seed, algorithm;
  std::optional<Moment> drawn_at;
  std::string drawer;
  std::int64_t judged = 0;
  std::int64_t deviations = 0;
  std::string reviewer_account, reviewer;
  std::optional<Moment> recorded_at;  ///< When the last case was judged.
  std::optional<Moment> withdrawn_at;
  std::string withdraw_reason, withdrawer_account, withdrawer, drawer_account;
  std::string size_reason;  ///< Why the size is not that of the table; empty when it is.
};
BOOST_DESCRIBE_STRUCT(StoredPopulation, (),
                      (id, version, measure, plan_item, place_kind, place_id, title, covers_from, covers_to, case_count,
                       sha256, file_sha256, key_column, frozen_at, author_account, author, frequency, tolerated,
                       sample_size, seed, algorithm, drawn_at, drawer, judged, deviations, reviewer_account, reviewer,
                       recorded_at, withdrawn_at, withdraw_reason, withdrawer_account, withdrawer, drawer_account,
                       size_reason))

struct StoredCase {
  std::string population_id, case_key, description;
  std::int64_t draw_order = 0;
  std::string verdict, note, retest, judge;
  std::optional<Moment> judged_at;
  std::string earlier_retests;  ///< std::vector<CaseRetest> as JSON, oldest first; empty when there are none.
};
BOOST_DESCRIBE_STRUCT(StoredCase, (),
                      (population_id, case_key, description, draw_order, verdict, note, retest, judge, judged_at,
                       earlier_retests))

/// StoredCase::earlier_retests as it was meant.
std::vector<CaseRetest> retests_from(std::string_view stored);

std::optional<Stored> find_stored(db::Transaction& tx, const OrganisationId& organisation, const std::string& id);
void insert(db::Transaction& tx, const OrganisationId& organisation, const Stored& stored);
/// False when someone was quicker than `stored.version`.
bool update(db::Transaction& tx, const OrganisationId& organisation, const Stored& stored);

void insert_report(db::Transaction& tx, const OrganisationId& organisation, const std::string& evidence,
                   const std::string& body);
std::string report_body(db::Transaction& tx, const OrganisationId& organisation, const std::string& evidence);

std::optional<StoredPopulation> find_population(db::Transaction& tx, const OrganisationId& organisation,
                                                const std::string& id);
void insert(db::Transaction& tx, const OrganisationId& organisation, const StoredPopulation& population);
bool update(db::Transaction& tx, const OrganisationId& organisation, const StoredPopulation& population);
std::vector<StoredCase> cases_of(db::Transaction& tx, const OrganisationId& organisation,
                                 const std::string& population);

EvidenceFact fact_of(const Stored& stored);

/// Whether the asker may take back what he handed in himself, while it waits. What a tool handed in by a token may be a
/// bad result that nobody saw yet: whoever stands behind the token cannot make it go, only who could judge it.
bool may_take_back(const auth::Actor& who, const Stored& stored);

/// Negative when it has passed.
std::optional<std::int64_t> days_until(const std::optional<Day>& until, Day today);

/// Canonical JSON for the trail.
std::string state_of(const Stored& stored);
std::string state_of(const StoredPopulation& population, const std::vector<StoredCase>& cases);

/// As it stands before it changes, with its cases. Nobody else changes it until the transaction ends.
struct PopulationBefore {
  StoredPopulation population;
  std::string state;
};
PopulationBefore before_change(db::Transaction& tx, const OrganisationId& organisation,
                               const StoredPopulation& population);

}  // namespace waarborg::evidence
