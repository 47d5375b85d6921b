// SPDX-License-Identifier: EUPL-1.2
#include "features/task/rrule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace waarborg::task {
namespace {

using std::chrono::weekday;

/// Bounds that keep a hostile rule cheap: no longer text is looked at.
constexpr std::size_t kMaxText = 1000;
constexpr std::size_t kMaxListed = 400;
constexpr std::array<std::string_view, 7> kDayNames = {"SU", "MO", "TU", "WE", "TH", "FR", "SA"};
constexpr std::array<std::string_view, 4> kFrequencyNames = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0;;) {
    const std::size_t at = text.find(separator, from);
    parts.push_back(text.substr(from, at - from));
    if (at == std::string_view::npos) return parts;
    from = at + 1;
  }
}

std::unexpected<Fault> bad_value(std::string_view part, std::string_view value) {
  return invalid("task.rrule.bad_value", std::string(part),
                 {{"part", std::string(part)}, {"value", std::string(value)}});
}

/// A whole number with an optional sign, as RFC 5545 writes them; nothing when malformed or outside [low, high].
std::optional<int> number(std::string_view text, int low, int high) {
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return std::nullopt;
  }
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) return std::nullopt;
  return value;
}

Result<std::vector<int>> numbers(std::string_view part, std::string_view text, int low, int high) {
  std::vector<int> values;
  for (const std::string_view item : split(text, ',')) {
    const auto value = number(item, low, high);
    if (!value || *value == 0 || values.size() >= kMaxListed) return bad_value(part, item);
    if (std::ranges::find(values, *value) == values.end()) values.push_back(*value);
  }
  return values;
}

std::optional<weekday> weekday_named(std::string_view name) {
  const auto at = std::ranges::find(kDayNames, name);
  if (at == kDayNames.end()) return std::nullopt;
  return weekday{static_cast<unsigned>(at - kDayNames.begin())};
}

std::string_view name_of(weekday day) { return kDayNames[day.c_encoding()]; }

Result<std::vector<OrdinalWeekday>> weekdays(std::string_view text) {
  std::vector<OrdinalWeekday> days;
  for (const std::string_view item : split(text, ',')) {
    if (item.size() < 2 || days.size() >= kMaxListed) return bad_value("BYDAY", item);
    const auto day = weekday_named(item.substr(item.size() - 2));
    const std::string_view digits = item.substr(0, item.size() - 2);
    const auto ordinal = digits.empty() ? std::optional(0) : number(digits, -53, 53);
    if (!day || !ordinal || (*ordinal == 0 && !digits.empty())) return bad_value("BYDAY", item);
    const OrdinalWeekday found{*ordinal, *day};
    if (std::ranges::find(days, found) == days.end()) days.push_back(found);
  }
  return days;
}

/// 20261231 or 20261231T235959Z or 20261231T235959.
std::optional<Day> until_day(std::string_view text) {
  const bool date = text.size() == 8;
  const bool moment = (text.size() == 15 || (text.size() == 16 && text[15] == 'Z')) && text[8] == 'T';
  if (!date && !moment) return std::nullopt;
  for (std::size_t i = 9; i < 15 && moment; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  return parse_day(fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2)));
}

/// Puts a read list or single value into the rule, or passes the fault on.
template <class Target, class Value>
std::optional<Fault> store(Target& target, Value value) {
  if (!value) return value.error();
  target = std::move(*value);
  return std::nullopt;
}

template <class Target, class Value>
std::optional<Fault> store(Target& target, std::optional<Value> value, std::string_view part, std::string_view text) {
  if (!value) return bad_value(part, text).error();
  target = *value;
  return std::nullopt;
}

