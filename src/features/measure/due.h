// SPDX-License-Identifier: EUPL-1.2
//
// Internal to the verdict engine: the times that something was expected, and what became of them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "features/measure/facts.h"

namespace waarborg::measure {

/// One time that something was expected, on the terms of that day.
struct Due {
  Day day{};
  int window_days = 0;
  int grace_days = 0;
  bool is_over = false;  ///< What is done from now on comes too late.
};

/// What became of one due day, and what each performance says of it: the first of what they say is what became of it.
enum class Fate : std::uint8_t {
  kDeviating,
  kCorrected,
  kOnTime,  ///< Effective, proven.
  kLate,
  kRecordedLate,  ///< Done in time as it says, and said only after the grace.
  kPartly,
  kPending,
  kUnproven,
  kMissing,
  kOpen,     ///< Not performed while its time still runs,
  kWaiting,  ///< or performed, and the evidence waits for review.
  kNotDue,   ///< The measure did not have to hold there on that day.
};
inline constexpr std::size_t kFates = 12;

/// A performance that says something in the place now judged.
struct Weighed {
  const Performance* done = nullptr;
  const EvidenceItem* proof = nullptr;  ///< Of it, whatever its review; null without.
  const Due* due = nullptr;             ///< In Judging::due; null when that day is not due there.
  Fate says = Fate::kMissing;
};

}  // namespace waarborg::measure
