// SPDX-License-Identifier: EUPL-1.2
//
// The clock on the wall in Europe/Amsterdam. For calendar days see day_of in base/time.h.
#pragma once

#include "base/time.h"

namespace waarborg {

/// EU clocks stand in summer time from the last Sunday of March to that of October, both at 01:00 UTC
/// (Directive 2000/84/EC; so since 1996).
bool is_summer_time(Moment moment);

/// What Dutch clocks show at this moment, to be read as if it were UTC.
Moment to_dutch_clock(Moment moment);

/// The first moment at which Dutch clocks show this time; `clock` is read as if it were UTC. An hour that occurs twice
/// in October is taken as the first; one that March skips becomes the hour after.
Moment from_dutch_clock(Moment clock);

}  // namespace waarborg
