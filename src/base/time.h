// SPDX-License-Identifier: EUPL-1.2
//
// Moments and days. A moment is UTC with millisecond precision; a day is a calendar day of the
// organisation (Europe/Amsterdam), without a time of day.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace waarborg {

using Moment = std::chrono::sys_time<std::chrono::milliseconds>;
using Day = std::chrono::sys_days;

/// An inclusive range of days [from, to]; empty when to < from.
struct Period {
  Day from{};
  Day to{};

  bool contains(Day day) const { return from <= day && day <= to; }
  bool operator==(const Period&) const = default;
};

/// ISO 8601, always 24 characters: 2026-11-22T09:15:00.000Z. Text order equals time order.
std::string to_text(Moment moment);

/// ISO 8601 calendar day: 2026-11-22.
std::string to_text(Day day);

/// Reads 2026-11-22; nothing when the text is not an existing day between the years 1900 and 2200.
std::optional<Day> parse_day(std::string_view text);

/// Reads RFC 3339 moments with seconds, optional fraction, and Z or ±hh:mm. Digits of the fraction past
/// milliseconds are dropped. Nothing when malformed or outside the years 1900 to 2200.
std::optional<Moment> parse_moment(std::string_view text);

/// The calendar day in Europe/Amsterdam at this moment (EU summer-time rule since 1996).
Day day_of(Moment moment);

/// The last millisecond of the day in Europe/Amsterdam: day_of(end_of(day)) == day.
Moment end_of(Day day);

/// The same day of the month `months` later, or the last day of that month when it is shorter.
Day add_months(Day day, int months);

}  // namespace waarborg
