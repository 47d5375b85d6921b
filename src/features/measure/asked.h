// SPDX-License-Identifier: EUPL-1.2
//
// The two clocks of a question, as people and requests ask it: the period that a verdict is about, and the day on which
// one looks.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "features/auth/api.h"
#include "platform/clock/clock.h"

namespace waarborg::measure {

/// What a verdict is asked about; nothing: the twelve months up to today, as known now.
struct Asked {
  std::optional<Period> period;
  std::optional<Moment> known_at;
};
/// The same in days, as people ask it. "As known on D" is at the end of D, over the twelve months up to D unless a
/// period is named; today means now.
struct AskedDays {
  std::optional<Day> from, to, known_at;
};
/// kInvalid measure.period_backwards, measure.period_long, measure.known_future, naming the parameter.
Result<Asked> asked(const AskedDays& days, const Clock& clock);
/// `from`, `to`, `known_at` of a request; kInvalid base.json.not_day.
Result<AskedDays> asked_days(const auth::Call& call);
Result<Asked> asked(const auth::Call& call, const Clock& clock);
/// Those three, to declare a route that reads them.
std::vector<auth::Parameter> period_parameters();

}  // namespace waarborg::measure
