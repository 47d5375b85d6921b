// SPDX-License-Identifier: EUPL-1.2
//
// Recurrence in whole days: the subset of RFC 5545 section 3.3.10 that a care organisation needs.
// Pure: text in, days out. Times of day, RDATE and EXDATE do not exist here.
//
//   const Result<Rrule> rule = parse_rrule("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1");
//   expand(*rule, start, {from, to}, 100);   // the last day of every third month
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace waarborg::task {

enum class Frequency { kDaily, kWeekly, kMonthly, kYearly };

/// A day of the week, with its place in the month or year: {1, Monday} first, {-1, Friday} last, {0, x} every one.
struct OrdinalWeekday {
  int ordinal = 0;  ///< [-53, 53]; 0 is every such day.
  std::chrono::weekday day{};

  bool operator==(const OrdinalWeekday&) const = default;
};

/// One recurrence rule. A value from parse_rrule always meets the ranges below; expand() trusts them.
struct Rrule {
  Frequency frequency = Frequency::kYearly;
  int interval = 1;                    ///< [1, 1000] times the frequency.
  std::optional<int> count;            ///< [1, 10000], counted from the start; never together with until.
  std::optional<Day> until;            ///< Inclusive.
  std::vector<int> by_month;           ///< [1, 12]
  std::vector<int> by_month_day;       ///< [-31, -1] and [1, 31]; not with weekly.
  std::vector<OrdinalWeekday> by_day;  ///< Ordinals only with monthly and yearly.
  std::vector<int> by_set_position;    ///< [-366, -1] and [1, 366]; only beside another BY part.
  std::chrono::weekday week_start = std::chrono::Monday;

  bool operator==(const Rrule&) const = default;
};

/// Reads the value of an RRULE property, with or without "RRULE:" in front. Names are read in any letter case.
/// UNTIL may be a date or a date-time; of the latter the date part counts.
/// Faults (kInvalid, where = the part): task.rrule.* ; parts of RFC 5545 outside the subset (HOURLY, BYWEEKNO,
/// BYYEARDAY, BYHOUR ...) are refused, never ignored, since ignoring one would change the days.
Result<Rrule> parse_rrule(std::string_view text);

/// The rule as text; parse_rrule(to_text(rule)) == rule.
std::string to_text(const Rrule& rule);

/// The days of the rule inside `window`, ascending, each once, at most `limit` of them (the first ones).
/// `start` is DTSTART: no day lies before it, and it fills in what the rule leaves open (day of week, day of month,
/// month). It is itself a result only when it fits the rule. A month or year without the day is skipped (RFC 5545:
/// invalid dates are ignored). The search ends 400 years after the start.
std::vector<Day> expand(const Rrule& rule, Day start, Period window, std::size_t limit);

/// As many days of the rule as lie in any 366 in a row, or somewhat more: the worst year may come long after the start,
/// and an UNTIL or COUNT counts only as far as it holds that year back.
std::size_t most_in_a_year(const Rrule& rule, Day start);

}  // namespace waarborg::task
