// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/task/test_world.h"

namespace waarborg::task {
namespace {

using ExpectedOccurrences = TaskWorld;

PerformInput done(const char* on, Outcome outcome = Outcome::kEffective) {
  PerformInput input;
  input.performed_on = day(on);
  input.outcome = outcome;
  if (outcome == Outcome::kDeviation) input.deviation = DeviationInput{"band onleesbaar", {}, {}, {}};
  return input;
}

TEST_P(ExpectedOccurrences, exist_because_the_plan_expects_them) {
  EXPECT_EQ(sync({monthly()}), 8);
  EXPECT_EQ(sync({monthly()}), 0) << "the same plan again changes nothing";
  const auto list = all();
  ASSERT_EQ(list.size(), 8U);
  EXPECT_EQ(list.front().due, day("2025-11-15"));
  EXPECT_EQ(list.front().state, OccurrenceState::kMissed);
  EXPECT_EQ(list.front().window_to, day("2025-11-29"));
  EXPECT_EQ(list.front().grace_to, day("2025-12-13"));
  EXPECT_EQ(list[3].state, OccurrenceState::kOpen) << "due 15 February";
  EXPECT_EQ(list.back().state, OccurrenceState::kPlanned);
  EXPECT_EQ(list.front().owner_name, "Bob  Jansen");
  EXPECT_EQ(list.front().measure_title, "Back-up");
  EXPECT_EQ(sync({monthly()}, "2025-11-01", "2026-07-31"), 1) << "time goes on";
}

TEST_P(ExpectedOccurrences, are_expected_in_each_place) {
  Schedule schedule = monthly();
  schedule.places = {{"system", "s1"}, {"system", "s2"}};
  EXPECT_EQ(sync({schedule}), 16);
  const auto list = all();
  ASSERT_TRUE(list.front().place);
  EXPECT_EQ(list.front().place->name.substr(0, 3), "HIS");
}

TEST_P(ExpectedOccurrences, of_a_changed_plan_keep_what_was_due) {
  sync({monthly()});
  ASSERT_TRUE(tasks.perform(world.bob, due_on("2026-02-15"), done("2026-02-20")));
  Schedule quarterly = monthly();
  quarterly.rrule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20";
  quarterly.start = day("2026-05-20");
  quarterly.title = "Grote hersteltest";
  world.clock.tick(std::chrono::hours(24));
  sync({quarterly}, "2026-03-03");
  std::vector<std::string> days;
  for (const Occurrence& o : all()) days.push_back(waarborg::to_text(o.due));
  EXPECT_EQ(days, (std::vector<std::string>{"2025-11-15", "2025-12-15", "2026-01-15", "2026-02-15", "2026-05-20"}));
  sync({}, "2026-03-03");
  EXPECT_EQ(all().size(), 4U) << "a plan item that went takes its future along";
  expect_sound();
}

TEST_P(ExpectedOccurrences, of_a_plan_that_was_mended_the_same_day_go_without_a_trace) {
  sync({monthly()});
  Schedule mended = monthly();
  mended.rrule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20";
  sync({mended});
  for (const Occurrence& o : all()) EXPECT_EQ(waarborg::to_text(o.due).substr(8), "20");
}

TEST_P(ExpectedOccurrences, follow_the_terms_of_their_own_days) {
  Schedule before = monthly(), after = monthly();
  before.in_force.to = day("2026-01-31");
  after.in_force.from = day("2026-02-01");
  after.rrule = "FREQ=MONTHLY;BYMONTHDAY=20";
  sync({before, after});
  std::vector<std::string> days;
  for (const Occurrence& o : all()) days.push_back(waarborg::to_text(o.due));
  EXPECT_EQ(days, (std::vector<std::string>{"2025-11-15", "2025-12-15", "2026-01-15", "2026-02-20", "2026-03-20",
                                            "2026-04-20", "2026-05-20", "2026-06-20"}));
}

TEST_P(ExpectedOccurrences, of_the_future_follow_title_and_window_and_all_that_wait_follow_the_owner) {
  sync({monthly()});
  Schedule renamed = monthly();
  renamed.title = "Terugzettest";
  renamed.owner_person = "p2";
  renamed.grace_days = 0;
  EXPECT_EQ(sync({renamed}), 8) << "four that are late, and March to June";
  for (const Occurrence& o : all()) {
    EXPECT_EQ(o.title, o.due >= world.clock.today() ? "Terugzettest" : "Hersteltest");
    EXPECT_EQ(o.owner_name, "Eva");
  }
}

TEST_P(ExpectedOccurrences, with_a_broken_rule_are_refused_whole) {
  Schedule broken = monthly();
  broken.rrule = "FREQ=NOW";
  db::Transaction tx = world.database.write();
  EXPECT_FALSE(tasks.sync(tx, world.alice, "m1", {monthly(), broken}, day("2026-01-01"), day("2026-12-31")));
}

TEST_P(ExpectedOccurrences, are_performed_once_with_proof) {
  sync({monthly()});
  const std::string id = due_on("2026-02-15");
  PerformInput input = done("2026-02-20");
  input.evidence = {"nothing"};
  EXPECT_EQ(tasks.perform(world.bob, id, input).error().what.key, "task.evidence_unknown");
  input.evidence = {"good"};
  EXPECT_EQ(tasks.perform(world.charlie, id, input).error().kind, FaultKind::kNotFound);
  EXPECT_EQ(tasks.perform(world.bob, id, input, 9).error().kind, FaultKind::kConflict);
  const auto performed = tasks.perform(world.bob, id, input, 1).value();
  EXPECT_EQ(performed.state, OccurrenceState::kOnTime);
  EXPECT_EQ(performed.outcome, Outcome::kEffective);
  EXPECT_EQ(performed.performed_by, "Bob Jansen");
  EXPECT_EQ(performed.version, 2);
  EXPECT_EQ(linked["good"], id);
  EXPECT_EQ(last_performed, day("2026-02-20"));
  EXPECT_EQ(tasks.perform(world.alice, id, done("2026-02-21")).error().what.key, "task.performed");
  auth::Actor reader = world.bob;
  reader.rights = {"task.read"};
  EXPECT_EQ(tasks.perform(reader, due_on("2026-01-15"), done("2026-02-01")).error().kind, FaultKind::kForbidden);
  const auto late = tasks.perform(world.bob, due_on("2026-01-15"), done("2026-02-01")).value();
  EXPECT_EQ(late.state, OccurrenceState::kLate);
  const auto too_late = tasks.perform(world.bob, due_on("2025-11-15"), done("2026-02-01")).value();
  EXPECT_EQ(too_late.state, OccurrenceState::kMissed);
  expect_sound();
}

TEST_P(ExpectedOccurrences, whose_report_was_taken_back_leave_their_proof_free_for_the_next_one) {
  sync({monthly()});
  PerformInput input = done("2026-02-20");
  input.evidence = {"waiting"};
  const std::string id = due_on("2026-02-15");
  ASSERT_TRUE(tasks.perform(world.bob, id, input));
  EXPECT_EQ(tasks.perform(world.bob, due_on("2026-01-15"), input).error().what.key, "task.evidence_unknown");
  const auto again = tasks.withdraw(world.bob, id, "verkeerde dag").value();
  EXPECT_TRUE(tasks.perform(world.bob, again.id, input));
  EXPECT_EQ(linked["waiting"], again.id);
  expect_sound();
}

TEST_P(ExpectedOccurrences, with_a_deviation_open_one) {
  sync({monthly()});
  const auto performed =
      tasks.perform(world.bob, due_on("2026-02-15"), done("2026-02-20", Outcome::kDeviation)).value();
  ASSERT_FALSE(performed.deviation.empty());
  const auto list = tasks.deviations_of(world.alice, "m1").value().items;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.front().occurrence, performed.id);
  EXPECT_EQ(list.front().state, DeviationState::kOpen);
  EXPECT_EQ(tasks.withdraw(world.bob, performed.id, "oeps").error().what.key, "task.withdraw.deviation");
  expect_sound();
}

TEST_P(ExpectedOccurrences, recorded_by_mistake_are_taken_back_and_expected_again) {
  sync({monthly()});
  const std::string id = due_on("2026-02-15");
  ASSERT_TRUE(tasks.perform(world.bob, id, done("2026-02-20")));
  const auto eve = world.add_actor("eve", "Eva", world.north, {"contributor"});
  EXPECT_EQ(tasks.withdraw(eve, id, "x").error().what.key, "task.withdraw.not_yours");
  EXPECT_EQ(tasks.withdraw(world.bob, id, " ").error().where, "reason");
  EXPECT_EQ(tasks.withdraw(world.charlie, id, "x").error().kind, FaultKind::kNotFound);
  const auto again = tasks.withdraw(world.bob, id, "verkeerde maand").value();
  EXPECT_NE(again.id, id);
  EXPECT_FALSE(again.withdrawn_at);
  const auto old = tasks.occurrence(world.bob, id).value();
  EXPECT_EQ(old.withdrawn_at, world.clock.now());
  EXPECT_EQ(old.withdraw_reason, "verkeerde maand");
  EXPECT_EQ(again.state, OccurrenceState::kOpen);
  EXPECT_EQ(sync({monthly()}), 0);
  EXPECT_TRUE(tasks.perform(world.bob, again.id, done("2026-02-22")));
  db::Transaction tx = world.database.read();
  const auto facts = performance_facts(tx, world.north);
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(std::ranges::count_if(facts, [](const auto& f) { return f.withdrawn_at.has_value(); }), 1);
  expect_sound();
}

TEST_P(ExpectedOccurrences, claimed_without_proof_are_taken_back_by_a_security_officer_too) {
  sync({monthly()});
  const std::string id = due_on("2026-02-15");
  ASSERT_TRUE(tasks.perform(world.bob, id, done("2026-02-20")));  // and Bob left
  EXPECT_EQ(tasks.withdraw(world.alice, id, "").error().where, "reason");
  const auto again = tasks.withdraw(world.alice, id, "zonder bewijs gemeld");
  ASSERT_TRUE(again) << again.error().what.key;
  EXPECT_EQ(again->state, OccurrenceState::kOpen);
  EXPECT_EQ(tasks.occurrence(world.alice, id)->withdraw_reason, "zonder bewijs gemeld");
  PerformInput input = done("2026-02-21");
  input.evidence = {"good"};
  ASSERT_TRUE(tasks.perform(world.bob, again->id, input));
  EXPECT_EQ(tasks.withdraw(world.alice, again->id, "liever niet").error().what.key, "task.withdraw.proven");
  EXPECT_TRUE(tasks.withdraw(world.bob, again->id, "verkeerde dag"));
  expect_sound();
}

TEST_P(ExpectedOccurrences, are_listed_by_state_as_the_rules_see_it) {
  sync({monthly()});
  ASSERT_TRUE(tasks.perform(world.bob, due_on("2025-12-15"), done("2025-12-20")));
  ASSERT_TRUE(tasks.perform(world.bob, due_on("2026-01-15"), done("2026-02-05")));
  for (int days = -30; days < 150; days += 7) {  // the SQL and task::state_of must never disagree
    world.clock.set(parse_moment("2026-03-02T09:00:00Z").value() + std::chrono::hours(24 * days));
    std::map<OccurrenceState, std::int64_t> counts;
    for (const Occurrence& o : all()) ++counts[o.state];
    for (const auto state : {OccurrenceState::kPlanned, OccurrenceState::kOpen, OccurrenceState::kLate,
                             OccurrenceState::kMissed, OccurrenceState::kOnTime}) {
      const auto page = tasks.occurrences(world.alice, {.state = json::word_of(state)}).value();
      // A performance after today is only possible here because the clock went back.
      if (days >= 0) {
        EXPECT_EQ(page.total, counts[state]) << days << " " << json::word_of(state);
      }
    }
  }
  EXPECT_EQ(tasks.occurrences(world.alice, {.state = "soon"}).error().where, "state");
}

TEST_P(ExpectedOccurrences, are_paged_without_a_query_per_row) {
  Schedule schedule = monthly();
  schedule.places = {{"system", "s1"}, {"system", "s2"}, {"system", "s3"}};
  sync({schedule});
  std::vector<std::string> seen;
  ListQuery query{.limit = 5};
  do {
    const auto before = world.database.statements_run();
    asked = 0;
    const auto page = tasks.occurrences(world.alice, query).value();
    EXPECT_LE(world.database.statements_run() - before, 2U);
    EXPECT_EQ(asked, 1);
    for (const Occurrence& o : page.items) seen.push_back(o.id);
    query.after = page.next.value_or("");
  } while (!query.after.empty());
  EXPECT_EQ(seen.size(), 24U);
  std::ranges::sort(seen);
  EXPECT_EQ(std::ranges::unique(seen).size(), 0U);
  EXPECT_EQ(tasks.occurrences(world.bob, {.mine = true}).value().total, 24);
  EXPECT_EQ(tasks.occurrences(world.alice, {.mine = true}).value().total, 0);
  EXPECT_EQ(tasks.occurrences(world.alice, {.from = day("2026-01-01"), .to = day("2026-01-31")}).value().total, 3);
  EXPECT_EQ(tasks.occurrences(world.charlie, {}).value().total, 0);
}

TEST_P(ExpectedOccurrences, are_sorted_both_ways_over_all_pages_and_without_gaps) {
  Schedule tests = monthly();
  tests.places = {{"system", "s1"}, {"system", "s2"}};  // two on each day, so that keys are equal
  Schedule talks = monthly();
  talks.plan_item = "talk";
  talks.title = "awareness";
  sync({tests, talks});
  for (const std::string sort : {"due", "-due", "title", "-title"}) {
    std::vector<std::pair<std::string, std::string>> seen;  // key and id
    ListQuery query{.limit = 5, .sort = sort};
    do {
      const auto page = tasks.occurrences(world.alice, query).value();
      EXPECT_EQ(page.total, 24) << sort;
      for (const Occurrence& o : page.items) {
        seen.emplace_back(sort.ends_with("due") ? waarborg::to_text(o.due) : o.title == "awareness" ? "a" : "h", o.id);
      }
      query.after = page.next.value_or("");
    } while (!query.after.empty());
    auto expected = seen;
    std::ranges::sort(expected);
    EXPECT_EQ(std::ranges::unique(expected).size(), 0U) << sort;
    if (sort.starts_with('-')) std::ranges::reverse(expected);
    EXPECT_EQ(seen, expected) << sort;
    EXPECT_EQ(seen.size(), 24U);
  }
  EXPECT_EQ(tasks.occurrences(world.alice, {.sort = "note"}).error().where, "sort");
  EXPECT_EQ(tasks.occurrences(world.alice, {.after = "onzin", .sort = "-title"}).error().where, "after");
}

TEST_P(ExpectedOccurrences, are_found_by_their_title_and_by_the_names_of_measure_owner_and_place) {
  Schedule tests = monthly();
  tests.places = {{"system", "s1"}, {"system", "s3"}};
  sync({tests});
  const auto found = [&](const std::string& text) {
    return tasks.occurrences(world.alice, {.limit = 3, .search = text}).value().total;
  };
  EXPECT_EQ(found("HERSTEL"), 16);
  EXPECT_EQ(found("back"), 16) << "the measure";
  EXPECT_EQ(found("bob"), 16) << "the owner";
  EXPECT_EQ(found("his"), 8) << "one of the two places";
  EXPECT_EQ(found("niets hiervan"), 0);
  EXPECT_EQ(found("%"), 0) << "no wildcard";
  EXPECT_EQ(tasks.occurrences(world.alice, {.measure = "m1", .search = "his"}).value().total, 8);
  EXPECT_EQ(tasks.occurrences(world.charlie, {.search = "herstel"}).value().total, 0);
}

TEST_P(ExpectedOccurrences, go_to_the_verdict_and_the_calendar) {
  sync({monthly()});
  PerformInput input = done("2026-02-20");
  input.evidence = {"good", "waiting"};
  ASSERT_TRUE(tasks.perform(world.bob, due_on("2026-02-15"), input));
  {
    db::Transaction tx = world.database.read();
    const auto before = world.database.statements_run();
    const auto facts = performance_facts(tx, world.north, "m1");
    EXPECT_EQ(world.database.statements_run() - before, 1U);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts.front().due, day("2026-02-15"));
    EXPECT_EQ(facts.front().performed_on, day("2026-02-20"));
    EXPECT_TRUE(facts.front().effective);
    EXPECT_EQ(facts.front().evidence.size(), 2U);
    EXPECT_FALSE(facts.front().place);
    EXPECT_EQ(facts.front().recorded_at, world.clock.now());
    EXPECT_TRUE(performance_facts(tx, world.south).empty());
    EXPECT_EQ(next_due(tx, world.north, world.clock.today()).at("m1"), day("2026-03-15"));
  }
  const std::string calendar = tasks.calendar(world.bob, false, "https://zorg.example");
  EXPECT_NE(calendar.find("DTSTART;VALUE=DATE:20260315"), std::string::npos);
  EXPECT_EQ(calendar.find("DTSTART;VALUE=DATE:20260215"), std::string::npos) << "done";
  EXPECT_NE(calendar.find("SUMMARY:Back-up\r\nDESCRIPTION:"), std::string::npos) << calendar;
  EXPECT_EQ(tasks.calendar(world.alice, false, "").find("VEVENT"), std::string::npos) << "not hers";
  EXPECT_NE(tasks.calendar(world.alice, true, "").find("VEVENT"), std::string::npos);
  EXPECT_EQ(tasks.calendar(world.charlie, true, "").find("VEVENT"), std::string::npos);
}

