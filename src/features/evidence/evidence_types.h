// SPDX-License-Identifier: EUPL-1.2
//
// The words of this feature, and what it must be told about measures.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
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

/// organisation, or the name of a register whose records are places.
using PlaceKind = json::Named<"PlaceKind">;
/// A place by kind and id; the organisation has an empty id.
struct PlaceRef {
  PlaceKind kind;
  std::string id;
  auto operator<=>(const PlaceRef&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlaceRef, (), (kind, id))

struct Place {
  PlaceKind kind;
  std::string id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Place, (), (kind, id, name))

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
  std::string owner_account;  ///< Empty when the person has no account.
  std::vector<PlanItemCard> plan;
};
/// Both answer many at once, with what exists only.
struct MeasureFacts {
  std::function<std::map<std::string, MeasureCard>(db::Transaction&, const OrganisationId&,
                                                   const std::vector<std::string>& measures)>
      measures;
  /// Names by place.
  std::function<std::map<PlaceRef, std::string>(db::Transaction&, const OrganisationId&, const std::vector<PlaceRef>&)>
      places;
};
/// Called inside the transaction when proof of a measure came, changed or went.
using Changed = std::function<void(db::Transaction&, const OrganisationId&, const std::string& measure)>;

}  // namespace waarborg::evidence
