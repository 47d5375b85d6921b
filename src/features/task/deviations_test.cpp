// SPDX-License-Identifier: EUPL-1.2
#include "features/task/test_world.h"

namespace waarborg::task {
namespace {

using Deviations = TaskWorld;

TEST_P(Deviations, are_reworded_by_who_recorded_them_or_a_security_officer_and_the_trail_keeps_both) {
  const auto opened = tasks.open(world.bob, "m1", {"back-up onleesbaar", {}, {}, {}}).value();
  const auto eve = world.add_actor("eve", "Eva", world.north, {"owner"});
  EXPECT_EQ(tasks.change(eve, opened.id, {"klein dingetje", "o", "h", {}}, -1).error().what.key,
            "task.deviation.what_not_yours");
  const auto added = tasks.change(eve, opened.id, {" back-up onleesbaar ", "oude band", "nieuwe band", {}}, -1);
  ASSERT_TRUE(added) << added.error().what.key;
  EXPECT_EQ(added->cause, "oude band");
  ASSERT_TRUE(tasks.change(world.bob, opened.id, {"band onleesbaar", "oude band", "nieuwe band", {}}, -1));
  ASSERT_TRUE(tasks.change(world.alice, opened.id, {"band 7 onleesbaar", "oude band", "nieuwe band", {}}, -1));
  db::Transaction tx = world.database.read();
  const auto entries = world.trail.range(tx, world.north, 0, 100);
  const auto changes = trail::changes_of(entries.back());
  const auto what = std::ranges::find(changes, "what", &trail::Change::field);
  ASSERT_NE(what, changes.end());
  EXPECT_EQ(what->before, "band onleesbaar");
  EXPECT_EQ(what->after, "band 7 onleesbaar");
}

TEST_P(Deviations, are_closed_by_a_retest_that_supports_and_by_nothing_else) {
  const auto opened = tasks.open(world.bob, "m1", {"toegang bleef open", {}, {}, PlaceRef{"system", "s1"}}).value();
  EXPECT_EQ(opened.state, DeviationState::kOpen);
  EXPECT_EQ(opened.place->name, "HIS s1");
  EXPECT_EQ(tasks.retest(world.bob, opened.id, {"good", true}).error().what.key, "task.retest.no_cause");
  EXPECT_EQ(tasks.change(world.bob, opened.id, {"toegang bleef open", "geen melding", {}, {}}, 9).error().kind,
            FaultKind::kConflict)
      << "of another version";
  auto now = tasks.change(world.bob, opened.id, {"toegang bleef open", "geen melding", "proces", {}}, 1).value();
  EXPECT_EQ(now.state, DeviationState::kCorrected);
  EXPECT_EQ(tasks.retest(world.bob, opened.id, {"nothing", true}).error().what.key, "task.retest.evidence_unknown");
  EXPECT_EQ(tasks.retest(world.bob, opened.id, {"waiting", true}).error().what.key, "task.retest.not_accepted");
  EXPECT_EQ(tasks.retest(world.bob, opened.id, {"bad", true}).error().what.key, "task.retest.does_not_support");
  now = tasks.retest(world.bob, opened.id, {"bad", false}).value();
  EXPECT_EQ(now.state, DeviationState::kOpen) << "the correction did not help";
  {
    db::Transaction tx = world.database.read();
    EXPECT_FALSE(deviation_facts(tx, world.north).front().retest_on);
  }
  now = tasks.change(world.bob, opened.id, {"toegang bleef open", "geen melding", "ander proces", {}}, now.version)
            .value();
  EXPECT_EQ(now.state, DeviationState::kCorrected);
  world.clock.tick(std::chrono::hours(30));
  now = tasks.retest(world.bob, opened.id, {"good", true}).value();
  EXPECT_EQ(now.state, DeviationState::kClosed);
  EXPECT_EQ(now.closed_at, world.clock.now());
  EXPECT_EQ(tasks.change(world.bob, opened.id, {"x", {}, {}, {}}, now.version).error().what.key,
            "task.deviation.closed");
  EXPECT_EQ(tasks.retest(world.bob, opened.id, {"bad", false}).error().what.key, "task.deviation.closed");
  db::Transaction tx = world.database.read();
  const auto facts = deviation_facts(tx, world.north, "m1");
  ASSERT_EQ(facts.size(), 1U);
  EXPECT_EQ(facts.front().retest_on, world.clock.today());
  EXPECT_EQ(facts.front().closed_at, world.clock.now());
  EXPECT_EQ(facts.front().place, (PlaceRef{"system", "s1"}));
  EXPECT_TRUE(deviation_facts(tx, world.south).empty());
}

TEST_P(Deviations, are_not_closed_by_what_lay_ready_before_they_were_opened) {
  received_at = world.clock.now();
  world.clock.tick(std::chrono::minutes(1));
  const auto opened = tasks.open(world.bob, "m1", {"toegang bleef open", "geen melding", "proces", {}}).value();
  EXPECT_EQ(tasks.retest(world.bob, opened.id, {"good", true}).error().what.key, "task.retest.handed_in_before");
  {
    db::Transaction tx = world.database.write();
    tasks.refuted(tx, world.alice, "bad");
    tx.commit();
  }
  const auto list = tasks.deviations_of(world.bob, "m1").value().items;
  const auto found = std::ranges::find(list, "bad", &Deviation::evidence);
  ASSERT_NE(found, list.end());
  ASSERT_TRUE(tasks.change(world.bob, found->id, {"Audit", "geen melding", "proces", {}}, -1));
  EXPECT_EQ(tasks.retest(world.bob, found->id, {"good", true}).error().what.key, "task.retest.handed_in_before")
      << "though it is about later days than the evidence that refutes";
  received_at = world.clock.now();
  world.clock.tick(std::chrono::minutes(1));
  for (const std::string& id : {opened.id, found->id}) {
    const auto closed = tasks.retest(world.bob, id, {"good", true});
    ASSERT_TRUE(closed) << closed.error().what.key;
    EXPECT_EQ(closed->state, DeviationState::kClosed);
  }
  {
    db::Transaction tx = world.database.write();
    tasks.retest_withdrawn(tx, world.alice, "good");
    tx.commit();
  }
  const auto now = tasks.deviations_of(world.bob, "m1").value().items;
  const auto goes_on = std::ranges::find_if(
      now, [](const Deviation& one) { return one.state == DeviationState::kOpen && one.what == "toegang bleef open"; });
  ASSERT_NE(goes_on, now.end());
  const std::string again = goes_on->id;
  ASSERT_TRUE(tasks.change(world.bob, again, {"toegang bleef open", "geen melding", "ander proces", {}}, -1));
  EXPECT_EQ(tasks.retest(world.bob, again, {"good", true}).error().what.key, "task.retest.handed_in_before")
      << "what opens again asks for a new one";
}

TEST_P(Deviations, are_not_closed_by_evidence_that_says_nothing_of_their_place) {
  const PlaceRef one{"system", "s1"}, two{"system", "s2"};
  holds = {one, two};
  const auto open = [&](const std::optional<PlaceRef>& place) {
    return tasks.open(world.bob, "m1", {"toegang bleef open", "geen melding", "proces", place}).value().id;
  };
  const auto refusal = [&](const std::string& deviation) {
    const auto done = tasks.retest(world.bob, deviation, {"good", true});
    return done ? "" : done.error().what.key;
  };
  const std::string here = open(one), everywhere = open({});
  EXPECT_EQ(refusal(here), "task.retest.elsewhere") << "it names no place";
  EXPECT_EQ(refusal(everywhere), "task.retest.elsewhere");
  good_in = {one};
  EXPECT_EQ(refusal(everywhere), "task.retest.elsewhere") << "of one of them";
  good_scope = {two};
  EXPECT_EQ(refusal(here), "task.retest.outside_supplier");
  good_scope.reset();
  EXPECT_EQ(refusal(here), "");
  good_in = {one, two};
  EXPECT_EQ(refusal(everywhere), "");
  expect_sound();
}

TEST_P(Deviations, of_evidence_without_a_place_ask_for_each_place_where_the_measure_still_holds) {
  const PlaceRef one{"system", "s1"}, two{"system", "s2"};
  holds = {one, two};
  bad_in.clear();
  {
    db::Transaction tx = world.database.write();
    tasks.refuted(tx, world.alice, "bad");
    tx.commit();
  }
  const std::string found = tasks.deviations_of(world.bob, "m1").value().items.front().id;
  ASSERT_TRUE(tasks.change(world.bob, found, {"Audit", "geen melding", "proces", {}}, -1));
  good_in = {one};
  EXPECT_EQ(tasks.retest(world.bob, found, {"good", true}).error().what.key, "task.retest.elsewhere");
  holds = {one};
  const auto closed = tasks.retest(world.bob, found, {"good", true});
  ASSERT_TRUE(closed) << closed.error().what.key;
  EXPECT_EQ(closed->state, DeviationState::kClosed);
}

TEST_P(Deviations, of_a_place_that_left_the_measure_can_still_be_closed) {
  holds = {{"system", "s1"}, {"system", "s2"}, {"system", "s3"}};
  const std::string found =
      tasks.open(world.bob, "m1", {"toegang bleef open", "geen melding", "proces", PlaceRef{"system", "s1"}})
          .value()
          .id;
  EXPECT_EQ(tasks.retest(world.bob, found, {"good", true}).error().what.key, "task.retest.elsewhere");
  holds.erase(holds.begin());
  EXPECT_TRUE(tasks.retest(world.bob, found, {"good", true})) << "nobody can look there any more";
}

TEST_P(Deviations, that_open_again_are_dated_by_the_performance_that_went_wrong) {
  sync({monthly()});
  const std::string occurrence = due_on("2026-02-15");
  PerformInput done;
  done.outcome = Outcome::kDeviation;
  done.performed_on = day("2026-02-16");
  done.evidence = {"good"};
  done.deviation = DeviationInput{"band onleesbaar", "oude band", "nieuwe band", {}};
  ASSERT_TRUE(tasks.perform(world.bob, occurrence, done));
  const std::string first = tasks.deviations_of(world.alice, "m1").value().items.front().id;
  world.clock.tick(std::chrono::hours(30));
  ASSERT_TRUE(tasks.retest(world.bob, first, {"good", true}));
  world.clock.tick(std::chrono::hours(500));
  {
    db::Transaction tx = world.database.write();
    tasks.retest_withdrawn(tx, world.bob, "good");
    tx.commit();
  }
  db::Transaction tx = world.database.read();
  const auto facts = deviation_facts(tx, world.north, "m1");
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_TRUE(facts.front().closed_at) << "what was true on a day stays so";
  EXPECT_FALSE(facts.back().closed_at);
  EXPECT_EQ(facts.back().opened, day("2026-02-16"));
  EXPECT_EQ(facts.back().recorded_at, world.clock.now());
}

TEST_P(Deviations, of_evidence_that_refutes_come_by_themselves_once_and_are_closed_by_a_retest_from_after_it) {
  const auto accepted = [&] {
    db::Transaction tx = world.database.write();
    tasks.refuted(tx, world.alice, "bad");
    tx.commit();
  };
  accepted();
  accepted();
  auto list = tasks.deviations_of(world.bob, "m1").value().items;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].evidence, "bad");
  EXPECT_EQ(list[0].what, "Audit");
  EXPECT_EQ(list[0].opened_by, world.alice.name);
  ASSERT_TRUE(list[0].place);
  EXPECT_EQ(list[0].place->id, "s1");
  ASSERT_TRUE(tasks.change(world.bob, list[0].id, {"Audit", "geen melding", "proces", {}}, -1));
  bad_on = world.clock.today() + std::chrono::days(1);
  EXPECT_EQ(tasks.retest(world.bob, list[0].id, {"good", true}).error().what.key, "task.retest.too_early");
  world.clock.tick(std::chrono::hours(24 * 10));
  bad_on = world.clock.today();
  EXPECT_EQ(tasks.retest(world.bob, list[0].id, {"good", true}).value().state, DeviationState::kClosed);
  {
    db::Transaction tx = world.database.write();
    tasks.retest_withdrawn(tx, world.alice, "good");
    tx.commit();
  }
  db::Transaction tx = world.database.read();
  const auto facts = deviation_facts(tx, world.north, "m1");
  ASSERT_EQ(facts.size(), 2U);
  EXPECT_EQ(facts[1].evidence, "bad") << "what goes on rests on the same evidence";
  EXPECT_EQ(facts[0].goes_on, "");
  EXPECT_EQ(facts[1].goes_on, facts[0].id);
}

