// SPDX-License-Identifier: EUPL-1.2
//
// What the verdict engine judges: plain values with dense indices, loaded once per organisation.
// The loader hands over plans, places, links and applicability as they stood at the moment known_at; of facts it hands
// over everything: the engine itself leaves out what was received or recorded later (rule 9, two clocks).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "features/measure/plan.h"

namespace waarborg::measure {

/// Who judged a piece of evidence. It counts from `at`, when accepted by someone who is neither owner nor author.
/// Whoever becomes the owner later does not undo it.
struct Review {
  Moment at = kNever;  ///< kNever: waits for review.
  Ref reviewer = kNone;
  bool accepted = false;
  Ref owner = kNone;  ///< Of the measure when it was judged; kNone: the present one.
};

struct EvidenceItem {
  Ref id = kNone;
  Aspect aspect = Aspect::kDesign;
  Finding finding = Finding::kSupports;
  std::uint32_t plan = kNone;  ///< Operation: index of the AutomatedPlan that it is a result of.
  std::vector<PlaceIndex>
      places;     ///< Empty: every place (design, or it refutes); else a measure's single or whole-organisation place.
  Period covers;  ///< When it was true; an observation on one day: {day, day}. Of a document only `from` matters.
  Period report{Day::max(), Day::min()};  ///< Of a result that a tool brought: all days of its report; else none.
  Moment received = kNever;               ///< When we knew; fixed by the system.
  Moment withdrawn = kNever;
  Day valid_until = kNoDay;  ///< kNoDay: no end of its own.
  Review review;
  Ref author = kNone;               ///< Collector or writer.
  Ref approver = kNone;             ///< Design: who approved the document; must be known and not the author.
  Ref document = kNone;             ///< Design: which document; kNone: it is a finding about none in particular.
  Day reviewed_on = kNoDay;         ///< Design: last review (or approval) of the document.
  std::uint32_t supplier = kNone;   ///< Index into MeasureProof::suppliers when inherited.
  std::uint32_t deviation = kNone;  ///< Index into MeasureProof::deviations that follows up a refutation.
};

/// One time that a scheduled thing was done. Without evidence that counts it is a claim, not proof. Evidence is proof
/// of it only when it is about operation, about that day and place, and was not decided before this was recorded: who
/// judged it then did not judge this.
struct Performance {
  Ref id = kNone;
  std::uint32_t plan = 0;  ///< Index into ProofPlan::operation.
  PlaceIndex place = kEveryPlace;
  Day due{};
  Day performed_on{};
  Outcome outcome = Outcome::kPending;
  std::uint32_t evidence = kNone;   ///< Index into MeasureProof::evidence.
  std::uint32_t deviation = kNone;  ///< Index into MeasureProof::deviations.
  Moment recorded = kNever;
  Moment withdrawn = kNever;
};

struct Sample {
  Ref id = kNone;
  std::uint32_t plan = 0;
  PlaceIndex place = kEveryPlace;
  Period covers;  ///< The period whose cases were drawn from.
  std::uint32_t population = 0;
  std::uint32_t size = 0;
  Ref size_reason = kNone;  ///< Why someone who could judge chose a size of his own; kNone: the size of the table.
  std::uint32_t deviations = 0;
  std::uint32_t tolerated = 0;
  std::vector<std::uint32_t> corrected_by;  ///< MeasureProof::deviations that follow up; each closed one corrects one.
  Ref author = kNone;
  Review review;
  Moment drawn = kNever;     ///< From then until `recorded` it is unfinished; kNever: not known.
  Moment recorded = kNever;  ///< When the last case was judged.
  Moment withdrawn = kNever;
};

struct Deviation {
  Ref id = kNone;
  PlaceIndex place = kEveryPlace;
  Day opened{};
  Moment recorded = kNever;
  /// Follows up a performance, sample or evidence item, and is judged there; with a performance also in later periods.
  bool counted_elsewhere = false;
  Day retest_on = kNoDay;     ///< The retest that supports; only that closes a deviation.
  Moment closed = kNever;     ///< When that retest was recorded and counted; kNever: it does not count.
  Moment reopened = kNever;   ///< When the evidence of that retest was withdrawn.
  Moment withdrawn = kNever;  ///< When the refuting evidence that it follows up was.
};

struct Incident {
  Ref id = kNone;
  Day day{};
  Moment recorded = kNever;
};

/// Counts when it has a reason, a second person (not the author) and an end that has not passed.
struct Override {
  Ref id = kNone;
  Aspect aspect = Aspect::kDesign;
  PlaceIndex place = kEveryPlace;
  Verdict value = Verdict::kNotShown;
  Ref reason = kNone;
  Ref author = kNone;
  Ref second_person = kNone;
  Moment recorded = kNever;
  Moment confirmed = kNever;  ///< When the second person agreed.
  Day until = kNoDay;
  Moment ended = kNever;    ///< When the proposal was rejected, or the override ended before its day.
  Ref author_name = kNone;  ///< As people read it; `author` only tells people apart.
  Ref second_name = kNone;
};

/// Proof of a supplier (rule 8): what is inherited from it counts only inside its scope and validity.
struct SupplierProof {
  Ref id = kNone;
  std::vector<PlaceIndex> places;  ///< Scope; empty: every place of the measure.
  std::vector<Aspect> aspects;     ///< Scope; empty: all three.
  Period valid;
  std::vector<Ref> remains;  ///< What remains for the organisation itself.
};

struct MeasureProof {
  Ref id = kNone;
  Ref owner = kNone;
  ProofPlan plan;
  std::vector<PlaceIndex> places;  ///< Where it must hold; each once.
  /// In the order of `places`: the days on which it had to hold there; ascending. Shorter or empty: always.
  std::vector<std::vector<Period>> held;
  PlaceRuleChoice place_rule;
  std::vector<EvidenceItem> evidence;
  std::vector<Performance> performances;
  std::vector<Sample> samples;
  std::vector<Deviation> deviations;
  std::vector<Incident> incidents;  ///< Serious ones that touch this measure.
  std::vector<Override> overrides;
  std::vector<SupplierProof> suppliers;
};

struct Place {
  Ref id = kNone;
  bool whole_organisation = false;
  double weight = 1;  ///< Criticality for PlaceRule::kWeighted; >= 0.
};

}  // namespace waarborg::measure
