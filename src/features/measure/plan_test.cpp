// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/plan.h"

#include <gtest/gtest.h>

#include "features/measure/measure.h"

namespace waarborg::measure {
namespace {

TEST(Verdicts, rise_and_fall_in_one_order_and_what_ceases_to_apply_does_neither) {
  struct Row {
    const char* before;
    const char* after;
    const char* direction;
  };
  for (const Row& row : {Row{"not_shown", "partly_shown", "better"}, Row{"refuted", "not_shown", "better"},
                         Row{"shown", "partly_shown", "worse"}, Row{"not_shown", "refuted", "worse"},
                         Row{"shown", "not_applicable", "new"}, Row{"not_applicable", "refuted", "new"},
                         Row{"", "shown", "new"}, Row{"shown", "shown", "new"}}) {
    EXPECT_EQ(direction_of(row.before, row.after), row.direction) << row.before << " → " << row.after;
  }
}

TEST(Plan, of_more_than_20000_occurrences_a_year_is_refused_and_says_how_many) {
  const auto daily_in = [](std::size_t places, const char* rrule = "FREQ=DAILY") {
    MeasureInput input;
    input.title = "Controle";
    PlanItem item;
    item.kind = "occurrences";
    item.title = "controles";
    item.rrule = rrule;
    item.start = "2026-01-01";
    input.plan.operation = {item};
    for (std::size_t i = 0; i < places; ++i) input.places.push_back({"site", "s" + std::to_string(i)});
    return check(input);
  };
  EXPECT_TRUE(daily_in(54)) << "54 places of 366 days: 19764";
  const auto refused = daily_in(55);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what.key, "measure.too_many_occurrences");
  EXPECT_EQ(refused.error().where, "plan.operation");
  EXPECT_EQ(refused.error().what.args,
            (std::vector<std::pair<std::string, std::string>>{{"count", "20130"}, {"most", "20000"}}));
  EXPECT_TRUE(daily_in(55, "FREQ=WEEKLY"));
}

TEST(Plan, is_judged_by_its_fullest_year_however_long_after_its_start_that_comes) {
  const auto refusal = [](const char* start, const char* rrule, int items, int places) {
    MeasureInput input;
    input.title = "Controle";
    for (int i = 0; i < items; ++i) {
      PlanItem& item = input.plan.operation.emplace_back();
      item.kind = "occurrences";
      item.title = "controles";
      item.rrule = rrule;
      item.start = start;
    }
    for (int i = 0; i < places; ++i) input.places.push_back({"site", "s" + std::to_string(i)});
    const auto done = check(input);
    return done ? std::string() : done.error().what.key + " " + done.error().where;
  };
  constexpr const char* kRefused = "measure.too_many_occurrences plan.operation";
  constexpr const char* kEveryOther = "FREQ=YEARLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR,SA,SU";
  EXPECT_EQ(refusal("2023-12-31", kEveryOther, 20, 6), kRefused);
  EXPECT_EQ(refusal("2026-12-31", kEveryOther, 20, 40), kRefused);
  EXPECT_EQ(refusal("2026-12-31", "FREQ=MONTHLY;INTERVAL=24;BYDAY=MO,TU,WE,TH,FR,SA,SU", 20, 40), kRefused);
  EXPECT_EQ(refusal("2026-01-01", "FREQ=WEEKLY;INTERVAL=100;BYMONTH=12;BYDAY=MO,TU,WE,TH,FR,SA,SU", 20, 500), kRefused);
  EXPECT_EQ(refusal("2026-01-01", "FREQ=DAILY;UNTIL=20260110", 4, 500), "") << "ten days and no more: 20000";
  EXPECT_EQ(refusal("2026-01-01", "FREQ=DAILY;COUNT=10", 4, 500), "");
  EXPECT_EQ(refusal("2026-01-01", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", 10, 500), "") << "four times: 20000";
}

MeasureInput form() {
  MeasureInput input;
  input.title = "Controle";
  return input;
}

struct Broken {
  std::string key, where;
};
Broken broken(MeasureInput input) {
  const auto done = check(input);
  return done ? Broken{} : Broken{done.error().what.key, done.error().where};
}

TEST(Plan, that_begins_on_no_day_is_refused_whatever_shows_it) {
  for (const char* kind : {"occurrences", "sample", "automated"}) {
    MeasureInput input = form();
    PlanItem item;
    item.kind = kind;
    item.rrule = "FREQ=DAILY";
    item.frequency = "monthly";
    item.source = "restic";
    item.start = "2026-13-45";
    input.plan.operation = {item};
    EXPECT_EQ(broken(input).key, "base.json.not_day") << kind;
    EXPECT_EQ(broken(input).where, "plan.operation[0].start") << kind;
    input.plan.operation[0].start = "";
    EXPECT_EQ(broken(input).key, item.kind == "occurrences" ? "base.json.not_day" : "") << kind;
    input.plan.operation[0].start = "2026-12-31";
    EXPECT_EQ(broken(input).key, "") << kind;
  }
}

TEST(MeasureForm, a_blank_is_no_reason_for_a_milder_rule_over_places) {
  MeasureInput input = form();
  input.rollup = "share_covered";
  for (const char* blank : {"", " ", "\n\t "}) {
    input.rollup_reason = blank;
    EXPECT_EQ(broken(input).key, "measure.rollup_reason_missing");
  }
  input.rollup_reason = "Kleine locaties tellen mee als ze er zijn";
  EXPECT_EQ(broken(input).key, "");
}

TEST(MeasureForm, every_text_and_list_has_an_end) {
  struct Row {
    const char* where;
    std::size_t most;
    void (*fill)(MeasureInput&, std::size_t);
  };
  static constexpr auto kText = [](std::size_t size) { return std::string(size, 'x'); };
  const Row rows[] = {
      {"title", 200, [](MeasureInput& m, std::size_t n) { m.title = kText(n); }},
      {"description", 10'000, [](MeasureInput& m, std::size_t n) { m.description = kText(n); }},
      {"card", 200, [](MeasureInput& m, std::size_t n) { m.card = kText(n); }},
      {"rollup_reason", 4000, [](MeasureInput& m, std::size_t n) { m.rollup_reason = kText(n); }},
      {"plan.design.text", 10'000,
       [](MeasureInput& m, std::size_t n) { m.plan.design = PlannedDesign{12, false, kText(n)}; }},
      {"plan.existence.text", 10'000,
       [](MeasureInput& m, std::size_t n) { m.plan.existence = PlannedExistence{12, kText(n)}; }},
      {"plan.operation_text", 10'000, [](MeasureInput& m, std::size_t n) { m.plan.operation_text = kText(n); }},
      {"requirements", 1000,
       [](MeasureInput& m, std::size_t n) {
         for (std::size_t i = 0; i < n; ++i) m.requirements.push_back({"urn:" + std::to_string(i), "full"});
       }},
      {"places", 500,
       [](MeasureInput& m, std::size_t n) {
         for (std::size_t i = 0; i < n; ++i) m.places.push_back({"site", std::to_string(i)});
       }},
  };
  for (const Row& row : rows) {
    MeasureInput input = form();
    row.fill(input, row.most);
    EXPECT_EQ(broken(input).key, "") << row.where;
    input = form();
    row.fill(input, row.most + 1);
    EXPECT_EQ(broken(input).where, row.where);
  }
}

}  // namespace
}  // namespace waarborg::measure
