// SPDX-License-Identifier: EUPL-1.2
//
// What was expected when, end to end: rows in the calendar, verdicts, and "as known on D", through changes of the plan,
// jumps of the clock and a server that was off.
#include "app/test_house.h"

#include "features/measure/verdict.h"

namespace waarborg::app {
namespace {

using measure::Aspect;
using testing::day;

struct PlanHistory : ::testing::TestWithParam<std::string> {
  PlanHistory() {
    house.start();
    site = house.record_id("site", "Locatie Zuid");
  }
  static measure::MeasureInput monthly() {
    measure::MeasureInput input;
    input.title = "Hersteltest";
    measure::PlanItem item;
    item.kind = "occurrences";
    item.title = "hersteltests";
    item.rrule = "FREQ=MONTHLY;BYMONTHDAY=10";
    item.start = "2026-01-10";
    item.window_days = 7;
    item.grace_days = 7;
    input.plan.operation = {item};
    return input;
  }
  measure::StoredMeasure make(const measure::MeasureInput& input) {
    auto made = house.installation->measures.create(alice(), input);
    EXPECT_TRUE(made) << made.error().what.key << " " << made.error().where;
    return made.value();
  }
  measure::StoredMeasure change(const measure::StoredMeasure& before, const measure::MeasureInput& input) {
    auto made = house.installation->measures.change(alice(), before.id, input, before.version);
    EXPECT_TRUE(made) << made.error().what.key << " " << made.error().where;
    return made.value();
  }
  const auth::Actor& alice() { return house.actors.at("alice"); }
  std::vector<task::Occurrence> occurrences(const MeasureId& id) {
    return house.installation->tasks.occurrences_of(alice(), id.text, {}, house.clock.today()).value().items;
  }
  std::vector<std::string> due(const MeasureId& id) {
    std::vector<std::string> out;
    for (const auto& one : occurrences(id)) out.push_back(to_text(one.due));
    return out;
  }
  /// "3 of 5": performed of expected, by the verdict in its first place.
  std::string counted(const MeasureId& id, std::optional<Moment> known_at = {}, Period period = kYear) {
    const auto all = house.installation->assessments.get(house.organisation, period, known_at);
    const auto found = all->measure_at.find(id.text);
    if (found == all->measure_at.end()) return "gone";
    const auto& verdicts = all->result.measures[found->second];
    for (const auto& reason : verdicts.reasons_of(verdicts.row(0, Aspect::kOperation))) {
      if (reason.kind == measure::ReasonKind::kNothingDue) return "nothing";
      if (reason.kind >= measure::ReasonKind::kOccurrencesAll && reason.kind <= measure::ReasonKind::kOccurrencesNone) {
        return std::to_string(reason.a) + " of " + std::to_string(reason.b);
      }
    }
    return "";
  }

