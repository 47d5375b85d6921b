// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/history.h"

#include <gtest/gtest.h>

#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using scene::at;
using scene::day;

PlanItem restore(const char* rrule, const char* start = "2026-01-01") {
  PlanItem item;
  item.id = "p1";
  item.kind = "occurrences";
  item.title = "hersteltests";
  item.rrule = rrule;
  item.start = start;
  return item;
}

PlanItem backup(std::int64_t freshness, const char* start = "") {
  PlanItem item;
  item.id = "p2";
  item.kind = "automated";
  item.source = "restic";
  item.freshness_days = freshness;
  item.start = start;
  return item;
}

MeasureVersion version(const char* on, std::vector<PlanItem> items, std::vector<PlaceRef> places = {{"site", "a"}},
                       const char* owner = "olga") {
  MeasureVersion out;
  out.at = at(on);
  out.body.owner = owner;
  out.body.places = std::move(places);
  out.body.plan.operation = std::move(items);
  return out;
}

constexpr const char* kMonthly = "FREQ=MONTHLY;BYMONTHDAY=1";
constexpr const char* kQuarterly = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1";

std::vector<std::string> due_days(const History& history, Period within) {
  std::vector<std::string> out;
  for (const task::Schedule& schedule : schedules_of(history)) {
    const Period days{std::max(within.from, schedule.in_force.from), std::min(within.to, schedule.in_force.to)};
    for (const Day due : task::expand(*task::parse_rrule(schedule.rrule), schedule.start, days, 100)) {
      for (const auto& place : schedule.places) out.push_back(place.id + " " + waarborg::to_text(due));
    }
  }
  std::ranges::sort(out);
  return out;
}

TEST(MeasureHistory, tells_to_the_moment_where_a_measure_held) {
  using Places = std::vector<PlaceRef>;
  const Places a{{"site", "a"}}, b{{"site", "b"}};
  std::vector<MeasureVersion> versions{version("2026-03-01", {}, a), version("2026-04-01", {}, b),
                                       version("2026-04-01", {}, a), version("2026-05-01", {}, a)};
  versions[2].at += std::chrono::hours(1);
  versions[3].removed = true;
  const History history = history_of(versions);
  EXPECT_EQ(history.places_at(at("2026-01-01")), a) << "the first counts for the time before it, too";
  EXPECT_EQ(history.places_at(at("2026-04-01")), b) << "for an hour";
  EXPECT_EQ(history.places_at(at("2026-04-02")), a);
  EXPECT_EQ(history.places_at(at("2026-05-02")), Places()) << "it was removed";
}

TEST(MeasureHistory, of_a_plan_that_never_changed_says_always) {
  const std::vector<MeasureVersion> versions{version("2026-03-01", {restore(kMonthly)})};
  const History history = history_of(versions);
  ASSERT_EQ(history.items.size(), 1U);
  EXPECT_EQ(history.items[0].terms.size(), 1U);
  EXPECT_EQ(history.items[0].terms[0].in_force, kAlways) << "its own start says when it begins, also in the past";
  EXPECT_TRUE(History::is_always(history.places.at({"site", "a"})));
}

TEST(MeasureHistory, a_changed_rule_counts_from_the_day_of_the_change) {
  const std::vector<MeasureVersion> versions{version("2026-01-01", {restore(kQuarterly)}),
                                             version("2026-05-10", {restore(kMonthly)})};
  EXPECT_EQ(due_days(history_of(versions), {day("2026-01-01"), day("2026-08-01")}),
            (std::vector<std::string>{"a 2026-01-01", "a 2026-04-01", "a 2026-06-01", "a 2026-07-01", "a 2026-08-01"}));
}

TEST(MeasureHistory, other_words_are_no_other_rule) {
  PlanItem renamed = restore(kQuarterly);
  renamed.title = "terugzettests";
  const std::vector<MeasureVersion> versions{version("2026-01-01", {restore(kQuarterly)}),
                                             version("2026-05-10", {renamed})};
  const History history = history_of(versions);
  ASSERT_EQ(history.items[0].terms.size(), 1U);
  EXPECT_EQ(history.items[0].terms[0].in_force, kAlways);
  EXPECT_EQ(history.items[0].terms[0].item.title, "terugzettests");
}

TEST(MeasureHistory, a_slip_of_the_pen_mended_the_same_day_was_never_expected) {
  const std::vector<MeasureVersion> versions{version("2026-05-10", {restore("FREQ=DAILY")}),
                                             version("2026-05-10", {restore(kQuarterly)})};
  EXPECT_EQ(due_days(history_of(versions), {day("2026-01-01"), day("2026-05-31")}),
            (std::vector<std::string>{"a 2026-01-01", "a 2026-04-01"}));
}