TEST_P(Deviations, of_evidence_that_was_withdrawn_are_withdrawn_with_it_and_stay_known) {
  const auto withdraw = [&](const char* evidence) {
    withdrawn = evidence;
    db::Transaction tx = world.database.write();
    tasks.retest_withdrawn(tx, world.alice, evidence);
    tasks.refutation_withdrawn(tx, world.alice, "m1", evidence);
    tx.commit();
  };
  const auto opened = tasks.open(world.bob, "m1", {"van de audit", "o", "h", {}, "bad"}).value();
  ASSERT_TRUE(tasks.retest(world.bob, opened.id, {"good", false}));
  withdraw("bad");
  const auto now = tasks.deviation(world.bob, opened.id).value();
  EXPECT_EQ(now.state, DeviationState::kWithdrawn);
  EXPECT_EQ(now.closed_at, world.clock.now());
  EXPECT_EQ(tasks.deviations(world.bob, {.state = "withdrawn"}).value().total, 1);
  EXPECT_EQ(tasks.deviations(world.bob, {.state = "closed"}).value().total, 0);
  EXPECT_EQ(tasks.retest(world.bob, opened.id, {"good", true}).error().what.key, "task.deviation.closed");
  withdraw("good");
  db::Transaction tx = world.database.read();
  const auto facts = deviation_facts(tx, world.north, "m1");
  ASSERT_EQ(facts.size(), 1U) << "no retest closed it, so none is missed";
  EXPECT_TRUE(facts[0].closed_at);
  EXPECT_TRUE(facts[0].retest_evidence.empty());
  EXPECT_FALSE(facts[0].retest_on);
  const auto entries = world.trail.range(tx, world.north, 0, 100);
  EXPECT_EQ(entries.back().action, "deviation.withdraw");
}

