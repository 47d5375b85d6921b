// SPDX-License-Identifier: EUPL-1.2
//
// Samples and automated results that a plan asks and that are not there, on the first screen.
#include "app/test_today.h"

namespace waarborg::app {
namespace {

using evidence::EvidenceAspect;
using evidence::ReviewState;
using testing::day;
using testing::text;

struct TodayOperation : testing::TodayHouse {
  /// Of Olga, without a plan for design or existence: those ask a line of their own.
  std::string measure(measure::PlanItem item, const std::string& title = "Uitdienst",
                      std::vector<measure::PlaceRef> places = {}) {
    measure::MeasureInput input;
    input.title = title;
    input.owner = owner;
    input.places = std::move(places);
    input.plan.operation = {std::move(item)};
    const auto made = house.installation->measures.create(house.actors.at("alice"), input).value();
    plan_item = made.body.plan.operation[0].id;
    return made.id.text;
  }
  static measure::PlanItem leavers(const std::string& start = "2026-01-01") {
    measure::PlanItem item;
    item.kind = "sample";
    item.title = "vertrekkers";
    item.frequency = "quarterly";
    item.start = start;
    return item;
  }
  static measure::PlanItem backups(const std::string& start = "2026-03-02") {
    measure::PlanItem item;
    item.kind = "automated";
    item.title = "back-uprapporten";
    item.source = "restic";
    item.freshness_days = 1;
    item.start = start;
    return item;
  }
  std::string draw(const std::string& measure) {
    const evidence::FreezeRequest request{measure, plan_item, "Vertrekkers", day("2026-01-01"), day("2026-03-31"),
                                          "",      {}};
    auto& populations = house.installation->populations;
    const auto& alice = house.actors.at("alice");
    const auto frozen = populations.freeze(alice, request, "nr;wat\n1;a\n2;b\n3;c\n").value();
    EXPECT_EQ(items().size(), 1U) << "a list of cases is no sample yet";
    EXPECT_TRUE(populations.draw(alice, frozen.id, {}));
    return frozen.id;
  }
  void judge_case(const std::string& population, const std::string& key) {
    evidence::CaseInput input;
    input.verdict = evidence::CaseVerdict::kEffective;
    const auto done = house.installation->populations.judge(house.actors.at("dana"), population, key, input);
    ASSERT_TRUE(done) << done.error().what.key;
  }
  std::string result(const std::string& measure, const char* on, std::vector<evidence::PlaceRef> places = {}) {
    evidence::EvidenceInput input;
    input.title = "Uitslag";
    input.kind = evidence::EvidenceKind::kAutomatedResult;
    input.aspect = EvidenceAspect::kOperation;
    input.measure = measure;
    input.plan_item = plan_item;
    input.places = std::move(places);
    input.covers_from = input.covers_to = day(on);
    input.note = "gezien";
    return house.installation->evidence.add(house.actors.at("alice"), input).value().id;
  }
  std::vector<json::Object> items(const std::string& who = "olga", const char* kind = "task") {
    return testing::today_items(house, kind, who);
  }

