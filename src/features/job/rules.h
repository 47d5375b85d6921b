// SPDX-License-Identifier: EUPL-1.2
//
// Decisions about jobs, without I/O and without a clock.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/time.h"

namespace waarborg::job {

/// Most times that a job is begun: work that brings the server down three times is not tried a fourth time.
inline constexpr std::int64_t kMostAttempts = 3;

enum class Leftover { kRunAgain, kInterrupted, kCancelled };

/// What becomes of a job whose server is gone.
/// @param attempt  how often it was begun
Leftover judge_leftover(bool cancel_asked, bool repeatable, std::int64_t attempt);

/// Begin of the period of this length in which the moment falls, counted from 1970.
Moment period_of(Moment moment, std::chrono::minutes every);

}  // namespace waarborg::job
