// SPDX-License-Identifier: EUPL-1.2
//
// Why a verdict is what it is: the rule that fired and what it fired on. Kept as small numbers while judging;
// to_message() makes the sentence for people only when someone looks.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "features/measure/texts.h"

namespace waarborg::measure {

/// References kept per reason; more help nobody. The counts a, b, c stay exact.
inline constexpr std::uint32_t kMaxRefs = 24;

/// One kind per sentence in text/{nl,en}.txt (`measure.reason.<name>`). The comment gives the meaning of a, b, c, day.
enum class ReasonKind : std::uint8_t {
  kNoPlan,                ///< The measure has no proof plan for this aspect.
  kPending,               ///< a pieces of evidence wait for review.
  kNotIndependent,        ///< a pieces were accepted by their author or the owner of the measure.
  kDesignCurrent,         ///< day: last review of the document.
  kDesignMissing,         ///< No document is shown.
  kDesignExpired,         ///< day: by which it should have been reviewed.
  kDesignBeforeIncident,  ///< day: of the incident.
  kAuthorIsApprover,      ///< a documents were approved by their author, or by nobody known.
  kDesignPartly,
  kDesignRefuted,
  kObserved,            ///< day of the observation.
  kObservationExpired,  ///< day until which the newest one held.
  kNotObserved,
  kObservedPartly,           ///< day
  kObservedRefuted,          ///< day
  kOccurrencesAll,           ///< b expected, all performed.
  kOccurrencesSome,          ///< a of b performed, c missing; refs: those days.
  kOccurrencesNone,          ///< None of b performed, c missing; refs: those days.
  kOccurrencesLate,          ///< a performed in the grace; refs: days.
  kOccurrencesRecordedLate,  ///< a recorded only after the grace; the last on `day`, b days after it; refs: days.
  kOccurrencesOpen,          ///< a due, still open; refs: days.
  kOccurrencesPending,       ///< a performed, evidence waits for review; refs: days.
  kOccurrencesUnproven,      ///< a performed, without evidence that counts; refs: days.
  kOccurrencesDeviating,     ///< a with an uncorrected deviation, b tolerated; refs.
  kOccurrencesCorrected,     ///< a deviated and were corrected, the retest supports; refs.
  kOccurrencesPartly,        ///< a performed only in part; refs.
  kNothingDue,               ///< Nothing was due in the period.
  kSampleWithin,             ///< a deviations in b cases, population c.
  kSampleBeyond,             ///< same; more uncorrected deviations than tolerated.
  kSampleCorrected,          ///< same; more than tolerated, but corrected.
  kSampleTooSmall,           ///< a cases drawn, b needed.
  kSampleGap,                ///< a days of the period not covered by a sample, from day.
  kSampleNone,
  kSamplePending,     ///< a samples wait for review.
  kSampleUnfinished,  ///< a samples are drawn and not judged whole.
  kSampleOwnSize,     ///< a cases drawn, b by the table; text: why.
  kResultsComplete,   ///< a results.
  kResultsGap,        ///< a days without fresh result, from day.
  kResultsNone,
  kResultRefutes,        ///< day of the newest result, which refutes.
  kResultsCorrected,     ///< a results refuted and were followed by a supporting one.
  kResultsReceivedLate,  ///< Of a days the result was received when it was fresh no more; the last on `day`.
  kResultsPartly,        ///< a results support only in part.
  kEvidenceRefutes,      ///< a pieces of evidence refute the operation.
  kEvidencePartly,       ///< a pieces of evidence support the operation only in part.
  kEvidenceCorrected,    ///< a refuted, and the retest supports.
  kDeviationOpen,        ///< a deviations without supporting retest.
  kDeviationCorrected,   ///< a
  kJudgedUntil,          ///< day: the period has not ended.
  kPeriodNotBegun,
  kCappedByEarlier,       ///< a: the Aspect that is refuted.
  kOverride,              ///< text: reason, who: author, other: second person, day: until.
  kOverrideLapsed,        ///< day: until.
  kOverrideElsewhere,     ///< It says nothing of this period: it holds from refs (a day) until day.
  kOverrideIncomplete,    ///< No reason, second person or end.
  kInherited,             ///< a pieces come from the supplier's proof; refs.
  kOutsideSupplierScope,  ///< a pieces fall outside scope or validity of the supplier's proof.
  kSupplierRemains,       ///< refs: what remains for the organisation itself.
  kWorstPlace,            ///< Roll-up; refs: places with the worst verdict. a of b.
  kShareCovered,          ///< a of b places shown; c: threshold in percent.
  kWeighted,              ///< a percent by weight shown; c: threshold in percent.
  kPlaceRuleUnreasoned,   ///< A milder rule was chosen without a reason; the worst place counts.
  kNoPlace,
  kNoMeasure,
  kNotApplicable,  ///< text: reason.
  kNotApplicableUnreasoned,
  kExclusionNotApproved,  ///< Excluded, but in no approved version of the statement yet. text: reason.
  kWorstMeasure,          ///< a of b fully answering measures have it; refs.
  kPartlyAnswered,        ///< Partly answering measures, not declared complete together: a shown of b.
  kDeclaredComplete,      ///< who: person, text: reason.
  kDeclarationLapsed,     ///< a of the b measures that it was about answer no more; who: person, text: reason, refs.
  kPartRefuted,           ///< A partly answering measure is refuted; refs.
  kThroughMappings,       ///< a measures answer by way of confirmed mappings; refs: the requirements that they answer.
  kMappingCoversPart,     ///< a of those requirements are answered fully but mapped in part only; refs.
};

enum class RefKind : std::uint8_t {
  kEvidence,
  kPerformance,
  kSample,
  kDeviation,
  kIncident,
  kOverride,
  kSupplier,
  kPlace,
  kMeasure,
  kRequirement,
  kText,
  kDay,  ///< value is a day: days since 1970-01-01.
};

struct ReasonRef {
  RefKind kind = RefKind::kEvidence;
  std::uint32_t value = kNone;  ///< Ref into the texts; kPlace/kMeasure: the Ref of its id too.

  bool operator==(const ReasonRef&) const = default;
};

struct Reason {
  ReasonKind kind = ReasonKind::kNoPlan;
  Ref text = kNone;  ///< Name of the plan, or a reason.
  Ref who = kNone;
  Ref other = kNone;
  std::int32_t a = 0;
  std::int32_t b = 0;
  std::int32_t c = 0;
  Day day = kNoDay;
  std::uint32_t first_ref = 0;
  std::uint32_t ref_count = 0;

  bool operator==(const Reason&) const = default;
};

/// How much a reason explains a bad verdict: 3 refutes, 2 lacks, 1 limits, 0 speaks in favour or explains nothing.
int gravity(ReasonKind kind);

/// Number of the rule of the proof model that this reason comes from, [1, 10].
int rule_of(ReasonKind kind);

/// The sentence. `texts` is OrganisationProof::texts; at most three days are named, then how many more.
Message to_message(const Reason& reason, std::span<const ReasonRef> refs, const Texts& texts);

}  // namespace waarborg::measure