TEST_P(Deviations, are_opened_by_hand_for_accepted_evidence_that_refutes_and_has_none) {
  const auto refused = [&](const char* measure, const char* evidence) {
    return tasks.open(world.bob, measure, {"van de audit", {}, {}, {}, evidence}).error().what.key;
  };
  EXPECT_EQ(refused("m1", "good"), "task.deviation.evidence");
  EXPECT_EQ(refused("m1", "nothing"), "task.deviation.evidence");
  EXPECT_EQ(refused("m2", "bad"), "task.deviation.evidence") << "of another measure";
  withdrawn = "bad";
  EXPECT_EQ(refused("m1", "bad"), "task.deviation.evidence");
  withdrawn.clear();
  sync({monthly()});
  PerformInput done;
  done.outcome = Outcome::kDeviation;
  done.performed_on = day("2026-02-20");
  done.evidence = {"bad"};
  done.deviation = DeviationInput{"band onleesbaar", {}, {}, {}};
  ASSERT_TRUE(tasks.perform(world.bob, due_on("2026-02-15"), done));
  EXPECT_EQ(refused("m1", "bad"), "task.deviation.evidence_has_one") << "that of its occurrence";
  {
    db::Transaction tx = world.database.write();
    tasks.refuted(tx, world.alice, "bad");
    tx.commit();
  }
  EXPECT_EQ(tasks.deviations_of(world.bob, "m1").value().items.size(), 1U);
  linked.clear();
  const auto opened = tasks.open(world.bob, "m1", {"van de audit", {}, {}, {}, "bad"});
  ASSERT_TRUE(opened) << opened.error().what.key;
  EXPECT_EQ(opened->place->id, "s1");
  EXPECT_EQ(refused("m1", "bad"), "task.deviation.evidence_has_one");
  expect_sound();
}

