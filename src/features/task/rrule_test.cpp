// SPDX-License-Identifier: EUPL-1.2
#include "features/task/rrule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>

namespace waarborg::task {
namespace {

using namespace std::chrono;

Day day(std::string_view text) { return *parse_day(text); }

std::string joined(const std::vector<Day>& found) {
  std::string out;
  for (const Day d : found) out += (out.empty() ? "" : " ") + waarborg::to_text(d);
  return out;
}

std::string days_of(std::string_view rule, std::string_view start, std::size_t limit = 1000,
                    std::string_view to = "2010-12-31") {
  const auto parsed = parse_rrule(rule);
  if (!parsed) return parsed.error().what.key;
  return joined(expand(*parsed, day(start), {day(start), day(to)}, limit));
}

/// Origin: RFC 5545 section 3.8.5.3, the examples that fall in the subset; for endless ones the days that it prints.
struct Example {
  const char* rule;
  const char* start;
  std::size_t limit;
  const char* expected;
};

const Example kRfcExamples[] = {
    {"FREQ=DAILY;COUNT=10", "1997-09-02", 99,
     "1997-09-02 1997-09-03 1997-09-04 1997-09-05 1997-09-06 1997-09-07 1997-09-08 1997-09-09 1997-09-10 1997-09-11"},
    {"FREQ=DAILY;INTERVAL=2", "1997-09-02", 5, "1997-09-02 1997-09-04 1997-09-06 1997-09-08 1997-09-10"},
    {"FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", 99, "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12"},
    {"FREQ=WEEKLY;COUNT=10", "1997-09-02", 99,
     "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-10-07 1997-10-14 1997-10-21 1997-10-28 1997-11-04"},
    {"FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02", 6,
     "1997-09-02 1997-09-16 1997-09-30 1997-10-14 1997-10-28 1997-11-11"},
    {"FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH", "1997-09-02", 10,
     "1997-09-02 1997-09-04 1997-09-09 1997-09-11 1997-09-16 1997-09-18 1997-09-23 1997-09-25 1997-09-30 1997-10-02"},
    {"FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02", 99,
     "1997-09-02 1997-09-04 1997-09-16 1997-09-18 1997-09-30 1997-10-02 1997-10-14 1997-10-16"},
    {"FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "1997-09-05", 99,
     "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02 1998-02-06 1998-03-06 1998-04-03 1998-05-01 1998-06-05"},
    {"FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05", 99, "1997-09-05 1997-10-03 1997-11-07 1997-12-05"},
    {"FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "1997-09-07", 99,
     "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31"},
    {"FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22", 99,
     "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16"},
    {"FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", 6,
     "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26"},
    {"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "1997-09-02", 99,
     "1997-09-02 1997-09-15 1997-10-02 1997-10-15 1997-11-02 1997-11-15 1997-12-02 1997-12-15 1998-01-02 1998-01-15"},
    {"FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "1997-09-30", 99,
     "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01 1997-12-31 1998-01-01 1998-01-31 1998-02-01"},
    {"FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15", "1997-09-10", 99,
     "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 1999-03-11 1999-03-12 1999-03-13"},
    {"FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "1997-09-02", 8,
     "1997-09-02 1997-09-09 1997-09-16 1997-09-23 1997-09-30 1997-11-04 1997-11-11 1997-11-18"},
    {"FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "1997-06-10", 99,
     "1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10 2000-06-10 2000-07-10 2001-06-10 2001-07-10"},
    {"FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "1997-03-10", 99,
     "1997-03-10 1999-01-10 1999-02-10 1999-03-10 2001-01-10 2001-02-10 2001-03-10 2003-01-10 2003-02-10 2003-03-10"},
    {"FREQ=YEARLY;BYDAY=20MO", "1997-05-19", 3, "1997-05-19 1998-05-18 1999-05-17"},
    {"FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13", 7,
     "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12 1998-03-19 1998-03-26"},
    {"FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "1997-06-05", 4, "1997-06-05 1997-06-12 1997-06-19 1997-06-26"},
    {"FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1997-09-02", 5, "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13"},
    {"FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13", 6,
     "1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 1998-02-07"},
    {"FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05", 3,
     "1996-11-05 2000-11-07 2004-11-02"},
    {"FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", 99, "1997-09-04 1997-10-07 1997-11-06"},
    {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", 7,
     "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 1998-02-26 1998-03-30"},
    {"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", 99,
     "1997-08-05 1997-08-10 1997-08-19 1997-08-24"},
    {"FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", 99,
     "1997-08-05 1997-08-17 1997-08-19 1997-08-31"},
    {"FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", 99,
     "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30"},
};

TEST(Rrule, the_examples_of_rfc_5545_give_the_days_that_it_prints) {
  for (const Example& example : kRfcExamples) {
    EXPECT_EQ(days_of(example.rule, example.start, example.limit), example.expected) << example.rule;
  }
}

TEST(Rrule, a_monthly_rule_on_the_31st_skips_short_months) {
  EXPECT_EQ(days_of("FREQ=MONTHLY;COUNT=4", "2009-01-31"), "2009-01-31 2009-03-31 2009-05-31 2009-07-31");
}

TEST(Rrule, a_yearly_rule_on_29_february_runs_in_leap_years_only) {
  EXPECT_EQ(days_of("FREQ=YEARLY", "2000-02-29"), "2000-02-29 2004-02-29 2008-02-29");
}

TEST(Rrule, a_quarter_ends_on_the_last_day_of_every_third_month) {
  EXPECT_EQ(days_of("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=4", "2009-03-31"),
            "2009-03-31 2009-06-30 2009-09-30 2009-12-31");
}

TEST(Rrule, a_start_that_does_not_fit_the_rule_is_not_a_result) {
  EXPECT_EQ(days_of("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", "2009-01-15"), "2009-02-01 2009-03-01");
}

TEST(Rrule, a_rule_without_days_comes_to_an_end) {
  EXPECT_EQ(days_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2000-01-01", 5, "2200-01-01"), "");
}

TEST(Rrule, count_counts_from_the_start_also_when_the_window_begins_later) {
  const auto rule = parse_rrule("FREQ=DAILY;COUNT=10");
  EXPECT_EQ(joined(expand(*rule, day("2026-01-01"), {day("2026-01-09"), day("2026-02-01")}, 99)),
            "2026-01-09 2026-01-10");
}

TEST(Rrule, an_empty_window_and_limit_zero_give_nothing) {
  const auto rule = parse_rrule("FREQ=DAILY");
  EXPECT_TRUE(expand(*rule, day("2026-01-01"), {day("2026-01-09"), day("2026-01-08")}, 99).empty());
  EXPECT_TRUE(expand(*rule, day("2026-01-01"), {day("2026-01-01"), day("2026-02-01")}, 0).empty());
}

TEST(Rrule, text_is_read_in_any_case_and_written_in_one_form) {
  const auto rule = parse_rrule("rrule:wkst=su;byday=+1mo,-1FR;freq=monthly;until=20301231T235959Z;interval=2");
  ASSERT_TRUE(rule);
  EXPECT_EQ(to_text(*rule), "FREQ=MONTHLY;INTERVAL=2;UNTIL=20301231;BYDAY=1MO,-1FR;WKST=SU");
  EXPECT_EQ(*parse_rrule(to_text(*rule)), *rule);
}

TEST(Rrule, what_is_outside_the_subset_or_wrong_is_refused_with_its_reason) {
  const std::pair<const char*, const char*> refusals[] = {
      {"", "task.rrule.not_a_rule"},
      {"FREQ", "task.rrule.not_a_rule"},
      {"FREQ=DAILY;", "task.rrule.not_a_rule"},
      {"INTERVAL=2", "task.rrule.no_frequency"},
      {"FREQ=HOURLY", "task.rrule.frequency_refused"},
      {"FREQ=SECONDLY", "task.rrule.frequency_refused"},
      {"FREQ=YEARLY;BYWEEKNO=20", "task.rrule.part_refused"},
      {"FREQ=YEARLY;BYYEARDAY=1", "task.rrule.part_refused"},
      {"FREQ=DAILY;BYHOUR=9", "task.rrule.part_refused"},
      {"FREQ=DAILY;X-A=9", "task.rrule.part_refused"},
      {"FREQ=DAILY;FREQ=DAILY", "task.rrule.part_twice"},
      {"FREQ=DAILY;COUNT=2;UNTIL=20260101", "task.rrule.count_and_until"},
      {"FREQ=WEEKLY;BYDAY=1MO", "task.rrule.ordinal_needs_month"},
      {"FREQ=DAILY;BYDAY=-1MO", "task.rrule.ordinal_needs_month"},
      {"FREQ=WEEKLY;BYMONTHDAY=1", "task.rrule.monthday_with_weekly"},
      {"FREQ=MONTHLY;BYSETPOS=1", "task.rrule.setpos_alone"},
      {"FREQ=DAILY;INTERVAL=0", "task.rrule.bad_value"},
      {"FREQ=DAILY;INTERVAL=1001", "task.rrule.bad_value"},
      {"FREQ=DAILY;INTERVAL=+-2", "task.rrule.bad_value"},
      {"FREQ=DAILY;COUNT=0", "task.rrule.bad_value"},
      {"FREQ=DAILY;COUNT=99999999999999999999", "task.rrule.bad_value"},
      {"FREQ=DAILY;UNTIL=20260230", "task.rrule.bad_value"},
      {"FREQ=DAILY;UNTIL=2026-01-01", "task.rrule.bad_value"},
      {"FREQ=MONTHLY;BYMONTHDAY=0", "task.rrule.bad_value"},
      {"FREQ=MONTHLY;BYMONTHDAY=32", "task.rrule.bad_value"},
      {"FREQ=MONTHLY;BYMONTHDAY=1,", "task.rrule.bad_value"},
      {"FREQ=YEARLY;BYMONTH=13", "task.rrule.bad_value"},
      {"FREQ=YEARLY;BYMONTH=-1", "task.rrule.bad_value"},
      {"FREQ=MONTHLY;BYDAY=0MO", "task.rrule.bad_value"},
      {"FREQ=MONTHLY;BYDAY=54MO", "task.rrule.bad_value"},
      {"FREQ=MONTHLY;BYDAY=XX", "task.rrule.bad_value"},
      {"FREQ=MONTHLY;BYDAY=M", "task.rrule.bad_value"},
      {"FREQ=DAILY;WKST=1", "task.rrule.bad_value"},
  };
  for (const auto& [text, key] : refusals) {
    const auto rule = parse_rrule(text);
    ASSERT_FALSE(rule) << text;
    EXPECT_EQ(rule.error().what.key, key) << text;
    EXPECT_EQ(rule.error().kind, FaultKind::kInvalid);
  }
  EXPECT_EQ(parse_rrule(std::string(1001, 'A')).error().what.key, "task.rrule.too_long");
}

// ---- The slow reference: looks at every day by itself and counts by walking. ----

bool same_month(Day a, Day b) {
  const year_month_day x{a};
  const year_month_day y{b};
  return x.year() == y.year() && x.month() == y.month();
}

bool same_year(Day a, Day b) { return year_month_day{a}.year() == year_month_day{b}.year(); }

/// Position of this weekday in its month or year, counted one by one; forwards or backwards.
int position(Day d, bool in_year, int step) {
  int count = 0;
  for (Day walk = d; in_year ? same_year(walk, d) : same_month(walk, d); walk -= days{step}) {
    if (weekday{walk} == weekday{d}) ++count;
  }
  return step > 0 ? count : -count;
}

/// Which interval a day lies in, counted from the one with the start.
long interval_of(const Rrule& rule, Day start, Day d) {
  const year_month_day a{start};
  const year_month_day b{d};
  const long month_count =
      (static_cast<int>(b.year()) - static_cast<int>(a.year())) * 12L +
      (static_cast<int>(static_cast<unsigned>(b.month())) - static_cast<int>(static_cast<unsigned>(a.month())));
  switch (rule.frequency) {
    case Frequency::kDaily:
      return (d - start).count();
    case Frequency::kWeekly: {
      long weeks_passed = 0;
      for (Day walk = start + days{1}; walk <= d; walk += days{1}) weeks_passed += weekday{walk} == rule.week_start;
      for (Day walk = start; walk > d; walk -= days{1}) weeks_passed -= weekday{walk} == rule.week_start;
      return weeks_passed;
    }
    case Frequency::kMonthly:
      return month_count;
    case Frequency::kYearly:
      return static_cast<int>(b.year()) - static_cast<int>(a.year());
  }
  return 0;
}

bool wanted(const Rrule& rule, Day start, Day d) {
  const year_month_day date{d};
  const year_month_day begun{start};
  const auto has = [](const std::vector<int>& list, int value) { return std::ranges::count(list, value) > 0; };
  const int in_month = static_cast<int>(static_cast<unsigned>(date.day()));
  int from_end = -1;
  for (Day walk = d + days{1}; same_month(walk, d); walk += days{1}) --from_end;
  if (!rule.by_month.empty() && !has(rule.by_month, static_cast<int>(static_cast<unsigned>(date.month()))))
    return false;
  if (!rule.by_month_day.empty() && !has(rule.by_month_day, in_month) && !has(rule.by_month_day, from_end))
    return false;
  if (!rule.by_day.empty()) {
    const bool in_year = rule.frequency == Frequency::kYearly && rule.by_month.empty();
    bool any = false;
    for (const auto& [ordinal, name] : rule.by_day) {
      any |= weekday{d} == name && (ordinal == 0 || position(d, in_year, ordinal > 0 ? 1 : -1) == ordinal);
    }
    if (!any) return false;
  }
  if (!rule.by_day.empty() || !rule.by_month_day.empty() || rule.frequency == Frequency::kDaily) return true;
  if (rule.frequency == Frequency::kWeekly) return weekday{d} == weekday{start};
  if (date.day() != begun.day()) return false;
  return rule.frequency == Frequency::kMonthly || !rule.by_month.empty() || date.month() == begun.month();
}

std::vector<Day> slow_expand(const Rrule& rule, Day start, Period window) {
  std::map<long, std::vector<Day>> sets;
  for (Day d = start - days{366}; d <= window.to + days{366}; d += days{1}) {
    const long interval = interval_of(rule, start, d);
    if (interval >= 0 && interval % rule.interval == 0 && wanted(rule, start, d)) sets[interval].push_back(d);
  }
  std::vector<Day> all;
  for (const auto& [interval, set] : sets) {
    for (std::size_t i = 0; i < set.size(); ++i) {
      bool take = rule.by_set_position.empty();
      for (const int p : rule.by_set_position) {
        take |= p > 0 ? static_cast<std::size_t>(p) == i + 1 : static_cast<std::size_t>(-p) == set.size() - i;
      }
      if (take && set[i] >= start) all.push_back(set[i]);
    }
  }
  std::vector<Day> result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (rule.count && i >= static_cast<std::size_t>(*rule.count)) break;
    if (rule.until && all[i] > *rule.until) break;
    if (window.contains(all[i])) result.push_back(all[i]);
  }
  return result;
}

Rrule random_rule(std::mt19937& random, Day start) {
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
  Rrule rule;
  rule.frequency = static_cast<Frequency>(pick(0, 3));
  rule.interval = pick(0, 2) == 0 ? pick(2, 5) : 1;
  if (pick(0, 3) == 0) rule.count = pick(1, 40);
  if (!rule.count && pick(0, 3) == 0) rule.until = start + days{pick(0, 900)};
  if (pick(0, 2) == 0) rule.by_month = {pick(1, 6), pick(7, 12)};
  if (rule.frequency != Frequency::kWeekly && pick(0, 2) == 0) rule.by_month_day = {pick(1, 31), -pick(1, 31)};
  const bool ordinals = rule.frequency >= Frequency::kMonthly && pick(0, 1) == 0;
  for (int n = pick(-2, 3); n > 0; --n) {
    const int ordinal = ordinals ? pick(1, 5) * (pick(0, 1) == 0 ? -1 : 1) : 0;
    rule.by_day.push_back({ordinal, weekday{static_cast<unsigned>(pick(0, 6))}});
  }
  const bool some = !rule.by_day.empty() || !rule.by_month_day.empty() || !rule.by_month.empty();
  if (some && pick(0, 2) == 0) rule.by_set_position = {pick(1, 3), -pick(1, 3)};
  rule.week_start = weekday{static_cast<unsigned>(pick(0, 6))};
  return rule;
}

TEST(Rrule, random_rules_agree_with_a_reference_that_walks_every_day) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 150; ++round) {
    const Day start = day("2023-01-01") + days{std::uniform_int_distribution(0, 800)(random)};
    const Day from = start + days{std::uniform_int_distribution(-50, 400)(random)};
    const Period window{from, from + days{std::uniform_int_distribution(0, 700)(random)}};
    const Rrule rule = random_rule(random, start);

    const std::vector<Day> found = expand(rule, start, window, 100'000);

    ASSERT_EQ(joined(found), joined(slow_expand(rule, start, window)))
        << to_text(rule) << " start " << waarborg::to_text(start);
    const std::vector<Day> few = expand(rule, start, window, 3);
    ASSERT_TRUE(std::equal(few.begin(), few.end(), found.begin())) << to_text(rule);
  }
}

TEST(Rrule, the_fullest_year_of_a_rule_is_known_however_far_ahead_it_lies) {
  const auto most = [](const char* start, const char* rule) {
    return most_in_a_year(parse_rrule(rule).value(), day(start));
  };
  EXPECT_EQ(most("2026-01-01", "FREQ=DAILY"), 366U);
  EXPECT_EQ(most("2026-01-01", "FREQ=DAILY;INTERVAL=7"), 53U);
  EXPECT_EQ(most("2026-01-05", "FREQ=WEEKLY"), 53U);
  EXPECT_EQ(most("2026-01-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"), 4U);
  EXPECT_EQ(most("2026-03-10", "FREQ=YEARLY"), 1U) << "10 March to 9 March";
  EXPECT_EQ(most("2023-12-31", "FREQ=YEARLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA,SU"), 366U);
  EXPECT_EQ(most("2026-01-31", "FREQ=MONTHLY;INTERVAL=1000;BYDAY=MO,TU,WE,TH,FR,SA,SU"), 31U);
  EXPECT_EQ(most("2026-01-01", "FREQ=WEEKLY;INTERVAL=100;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR,SA,SU"), 7U);
  EXPECT_EQ(most("2026-01-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"), 1U) << "once in 28 years";
  EXPECT_EQ(most("2026-01-01", "FREQ=DAILY;COUNT=10"), 10U);
  EXPECT_EQ(most("2026-01-01", "FREQ=DAILY;UNTIL=20260110"), 10U);
  EXPECT_EQ(most("2026-01-01", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), 0U);
}

TEST(Rrule, random_rules_survive_being_written_and_read) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    Rrule rule = random_rule(random, day("2026-01-01"));
    std::vector<OrdinalWeekday> once;
    for (const auto& item : rule.by_day) {
      if (std::ranges::count(once, item) == 0) once.push_back(item);
    }
    rule.by_day = once;
    const auto again = parse_rrule(to_text(rule));
    ASSERT_TRUE(again) << to_text(rule);
    ASSERT_EQ(*again, rule) << to_text(rule);
  }
}

}  // namespace
}  // namespace waarborg::task