TEST(MeasureHistory, what_left_the_plan_stays_expected_until_it_left) {
  const std::vector<MeasureVersion> versions{version("2026-01-01", {restore(kMonthly)}),
                                             version("2026-03-01", {backup(1)})};
  const History history = history_of(versions);
  ASSERT_EQ(history.items.size(), 2U);
  EXPECT_EQ(history.items[0].id, "p2") << "what is in the plan now comes first";
  EXPECT_EQ(history.items[0].terms[0].in_force.from, day("2026-03-01")) << "without a start: from when it was planned";
  EXPECT_EQ(due_days(history, {day("2026-01-01"), day("2026-12-31")}),
            (std::vector<std::string>{"a 2026-01-01", "a 2026-02-01"}));
}

TEST(MeasureHistory, a_place_counts_on_the_days_that_the_measure_had_to_hold_there) {
  const std::vector<PlaceRef> one{{"site", "a"}}, both{{"site", "a"}, {"site", "b"}};
  const std::vector<MeasureVersion> versions{
      version("2026-01-01", {restore(kMonthly)}, one), version("2026-03-15", {restore(kMonthly)}, both),
      version("2026-05-15", {restore(kMonthly)}, one), version("2026-06-15", {restore(kMonthly)}, both)};
  const History history = history_of(versions);
  EXPECT_TRUE(History::is_always(history.places.at({"site", "a"})));
  EXPECT_EQ(history.places.at({"site", "b"}).size(), 2U) << "taking a place out and back does not wipe what was missed";
  const auto due = due_days(history, {day("2026-01-01"), day("2026-07-31")});
  EXPECT_EQ(std::ranges::count_if(due, [](const std::string& d) { return d[0] == 'a'; }), 7);
  EXPECT_EQ(std::vector<std::string>(due.end() - 3, due.end()),
            (std::vector<std::string>{"b 2026-04-01", "b 2026-05-01", "b 2026-07-01"}));
}

TEST(MeasureHistory, a_measure_that_stopped_expects_nothing_from_that_day_on) {
  MeasureVersion gone = version("2026-03-01", {restore(kMonthly)});
  gone.removed = true;
  const std::vector<MeasureVersion> versions{version("2026-01-01", {restore(kMonthly)}), gone};
  const History history = history_of(versions);
  EXPECT_EQ(history.in_force.to, day("2026-02-28"));
  EXPECT_EQ(due_days(history, {day("2026-01-01"), day("2026-12-31")}),
            (std::vector<std::string>{"a 2026-01-01", "a 2026-02-01"}));
}

TEST(MeasureHistory, knows_who_owned_it_when) {
  const std::vector<MeasureVersion> versions{version("2026-01-01", {}, {}, "olga"),
                                             version("2026-05-01", {}, {}, "bob")};
  const History history = history_of(versions);
  EXPECT_EQ(history.owner_at(at("2025-01-01")), "olga");
  EXPECT_EQ(history.owner_at(at("2026-04-30")), "olga");
  EXPECT_EQ(history.owner_at(at("2026-05-01")), "bob");
  EXPECT_EQ(history.owners_in(at("2026-04-01"), at("2026-04-30")), (std::vector<std::string>{"olga"}));
  EXPECT_EQ(history.owners_in(at("2026-04-01"), at("2026-05-01")), (std::vector<std::string>{"olga", "bob"}));
}

TEST(MeasureForm, never_gives_a_new_plan_item_the_id_of_an_old_one) {
  MeasureInput input;
  input.title = "Back-up";
  input.plan.operation = {restore(kMonthly), backup(1)};
  input.plan.operation[0].id = "";
  input.plan.operation[1].id = "p9";  // was an occurrence once
  ASSERT_TRUE(check(input, {{"p1", "occurrences"}, {"p9", "occurrences"}}));
  EXPECT_EQ(input.plan.operation[0].id, "p2") << "p1 was another item";
  EXPECT_EQ(input.plan.operation[1].id, "p3") << "another kind of proof is another item";
  MeasureInput same = input;
  ASSERT_TRUE(check(same, {{"p2", "occurrences"}, {"p3", "automated"}}));
  EXPECT_EQ(same.plan.operation[0].id, "p2");
  EXPECT_EQ(same.plan.operation[1].id, "p3");
}

// ---------- what the verdict makes of it