  static inline const Period kYear{day("2026-01-01"), day("2026-12-31")};
  testing::House house{GetParam()};
  std::string site;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, PlanHistory, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(PlanHistory, a_stricter_rule_misses_nothing_in_the_past_and_the_past_stays_as_it_was) {
  const auto first = make(monthly());
  EXPECT_EQ(due(first.id), (std::vector<std::string>{"2026-01-10", "2026-02-10"}))
      << "a start in the past was asked for";
  EXPECT_EQ(counted(first.id), "0 of 2");
  house.to("2026-05-20T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  const Moment before = house.clock.now();
  EXPECT_EQ(counted(first.id), "0 of 4") << "the window of 10 May is still open";
  house.to("2026-05-21T09:00:00Z");
  auto weekly = first.body;
  weekly.plan.operation[0].rrule = "FREQ=WEEKLY";
  weekly.plan.operation[0].start = "2025-01-06";
  change(first, weekly);
  EXPECT_EQ(due(first.id).size(), 5U) << "no week of the past year appeared";
  house.to("2026-06-20T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  const auto rows = due(first.id);
  EXPECT_EQ(rows.size(), 9U) << "25 May, 1, 8 and 15 June came";
  EXPECT_EQ(rows[5], "2026-05-25");
  EXPECT_EQ(counted(first.id), "0 of 7") << "five by the old rule; of the new one 25 May and 1 June are over";
  EXPECT_EQ(counted(first.id, before), "0 of 4") << "as known before the change";
  EXPECT_TRUE(house.verifies());
}

TEST_P(PlanHistory, a_looser_rule_does_not_wipe_what_was_missed) {
  const auto first = make(monthly());
  house.to("2026-05-21T09:00:00Z");
  auto yearly = first.body;
  yearly.plan.operation[0].rrule = "FREQ=YEARLY";
  yearly.plan.operation[0].start = "2026-12-01";
  change(first, yearly);
  EXPECT_EQ(due(first.id).size(), 5U);
  for (const auto& one : occurrences(first.id)) EXPECT_NE(one.state, task::OccurrenceState::kPlanned);
  EXPECT_EQ(counted(first.id), "0 of 4");
}

TEST_P(PlanHistory, saved_as_it_was_is_no_change) {
  const auto first = make(monthly());
  const auto entries = [&] {
    db::Transaction tx = house.installation->database.read();
    return house.installation->trail.count(tx, house.organisation, {});
  };
  const auto before = entries();
  EXPECT_EQ(change(first, first.body).version, first.version);
  EXPECT_EQ(entries(), before);
  EXPECT_EQ(house.installation->measures.change(alice(), first.id, first.body, first.version + 1).error().what.key,
            "measure.changed")
      << "who saw another version is still told";
  EXPECT_TRUE(house.verifies());
}

TEST_P(PlanHistory, a_sample_for_an_item_that_was_replaced_on_the_same_day_is_not_forgotten) {
  auto& dana = house.join("dana", "Dana Smit", {"reviewer"});
  auto& all = house.installation->populations;
  auto input = monthly();
  input.plan.operation[0] = {};
  input.plan.operation[0].kind = "sample";
  input.plan.operation[0].title = "uitdiensttredingen";
  input.plan.operation[0].frequency = "quarterly";
  input.plan.operation[0].start = "2026-01-01";
  auto measure = make(input);
  const auto draw = [&] {
    const evidence::FreezeRequest request{
        measure.id.text, measure.body.plan.operation[0].id, "Uit dienst", day("2026-01-01"), day("2026-02-28"), "", {}};
    const std::string id = all.freeze(alice(), request, "nr\n1\n2\n3\n").value().id;
    EXPECT_TRUE(all.draw(alice(), id, {}));
    return id;
  };
  const auto judge = [&](const std::string& id, evidence::CaseVerdict verdict) {
    for (const char* one : {"@1", "@2"}) EXPECT_TRUE(all.judge(dana, id, one, {verdict, {}, {}}));
  };
  const auto operation = [&] {
    const Period period{day("2026-01-01"), day("2026-02-28")};
    const auto known = house.installation->assessments.get(house.organisation, period, {});
    return known->measure_trio(known->measure_at.at(measure.id.text)).operation;
  };
  const std::string first = draw();
  auto again = measure.body;
  again.plan.operation[0].id = "";
  measure = change(measure, again);
  const std::string second = draw();
  judge(second, evidence::CaseVerdict::kEffective);
  house.to("2026-07-01T09:00:00Z");
  EXPECT_EQ(operation(), "partly_shown") << "the first is drawn, and nobody judged it";
  judge(first, evidence::CaseVerdict::kDeviation);
  EXPECT_EQ(operation(), "refuted");
  ASSERT_TRUE(all.withdraw(dana, first, "verkeerde lijst"));
  EXPECT_EQ(operation(), "shown");
  EXPECT_TRUE(house.verifies());
}

TEST_P(PlanHistory, an_item_that_left_and_came_back_brings_no_old_performances_along) {
  const auto first = make(monthly());
  const std::string old_id = first.body.plan.operation[0].id;
  house.to("2026-04-01T09:00:00Z");
  auto none = first.body;
  none.plan.operation.clear();
  const auto second = change(first, none);
  EXPECT_EQ(due(first.id), (std::vector<std::string>{"2026-01-10", "2026-02-10", "2026-03-10"}));
  EXPECT_EQ(counted(first.id), "0 of 3") << "what it expected until then stays expected";
  auto again = monthly();
  again.plan.operation[0].start = "2026-04-10";
  const auto third = change(second, again);
  EXPECT_NE(third.body.plan.operation[0].id, old_id);
}

TEST_P(PlanHistory, a_place_that_is_added_owes_nothing_from_before) {
  auto input = monthly();
  input.places = {{"organisation", ""}};
  const auto first = make(input);
  house.to("2026-05-21T09:00:00Z");
  auto both = first.body;
  both.places.push_back({"site", site});
  change(first, both);
  house.to("2026-08-01T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  const auto rows = occurrences(first.id);
  EXPECT_EQ(std::ranges::count_if(rows, [&](const auto& row) { return row.place && row.place->id == site; }), 2)
      << "June and July";
  EXPECT_EQ(rows.size(), 9U);
  EXPECT_TRUE(house.verifies());
}

TEST_P(PlanHistory, a_measure_that_stopped_leaves_its_missed_occurrences_with_its_name) {
  const auto first = make(monthly());
  house.to("2026-04-01T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  ASSERT_TRUE(house.installation->measures.remove(alice(), first.id, first.version));
  const auto rows = house.installation->tasks.occurrences(alice(), {.state = "missed"}).value();
  EXPECT_EQ(rows.total, 3);
  EXPECT_EQ(rows.items.front().measure_title, "Hersteltest");
  EXPECT_EQ(counted(first.id), "gone");
  EXPECT_EQ(counted(first.id, parse_moment("2026-03-31T09:00:00Z")), "0 of 3") << "as known while it stood";
  house.to("2026-09-01T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  EXPECT_EQ(house.installation->tasks.occurrences(alice(), {}).value().total, 3) << "nothing more is expected of it";
}

TEST_P(PlanHistory, after_months_without_a_server_what_was_missed_appears_and_stays) {
  const auto made = make(monthly());
  house.to("2026-11-15T09:00:00Z");
  EXPECT_EQ(counted(made.id), "0 of 10") << "the verdict needs no rows: January to October, November is open";
  house.installation->bring_up_to_date(house.organisation);
  const auto rows = occurrences(made.id);
  ASSERT_EQ(rows.size(), 11U);
  EXPECT_EQ(std::ranges::count(rows, task::OccurrenceState::kMissed, &task::Occurrence::state), 10);
  house.installation->bring_up_to_date(house.organisation);
  EXPECT_EQ(occurrences(made.id).size(), 11U);
  house.to("2028-03-01T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  EXPECT_EQ(occurrences(made.id).size(), 26U) << "more than the horizon away, and none is forgotten";
}

TEST_P(PlanHistory, a_clock_that_jumps_makes_nothing_twice_and_takes_nothing_away) {
  auto input = monthly();
  input.plan.operation[0].rrule = "FREQ=DAILY";
  input.plan.operation[0].start = "2026-03-26";
  input.plan.operation[0].window_days = 0;
  input.plan.operation[0].grace_days = 0;
  const auto made = make(input);
  // 29 March 2026: at 01:00 UTC the clock goes from 2 to 3. Half past twelve at night is already the 29th.
  for (const char* moment : {"2026-03-28T22:59:00Z", "2026-03-28T23:01:00Z", "2026-03-29T00:59:59Z",
                             "2026-03-29T01:00:00Z", "2026-03-29T22:01:00Z"}) {
    house.to(moment);
    house.installation->bring_up_to_date(house.organisation);
  }
  EXPECT_EQ(house.clock.today(), day("2026-03-30"));
  EXPECT_EQ(due(made.id),
            (std::vector<std::string>{"2026-03-26", "2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"}));
  const auto total = house.installation->tasks.occurrences(alice(), {}).value().total;
  house.to("2026-03-20T12:00:00Z");  // the clock was set back ten days
  house.installation->bring_up_to_date(house.organisation);
  house.to("2026-03-30T12:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  EXPECT_EQ(house.installation->tasks.occurrences(alice(), {}).value().total, total);
  EXPECT_TRUE(house.verifies());
}

TEST_P(PlanHistory, evidence_handed_in_later_about_earlier_days_was_not_known_then) {
  auto& dana = house.join("dana", "Dana Smit", {"reviewer"});
  auto input = monthly();
  input.plan.existence = measure::PlannedExistence{};
  const auto made = make(input);
  const Moment then = house.clock.now();
  house.to("2026-03-20T09:00:00Z");
  evidence::EvidenceInput seen;
  seen.title = "Gezien in februari";
  seen.aspect = evidence::EvidenceAspect::kExistence;
  seen.kind = evidence::EvidenceKind::kInspection;
  seen.measure = made.id.text;
  seen.covers_from = seen.covers_to = day("2026-02-01");
  seen.note = "foto";
  const auto added = house.installation->evidence.add(alice(), seen);
  ASSERT_TRUE(added) << added.error().what.key;
  ASSERT_TRUE(house.installation->evidence.review(dana, added->id, {evidence::ReviewState::kAccepted, "gezien"}));
  const auto existence = [&](std::optional<Moment> at) {
    const auto all = house.installation->assessments.get(house.organisation, kYear, at);
    return std::string(
        measure::to_text(all->result.measures[all->measure_at.at(made.id.text)].row(0, Aspect::kExistence).value));
  };
  EXPECT_EQ(existence({}), "shown");
  EXPECT_EQ(existence(then), "not_shown") << "it covers February, but was received on 20 March";
}

}  // namespace
}  // namespace waarborg::app