std::optional<Fault> read_part(Rrule& rule, std::string_view name, std::string_view value) {
  if (name == "FREQ") {
    const auto at = std::ranges::find(kFrequencyNames, value);
    if (at == kFrequencyNames.end()) {
      return invalid("task.rrule.frequency_refused", "FREQ", {{"value", std::string(value)}}).error();
    }
    rule.frequency = static_cast<Frequency>(at - kFrequencyNames.begin());
    return std::nullopt;
  }
  if (name == "INTERVAL") return store(rule.interval, number(value, 1, 1000), name, value);
  if (name == "COUNT") return store(rule.count, number(value, 1, 10'000), name, value);
  if (name == "UNTIL") return store(rule.until, until_day(value), name, value);
  if (name == "WKST") return store(rule.week_start, weekday_named(value), name, value);
  if (name == "BYMONTH") return store(rule.by_month, numbers(name, value, 1, 12));
  if (name == "BYMONTHDAY") return store(rule.by_month_day, numbers(name, value, -31, 31));
  if (name == "BYDAY") return store(rule.by_day, weekdays(value));
  if (name == "BYSETPOS") return store(rule.by_set_position, numbers(name, value, -366, 366));
  return invalid("task.rrule.part_refused", std::string(name), {{"part", std::string(name)}}).error();
}

/// What RFC 5545 section 3.3.10 forbids in combination.
std::optional<Fault> check_together(const Rrule& rule) {
  if (rule.count && rule.until) return invalid("task.rrule.count_and_until", "UNTIL").error();
  const bool ordinals = std::ranges::any_of(rule.by_day, [](const OrdinalWeekday& d) { return d.ordinal != 0; });
  if (ordinals && rule.frequency != Frequency::kMonthly && rule.frequency != Frequency::kYearly) {
    return invalid("task.rrule.ordinal_needs_month", "BYDAY").error();
  }
  if (rule.frequency == Frequency::kWeekly && !rule.by_month_day.empty()) {
    return invalid("task.rrule.monthday_with_weekly", "BYMONTHDAY").error();
  }
  if (!rule.by_set_position.empty() && rule.by_day.empty() && rule.by_month_day.empty() && rule.by_month.empty()) {
    return invalid("task.rrule.setpos_alone", "BYSETPOS").error();
  }
  return std::nullopt;
}

std::string joined(const std::vector<int>& values) { return fmt::format("{}", fmt::join(values, ",")); }

}  // namespace

Result<Rrule> parse_rrule(std::string_view text) {
  if (text.size() > kMaxText) return invalid("task.rrule.too_long");
  std::string normal = upper(text);
  if (normal.starts_with("RRULE:")) normal.erase(0, 6);
  Rrule rule;
  std::vector<std::string_view> seen;
  for (const std::string_view part : split(normal, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) {
      return invalid("task.rrule.not_a_rule", std::string(part), {{"part", std::string(part)}});
    }
    const std::string_view name = part.substr(0, equals);
    if (std::ranges::find(seen, name) != seen.end()) {
      return invalid("task.rrule.part_twice", std::string(name), {{"part", std::string(name)}});
    }
    seen.push_back(name);
    if (auto fault = read_part(rule, name, part.substr(equals + 1))) return std::unexpected(std::move(*fault));
  }
  if (std::ranges::find(seen, "FREQ") == seen.end()) return invalid("task.rrule.no_frequency", "FREQ");
  if (auto fault = check_together(rule)) return std::unexpected(std::move(*fault));
  return rule;
}

std::string to_text(const Rrule& rule) {
  std::string out = fmt::format("FREQ={}", kFrequencyNames[static_cast<std::size_t>(rule.frequency)]);
  if (rule.interval != 1) out += fmt::format(";INTERVAL={}", rule.interval);
  if (rule.count) out += fmt::format(";COUNT={}", *rule.count);
  if (rule.until) {
    std::string day = waarborg::to_text(*rule.until);
    std::erase(day, '-');
    out += ";UNTIL=" + day;
  }
  if (!rule.by_month.empty()) out += ";BYMONTH=" + joined(rule.by_month);
  if (!rule.by_month_day.empty()) out += ";BYMONTHDAY=" + joined(rule.by_month_day);
  if (!rule.by_day.empty()) {
    out += ";BYDAY=";
    for (const OrdinalWeekday& day : rule.by_day) {
      if (out.back() != '=') out += ',';
      if (day.ordinal != 0) out += std::to_string(day.ordinal);
      out += name_of(day.day);
    }
  }
  if (!rule.by_set_position.empty()) out += ";BYSETPOS=" + joined(rule.by_set_position);
  if (rule.week_start != std::chrono::Monday) out += fmt::format(";WKST={}", name_of(rule.week_start));
  return out;
}

}  // namespace waarborg::task