TEST(VerdictHistory, a_rule_made_stricter_today_makes_nothing_missed_in_the_past) {
  scene::Scene scene;
  scene.quarterly().all_quarters();
  ASSERT_EQ(scene.operation(), Verdict::kShown);
  auto& plan = std::get<OccurrencePlan>(scene.proof.plan.operation[0]);
  plan.earlier.push_back({{kAlways.from, day("2026-12-14")}, plan.rule, plan.start, plan.window_days, plan.grace_days});
  plan.rule = *task::parse_rrule("FREQ=WEEKLY");
  plan.start = day("2026-01-05");
  plan.in_force = {day("2026-12-15"), kAlways.to};
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << "21 and 28 December are missing";
  const MeasureVerdicts all = scene.judged();
  const auto reasons = all.reasons_of(all.row(0, Aspect::kOperation));
  EXPECT_EQ(reasons[0].a, 4);
  EXPECT_EQ(reasons[0].b, 6);
}

TEST(VerdictHistory, each_occurrence_is_judged_by_the_window_of_its_day) {
  scene::Scene scene;
  scene.quarterly();
  for (const char* due : {"2026-04-01", "2026-07-01", "2026-10-01"}) scene.perform(due, due);
  scene.perform("2026-01-01", "2026-02-15");  // 45 days: allowed then, not any more
  auto& plan = std::get<OccurrencePlan>(scene.proof.plan.operation[0]);
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown);
  plan.earlier.push_back({{kAlways.from, day("2026-03-31")}, plan.rule, plan.start, 60, 0});
  plan.in_force.from = day("2026-04-01");
  EXPECT_EQ(scene.operation(), Verdict::kShown);
}

TEST(MeasureHistory, what_a_plan_tolerates_reaches_the_verdict_with_the_days_on_which_it_did) {
  PlanItem strict = restore(kQuarterly), mild = strict;
  mild.tolerated = 2;
  const std::vector<MeasureVersion> versions{version("2026-01-01", {strict}), version("2026-05-10", {mild})};
  const ProofPlan plan = plan_of({}, history_of(versions), [](const std::string&) { return Ref{1}; });
  const auto& occurrences = std::get<OccurrencePlan>(plan.operation.at(0));
  EXPECT_EQ(occurrences.tolerated, 2);
  EXPECT_EQ(occurrences.in_force.from, day("2026-05-10"));
  ASSERT_EQ(occurrences.earlier.size(), 1U);
  EXPECT_EQ(occurrences.earlier[0].tolerated, 0);
}

TEST(VerdictHistory, a_plan_that_tolerates_more_from_now_on_excuses_nothing_of_before) {
  scene::Scene scene;
  scene.quarterly().all_quarters();
  scene.proof.performances[1].outcome = Outcome::kDeviation;
  auto& plan = std::get<OccurrencePlan>(scene.proof.plan.operation[0]);
  plan.tolerated = 1;
  ASSERT_EQ(scene.operation(), Verdict::kPartlyShown);
  plan.earlier.push_back({{kAlways.from, day("2026-12-14")}, plan.rule, plan.start, 14, 7, 0});
  plan.in_force = {day("2026-12-15"), kAlways.to};
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  scene.question.period.from = day("2026-12-15");
  EXPECT_EQ(scene.operation(), Verdict::kNotShown) << "nothing was due, and nothing deviated";
}

TEST(VerdictHistory, a_place_that_was_added_later_owes_nothing_from_before) {
  scene::Scene scene;
  scene.quarterly();
  for (const char* due : {"2026-07-01", "2026-10-01"}) scene.perform(due, due);
  EXPECT_EQ(scene.operation(1), Verdict::kPartlyShown);
  scene.proof.held = {{}, {{day("2026-05-01"), kAlways.to}}};
  EXPECT_EQ(scene.operation(0), Verdict::kPartlyShown);
  EXPECT_EQ(scene.operation(1), Verdict::kShown);
}

TEST(VerdictHistory, results_must_be_fresh_on_the_terms_of_the_day) {
  scene::Scene scene;
  scene.question = {{day("2026-01-01"), day("2026-01-31")}, at("2026-03-01")};
  AutomatedPlan plan;
  plan.freshness_days = 1;
  plan.in_force = {day("2026-01-16"), kAlways.to};
  plan.earlier = {{{kAlways.from, day("2026-01-15")}, kNoDay, 7}};
  scene.proof.plan.operation = {plan};
  for (const char* on : {"2026-01-01", "2026-01-08", "2026-01-15"}) scene.add(Aspect::kOperation, on).plan = 0;
  for (int d = 16; d <= 31; ++d) scene.add(Aspect::kOperation, "2026-01-" + std::to_string(d)).plan = 0;
  EXPECT_EQ(scene.operation(), Verdict::kShown);
  scene.proof.evidence.pop_back();
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << "31 January needs its own result now";
  std::get<AutomatedPlan>(scene.proof.plan.operation[0]).in_force.to = day("2026-01-30");
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "from the 31st nothing was planned any more";
}

