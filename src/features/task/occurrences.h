// SPDX-License-Identifier: EUPL-1.2
//
// When an expected occurrence counts as done. An occurrence exists because a rule expects it; a performance is
// attached to it. Pure: no clock, the day of judging is an argument.
//
//   due                 due + window            due + window + grace
//    |-- performed: on time --|-- performed: late --|-- not performed: missed
//    planned < due   open until the end of grace
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace waarborg::task {

enum class OccurrenceState {
  kPlanned,  ///< Not performed, and as_of < due.
  kOpen,     ///< Not performed, and it still can be: as_of <= due + window + grace.
  kOnTime,   ///< Performed in [due, due + window].
  kLate,     ///< Performed in the grace after the window; counts, and is named.
  kMissed,   ///< Not performed before the end of the grace, or performed after it.
};

/// planned open on_time late missed
std::string_view to_text(OccurrenceState state);

/// State of one occurrence as seen on the day `as_of`.
/// @param window_days  length of the window after due; unit day, [0, 3660]; 0 is "on that day".
/// @param grace_days   extra days in which a late performance still counts; unit day, [0, 3660].
/// @param performed_on a day before `due` or after `as_of` is as if not performed: the window starts at due, and what
///                     is done earlier belongs to the occurrence before.
OccurrenceState state_of(Day due, int window_days, int grace_days, std::optional<Day> performed_on, Day as_of);

}  // namespace waarborg::task
