// SPDX-License-Identifier: EUPL-1.2
//
// What the plan lets end, on the first screen: a warning beforehand, also for evidence without an end of its own.
#include "app/test_today.h"

namespace waarborg::app {
namespace {

using evidence::EvidenceAspect;
using testing::day;
using testing::text;

struct Ending : ::testing::TestWithParam<std::string> {
  Ending() {
    house.start();
    const std::string person = house.record_id("person", "Olga Visser");
    house.join("olga", "Olga Visser", {"owner"}, person);
    house.join("bob", "Bob Jansen", {"owner"}, house.record_id("person", "Bob Jansen"));
    house.join("dana", "Dana Smit", {"reviewer"});
    owner = person;
  }
  /// Of Olga: a document is reviewed every twelve months, an observation holds two.
  std::string measure(std::vector<measure::PlaceRef> places = {}) {
    measure::MeasureInput input;
    input.title = "Toegang";
    input.owner = owner;
    input.plan.design = measure::PlannedDesign{12, false, ""};
    input.plan.existence = measure::PlannedExistence{2, ""};
    input.places = std::move(places);
    return house.installation->measures.create(house.actors.at("alice"), input).value().id.text;
  }
  evidence::EvidenceInput about(const std::string& measure, EvidenceAspect aspect, const char* on) {
    evidence::EvidenceInput input;
    input.title = aspect == EvidenceAspect::kDesign ? "Toegangsbeleid" : "Rondgang";
    if (aspect != EvidenceAspect::kDesign) input.kind = evidence::EvidenceKind::kInspection;
    input.aspect = aspect;
    input.measure = measure;
    input.covers_from = input.covers_to = day(on);
    input.note = "gezien";
    if (aspect == EvidenceAspect::kDesign) {
      input.reviewed_on = day(on);
      input.author = "Jan Maker";
      input.approver = "Berend Bos";
    }
    return input;
  }
  std::string add(const evidence::EvidenceInput& input) {
    return house.installation->evidence.add(house.actors.at("alice"), input).value().id;
  }
  void judge(const std::string& id, evidence::ReviewState state = evidence::ReviewState::kAccepted) {
    ASSERT_TRUE(house.installation->evidence.review(house.actors.at("dana"), id, {state, "gezien"}));
  }
  std::string counted(const evidence::EvidenceInput& input) {
    std::string id = add(input);
    judge(id);
    return id;
  }
  std::vector<json::Object> items(const std::string& who = "olga", const char* kind = "expiring") {
    return testing::today_items(house, kind, who);
  }

  testing::House house{GetParam()};
  std::string owner;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Ending, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Ending, a_document_asks_its_owner_for_a_new_review_a_month_before_the_plan_lets_it_end) {
  const std::string id = measure();
  counted(about(id, EvidenceAspect::kDesign, "2025-04-20"));
  house.to("2026-03-19T09:00:00Z");
  EXPECT_TRUE(items().empty());
  house.to("2026-03-20T09:00:00Z");
  const auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "title"), "Verloopt binnenkort: Toegang");
  EXPECT_TRUE(
      text(found[0], "detail").starts_with("Het document moet uiterlijk op 2026-04-20 opnieuw beoordeeld worden"))
      << text(found[0], "detail");
  EXPECT_EQ(text(found[0], "due"), "2026-04-20");
  EXPECT_EQ(text(found[0], "state"), "soon");
  EXPECT_EQ(text(found[0], "link"), "/evidence/new?measure=" + id + "&aspect=design");
  EXPECT_TRUE(found[0].at("mine").as_bool());
  ASSERT_EQ(items("alice").size(), 1U) << "who watches over everyone's work";
  EXPECT_FALSE(items("alice")[0].at("mine").as_bool());
  EXPECT_TRUE(items("bob").empty()) << "it is not his";
  house.actors.at("olga").language = Language::kEn;
  EXPECT_TRUE(text(items()[0], "detail").starts_with("The document must be reviewed again by 2026-04-20"));
  house.to("2026-04-20T09:00:00Z");
  EXPECT_EQ(text(items()[0], "state"), "soon") << "on its last day it still holds";
}