TEST(VerdictHistory, a_sample_must_be_large_enough_on_the_terms_of_its_period) {
  scene::Scene scene;
  SamplePlan plan;
  plan.frequency = evidence::ControlFrequency::kManyTimesADay;
  scene.proof.plan.operation = {plan};
  scene.sample("2026-01-01", "2026-12-31").size = 5;
  EXPECT_TRUE(scene.says(scene::kO, ReasonKind::kSampleTooSmall));
  auto& now = std::get<SamplePlan>(scene.proof.plan.operation[0]);
  now.earlier = {{{kAlways.from, day("2027-01-31")}, kNoDay, evidence::ControlFrequency::kWeekly}};
  now.in_force = {day("2027-02-01"), kAlways.to};
  EXPECT_EQ(scene.operation(), Verdict::kShown) << "weekly asks for 5";
}

TEST(VerdictHistory, who_becomes_the_owner_later_does_not_undo_a_review) {
  scene::Scene scene;
  EvidenceItem& item = scene.add(Aspect::kExistence, "2026-12-01");
  item.review.owner = scene::kOwner;
  scene.proof.owner = scene::kReviewer;
  EXPECT_EQ(scene.existence(), Verdict::kShown);
  scene.proof.evidence[0].review.owner = scene::kReviewer;
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
}

TEST(MeasureHistory, of_design_and_existence_keeps_what_was_asked_on_the_days_before_a_change) {
  MeasureVersion first = version("2026-01-01", {});
  first.body.plan.design = PlannedDesign{12, false, ""};
  first.body.plan.existence = PlannedExistence{3, ""};
  MeasureVersion same = first;
  same.at = at("2026-02-01");
  same.body.plan.design->text = "Beleid";  // not what is asked
  MeasureVersion milder = same;
  milder.at = at("2026-06-01");
  milder.body.plan.existence->valid_months = 36;
  MeasureVersion without = milder;
  without.at = at("2026-09-01");
  without.body.plan.design.reset();
  const std::vector<MeasureVersion> versions{first, same, milder, without};

  const ProofPlan plan = plan_of(without.body.plan, history_of(versions), [](const std::string&) { return Ref{0}; });

  EXPECT_EQ(plan.existence_on(day("2025-06-01")), ExistencePlan{3});
  EXPECT_EQ(plan.existence_on(day("2026-05-31")), ExistencePlan{3});
  EXPECT_EQ(plan.existence_on(day("2026-06-01")), ExistencePlan{36});
  EXPECT_EQ(plan.design_on(day("2026-08-31")), (DesignPlan{12, false}));
  EXPECT_FALSE(plan.design_on(day("2026-09-01")));
  EXPECT_EQ(plan.earlier_design.size(), 1U);
  EXPECT_EQ(plan.earlier_existence.size(), 1U);
}

TEST(VerdictHistory, a_milder_plan_of_existence_makes_no_past_period_greener) {
  scene::Scene scene;
  scene.add(scene::kE, "2026-01-10");
  scene.proof.plan.existence = ExistencePlan{3};
  scene.question.period = {day("2026-01-01"), day("2026-05-31")};
  ASSERT_EQ(scene.existence(), Verdict::kNotShown);

  scene.proof.plan.earlier_existence = {{{kAlways.from, day("2026-06-30")}, ExistencePlan{3}}};
  scene.proof.plan.existence = ExistencePlan{36};
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);

  scene.question.period.to = day("2026-07-31");
  EXPECT_EQ(scene.existence(), Verdict::kShown);
}

TEST(VerdictHistory, a_deviation_opens_again_when_the_proof_of_its_retest_is_withdrawn) {
  scene::Scene scene;
  scene.quarterly().all_quarters();
  const auto deviation = scene.deviate("2026-05-01", "2026-05-20");
  ASSERT_EQ(scene.operation(), Verdict::kPartlyShown);
  scene.proof.deviations[deviation].reopened = at("2027-02-01");
  EXPECT_EQ(scene.operation(), Verdict::kRefuted);
  scene.question.known_at = at("2027-01-15");
  EXPECT_EQ(scene.operation(), Verdict::kPartlyShown) << "as known before that";
}

}  // namespace
}  // namespace waarborg::measure
