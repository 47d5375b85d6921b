// SPDX-License-Identifier: EUPL-1.2
//
// The verdict: computed per measure, place, aspect and period; never typed in. Rules 1-4 and 7-9 of the proof model
// live here, roll-ups (5, 6, 10) in rollup.h. Pure and single-threaded; the cost is linear in the facts of the measure
// (times its places for facts that speak for every place).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "features/measure/facts.h"
#include "features/measure/reason.h"

namespace waarborg::measure {

/// What is judged: the period, as known at a moment. Days after known_at are not judged yet.
struct Question {
  Period period;
  Moment known_at{};

  /// The calendar day of known_at.
  Day as_of() const { return day_of(known_at); }
  /// The part of the period that has passed: ends on judged_on().
  Day judged_on() const { return as_of() < period.to ? as_of() : period.to; }
  bool operator==(const Question&) const = default;
};

/// Until when evidence of design or existence holds up the verdict by the facts, when nothing new comes to count.
struct Holding {
  Day until = kNoDay;  ///< Shown, also in part: the last day before it becomes worse. Not shown: the last that it held.
  Ref evidence = kNone;  ///< What ends on that day.
  bool renewed = false;  ///< What would hold for longer was handed in, and waits for review.

  bool operator==(const Holding&) const = default;
};

struct VerdictRow {
  PlaceIndex place = 0;
  Aspect aspect = Aspect::kDesign;
  Verdict value = Verdict::kNotShown;     ///< To report.
  Verdict computed = Verdict::kNotShown;  ///< By the facts alone: without override and without rule 4.
  bool is_override = false;               ///< Show it as such everywhere (rule 7).
  std::uint32_t first_reason = 0;
  std::uint32_t reason_count = 0;
  Holding holding;  ///< Of `computed`; without evidence that holds it, and of operation, empty.

  bool operator==(const VerdictRow&) const = default;
};

/// The verdicts of one measure: three rows (design, existence, operation) per place, in the order of measure.places.
struct MeasureVerdicts {
  std::vector<VerdictRow> rows;
  std::vector<Reason> reasons;
  std::vector<ReasonRef> refs;

  bool operator==(const MeasureVerdicts&) const = default;
  const VerdictRow& row(std::size_t place_position, Aspect aspect) const {
    return rows[place_position * kAspectCount + static_cast<std::size_t>(aspect)];
  }
  std::span<const Reason> reasons_of(const VerdictRow& row) const {
    return {reasons.data() + row.first_reason, row.reason_count};
  }
  std::span<const ReasonRef> refs_of(const Reason& reason) const {
    return {refs.data() + reason.first_ref, reason.ref_count};
  }
};

/// Judges one measure in all its places. `places` is the organisation's list, to which PlaceIndex points.
/// @pre indices in the facts are kNone or in range; a plan index that is out of range makes its fact count for nothing.
MeasureVerdicts judge(const MeasureProof& measure, std::span<const Place> places, const Question& question);

/// Whether a piece of evidence counts at known_at: received, not withdrawn, accepted by a known reviewer who is neither
/// its author nor the owner of the measure. The engine and the screens use this same test.
bool counts(const EvidenceItem& item, Ref owner, Moment known_at);

}  // namespace waarborg::measure
