// SPDX-License-Identifier: EUPL-1.2
//
// What people read of a verdict: the reason that decides comes along, from the place to the requirement.
#include <gtest/gtest.h>

#include "features/measure/assessment.h"
#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

/// One requirement that one measure answers whole, in so many places.
Assessed answered_in(scene::Scene scene, std::size_t places) {
  Assessed out;
  scene.proof.places.resize(places);
  for (std::size_t i = 0; i < places; ++i) scene.proof.places[i] = static_cast<PlaceIndex>(i);
  out.proof.places = scene.places;
  out.proof.measures = {scene.proof};
  RequirementProof requirement;
  requirement.links = {{0, true}};
  out.proof.requirements = {requirement};
  StoredMeasure stored;
  stored.body.title = "Back-up";
  for (std::size_t i = 0; i < places; ++i) {
    const PlaceRef place{"site", i == 0 ? "a" : "b"};
    stored.body.places.push_back(place);
    out.place_names[place] = i == 0 ? "Noord" : "Zuid";
  }
  out.measures = {stored};
  out.result = judge_all(out.proof, scene.question);
  return out;
}

/// Three of four tests are missing, and a report waits for review.
scene::Scene missing_and_pending() {
  scene::Scene scene;
  scene.quarterly().perform("2026-01-01", "2026-01-01");
  scene.add(Aspect::kOperation, "2026-05-01").review = {};
  return scene;
}

std::vector<std::string> texts_of(const AspectVerdict& verdict) {
  std::vector<std::string> out;
  for (const ReasonView& reason : verdict.reasons) out.push_back(reason.text);
  return out;
}

bool has(const std::vector<std::string>& texts, const std::string& start, const std::string& part) {
  return std::ranges::any_of(
      texts, [&](const std::string& text) { return text.starts_with(start) && text.find(part) != std::string::npos; });
}

TEST(Views, of_a_requirement_name_what_decides_when_its_measure_holds_in_one_place) {
  const Assessed assessed = answered_in(missing_and_pending(), 1);
  const AspectVerdict measure = assessed.measure_total(0, Language::kNl).operation;
  ASSERT_GE(measure.reasons.size(), 2U) << "with one reason there is nothing to choose";
  const AspectVerdict whole = assessed.requirement_total(0, Language::kNl).operation;
  EXPECT_EQ(whole.verdict, "partly_shown");
  EXPECT_TRUE(has(texts_of(whole), "Back-up: ", "2026-04-01")) << ::testing::PrintToString(texts_of(whole));
  EXPECT_FALSE(has(texts_of(whole), "Back-up: ", "beoordeling")) << "that explains it less";
}

TEST(Views, of_a_requirement_name_the_place_that_decides) {
  scene::Scene scene = missing_and_pending();
  for (const char* due : {"2026-04-01", "2026-07-01", "2026-10-01"}) scene.perform(due, due).place = 0;
  const Assessed assessed = answered_in(scene, 2);
  const auto texts = texts_of(assessed.requirement_total(0, Language::kNl).operation);
  EXPECT_TRUE(has(texts, "Back-up: Zuid: ", "2026-04-01")) << ::testing::PrintToString(texts);
  const auto measure = texts_of(assessed.measure_total(0, Language::kNl).operation);
  EXPECT_TRUE(has(measure, "Zuid: ", "2026-04-01")) << ::testing::PrintToString(measure);
}

TEST(Views, of_a_requirement_name_the_place_also_when_its_rule_for_places_has_no_reason) {
  scene::Scene scene = missing_and_pending();
  scene.proof.place_rule = {PlaceRule::kShareCovered, 0.9, kNone};
  const auto texts = texts_of(answered_in(scene, 2).requirement_total(0, Language::kNl).operation);
  EXPECT_TRUE(has(texts, "Back-up: Noord: ", "2026-04-01")) << ::testing::PrintToString(texts);
}

TEST(Views, of_three_verdicts_alone_say_which_of_them_people_set) {
  scene::Scene scene = missing_and_pending();
  Override& item = scene.proof.overrides.emplace_back();
  item.aspect = Aspect::kExistence;
  item.place = 1;
  item.value = Verdict::kShown;
  item.reason = 400;
  item.author = scene::kAuthor;
  item.second_person = scene::kReviewer;
  item.recorded = item.confirmed = scene::at("2026-06-01");
  item.until = scene::day("2027-06-01");
  const Assessed assessed = answered_in(scene, 2);
  for (const Trio& trio : {assessed.measure_trio(0), assessed.requirement_trio(0),
                           trio_of(assessed.requirement_total(0, Language::kNl))}) {
    EXPECT_TRUE(trio.overridden.existence) << "in one of its places";
    EXPECT_FALSE(trio.overridden.design);
    EXPECT_FALSE(trio.overridden.operation);
  }
  EXPECT_FALSE(answered_in(missing_and_pending(), 2).measure_trio(0).overridden.any());
}

TEST(Views, of_an_override_say_so_behind_the_verdict) {
  EXPECT_EQ(verdict_words(Language::kNl, "partly_shown"), "deels aangetoond");
  EXPECT_EQ(verdict_words(Language::kNl, "shown", true), "aangetoond (afwijkend vastgesteld)");
  EXPECT_EQ(verdict_words(Language::kEn, "shown", true), "shown (overridden)");
}

}  // namespace
}  // namespace waarborg::measure
