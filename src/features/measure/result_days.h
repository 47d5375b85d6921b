// SPDX-License-Identifier: EUPL-1.2
//
// The days behind a verdict on automated results, one by one: by the same rules, so that no day looks better than what
// is said of it.
#pragma once

#include <string_view>
#include <vector>

#include "features/measure/facts.h"
#include "features/measure/verdict.h"

namespace waarborg::measure {

enum class DayState : std::uint8_t {
  kSupported,  ///< In the freshness window of a supporting result.
  kPartly,     ///< Only of one that supports in part.
  kRefuted,    ///< A result of that day refutes and was not followed up; or refuted, and nothing else shows that day.
  kGap,        ///< Over, and nothing shows it.
  kNotYet,     ///< Not over.
  kNotDue,     ///< The plan was not in force, the measure did not hold there, or the day is outside the period.
};
BOOST_DESCRIBE_ENUM(DayState, kSupported, kPartly, kRefuted, kGap, kNotYet, kNotDue)

struct ResultDay {
  Day day{};
  DayState state = DayState::kNotDue;
  std::vector<Ref> evidence;  ///< What counts for that day; each once.
};

/// One automated plan in one place.
struct ResultDays {
  int due = 0;             ///< Days of the whole period that had to be shown.
  int supported = 0;       ///< Of those.
  Day first_gap = kNoDay;  ///< The first of the others; kNoDay when there is none.
  std::vector<ResultDay> days;
};

/// Every day of `shown`; `due` and `supported` are over the whole period of the question.
/// @pre `plan` is an AutomatedPlan of the measure, `position` one of its places
ResultDays result_days(const MeasureProof& measure, std::span<const Place> places, const Question& question,
                       std::size_t position, std::uint32_t plan, Period shown);

}  // namespace waarborg::measure
