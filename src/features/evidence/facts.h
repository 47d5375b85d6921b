// SPDX-License-Identifier: EUPL-1.2
//
// Stored evidence and samples as the verdict engine wants them: bulk, in one or two statements, without any text that
// only people read.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "features/evidence/evidence_types.h"

namespace waarborg::evidence {

/// A day on which a report observed something, with the worst that it saw.
struct ObservedDay {
  Day day{};
  EvidenceResult result = EvidenceResult::kSupports;
  bool operator==(const ObservedDay&) const = default;
};

struct EvidenceFact {
  std::string id;
  std::string measure;
  std::string plan_item;
  EvidenceKind kind = EvidenceKind::kInspection;
  EvidenceAspect aspect = EvidenceAspect::kDesign;
  EvidenceResult result = EvidenceResult::kSupports;
  ReviewState review = ReviewState::kPending;
  std::vector<PlaceRef> places;
  Day covers_from{};
  Day covers_to{};
  Moment received_at{};
  std::optional<Moment> withdrawn_at;
  std::string withdrawer_account, withdrawer;  ///< Empty when that was not kept.
  std::optional<Day> valid_until;
  std::optional<Moment> reviewed_at;
  std::string reviewer_account, reviewer;
  std::string collector_account, collector;
  std::string collector_token;   ///< Not empty: `collector` is what that token is called.
  std::string author, approver;  ///< Of a document.
  std::string title;             ///< Of kind document: which one.
  std::optional<Day> reviewed_on;
  std::string occurrence;
  std::optional<SupplierProof> supplier_proof;  ///< The terms on which it was handed in.
  std::vector<ObservedDay> days;  ///< Of an automated result; ascending, each day once. Empty: covers says it all.
};

/// Evidence that a case that deviated was corrected, and when that was said.
struct CaseRetest {
  std::string evidence;
  Moment said_at{};
  std::optional<Moment> until;  ///< When another one took its place, after its evidence was withdrawn.
  bool operator==(const CaseRetest&) const = default;
};
BOOST_DESCRIBE_STRUCT(CaseRetest, (), (evidence, said_at, until))

struct SampleFact {
  std::string id;
  std::string measure;
  std::string plan_item;
  PlaceRef place;  ///< Empty kind: every place.
  Day covers_from{};
  Day covers_to{};
  std::int64_t population = 0, size = 0, deviations = 0, tolerated = 0;
  std::string author_account, author;      ///< Who imported the population.
  std::string reviewer_account, reviewer;  ///< Who judged the cases.
  std::string drawer_account, drawer;
  Moment drawn_at{};
  std::optional<Moment> recorded_at;  ///< When the last case was judged; nothing: it is unfinished.
  std::optional<Moment> withdrawn_at;
  std::string withdrawer_account, withdrawer;  ///< Empty when that was not kept.
  std::string size_reason;                     ///< Why its size is not that of the table.
  std::vector<CaseRetest> retests;             ///< Of each deviation that was followed up; at most one at a time.
};

/// Every piece of evidence of the organisation (in order of id), or of one measure (in the order received), withdrawn
/// ones included.
std::vector<EvidenceFact> evidence_facts(db::Transaction& tx, const OrganisationId& organisation,
                                         const std::string& measure = {});
/// Every sample that was drawn, also when not all of its cases are judged; in order of id.
std::vector<SampleFact> sample_facts(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::string& measure = {});

/// The measures of which these evidence and samples are. Every fact that changes gets an entry in the log that names it
/// (`verify` checks that), so what the entries name tells of which measures facts changed.
/// @param ids  others may be among them.
std::vector<std::string> measures_of(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::vector<std::string>& ids);

/// SHA-256 of every file that must be in the file store.
std::vector<std::string> file_hashes(db::Transaction& tx, const OrganisationId& organisation);

}  // namespace waarborg::evidence