TEST_P(ExpectedOccurrences, that_are_more_than_a_calendar_holds_are_the_nearest_and_it_says_so) {
  const auto unfolded = [&](const auth::Actor& who) {
    std::string text = tasks.calendar(who, true, "");
    for (std::size_t at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ", at)) text.erase(at, 3);
    return text;
  };
  Schedule daily{"restore", "Hersteltest", "FREQ=DAILY", world.clock.today(), 0, 0, {}, "p1"};
  for (int place = 0; place < 6; ++place) daily.places.push_back({"system", "s" + std::to_string(place)});
  sync({daily}, "2026-03-02", "2027-04-30");
  const std::string calendar = unfolded(world.alice);
  std::size_t events = 0;
  for (auto at = calendar.find("BEGIN:VEVENT"); at != std::string::npos; at = calendar.find("BEGIN:VEVENT", at + 1)) {
    ++events;
  }
  EXPECT_EQ(events, 2000U);
  // Six a day: 333 whole days, and two of the day after.
  EXPECT_NE(calendar.find("DTSTART;VALUE=DATE:20270128"), std::string::npos);
  EXPECT_EQ(calendar.find("DTSTART;VALUE=DATE:20270130"), std::string::npos);
  EXPECT_NE(calendar.find("DESCRIPTION:" + say(Language::kNl, {"task.calendar.about_nearest",
                                                               {{"most", "2000"}, {"day", "2027-01-29"}}})),
            std::string::npos)
      << calendar.substr(0, 600);
  daily.places.resize(1);
  sync({daily}, "2026-03-02", "2027-04-30");
  EXPECT_NE(unfolded(world.alice).find("400 dagen vooruit"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, ExpectedOccurrences, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::task
