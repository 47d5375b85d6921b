// SPDX-License-Identifier: EUPL-1.2
//
// Proof of operation that has no task of its own and should be there by now: samples that were not drawn or not judged,
// and automated results that never came or ceased to come.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "features/auth/api.h"
#include "features/measure/assessed.h"
#include "features/today/today_views.h"

namespace waarborg::today {

enum class Lack : std::uint8_t { kDraw, kJudge, kFirstResult, kNextResult };

/// One item of an operation plan, in the places where it lacks the same.
struct Awaited {
  Lack lack = Lack::kDraw;
  measure::Ref name = measure::kNone;  ///< Of the plan item.
  Day last = Day::max();               ///< kNextResult: the last day of a result; of several places the first such day.
  std::vector<std::uint32_t> places;   ///< Positions in the places of the measure; not empty.
};

/// Of the measure at that index in Assessed::measures. Follows the reasons of the verdict on operation: what was not
/// due by then is not awaited. Reads evidence only of automated items whose verdict says that days lack a result, as it
/// does not say whether they came again since, or wait for review.
std::vector<Awaited> awaited(const measure::Assessed& assessed, std::uint32_t at, Day today);

/// Who asks, and what stands on his screen already.
struct Asker {
  const auth::Actor& who;
  const std::string& person;  ///< In the register; may be empty.
  Day today;
  const std::set<std::pair<std::string, std::string>>& fallen;  ///< Measure and aspect of verdicts that have a line.
  std::function<std::string(const std::vector<measure::PlaceRef>&)> places_words;
};

/// A line per measure for who answers for it, and one for the rest. What waits for judgement is also asked of everyone
/// who may judge, as the owner may not.
std::vector<TodayItem> awaited_lines(const measure::Assessed& assessed, const Asker& asker);

}  // namespace waarborg::today
