// SPDX-License-Identifier: EUPL-1.2
//
// From rule to days: make the set of each interval (day, week, month, year), then limit it (RFC 5545 section 3.3.10,
// the table "BYxxx rule parts").
#include <algorithm>

#include "features/task/rrule.h"

namespace waarborg::task {
namespace {

using namespace std::chrono;

/// The search ends here, so that a rule without days (30 February) ends too.
constexpr int kSearchYears = 400;

bool month_fits(const Rrule& rule, Day day) {
  const int month_number = static_cast<int>(static_cast<unsigned>(year_month_day{day}.month()));
  return rule.by_month.empty() || std::ranges::find(rule.by_month, month_number) != rule.by_month.end();
}

bool month_day_fits(const Rrule& rule, Day day) {
  const year_month_day date{day};
  const int from_start = static_cast<int>(static_cast<unsigned>(date.day()));
  const int length = static_cast<int>(static_cast<unsigned>((date.year() / date.month() / last).day()));
  return std::ranges::any_of(rule.by_month_day,
                             [&](int wanted) { return wanted == from_start || wanted == from_start - length - 1; });
}

/// Whether `day` is a wanted weekday, ordinals counted within [first, end).
bool weekday_fits(const Rrule& rule, Day day, Day first, Day end) {
  const int from_front = static_cast<int>((day - first).count() / 7) + 1;
  const int from_back = -static_cast<int>((end - days{1} - day).count() / 7) - 1;
  return std::ranges::any_of(rule.by_day, [&](const OrdinalWeekday& wanted) {
    return wanted.day == weekday{day} &&
           (wanted.ordinal == 0 || wanted.ordinal == from_front || wanted.ordinal == from_back);
  });
}

/// Range in which ordinals of BYDAY count: the month, or the year for a yearly rule without BYMONTH.
std::pair<Day, Day> ordinal_range(const Rrule& rule, Day day) {
  const year_month_day date{day};
  if (rule.frequency == Frequency::kYearly && rule.by_month.empty()) {
    return {sys_days{date.year() / January / 1}, sys_days{(date.year() + years{1}) / January / 1}};
  }
  const year_month month = date.year() / date.month();
  return {sys_days{month / 1}, sys_days{(month + months{1}) / 1}};
}

/// What the rule leaves open is taken from the start day.
bool start_fits(const Rrule& rule, Day day, Day start) {
  if (!rule.by_day.empty() || !rule.by_month_day.empty()) return true;
  const year_month_day date{day};
  const year_month_day begun{start};
  switch (rule.frequency) {
    case Frequency::kDaily:
      return true;
    case Frequency::kWeekly:
      return weekday{day} == weekday{start};
    case Frequency::kMonthly:
      return date.day() == begun.day();
    case Frequency::kYearly:
      return date.day() == begun.day() && (!rule.by_month.empty() || date.month() == begun.month());
  }
  return false;
}

bool fits(const Rrule& rule, Day day, Day start) {
  if (!month_fits(rule, day) || !start_fits(rule, day, start)) return false;
  if (!rule.by_month_day.empty() && !month_day_fits(rule, day)) return false;
  if (rule.by_day.empty()) return true;
  const auto [first, end] = ordinal_range(rule, day);
  return weekday_fits(rule, day, first, end);
}

/// First day of the n-th interval (already multiplied by INTERVAL) after the one that holds the start.
Day interval_start(const Rrule& rule, Day start, int n) {
  const year_month_day date{start};
  switch (rule.frequency) {
    case Frequency::kDaily:
      return start + days{n};
    case Frequency::kWeekly:
      return start - (weekday{start} - rule.week_start) + days{7 * n};
    case Frequency::kMonthly:
      return sys_days{(date.year() / date.month() + months{n}) / 1};
    case Frequency::kYearly:
      return sys_days{(date.year() + years{n}) / January / 1};
  }
  return start;
}

/// Keeps the wanted positions of one interval's days, in order of day.
void keep_positions(const Rrule& rule, std::vector<Day>& set) {
  if (rule.by_set_position.empty()) return;
  std::vector<Day> kept;
  const int size = static_cast<int>(set.size());
  for (int i = 0; i < size; ++i) {
    const bool wanted = std::ranges::any_of(rule.by_set_position, [&](int p) { return p == i + 1 || p == i - size; });
    if (wanted) kept.push_back(set[static_cast<std::size_t>(i)]);
  }
  set = std::move(kept);
}

/// How many whole intervals lie surely before the window; counting from the start forbids the short cut.
int skip_to(const Rrule& rule, Day start, Day from) {
  if (rule.count || from <= start) return 0;
  const auto distance = (from - start).count();
  switch (rule.frequency) {
    case Frequency::kDaily:
      return static_cast<int>(distance / rule.interval * rule.interval);
    case Frequency::kWeekly:
      return static_cast<int>(distance / 7 / rule.interval * rule.interval);
    case Frequency::kMonthly:
      return static_cast<int>(distance / 31 / rule.interval * rule.interval);
    case Frequency::kYearly:
      return static_cast<int>(distance / 366 / rule.interval * rule.interval);
  }
  return 0;
}

/// Unit: days. A leap year.
constexpr int kYear = 366;

/// After so many years a day of the month falls on the same day of the week again.
constexpr int kRoundYears = 28;

/// How many intervals of this length a year has.
int intervals_in_a_year(Frequency frequency) {
  switch (frequency) {
    case Frequency::kDaily:
      return kYear;
    case Frequency::kWeekly:
      return 53;
    case Frequency::kMonthly:
      return 12;
    case Frequency::kYearly:
      return 1;
  }
  return 1;
}

/// Which interval holds the day; days of one interval have one number.
long long interval_of(const Rrule& rule, Day start, Day day) {
  const year_month_day date{day};
  const long long year = static_cast<int>(date.year());
  switch (rule.frequency) {
    case Frequency::kDaily:
      return day.time_since_epoch().count();
    case Frequency::kWeekly:
      return (day - interval_start(rule, start, 0)).count() / 7;
    case Frequency::kMonthly:
      return year * 12 + static_cast<unsigned>(date.month());
    case Frequency::kYearly:
      return year;
  }
  return 0;
}

}  // namespace

std::size_t most_in_a_year(const Rrule& rule, Day start) {
  // With every interval: of a rule that skips some, the full ones may lie further ahead than anyone would search.
  Rrule every = rule;
  every.interval = 1;
  every.count.reset();
  constexpr int kSeen = kRoundYears * kYear;
  const auto found = expand(every, start, {start, start + days{kSeen}}, kSeen + 1);
  std::size_t most = 0, fullest = 0, in_year = 0, in_interval = 0;
  for (std::size_t at = 0; at < found.size(); ++at) {
    while (found[at] - found[in_year] >= days{kYear}) ++in_year;
    if (interval_of(rule, start, found[at]) != interval_of(rule, start, found[in_interval])) in_interval = at;
    most = std::max(most, at - in_year + 1);
    fullest = std::max(fullest, at - in_interval + 1);
  }
  const int taken = (intervals_in_a_year(rule.frequency) + rule.interval - 1) / rule.interval;
  most = std::min(most, static_cast<std::size_t>(taken) * fullest);
  return rule.count ? std::min(most, static_cast<std::size_t>(*rule.count)) : most;
}

std::vector<Day> expand(const Rrule& rule, Day start, Period window, std::size_t limit) {
  std::vector<Day> found;
  Day horizon = std::min(window.to, sys_days{(year_month_day{start}.year() + years{kSearchYears}) / January / 1});
  if (rule.until) horizon = std::min(horizon, *rule.until);
  int left = rule.count.value_or(0);
  std::vector<Day> set;
  for (int n = skip_to(rule, start, window.from);; n += rule.interval) {
    const Day first = interval_start(rule, start, n);
    if (first > horizon || found.size() >= limit) return found;
    const Day end = rule.frequency == Frequency::kDaily ? first + days{1} : interval_start(rule, start, n + 1);
    set.clear();
    for (Day day = first; day < end; day += days{1}) {
      if (fits(rule, day, start)) set.push_back(day);
    }
    keep_positions(rule, set);
    for (const Day day : set) {
      if (day < start) continue;
      if (day > horizon || found.size() >= limit) return found;
      if (day >= window.from) found.push_back(day);
      if (rule.count && --left == 0) return found;
    }
  }
}

}  // namespace waarborg::task
