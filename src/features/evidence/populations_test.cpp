// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <thread>

#include "features/evidence/sampling.h"
#include "features/evidence/store.h"
#include "features/evidence/test_world.h"
#include "platform/db/unavailable.h"

namespace waarborg::evidence {
namespace {

using Populations = EvidenceWorld;

TEST_P(Populations, are_frozen_by_count_and_hash) {
  const auto frozen = populations.freeze(world.bob, request(), csv(30)).value();
  EXPECT_EQ(frozen.state, "frozen");
  EXPECT_EQ(frozen.count, 30);
  EXPECT_EQ(frozen.sample_size, 3) << "quarterly: 2; ten percent of 30 is more";
  EXPECT_EQ(frozen.sha256.size(), 64U);
  EXPECT_FALSE(frozen.upper_bound);
  EXPECT_EQ(populations.get(world.alice, frozen.id).value().sha256, frozen.sha256);
  expect_sound();
}

TEST_P(Populations, refuse_what_cannot_be_drawn_from) {
  struct Row {
    const char* key;
    FreezeRequest request;
    std::string csv;
  };
  FreezeRequest no_column = request();
  no_column.key = "kenmerk";
  FreezeRequest later = request();
  later.to = day("2026-12-31");
  const Row rows[] = {
      {"evidence.population.no_key_column", no_column, csv(3)},
      {"evidence.sampling.duplicate_key", request(), "nummer\nA\nA\n"},
      {"evidence.sampling.empty_key", request(), "nummer;naam\n;x\n"},
      {"evidence.population.plan_item", request("restore"), csv(3)},
      {"evidence.population.plan_item", request("nothing"), csv(3)},
      {"evidence.covers_future", later, csv(3)},
      {"evidence.population.no_header", request(), ""},
  };
  for (const Row& row : rows) {
    const auto refused = populations.freeze(world.bob, row.request, row.csv);
    ASSERT_FALSE(refused) << row.key;
    EXPECT_EQ(refused.error().what.key, row.key);
  }
  EXPECT_EQ(populations.freeze(dana, request(), csv(3)).error().kind, FaultKind::kForbidden);
  EXPECT_EQ(populations.freeze(world.charlie, request(), csv(3)).error().kind, FaultKind::kNotFound);
}

TEST_P(Populations, are_drawn_once_so_that_an_auditor_can_draw_again) {
  const auto frozen = populations.freeze(world.bob, request(), csv(30)).value();
  const auto drawn = populations.draw(world.alice, frozen.id, {"kwartaal 1"}).value();
  EXPECT_EQ(drawn.state, "drawn");
  EXPECT_EQ(drawn.seed, "kwartaal 1");
  EXPECT_EQ(drawn.algorithm, kDrawAlgorithm);
  std::vector<std::string> keys;
  for (int i = 0; i < 30; ++i) keys.push_back("L" + std::to_string(i));
  const auto by_hand = draw_sample(keys, 3, "kwartaal 1", [](std::string_view t) { return crypto::sha256(t); }).value();
  ASSERT_EQ(drawn.cases.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(drawn.cases[i].key, by_hand[i]);
    EXPECT_EQ(drawn.cases[i].order, static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(drawn.cases[i].text, "Naam " + by_hand[i].substr(1) + " · 2026-01-10");
  }
  EXPECT_EQ(populations.draw(world.bob, frozen.id, {"beter"}).error().what.key, "evidence.population.drawn");
  FreezeRequest later = request();
  later.from = day("2026-02-01");
  later.to = day("2026-02-28");
  const auto other = populations.freeze(world.bob, later, csv(30)).value();
  EXPECT_GE(populations.draw(world.bob, other.id, {}).value().seed.size(), 20U);
  EXPECT_EQ(populations.draw(world.charlie, other.id, {}).error().kind, FaultKind::kNotFound);
  expect_sound();
}

TEST_P(Populations, are_judged_case_by_case_by_someone_else) {
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  const auto drawn = populations.draw(dana, id, {"s"}).value();
  ASSERT_EQ(drawn.cases.size(), 2U);
  const std::string first = drawn.cases[0].key;
  const std::string second = drawn.cases[1].key;
  auth::Actor bob = world.bob;
  bob.rights.insert("evidence.review");
  EXPECT_EQ(populations.judge(bob, id, first, {}).error().what.key, "evidence.review.own_collection");
  EXPECT_EQ(populations.judge(olga, id, first, {}).error().what.key, "evidence.review.own_measure");
  EXPECT_EQ(populations.judge(world.charlie, id, first, {}).error().kind, FaultKind::kNotFound);
  EXPECT_EQ(populations.judge(dana, id, "L999", {}).error().what.key, "evidence.population.case_unknown");
  auto judged = populations.judge(dana, id, first, {CaseVerdict::kEffective, "dossier gezien", {}}).value();
  EXPECT_EQ(judged.state, "drawn");
  {
    db::Transaction tx = world.database.read();
    EXPECT_FALSE(sample_facts(tx, world.north).front().recorded_at) << "half a sample says only that it is there";
  }
  world.clock.tick(std::chrono::hours(1));
  judged = populations.judge(dana, id, "@2", {CaseVerdict::kDeviation, "account nog open", {}}).value();
  EXPECT_EQ(judged.state, "judged");
  EXPECT_EQ(judged.deviations, 1);
  EXPECT_EQ(judged.judged, 2);
  ASSERT_TRUE(judged.upper_bound);
  EXPECT_NEAR(*judged.upper_bound, deviation_upper_bound(20, 2, 1), 1e-12);
  EXPECT_EQ(populations.judge(dana, id, second, {CaseVerdict::kEffective, {}, {}}).error().what.key,
            "evidence.population.judged");
  const auto shown = [&](EvidenceAspect aspect, EvidenceResult result, const char* on) {
    EvidenceInput given = input();
    given.aspect = aspect;
    given.result = result;
    given.covers_from = given.covers_to = day(on);
    given.places.clear();
    return added(world.bob, given);
  };
  const auto named = [&](const std::string& proof) {
    const auto done = populations.judge(dana, id, second, {CaseVerdict::kDeviation, {}, proof});
    return done ? std::string("good") : done.error().what.key.substr(std::string("evidence.").size());
  };
  const auto accept = [&](const std::string& shown_by) {
    EXPECT_TRUE(evidence.review(dana, shown_by, {}));
    return shown_by;
  };
  using enum EvidenceAspect;
  using enum EvidenceResult;
  const std::string retest = shown(kExistence, kSupports, "2026-02-02");
  EXPECT_EQ(named("nothing"), "unknown");
  EXPECT_EQ(named(shown(kDesign, kSupports, "2026-02-02")), "population.retest_design");
  EXPECT_EQ(named(shown(kExistence, kPartly, "2026-02-02")), "population.retest_result");
  EXPECT_EQ(named(retest), "population.retest_waits");
  EXPECT_EQ(named(accept(shown(kExistence, kSupports, "2026-01-30"))), "population.retest_early");
  EXPECT_EQ(named(accept(retest)), "good");
  const Moment said_at = world.clock.now();
  world.clock.tick(std::chrono::hours(1));
  EXPECT_TRUE(populations.judge(dana, id, second, {CaseVerdict::kDeviation, "toelichting", {}}));
  EXPECT_EQ(named(accept(shown(kExistence, kSupports, "2026-02-03"))), "population.retest_stands");
  EXPECT_EQ(named(""), "population.retest_stands");
  {
    db::Transaction tx = world.database.read();
    const auto facts = sample_facts(tx, world.north, "m1");
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts.front().population, 20);
    EXPECT_EQ(facts.front().size, 2);
    EXPECT_EQ(facts.front().deviations, 1);
    EXPECT_EQ(facts.front().author, "Bob Jansen");
    EXPECT_EQ(facts.front().reviewer, "Dana Smit");
    EXPECT_EQ(facts.front().retests, (std::vector<CaseRetest>{{retest, said_at, {}}})) << "a note does not move it";
    EXPECT_EQ(facts.front().recorded_at, said_at);
    EXPECT_TRUE(sample_facts(tx, world.south).empty());
  }
  EXPECT_EQ(populations.of_measure(world.alice, "m1").value().items.front().cases.size(), 2U);
  expect_sound();

  ASSERT_TRUE(evidence.withdraw(dana, retest, "verkeerde lijst"));
  world.clock.tick(std::chrono::hours(1));
  const std::string next = accept(shown(kExistence, kSupports, "2026-02-04"));
  EXPECT_EQ(named(next), "good");
  {
    db::Transaction tx = world.database.read();
    const Moment now = world.clock.now();
    EXPECT_EQ(sample_facts(tx, world.north, "m1").front().retests,
              (std::vector<CaseRetest>{{retest, said_at, now}, {next, now, {}}}))
        << "the first one stays known until the second";
  }
  expect_sound();
}

TEST_P(Populations, keep_the_note_of_who_judged_a_case_from_everyone_else) {
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  const auto drawn = populations.draw(dana, id, {"s"}).value();
  const auto eva = world.add_actor("eva", "Eva Smit", world.north, {"reviewer"});
  ASSERT_TRUE(populations.judge(dana, id, drawn.cases[0].key, {CaseVerdict::kDeviation, "account nog open", {}}));
  ASSERT_TRUE(populations.judge(eva, id, drawn.cases[1].key, {CaseVerdict::kEffective, "gezien", {}}));

  const auto refused = populations.judge(eva, id, drawn.cases[0].key, {CaseVerdict::kDeviation, "viel mee", {}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().what.key, "evidence.population.note_not_yours");
  EXPECT_EQ(refused.error().where, "note");
  const auto own = populations.judge(dana, id, drawn.cases[0].key, {CaseVerdict::kDeviation, "nog een week open", {}});
  ASSERT_TRUE(own) << own.error().what.key;
  EXPECT_EQ(own->cases[0].note, "nog een week open");
  EXPECT_EQ(own->cases[1].note, "gezien");
}

TEST_P(Populations, tell_each_reader_what_he_may_do) {
  using Rights = std::vector<std::string>;
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  const auto rights = [&](const auth::Actor& who) {
    const Rights alone = populations.get(who, id).value().rights;
    EXPECT_EQ(populations.of_measure(who, "m1").value().items.front().rights, alone);
    return alone;
  };
  EXPECT_EQ(rights(world.bob), (Rights{"draw", "withdraw"})) << "a wrong file, and nobody saw the sample yet";
  EXPECT_EQ(rights(dana), (Rights{"draw", "seed", "withdraw"}));
  EXPECT_EQ(rights(olga), Rights{"draw"}) << "owner of the measure";
  ASSERT_TRUE(populations.draw(dana, id, {"s"}));
  EXPECT_EQ(rights(world.bob), Rights{});
  EXPECT_EQ(rights(dana), (Rights{"judge", "withdraw"}));
  EXPECT_EQ(rights(olga), Rights{});
  ASSERT_TRUE(populations.withdraw(dana, id, "verkeerd kwartaal"));
  EXPECT_EQ(populations.get(dana, id).value().rights, Rights{});
}

TEST_P(Populations, whose_sample_is_known_are_withdrawn_only_by_someone_independent) {
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  ASSERT_TRUE(populations.draw(dana, id, {"s"}));
  EXPECT_EQ(populations.withdraw(world.bob, id, "liever een andere").error().kind, FaultKind::kForbidden);
  EXPECT_EQ(populations.withdraw(olga, id, "liever niet").error().what.key, "evidence.review.own_measure");
  EXPECT_EQ(populations.get(dana, id).value().withdrawn_at, std::nullopt);
  const auto gone = populations.withdraw(dana, id, "verkeerd kwartaal").value();
  EXPECT_EQ(gone.withdrawn_at, world.clock.now());
  EXPECT_EQ(gone.withdraw_reason, "verkeerd kwartaal");
  expect_sound();
}

TEST_P(Populations, are_never_drawn_with_a_seed_of_who_collected_them_or_owns_the_measure) {
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  EXPECT_EQ(populations.draw(world.bob, id, {"gunstig"}).error().what.key, "evidence.population.seed");
  EXPECT_EQ(populations.draw(olga, id, {"gunstig"}).error().what.key, "evidence.population.seed");
  EXPECT_EQ(populations.get(dana, id).value().state, "frozen");
  EXPECT_GE(populations.draw(world.bob, id, {""}).value().seed.size(), 20U) << "Waarborg chooses";
}

TEST_P(Populations, frozen_once_more_are_not_drawn_once_more) {
  const std::string first = populations.freeze(world.bob, request(), csv(20)).value().id;
  ASSERT_TRUE(populations.draw(world.bob, first, {}));
  FreezeRequest again = request();
  again.from = day("2026-01-31");
  again.to = day("2026-02-28");
  const std::string second = populations.freeze(world.bob, again, csv(20)).value().id;
  const auto refused = populations.draw(world.bob, second, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, FaultKind::kConflict);
  EXPECT_EQ(refused.error().what.key, "evidence.population.drawn_besides");
  FreezeRequest part = request();
  part.place = {"system", "s1"};
  const std::string third = populations.freeze(world.bob, part, csv(20)).value().id;
  EXPECT_EQ(populations.draw(world.bob, third, {}).error().what.key, "evidence.population.drawn_besides")
      << "the first is about every place";
  const std::string other = populations.freeze(world.bob, request("many"), csv(30)).value().id;
  EXPECT_TRUE(populations.draw(world.bob, other, {})) << "another part of the plan";
  {
    db::Transaction tx = world.database.read();
    const auto facts = sample_facts(tx, world.north);
    ASSERT_EQ(facts.size(), 2U);
    EXPECT_EQ(facts.front().drawn_at, world.clock.now());
    EXPECT_FALSE(facts.front().recorded_at);
  }
  ASSERT_TRUE(populations.withdraw(dana, first, "verkeerd kwartaal"));
  EXPECT_TRUE(populations.draw(world.bob, second, {}));
  {
    db::Transaction tx = world.database.read();
    const auto facts = sample_facts(tx, world.north);
    EXPECT_EQ(std::ranges::find(facts, first, &SampleFact::id)->withdrawer, "Dana Smit");
    EXPECT_EQ(std::ranges::find(facts, second, &SampleFact::id)->withdrawer, "");
  }
  expect_sound();
}

TEST_P(Populations, drawn_by_two_at_the_same_time_give_one_sample) {
  std::vector<std::string> ids, answers(4);
  for (std::size_t i = 0; i < answers.size(); ++i)
    ids.push_back(populations.freeze(world.bob, request(), csv(20)).value().id);
  {
    std::vector<std::jthread> people;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      people.emplace_back([&, i] {
        const auto drawn = populations.draw(world.bob, ids[i], {});
        answers[i] = drawn ? "drawn" : drawn.error().what.key;
      });
    }
  }
  EXPECT_EQ(std::ranges::count(answers, "drawn"), 1);
  EXPECT_EQ(std::ranges::count(answers, "evidence.population.drawn_besides"), 3);
  expect_sound();
}

TEST_P(Populations, that_change_are_kept_from_who_writes_in_the_database_without_us) {
  if (GetParam() == "sqlite") return;  // has one writer
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  ASSERT_TRUE(populations.draw(world.alice, id, {}));
  db::Patience little;
  little.writer = std::chrono::milliseconds(100);
  db::Database another(world.scratch.where(), 1, little);
  const auto waits = [&](const std::string& sql) {
    const std::string_view text = sql;
    try {
      db::Transaction tx = another.write();
      tx.run({text, text, text, {}}, {});
    } catch (const db::Unavailable&) {
      return true;
    }
    return false;
  };
  const std::string note = "UPDATE population_case SET note = 'vals' WHERE population_id = '" + id + "'";
  {
    db::Transaction tx = world.database.write();
    before_change(tx, world.north, find_population(tx, world.north, id).value());
    EXPECT_TRUE(waits(note));
    EXPECT_TRUE(waits("UPDATE population SET case_count = 9 WHERE id = '" + id + "'"));
    EXPECT_TRUE(
        waits("INSERT INTO population_case (organisation_id, population_id, case_key, description, draw_order, "
              "verdict, note, retest, judge) SELECT organisation_id, id, 'vals', '', 99, '', '', '', '' FROM "
              "population WHERE id = '" +
              id + "'"));
  }
  EXPECT_FALSE(waits(note)) << "only for as long as it changes";
  expect_sound();
}

TEST_P(Populations, are_drawn_at_another_size_with_a_reason_and_smaller_only_by_who_could_judge) {
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  EXPECT_EQ(populations.get(dana, id).value().table_size, 2);
  EXPECT_EQ(populations.draw(world.bob, id, {{}, 5, {}}).error().where, "reason");
  EXPECT_EQ(populations.draw(world.bob, id, {{}, 1, "genoeg"}).error().what.key, "evidence.population.size_below");
  EXPECT_EQ(populations.draw(olga, id, {{}, 1, "genoeg"}).error().what.key, "evidence.population.size_below");
  const std::string large = populations.freeze(world.bob, request(), csv(1200)).value().id;
  EXPECT_EQ(populations.draw(world.bob, large, {{}, 1001, "alles"}).error().what.key, "evidence.population.size");
  ASSERT_TRUE(populations.withdraw(world.bob, large, "te groot"));
  const auto drawn = populations.draw(world.bob, id, {{}, 5, "nieuw systeem"}).value();
  EXPECT_EQ(drawn.cases.size(), 5U);
  EXPECT_EQ(drawn.sample_size, 5);
  EXPECT_EQ(drawn.table_size, 2);
  EXPECT_EQ(drawn.size_reason, "nieuw systeem");
  ASSERT_TRUE(populations.withdraw(dana, id, "te veel"));
  const std::string smaller = populations.freeze(world.bob, request(), csv(20)).value().id;
  EXPECT_EQ(populations.draw(dana, smaller, {{}, 1, "één soort geval"}).value().sample_size, 1);
  ASSERT_TRUE(populations.judge(dana, smaller, "@1", {}));
  {
    db::Transaction tx = world.database.read();
    const auto facts = sample_facts(tx, world.north);
    const auto fact = std::ranges::find(facts, smaller, &SampleFact::id);
    EXPECT_EQ(fact->size_reason, "één soort geval");
    EXPECT_EQ(fact->drawer, "Dana Smit");
  }
  expect_sound();
}

TEST_P(Populations, without_cases_say_that_nothing_happened) {
  const std::string id = populations.freeze(world.bob, request(), "nummer;naam\n").value().id;
  const auto drawn = populations.draw(world.alice, id, {}).value();
  EXPECT_EQ(drawn.state, "judged");
  EXPECT_FALSE(drawn.upper_bound);
  db::Transaction tx = world.database.read();
  EXPECT_EQ(sample_facts(tx, world.north).front().reviewer, "Alice de Vries");
}

TEST_P(Populations, without_cases_wait_for_someone_independent_to_confirm_it) {
  using Rights = std::vector<std::string>;
  const std::string id = populations.freeze(world.bob, request(), "nummer;naam\n").value().id;
  EXPECT_EQ(populations.confirm_empty(dana, id).error().what.key, "evidence.population.not_empty");
  const auto drawn = populations.draw(world.bob, id, {}).value();
  EXPECT_EQ(drawn.state, "drawn");
  EXPECT_EQ(drawn.reviewer, "");
  EXPECT_EQ(drawn.rights, Rights{});
  EXPECT_EQ(populations.get(dana, id).value().rights, (Rights{"confirm", "withdraw"}));
  EXPECT_EQ(populations.confirm_empty(world.bob, id).error().kind, FaultKind::kForbidden);
  EXPECT_EQ(populations.confirm_empty(olga, id).error().what.key, "evidence.review.own_measure");
  EXPECT_EQ(populations.confirm_empty(world.charlie, id).error().kind, FaultKind::kNotFound);
  const auto confirmed = populations.confirm_empty(dana, id).value();
  EXPECT_EQ(confirmed.state, "judged");
  EXPECT_EQ(confirmed.reviewer, "Dana Smit");
  EXPECT_EQ(populations.confirm_empty(dana, id).error().what.key, "evidence.population.judged");
  const std::string full = populations.freeze(world.bob, request("many"), csv(20)).value().id;
  ASSERT_TRUE(populations.draw(world.bob, full, {}));
  EXPECT_EQ(populations.confirm_empty(dana, full).error().what.key, "evidence.population.not_empty");
  expect_sound();
}

TEST_P(Populations, are_withdrawn_with_a_reason) {
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  EXPECT_EQ(populations.withdraw(dana, id, "").error().where, "reason");
  EXPECT_TRUE(populations.withdraw(world.bob, id, "verkeerd kwartaal"));
  EXPECT_EQ(populations.draw(world.bob, id, {}).error().what.key, "evidence.withdrawn");
  EXPECT_TRUE(populations.of_measure(world.alice, "m1").value().items.empty());
  EXPECT_EQ(populations.of_measure(world.charlie, "m1").error().kind, FaultKind::kNotFound);
  expect_sound();
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, Populations, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
