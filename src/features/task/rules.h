// SPDX-License-Identifier: EUPL-1.2
//
// What may be recorded about an occurrence or a deviation. Pure: no I/O, no clock.
#pragma once

#include <string>

#include "features/auth/actor.h"
#include "features/task/doors.h"
#include "features/task/task_views.h"

namespace waarborg::task {

/// Trims; kInvalid naming the field when a text is missing (what) or too long (4000 bytes).
Result<void> check(DeviationInput& input);

/// Trims and puts the evidence in order, each once. kInvalid: `due` after today, performed_on after today or before
/// `due`, a deviation that is not described or not meant, more than 50 pieces.
Result<void> check(PerformInput& input, Day due, Day today);

/// A retest closes a deviation only when cause and correction are known, its evidence is accepted, of the same measure,
/// supports, was seen no earlier than it went wrong and handed in no earlier than the deviation was opened, is not
/// about the design, and is about each place of the deviation (org/spoken_of.h) in which what it rests on counts.
/// kInvalid task.retest.*.
struct RetestTerms {
  std::string measure, cause, correction;
  Day opened{};                   ///< Or the last day of the evidence that it follows up.
  std::vector<PlaceRef> places;   ///< Empty: the measure as a whole.
  Moment opened_at{};             ///< To the moment: a day can see it go wrong and be mended.
  std::vector<PlaceRef> holds{};  ///< Where the measure holds now.
};
Result<void> check_retest(const RetestInput& input, const RetestTerms& terms, const std::optional<RetestProof>& proof);

/// Answers for the security of the organisation, and so may correct what someone else recorded.
bool is_security_officer(const auth::Actor& who);

/// Same name whatever its capitals and spaces; two empty names are not the same.
bool same_name(std::string_view a, std::string_view b);

}  // namespace waarborg::task