  std::string plan_item;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, TodayOperation, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(TodayOperation, a_sample_is_asked_once_it_is_due_and_leads_to_where_it_is_drawn) {
  const std::string id = measure(leavers());
  EXPECT_TRUE(items().empty()) << "cases of the last quarter need no sample yet";
  house.to("2026-04-10T09:00:00Z");
  const auto found = items();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(text(found[0], "title"), "Toon aan dat het werkt: Uitdienst");
  EXPECT_EQ(text(found[0], "detail"), "Steekproef trekken: vertrekkers");
  EXPECT_EQ(text(found[0], "link"), "/measures/" + id + "?tab=samples");
  EXPECT_EQ(text(found[0], "action"), "Trekken");
  EXPECT_TRUE(found[0].at("mine").as_bool());
  ASSERT_EQ(items("alice").size(), 1U) << "who watches over everyone's work";
  EXPECT_FALSE(items("alice")[0].at("mine").as_bool());
  EXPECT_EQ(text(items("alice")[0], "detail"), "Steekproef trekken: vertrekkers · Olga Visser");
  EXPECT_TRUE(items("bob").empty()) << "it is not his";
  EXPECT_TRUE(items("dana").empty()) << "there is nothing to judge yet";
  EXPECT_TRUE(items("audrey").empty()) << "an auditor draws nothing";
}

TEST_P(TodayOperation, a_drawn_sample_is_asked_of_who_may_judge_it_until_every_case_is_judged) {
  const std::string id = measure(leavers());
  house.to("2026-04-10T09:00:00Z");
  const std::string population = draw(id);
  ASSERT_EQ(items().size(), 1U) << "the owner sees that it waits";
  EXPECT_EQ(text(items()[0], "detail"), "Steekproef nog te beoordelen: vertrekkers");
  EXPECT_EQ(text(items()[0], "action"), "Bekijken") << "an owner does not judge his own";
  ASSERT_EQ(items("dana").size(), 1U);
  EXPECT_EQ(text(items("dana")[0], "action"), "Beoordelen");
  EXPECT_TRUE(items("dana")[0].at("mine").as_bool());
  EXPECT_TRUE(items("bob").empty());
  judge_case(population, "@1");
  EXPECT_EQ(items().size(), 1U) << "half a sample is none";
  judge_case(population, "@2");
  EXPECT_TRUE(items().empty());
  EXPECT_TRUE(items("dana").empty());
  house.to("2026-07-20T09:00:00Z");
  ASSERT_EQ(items().size(), 1U) << "the next quarter is due";
  EXPECT_EQ(text(items()[0], "detail"), "Steekproef trekken: vertrekkers");
}

TEST_P(TodayOperation, a_result_is_asked_when_it_never_came_and_again_when_they_cease_to_come) {
  const std::string id = measure(backups(), "Back-up");
  EXPECT_TRUE(items().empty()) << "the first day is not over";
  house.to("2026-03-03T09:00:00Z");
  ASSERT_EQ(items().size(), 1U);
  EXPECT_EQ(text(items()[0], "title"), "Toon aan dat het werkt: Back-up");
  EXPECT_EQ(text(items()[0], "detail"), "Nog geen enkele uitslag binnen: back-uprapporten");
  EXPECT_EQ(text(items()[0], "link"), "/measures/" + id + "?tab=operation");
  const std::string first = result(id, "2026-03-02");
  EXPECT_TRUE(items().empty()) << "what waits for review has come";
  review(first, ReviewState::kAccepted);
  EXPECT_TRUE(items().empty());
  house.to("2026-03-05T09:00:00Z");
  ASSERT_EQ(items().size(), 1U);
  EXPECT_EQ(text(items()[0], "detail"), "Geen nieuwe uitslag binnen sinds die van 2026-03-02: back-uprapporten");
  const std::string next = result(id, "2026-03-04");
  EXPECT_TRUE(items().empty()) << "they come again; nobody can mend the day between";
  review(next, ReviewState::kRejected);
  EXPECT_EQ(items().size(), 1U) << "what was rejected did not come";
}

TEST_P(TodayOperation, that_lacks_in_some_places_names_them) {
  const measure::PlaceRef east{"site", house.record_id("site", "Plek Oost")};
  const measure::PlaceRef west{"site", house.record_id("site", "Plek West")};
  const std::string id = measure(backups("2026-03-01"), "Back-up", {east, west});
  ASSERT_EQ(items().size(), 1U);
  EXPECT_EQ(items()[0].at("count").as_int64(), 2);
  result(id, "2026-03-01", {east});
  ASSERT_EQ(items().size(), 1U);
  EXPECT_EQ(text(items()[0], "detail"), "Nog geen enkele uitslag binnen: back-uprapporten (Plek West)");
}

TEST_P(TodayOperation, of_two_measures_is_two_lines_and_of_many_ten_and_one_for_the_rest) {
  measure(backups("2026-03-01"), "Back-up");
  measure(leavers("2025-10-01"));
  EXPECT_EQ(items().size(), 2U);
  for (int i = 0; i < 10; ++i) measure(backups("2026-03-01"), "Maatregel " + std::to_string(i));
  const auto found = items();
  ASSERT_EQ(found.size(), 11U);
  EXPECT_EQ(text(found[10], "title"), "Bij nog 2 maatregelen ontbreekt een steekproef of een uitslag");
  EXPECT_EQ(text(found[10], "link"), "/measures");
}

TEST_P(TodayOperation, that_worsened_has_its_line_there_and_no_second_one) {
  const std::string id = measure(backups(), "Back-up");
  house.to("2026-03-03T09:00:00Z");
  house.installation->assessments.remember(house.organisation);
  review(result(id, "2026-03-02"), ReviewState::kAccepted);
  house.installation->assessments.remember(house.organisation);
  house.to("2027-04-15T09:00:00Z");
  EXPECT_EQ(items().size(), 1U);
  house.installation->bring_up_to_date(house.organisation);
  EXPECT_EQ(items("olga", "verdict").size(), 1U);
  EXPECT_TRUE(items().empty());
}

}  // namespace
}  // namespace waarborg::app