TEST_P(Deviations, are_listed_by_state_newest_first) {
  for (int i = 0; i < 5; ++i) {
    const auto opened =
        tasks.open(world.bob, i < 3 ? "m1" : "m2", {"afwijking " + std::to_string(i), {}, {}, {}}).value();
    if (i == 1) {
      ASSERT_TRUE(tasks.change(world.bob, opened.id, {"afwijking 1", "o", "h", {}}, 1));
    }
    if (i != 2) world.clock.tick(std::chrono::seconds(1));
  }
  std::vector<std::string> names;
  ListQuery query{.limit = 2};
  do {
    const auto page = tasks.deviations(world.alice, query).value();
    EXPECT_EQ(page.total, 5);
    for (const auto& one : page.items) names.push_back(one.what);
    query.after = page.next.value_or("");
  } while (!query.after.empty());
  ASSERT_EQ(names.size(), 5U);
  EXPECT_EQ(names.front(), "afwijking 4");
  EXPECT_EQ(tasks.deviations(world.alice, {.state = "corrected"}).value().total, 1);
  EXPECT_EQ(tasks.deviations(world.alice, {.measure = "m2", .state = "open"}).value().total, 2);
  EXPECT_EQ(tasks.deviations(world.alice, {.state = "late"}).error().where, "state");
  EXPECT_EQ(tasks.deviations(world.alice, {.sort = "what"}).value().items.front().what, "afwijking 0");
  EXPECT_EQ(tasks.deviations(world.alice, {.sort = "opened_at"}).value().items.front().what, "afwijking 0");
  EXPECT_EQ(tasks.deviations(world.alice, {.sort = "cause"}).error().where, "sort");
  EXPECT_EQ(tasks.deviations(world.alice, {.search = "WIJKING 3"}).value().total, 1);
  EXPECT_EQ(tasks.deviations(world.alice, {.search = "back"}).value().total, 5) << "by the name of the measure";
  EXPECT_EQ(tasks.deviations(world.alice, {.search = "bob"}).value().total, 5) << "by who opened it";
  EXPECT_EQ(tasks.deviations(world.charlie, {}).value().total, 0);
  expect_sound();
}

TEST_P(Deviations, need_a_measure_a_place_and_a_right) {
  EXPECT_EQ(tasks.open(world.bob, "m9", {"x", {}, {}, {}}).error().kind, FaultKind::kNotFound);
  EXPECT_EQ(tasks.open(world.bob, "m1", {"x", {}, {}, PlaceRef{"system", "q"}}).error().where, "place");
  EXPECT_EQ(tasks.open(world.bob, "m1", {"", {}, {}, {}}).error().where, "what");
  auth::Actor reader = world.bob;
  reader.rights = {"task.read"};
  EXPECT_EQ(tasks.open(reader, "m1", {"x", {}, {}, {}}).error().kind, FaultKind::kForbidden);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, Deviations, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::task
