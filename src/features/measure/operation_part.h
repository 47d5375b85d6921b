// SPDX-License-Identifier: EUPL-1.2
//
// Internal to the verdict engine: one part of an operation plan in one place (rule 3). Each writes its own reasons.
#pragma once

#include "features/measure/judging.h"

namespace waarborg::measure {

enum class Part : std::uint8_t {
  kMet,      ///< All that was due is shown.
  kSome,     ///< Some of it is.
  kNothing,  ///< Something was due; nothing is shown.
  kNotDue,   ///< Nothing was due.
  kRefuted,  ///< More uncorrected deviations than tolerated.
};

/// Before the parts: what each performance says in that place, and which evidence is weighed with one that is judged
/// there in this period. All other evidence is judged by itself, also when someone tied it to a performance.
void enter(Judging& judging, std::size_t position);

/// Scheduled occurrences: every due day needs an effective performance in window or grace.
Part judge_occurrences(Judging& judging, std::size_t position, std::uint32_t plan, const OccurrencePlan& terms);

/// Population and sample: every day of the period lies in a sample that is large enough and within tolerance.
Part judge_samples(Judging& judging, std::size_t position, std::uint32_t plan, const SamplePlan& terms);

/// Automated results: every day that is over lies in the freshness window of a supporting result, and the newest result
/// does not refute. A refuting result is corrected by a later supporting one, or by the retest of its deviation; what a
/// person saw only by the latter, once it has one.
Part judge_results(Judging& judging, std::size_t position, std::uint32_t plan, const AutomatedPlan& terms);

}  // namespace waarborg::measure
