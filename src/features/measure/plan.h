// SPDX-License-Identifier: EUPL-1.2
//
// The words of the verdict and the proof plan: what must be shown of a measure for each aspect.
#pragma once

#include <boost/describe/enum.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"
#include "features/evidence/sampling.h"
#include "features/task/rrule.h"

namespace waarborg::measure {

/// Index into OrganisationProof::texts: an id, a name or a reason. Persons are compared by it, so one text per person.
using Ref = std::uint32_t;
using PlaceIndex = std::uint32_t;  ///< Index into OrganisationProof::places.

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
inline constexpr PlaceIndex kEveryPlace = kNone;  ///< In a fact: it speaks for every place of the measure.
inline constexpr Moment kNever = Moment::max();   ///< Has not happened.
inline constexpr Day kNoDay = Day::min();
inline constexpr Period kAlways{Day::min(), Day::max()};

enum class Aspect : std::uint8_t { kDesign, kExistence, kOperation };
BOOST_DESCRIBE_ENUM(Aspect, kDesign, kExistence, kOperation)
/// From best to worst for roll-ups; not_applicable takes no part in them.
enum class Verdict : std::uint8_t { kShown, kPartlyShown, kNotShown, kRefuted, kNotApplicable };
BOOST_DESCRIBE_ENUM(Verdict, kShown, kPartlyShown, kNotShown, kRefuted, kNotApplicable)
enum class Finding : std::uint8_t { kSupports, kPartly, kRefutes };      ///< supports partly refutes
enum class Outcome : std::uint8_t { kEffective, kDeviation, kPending };  ///< effective deviation pending

struct DesignPlan {
  int review_months = 12;
  bool is_policy = false;  ///< Must be reviewed after the last serious incident.
  bool operator==(const DesignPlan&) const = default;
};
struct ExistencePlan {
  int valid_months = 12;  ///< How long an observation holds.
  bool operator==(const ExistencePlan&) const = default;
};
// A plan changes; what was expected before the change stays as it was expected then. So each plan has the days on which
// its present terms are in force, and the terms that were in force on other days (`earlier`; no day belongs to two).
struct OccurrenceTerms {
  Period in_force = kAlways;
  task::Rrule rule;
  Day start{};
  int window_days = 0;
  int grace_days = 0;
  int tolerated = 0;
};
struct OccurrencePlan {
  Ref id = kNone;
  Ref name = kNone;  ///< Plural, as people say it: "hersteltests".
  task::Rrule rule;
  Day start{};
  int window_days = 0;
  int grace_days = 0;
  int tolerated = 0;  ///< Uncorrected deviations that are still no refutation; of a period of several terms the least.
  Period in_force = kAlways;
  std::vector<OccurrenceTerms> earlier{};
};
struct SampleTerms {
  Period in_force = kAlways;
  Day start = kNoDay;
  evidence::ControlFrequency frequency = evidence::ControlFrequency::kQuarterly;
  std::uint32_t tolerated = kNone;  ///< kNone: as many as when the population was frozen.
};
struct SamplePlan {
  Ref id = kNone;
  Ref name = kNone;    ///< The cases: "uitdiensttredingen".
  Day start = kNoDay;  ///< Expected from this day on; kNoDay: always.
  evidence::ControlFrequency frequency = evidence::ControlFrequency::kQuarterly;
  /// Uncorrected deviations that are still no refutation: the least of this, of when the population was frozen and of
  /// all terms that were in force on a day of the sample. kNone: as many as then.
  std::uint32_t tolerated = kNone;
  int lag_days = 0;  ///< The last days before known_at whose cases need not have been sampled yet.
  Period in_force = kAlways;
  std::vector<SampleTerms> earlier{};
};
struct AutomatedTerms {
  Period in_force = kAlways;
  Day start = kNoDay;
  int freshness_days = 1;
};
struct AutomatedPlan {
  Ref id = kNone;
  Ref name = kNone;        ///< The source: "back-uprapport".
  Day start = kNoDay;      ///< Expected from this day on; kNoDay: always.
  int freshness_days = 1;  ///< A result counts on its own days and the freshness_days - 1 days after.
  Period in_force = kAlways;
  std::vector<AutomatedTerms> earlier{};
};
/// What was planned for design or existence on these days; nothing: no proof of it.
template <class Plan>
struct PlannedOn {
  Period in_force;
  std::optional<Plan> plan;
  bool operator==(const PlannedOn&) const = default;
};
using OperationPlan = std::variant<OccurrencePlan, SamplePlan, AutomatedPlan>;

struct ProofPlan {
  std::optional<DesignPlan> design;
  std::optional<ExistencePlan> existence;
  std::vector<OperationPlan> operation;
  std::vector<PlannedOn<DesignPlan>> earlier_design{};
  std::vector<PlannedOn<ExistencePlan>> earlier_existence{};

  const std::optional<DesignPlan>& design_on(Day day) const;
  const std::optional<ExistencePlan>& existence_on(Day day) const;
};

/// How places roll up. The two milder rules need a reason; without one the worst place counts, and that is said.
enum class PlaceRule : std::uint8_t { kWorst, kShareCovered, kWeighted };
BOOST_DESCRIBE_ENUM(PlaceRule, kWorst, kShareCovered, kWeighted)

struct PlaceRuleChoice {
  PlaceRule rule = PlaceRule::kWorst;
  double threshold = 1;  ///< (0, 1]: share of places (or of their weight) that must be shown. Not for kWorst.
  Ref reason = kNone;
};

/// shown partly_shown not_shown refuted not_applicable, as in SQL, JSON and URL.
std::string_view to_text(Verdict verdict);
std::string_view to_text(Aspect aspect);
std::optional<Verdict> parse_verdict(std::string_view text);
std::optional<Aspect> parse_aspect(std::string_view text);

/// Refuted is worse than not shown, which is worse than partly shown. Not applicable is never worse nor better.
bool worse_than(Verdict a, Verdict b);
/// Words of two verdicts: "better", "worse", or "new" when it neither rose nor fell (it came to apply, or ceased to).
std::string direction_of(std::string_view before, std::string_view after);

inline constexpr Aspect kAspects[] = {Aspect::kDesign, Aspect::kExistence, Aspect::kOperation};
inline constexpr std::size_t kAspectCount = 3;
inline constexpr std::size_t kVerdictCount = 5;

}  // namespace waarborg::measure