TEST_P(Ending, observations_in_several_places_are_one_line_with_the_first_day) {
  const measure::PlaceRef east{"site", house.record_id("site", "Plek Oost")};
  const measure::PlaceRef west{"site", house.record_id("site", "Plek West")};
  const std::string id = measure({east, west});
  for (const auto& [place, on] : {std::pair{east, "2026-02-25"}, std::pair{west, "2026-02-20"}}) {
    auto seen = about(id, EvidenceAspect::kExistence, on);
    seen.places = {place};
    counted(seen);
  }
  house.to("2026-04-01T09:00:00Z");
  const auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "detail"), "De waarneming geldt tot en met 2026-04-20 · Plek Oost, Plek West");
  EXPECT_EQ(text(found[0], "due"), "2026-04-20");
  EXPECT_EQ(found[0].at("count").as_int64(), 2);
  EXPECT_EQ(text(found[0], "link"), "/evidence/new?measure=" + id + "&aspect=existence");
}

TEST_P(Ending, the_only_place_where_an_observation_ends_is_filled_in_in_the_form) {
  const measure::PlaceRef east{"site", house.record_id("site", "Plek Oost")};
  const measure::PlaceRef west{"site", house.record_id("site", "Plek West")};
  const std::string id = measure({east, west});
  house.to("2026-04-01T09:00:00Z");
  for (const auto& [place, on] : {std::pair{east, "2026-02-20"}, std::pair{west, "2026-03-25"}}) {
    auto seen = about(id, EvidenceAspect::kExistence, on);
    seen.places = {place};
    counted(seen);
  }
  const auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "detail"), "De waarneming geldt tot en met 2026-04-20 · Plek Oost");
  EXPECT_EQ(text(found[0], "link"), "/evidence/new?measure=" + id + "&aspect=existence&place=site:" + east.id);
}

TEST_P(Ending, a_successor_ends_the_warning_unless_it_is_rejected) {
  const std::string id = measure();
  counted(about(id, EvidenceAspect::kExistence, "2026-02-20"));
  house.to("2026-04-01T09:00:00Z");
  ASSERT_EQ(items().size(), 1U);
  const std::string poor = add(about(id, EvidenceAspect::kExistence, "2026-03-30"));
  EXPECT_TRUE(items().empty()) << "Olga did what was asked; now someone else judges it";
  judge(poor, evidence::ReviewState::kRejected);
  EXPECT_EQ(items().size(), 1U);
  counted(about(id, EvidenceAspect::kExistence, "2026-03-31"));
  EXPECT_TRUE(items().empty());
  house.to("2026-05-01T09:00:00Z");
  ASSERT_EQ(items().size(), 1U);
  EXPECT_EQ(text(items()[0], "due"), "2026-05-31");
}

TEST_P(Ending, evidence_that_does_not_count_warns_of_nothing) {
  const std::string id = measure();
  add(about(id, EvidenceAspect::kExistence, "2026-02-20"));
  judge(add(about(id, EvidenceAspect::kDesign, "2025-04-20")), evidence::ReviewState::kRejected);
  auto refutes = about(id, EvidenceAspect::kExistence, "2026-02-21");
  refutes.result = evidence::EvidenceResult::kRefutes;
  counted(refutes);
  house.to("2026-04-01T09:00:00Z");
  EXPECT_TRUE(items().empty());
  EXPECT_TRUE(items("alice").empty());
}

TEST_P(Ending, evidence_with_an_end_of_its_own_stands_there_once) {
  const std::string id = measure();
  auto seen = about(id, EvidenceAspect::kExistence, "2026-02-20");
  seen.valid_until = day("2026-04-10");
  const std::string evidence = counted(seen);
  house.to("2026-04-01T09:00:00Z");
  const auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "link"), "/evidence/" + evidence);
}

TEST_P(Ending, what_ended_asks_on_until_the_verdict_that_fell_asks_for_it) {
  const std::string id = measure();
  counted(about(id, EvidenceAspect::kExistence, "2026-02-20"));
  house.installation->assessments.remember(house.organisation);
  house.to("2026-04-23T09:00:00Z");
  const auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "title"), "Verlopen: Toegang");
  EXPECT_TRUE(text(found[0], "detail").starts_with("De waarneming gold tot en met 2026-04-20"));
  EXPECT_EQ(text(found[0], "state"), "overdue");
  house.installation->assessments.remember(house.organisation);
  EXPECT_TRUE(items().empty()) << "once is enough";
  ASSERT_EQ(items("olga", "verdict").size(), 1U);
  EXPECT_EQ(text(items("olga", "verdict")[0], "detail"), "Het bestaan is niet meer aangetoond.");
}

}  // namespace
}  // namespace waarborg::app
