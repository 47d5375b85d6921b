// SPDX-License-Identifier: EUPL-1.2
//
// Evidence as the API speaks of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json_words.h"
#include "features/evidence/evidence_types.h"
#include "features/evidence/importer.h"

namespace waarborg::evidence {

struct EvidenceInput {
  std::string title;
  EvidenceKind kind = EvidenceKind::kDocument;
  EvidenceAspect aspect = EvidenceAspect::kDesign;
  std::string measure;
  Day covers_from{};
  Day covers_to{};
  EvidenceResult result = EvidenceResult::kSupports;
  std::vector<PlaceRef> places;          ///< Empty: it is not about one place.
  std::optional<std::string> plan_item;  ///< Counts for operation only.
  std::optional<Day> valid_until;
  std::optional<std::string> source, query, link, note;
  std::optional<std::string> author, approver;  ///< Of the document: names.
  std::optional<Day> reviewed_on;               ///< Last review of the document.
  std::optional<std::string> supplier_proof;    ///< It rests on this proof of a supplier (proof model, rule 8).
};
BOOST_DESCRIBE_STRUCT(EvidenceInput, (),
                      (title, kind, aspect, measure, covers_from, covers_to, result, places, plan_item, valid_until,
                       source, query, link, note, author, approver, reviewed_on, supplier_proof))

/// What stands before a file in the body of evidence_add_with_file (base/enclosed.h).
struct EvidenceWithFile {
  EvidenceInput evidence;
  std::string file_name;
  std::optional<std::string> media_type;  ///< What the sender takes it for; the bytes decide.
};
BOOST_DESCRIBE_STRUCT(EvidenceWithFile, (), (evidence, file_name, media_type))

/// What waits for review by one person.
struct WaitingEvidence {
  std::int64_t count = 0;
  std::string oldest;  ///< Title.
};

struct EvidenceRow {
  std::string id;
  std::string title;
  json::Word<EvidenceKind> kind;
  json::Word<EvidenceAspect> aspect;
  std::string measure;
  std::string measure_title;
  Day covers_from{};
  Day covers_to{};
  Moment received_at{};
  std::optional<Day> valid_until;
  json::Word<EvidenceResult> result;
  json::Word<ReviewState> review;
  std::string collector;
  std::string file_name;
  std::string sha256;
  std::optional<std::int64_t> expires_in_days;  ///< Negative when it has expired.
  std::string occurrence;                       ///< That it belongs to; may be empty.
  std::int64_t version = 0;
  bool may_review = false;  ///< It waits, and as far as the list can tell the asker may judge it.
};
BOOST_DESCRIBE_STRUCT(EvidenceRow, (),
                      (id, title, kind, aspect, measure, measure_title, covers_from, covers_to, received_at,
                       valid_until, result, review, collector, file_name, sha256, expires_in_days, occurrence, version,
                       may_review))

struct ObservationRow {
  std::string key;
  std::string title;
  std::string subject;
  std::string at;
  json::Word<ObservationResult> result;
  std::string detail;
  std::string severity;
};
BOOST_DESCRIBE_STRUCT(ObservationRow, (), (key, title, subject, at, result, detail, severity))

struct NamedFact {
  std::string name;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(NamedFact, (), (name, value))

/// Everything about one piece of evidence.
struct EvidenceDetail {
  std::string id, title;
  json::Word<EvidenceKind> kind;
  json::Word<EvidenceAspect> aspect;
  std::string measure, measure_title;
  Day covers_from{};
  Day covers_to{};
  Moment received_at{};
  std::optional<Day> valid_until;
  json::Word<EvidenceResult> result;
  json::Word<ReviewState> review;
  std::string collector, file_name, sha256;
  std::optional<std::int64_t> expires_in_days;
  std::int64_t version = 0;
  std::string source, query, link, note, plan_item, occurrence;
  std::vector<Place> places;
  std::int64_t size = 0;
  std::string media_type, author, approver;
  std::optional<Day> reviewed_on;
  std::string reviewer, review_note;
  std::optional<Moment> reviewed_at;
  std::string tool;
  std::vector<ObservationRow> observations;
  std::vector<NamedFact> facts;
  std::int64_t trail_sequence = 0;
  std::vector<std::string> rights;    ///< What the asker may do: file review withdraw.
  std::vector<std::string> warnings;  ///< Why it will not count as it stands.
  std::optional<Moment> withdrawn_at;
  std::optional<SupplierProof> supplier_proof;  ///< The terms on which it was handed in.
};
BOOST_DESCRIBE_STRUCT(EvidenceDetail, (),
                      (id, title, kind, aspect, measure, measure_title, covers_from, covers_to, received_at,
                       valid_until, result, review, collector, file_name, sha256, expires_in_days, version, source,
                       query, link, note, plan_item, occurrence, places, size, media_type, author, approver,
                       reviewed_on, reviewer, review_note, reviewed_at, tool, observations, facts, trail_sequence,
                       rights, warnings, withdrawn_at, supplier_proof))

}  // namespace waarborg::evidence
