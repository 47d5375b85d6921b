// SPDX-License-Identifier: EUPL-1.2
//
// What a user writes of a measure: what it answers, where it must hold, and how it is proven. Stored per version as it
// is written here.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "features/evidence/evidence.h"
#include "features/measure/plan.h"
#include "features/org/org.h"

namespace waarborg::measure {

/// Proof of design: a document that is reviewed again in time.
struct PlannedDesign {
  std::int64_t review_months = 12;  ///< [1, 36]
  bool policy = false;              ///< Also reviewed after a serious incident.
  std::string text;                 ///< What there must be.
};
BOOST_DESCRIBE_STRUCT(PlannedDesign, (), (review_months, policy, text))

/// Proof of existence: an observation per place.
struct PlannedExistence {
  std::int64_t valid_months = 12;  ///< [1, 36]
  std::string text;                ///< What is shown per place.
};
BOOST_DESCRIBE_STRUCT(PlannedExistence, (), (valid_months, text))

enum class PlanItemKind { kOccurrences, kSample, kAutomated };
BOOST_DESCRIBE_ENUM(PlanItemKind, kOccurrences, kSample, kAutomated)

/// One way in which operation is shown; the fields that a kind does not use are empty or 0.
struct PlanItem {
  std::string id;  ///< Stable within the measure; made on saving when empty.
  json::Word<PlanItemKind> kind;
  std::string title;              ///< As people say it, plural: "hersteltests".
  std::string rrule;              ///< occurrences: RFC 5545
  std::string start;              ///< first day on which it is expected; needed for occurrences
  std::int64_t window_days = 14;  ///< occurrences: how long it may take from the day it is due.
  std::int64_t grace_days = 14;   ///< occurrences: how much later it still counts, as done late.
  json::Word<evidence::ControlFrequency, json::Blank::kOrEmpty> frequency;  ///< sample
  std::int64_t tolerated = 0;       ///< occurrences, sample: uncorrected deviations that are still no refutation.
  std::string source;               ///< automated: importer kind
  std::int64_t freshness_days = 1;  ///< automated: how long a result counts.
};
BOOST_DESCRIBE_STRUCT(PlanItem, (),
                      (id, kind, title, rrule, start, window_days, grace_days, frequency, tolerated, source,
                       freshness_days))

/// How a measure is to be proven, as people wrote it; `Plan` is what the engine judges by.
struct WrittenPlan {
  std::optional<PlannedDesign> design;
  std::optional<PlannedExistence> existence;
  std::vector<PlanItem> operation;
  std::string operation_text;
};
BOOST_DESCRIBE_STRUCT(WrittenPlan, (), (design, existence, operation, operation_text))

/// How far a measure answers a requirement.
enum class Coverage { kFull, kPartly };
BOOST_DESCRIBE_ENUM(Coverage, kFull, kPartly)
/// A requirement that a measure answers.
struct Answer {
  std::string requirement;  ///< URN
  json::Word<Coverage> coverage;
};
BOOST_DESCRIBE_STRUCT(Answer, (), (requirement, coverage))

using org::PlaceRef;  // kind organisation has an empty id

/// What a user writes and what is stored per version.
struct MeasureInput {
  std::string title;
  std::string description;
  std::string card;   ///< Plan card it came from; may be empty.
  std::string owner;  ///< Person id; may be empty while setting up.
  json::Word<PlaceRule> rollup;
  std::string rollup_reason;  ///< Needed unless the worst place counts.
  std::vector<Answer> requirements;
  std::vector<PlaceRef> places;
  WrittenPlan plan;
};
BOOST_DESCRIBE_STRUCT(MeasureInput, (),
                      (title, description, card, owner, rollup, rollup_reason, requirements, places, plan))

/// kInvalid naming the field when a rule of the form is broken; fills in ids and defaults.
/// @param used  kind by id of every plan item that the measure ever had: what was done for one must not count for
///              another, so a new item never takes such an id.
Result<void> check(MeasureInput& input, const std::map<std::string, std::string>& used = {});

}  // namespace waarborg::measure
