// SPDX-License-Identifier: EUPL-1.2
#include "base/time.h"

#include "base/dutch_clock.h"

#include <fmt/format.h>

namespace waarborg {
namespace {

using namespace std::chrono;

/// Digits at text[at, at + count) as a number; -1 when one is not a digit.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

/// Last Sunday of a month at 01:00 UTC: the moment at which EU clocks change.
sys_seconds last_sunday(year y, month m) { return sys_days{y / m / Sunday[last]} + hours{1}; }

}  // namespace

std::string to_text(Day day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string to_text(Moment moment) {
  const Day day = floor<days>(moment);
  const hh_mm_ss time{moment - day};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_text(day), time.hours().count(), time.minutes().count(),
                     time.seconds().count(), time.subseconds().count());
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = digits(text, 0, 4);
  const int m = digits(text, 5, 2);
  const int d = digits(text, 8, 2);
  if (y < 1900 || y > 2200 || m < 1 || d < 1) return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

std::optional<Moment> parse_moment(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != ' ' && text[10] != 't')) return std::nullopt;
  const auto day = parse_day(text.substr(0, 10));
  const int h = digits(text, 11, 2);
  const int m = digits(text, 14, 2);
  const int s = digits(text, 17, 2);
  if (!day || text[13] != ':' || text[16] != ':' || h < 0 || h > 23 || m < 0 || m > 59 || s < 0 || s > 60) {
    return std::nullopt;
  }
  std::size_t at = 19;
  int millis = 0;
  if (text[at] == '.') {
    int place = 100;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, place /= 10) {
      millis += (text[at] - '0') * place;
    }
  }
  const std::string_view zone = text.substr(at);
  minutes offset{0};
  if (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':') {
    const int zh = digits(zone, 1, 2);
    const int zm = digits(zone, 4, 2);
    if (zh < 0 || zh > 23 || zm < 0 || zm > 59) return std::nullopt;
    offset = minutes{zh * 60 + zm} * (zone[0] == '-' ? -1 : 1);
  } else if (zone != "Z" && zone != "z") {
    return std::nullopt;
  }
  return Moment{*day + hours{h} + minutes{m} + seconds{s} + milliseconds{millis} - offset};
}

bool is_summer_time(Moment moment) {
  const year y = year_month_day{floor<days>(moment)}.year();
  return moment >= last_sunday(y, March) && moment < last_sunday(y, October);
}

Moment to_dutch_clock(Moment moment) { return moment + hours{is_summer_time(moment) ? 2 : 1}; }

Moment from_dutch_clock(Moment clock) {
  const Moment summer = clock - hours{2};
  return is_summer_time(summer) ? summer : clock - hours{1};
}

Day day_of(Moment moment) { return floor<days>(to_dutch_clock(moment)); }

Moment end_of(Day day) {
  const Moment last = Moment{day + days{1}} - milliseconds{1};
  // Summer time begins and ends at night, so the last hour of a day lies wholly in one of the two.
  return last - hours{is_summer_time(last - hours{2}) ? 2 : 1};
}

Day add_months(Day day, int count) {
  const year_month_day date{day};
  const year_month month = date.year() / date.month() + months{count};
  const year_month_day moved = month / date.day();
  return moved.ok() ? sys_days{moved} : sys_days{month / last};
}

}  // namespace waarborg
