// SPDX-License-Identifier: EUPL-1.2
//
// Proof that a plan asks and that nobody ever handed in, on the first screen; and verdicts that worsened, a measure at
// a time.
#include "app/test_today.h"

namespace waarborg::app {
namespace {

using evidence::EvidenceAspect;
using evidence::ReviewState;
using testing::day;
using testing::text;

struct TodayProof : testing::TodayHouse {
  /// Of Olga: a document and an observation per place, each for a month.
  std::string measure(std::vector<measure::PlaceRef> places = {}, const std::string& title = "Toegang") {
    measure::MeasureInput input;
    input.title = title;
    input.owner = owner;
    input.plan.design = measure::PlannedDesign{1, false, ""};
    input.plan.existence = measure::PlannedExistence{1, ""};
    input.places = std::move(places);
    return house.installation->measures.create(house.actors.at("alice"), input).value().id.text;
  }
  std::string hand_in(const std::string& measure, EvidenceAspect aspect, std::vector<evidence::PlaceRef> places = {}) {
    evidence::EvidenceInput input;
    input.title = aspect == EvidenceAspect::kDesign ? "Toegangsbeleid" : "Rondgang";
    input.aspect = aspect;
    input.measure = measure;
    input.places = std::move(places);
    input.covers_from = input.covers_to = day("2026-03-01");
    input.note = "gezien";
    if (aspect == EvidenceAspect::kDesign) {
      input.reviewed_on = day("2026-03-01");
      input.author = "Jan Maker";
      input.approver = "Berend Bos";
    }
    return house.installation->evidence.add(house.actors.at("alice"), input).value().id;
  }
  std::vector<json::Object> items(const char* kind = "task", const std::string& who = "olga") {
    return testing::today_items(house, kind, who);
  }
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, TodayProof, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(TodayProof, of_a_measure_just_taken_is_asked_of_its_owner_in_one_line) {
  const std::string id = measure();
  const auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "title"), "Lever bewijs aan: Toegang");
  EXPECT_EQ(text(found[0], "detail"), "Opzet (afgesproken): het document · Bestaan (ingericht): een waarneming");
  EXPECT_EQ(text(found[0], "link"), "/evidence/new?measure=" + id + "&aspect=design");
  EXPECT_EQ(text(found[0], "action"), "Aanleveren");
  EXPECT_TRUE(found[0].at("mine").as_bool());
  EXPECT_EQ(found[0].at("count").as_int64(), 2);
  ASSERT_EQ(items("task", "alice").size(), 1U) << "who watches over everyone's work";
  EXPECT_FALSE(items("task", "alice")[0].at("mine").as_bool());
  EXPECT_TRUE(text(items("task", "alice")[0], "detail").ends_with(" · Olga Visser")) << "whose it is, said to another";
  EXPECT_TRUE(items("task", "bob").empty()) << "it is not his";
  EXPECT_TRUE(items("task", "audrey").empty()) << "an auditor hands nothing in";
}

TEST_P(TodayProof, is_asked_until_it_is_handed_in_and_again_when_that_is_rejected) {
  const std::string id = measure();
  const std::string document = hand_in(id, EvidenceAspect::kDesign);
  auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "detail"), "Bestaan (ingericht): een waarneming");
  EXPECT_EQ(text(found[0], "link"), "/evidence/new?measure=" + id + "&aspect=existence&kind=inspection");
  review(hand_in(id, EvidenceAspect::kExistence), ReviewState::kAccepted);
  EXPECT_TRUE(items().empty()) << "what waits for review asks the reviewer";
  review(document, ReviewState::kRejected);
  found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "detail"), "Opzet (afgesproken): het document");
  review(hand_in(id, EvidenceAspect::kDesign), ReviewState::kAccepted);
  EXPECT_TRUE(items().empty());
  house.to("2026-05-01T09:00:00Z");
  EXPECT_TRUE(items().empty()) << "what ended was once there: that is asked as such";
}

TEST_P(TodayProof, names_the_places_that_miss_it_and_fills_in_the_only_one) {
  const measure::PlaceRef east{"site", house.record_id("site", "Plek Oost")};
  const measure::PlaceRef west{"site", house.record_id("site", "Plek West")};
  const std::string id = measure({east, west});
  ASSERT_EQ(items().size(), 1U) << "places and aspects share a line";
  EXPECT_EQ(text(items()[0], "detail"),
            "Opzet (afgesproken): het document · Bestaan (ingericht): een waarneming (Plek Oost, Plek West)");
  EXPECT_EQ(text(items()[0], "link"), "/evidence/new?measure=" + id + "&aspect=design");
  hand_in(id, EvidenceAspect::kDesign);
  EXPECT_EQ(text(items()[0], "link"), "/evidence/new?measure=" + id + "&aspect=existence&kind=inspection");
  hand_in(id, EvidenceAspect::kExistence, {east});
  EXPECT_EQ(text(items()[0], "detail"), "Bestaan (ingericht): een waarneming (Plek West)");
  EXPECT_EQ(text(items()[0], "link"),
            "/evidence/new?measure=" + id + "&aspect=existence&place=site:" + west.id + "&kind=inspection");
}

TEST_P(TodayProof, of_many_measures_is_ten_lines_and_one_for_the_rest) {
  for (int i = 0; i < 12; ++i) measure({}, "Maatregel " + std::to_string(i));
  const auto found = items();
  ASSERT_EQ(found.size(), 11U);
  EXPECT_EQ(text(found[10], "title"), "Bij nog 2 maatregelen is nog geen bewijs van opzet of bestaan aangeleverd");
  EXPECT_EQ(text(found[10], "link"), "/measures?verdict=not_shown");
  EXPECT_EQ(found[0].at("stands_for").as_int64(), 1);
  EXPECT_EQ(found[10].at("stands_for").as_int64(), 2) << "so that a total goes down with every measure";
}

TEST_P(TodayProof, that_nobody_owns_is_asked_of_who_watches_over_everything) {
  owner.clear();
  measure();
  EXPECT_TRUE(items("task", "olga").empty());
  ASSERT_EQ(items("task", "alice").size(), 1U);
  EXPECT_TRUE(items("task", "alice")[0].at("mine").as_bool());
}

TEST_P(TodayProof, verdicts_of_one_measure_that_worsened_are_one_line_below_what_one_can_do) {
  const std::string id = measure();
  house.installation->assessments.remember(house.organisation);
  review(hand_in(id, EvidenceAspect::kDesign), ReviewState::kAccepted);
  review(hand_in(id, EvidenceAspect::kExistence), ReviewState::kAccepted);
  house.installation->assessments.remember(house.organisation);
  house.to("2026-04-15T09:00:00Z");  // both held a month
  house.installation->bring_up_to_date(house.organisation);
  const auto worse = items("verdict");
  ASSERT_EQ(worse.size(), 1U);
  EXPECT_EQ(text(worse[0], "title"), "2 oordelen verslechterd: Toegang");
  EXPECT_EQ(text(worse[0], "detail"), "De opzet is niet meer aangetoond. Het bestaan is niet meer aangetoond.");
  EXPECT_EQ(text(worse[0], "link"), "/measures/" + id);
  EXPECT_EQ(worse[0].at("count").as_int64(), 2);
  measure({}, "Nieuw");
  const json::Value all = house.get("/api/v1/today", "olga");
  EXPECT_EQ(all.at("items").as_array().front().at("title").as_string(), "Lever bewijs aan: Nieuw");
  EXPECT_EQ(all.at("items").as_array().back().at("kind").as_string(), "verdict");
}

}  // namespace
}  // namespace waarborg::app
