// SPDX-License-Identifier: EUPL-1.2
//
// What shows that a case that deviated was corrected.
#include "features/evidence/test_world.h"

namespace waarborg::evidence {
namespace {

using CaseRetests = EvidenceWorld;

TEST_P(CaseRetests, do_not_lie_ready_before_a_case_waits_for_one) {
  const std::string id = populations.freeze(world.bob, request(), csv(20)).value().id;
  const std::string key = populations.draw(dana, id, {"s"}).value().cases[0].key;
  const auto accepted = [&] {
    EvidenceInput given = input();
    given.covers_from = given.covers_to = day("2026-02-02");
    given.places.clear();
    const std::string piece = added(world.bob, given);
    EXPECT_TRUE(evidence.review(dana, piece, {}));
    world.clock.tick(std::chrono::minutes(1));
    return piece;
  };
  const auto named = [&](const std::string& proof) {
    const auto done = populations.judge(dana, id, key, {CaseVerdict::kDeviation, "account nog open", proof});
    return done ? std::string() : done.error().what.key;
  };
  const std::string ready = accepted();
  EXPECT_EQ(named(ready), "evidence.population.retest_handed_in_before") << "nothing went wrong yet";
  ASSERT_TRUE(populations.judge(dana, id, key, {CaseVerdict::kDeviation, "account nog open", {}}));
  EXPECT_EQ(named(ready), "evidence.population.retest_handed_in_before");
  const std::string first = accepted(), other = accepted();
  EXPECT_EQ(named(first), "");
  world.clock.tick(std::chrono::minutes(1));
  ASSERT_TRUE(evidence.withdraw(dana, first, "verkeerde lijst"));
  EXPECT_EQ(named(other), "evidence.population.retest_handed_in_before")
      << "from before the first one turned out wrong";
  EXPECT_EQ(named(accepted()), "");
  expect_sound();
}

TEST_P(CaseRetests, are_about_the_places_of_the_sample) {
  using Places = std::vector<PlaceRef>;
  const PlaceRef one{"system", "s1"}, two{"system", "s2"};
  holds = {one, two};
  FreezeRequest part = request("many");
  part.place = one;
  const std::string everywhere = populations.freeze(world.bob, request(), csv(20)).value().id;
  const std::string here = populations.freeze(world.bob, part, csv(30)).value().id;
  std::map<std::string, std::string> deviating;
  for (const std::string& id : {everywhere, here}) {
    deviating[id] = populations.draw(dana, id, {"s"}).value().cases[0].key;
    ASSERT_TRUE(populations.judge(dana, id, deviating[id], {CaseVerdict::kDeviation, "account nog open", {}}));
  }
  const auto named = [&](const std::string& id, const Places& places, const std::optional<std::string>& proof = {}) {
    EvidenceInput given = input();
    given.covers_from = given.covers_to = day("2026-02-02");
    given.places = places;
    given.supplier_proof = proof;
    const std::string piece = added(world.bob, given);
    EXPECT_TRUE(evidence.review(dana, piece, {}));
    const auto done = populations.judge(dana, id, deviating[id], {CaseVerdict::kDeviation, "account nog open", piece});
    return done ? std::string() : done.error().what.key;
  };
  EXPECT_EQ(named(here, {}), "evidence.population.retest_elsewhere");
  EXPECT_EQ(named(here, {two}), "evidence.population.retest_elsewhere");
  EXPECT_EQ(named(everywhere, {}), "evidence.population.retest_elsewhere");
  EXPECT_EQ(named(everywhere, {one}), "evidence.population.retest_elsewhere");
  supplier_proof =
      SupplierProof{"sp", "v1", "Hoster", "ISO 27001", day("2025-06-01"), day("2026-05-31"), {"operation"}, ""};
  EXPECT_EQ(named(here, {one}, "sp"), "evidence.population.retest_outside_supplier") << "not about existence";
  delivered = {one};
  supplier_proof->aspects = {"existence"};
  supplier_proof->valid_until = day("2026-02-01");
  EXPECT_EQ(named(here, {one}, "sp"), "evidence.population.retest_outside_supplier") << "ended before";
  supplier_proof->valid_until = day("2026-02-02");
  delivered = {two};
  EXPECT_EQ(named(here, {one}, "sp"), "evidence.population.retest_outside_supplier") << "the system of another";
  EXPECT_EQ(named(everywhere, {one, two}, "sp"), "evidence.population.retest_outside_supplier");
  delivered = {one};
  EXPECT_EQ(named(here, {one}, "sp"), "");
  EXPECT_EQ(named(everywhere, {one, two}), "");
  expect_sound();
}

TEST_P(CaseRetests, can_still_be_given_for_a_place_that_left_the_measure) {
  FreezeRequest part = request();
  part.place = {"system", "s1"};
  holds = {{"system", "s1"}, {"system", "s2"}};
  const std::string id = populations.freeze(world.bob, part, csv(20)).value().id;
  const std::string key = populations.draw(dana, id, {"s"}).value().cases[0].key;
  ASSERT_TRUE(populations.judge(dana, id, key, {CaseVerdict::kDeviation, "account nog open", {}}));
  holds = {{"system", "s2"}, {"organisation", ""}};
  EvidenceInput given = input();
  given.covers_from = given.covers_to = day("2026-02-02");
  given.places.clear();
  const std::string piece = added(world.bob, given);
  ASSERT_TRUE(evidence.review(dana, piece, {}));
  EXPECT_TRUE(populations.judge(dana, id, key, {CaseVerdict::kDeviation, "account nog open", piece}));
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, CaseRetests, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
