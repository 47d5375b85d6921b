// SPDX-License-Identifier: EUPL-1.2
#include "features/job/rules.h"

namespace waarborg::job {

Leftover judge_leftover(bool cancel_asked, bool repeatable, std::int64_t attempt) {
  if (cancel_asked) return Leftover::kCancelled;
  return repeatable && attempt < kMostAttempts ? Leftover::kRunAgain : Leftover::kInterrupted;
}

Moment period_of(Moment moment, std::chrono::minutes every) {
  const std::chrono::milliseconds length = every;
  auto into = moment.time_since_epoch() % length;
  if (into.count() < 0) into += length;
  return moment - into;
}

}  // namespace waarborg::job
