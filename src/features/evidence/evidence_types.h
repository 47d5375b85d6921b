// SPDX-License-Identifier: EUPL-1.2
//
// The words of this feature, and what it must be told about measures.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "features/auth/actor.h"
#include "features/org/place.h"
#include "platform/db/db.h"

namespace waarborg::evidence {

enum class EvidenceKind {
  kDocument,
  kInspection,
  kInterview,
  kExport,
  kSampleTest,
  kAutomatedResult,
  kExternalReport,
  kCertificate
};
BOOST_DESCRIBE_ENUM(EvidenceKind, kDocument, kInspection, kInterview, kExport, kSampleTest, kAutomatedResult,
                    kExternalReport, kCertificate)
enum class EvidenceAspect { kDesign, kExistence, kOperation };
BOOST_DESCRIBE_ENUM(EvidenceAspect, kDesign, kExistence, kOperation)
enum class EvidenceResult { kSupports, kRefutes, kPartly };
BOOST_DESCRIBE_ENUM(EvidenceResult, kSupports, kRefutes, kPartly)
enum class ReviewState { kPending, kAccepted, kRejected };
BOOST_DESCRIBE_ENUM(ReviewState, kPending, kAccepted, kRejected)
enum class CaseVerdict { kEffective, kDeviation };
BOOST_DESCRIBE_ENUM(CaseVerdict, kEffective, kDeviation)

using org::Place;
using org::PlaceKind;
using org::PlaceRef;

// ---------- what app tells us of measures; this feature knows them by opaque ids only
struct PlanItemCard {
  std::string id;
  std::string kind;  ///< occurrences sample automated
  std::string title;
  std::string frequency;  ///< Of a sample: a word of ControlFrequency.
  std::int64_t tolerated = 0;
};
struct MeasureCard {
  std::string title;
  std::string owner_person;  ///< Person id.
  std::string owner_name;
  std::vector<PlanItemCard> plan;
  std::vector<PlaceRef> places;  ///< Where it holds now.
};
/// Proof that a supplier delivered of itself (certificate, assurance report), as its register holds it. What is handed
/// in on the strength of it keeps these terms, whatever the register says later.
struct SupplierProof {
  std::string id;
  std::string supplier;  ///< Id in the register of suppliers.
  std::string supplier_name;
  std::string title;
  Day valid_from{};
  Day valid_until{};
  std::vector<std::string> aspects;  ///< Words of EvidenceAspect that its scope holds.
  std::string remains;               ///< What remains for the organisation itself; one per line.
};
BOOST_DESCRIBE_STRUCT(SupplierProof, (),
                      (id, supplier, supplier_name, title, valid_from, valid_until, aspects, remains))

/// One time that something was done, to which evidence of it is tied; feature task knows what it is.
struct Occasion {
  std::string id;
  Day performed_on{};
  PlaceRef place;  ///< Empty kind: the measure as a whole.
  /// Whether another occasion was taken back, so that its evidence is free again.
  std::function<bool(const std::string& id)> is_taken_back = {};
};

/// The first two answer many at once, with what exists only.
struct MeasureFacts {
  std::function<std::map<std::string, MeasureCard>(db::Transaction&, const OrganisationId&,
                                                   const std::vector<std::string>& measures)>
      measures;
  /// Names by place.
  std::function<std::map<PlaceRef, std::string>(db::Transaction&, const OrganisationId&, const std::vector<PlaceRef>&)>
      places;
  /// Titles alone, for lists.
  std::function<std::map<std::string, std::string>(db::Transaction&, const OrganisationId&,
                                                   const std::vector<std::string>& measures)>
      titles;
  /// Name in the register of people.
  std::function<std::string(db::Transaction&, const OrganisationId&, const std::string& person)> person;
  std::function<std::optional<SupplierProof>(db::Transaction&, const OrganisationId&, const std::string& id)>
      supplier_proof;
  /// Person ids of whoever owned a measure at some moment since then.
  std::function<std::vector<std::string>(db::Transaction&, const OrganisationId&, const std::string& measure,
                                         Moment since)>
      owners_since = {};
  /// Of these places those in which the measure holds or ever held.
  std::function<std::vector<PlaceRef>(db::Transaction&, const OrganisationId&, const std::string& measure,
                                      const std::vector<PlaceRef>& places)>
      held = {};
  /// Ids of the measures with this text in their name.
  std::function<std::vector<std::string>(db::Transaction&, const OrganisationId&, const std::string& text)> named = {};
  /// The systems that a supplier delivers now.
  std::function<std::vector<PlaceRef>(db::Transaction&, const OrganisationId&, const std::string& supplier)>
      delivered_by = {};
  /// Throws trail::LogDoesNotFit unless the measure and its past are what the log says: for who decides by its owner,
  /// or takes over the terms of its plan.
  std::function<void(db::Transaction&, const OrganisationId&, const std::string& measure)> hold = {};
};
/// Called inside the transaction when a piece of evidence was withdrawn, or was accepted that refutes by itself.
using Told = std::function<void(db::Transaction&, const auth::Actor&, const std::string& evidence)>;

}  // namespace waarborg::evidence
