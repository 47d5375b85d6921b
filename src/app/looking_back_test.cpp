// SPDX-License-Identifier: EUPL-1.2
//
// "As known on D", and a period: carried by every answer that holds verdicts. And what is seen from a place.
#include "app/test_house.h"

namespace waarborg::app {
namespace {

using testing::day;

struct LookingBack : ::testing::TestWithParam<std::string> {
  LookingBack() {
    house.start();
    house.join("dana", "Dana Smit", {"reviewer"});
    north = house.record_id("site", "Plek Noord");
    south = house.record_id("site", "Plek Zuid");
    system = house.record_id("system", "HIS", json::Object{{"kind", "record_system"}, {"criticality", "vital"}});
    backup = make("Back-up", {{"site", north}, {"site", south}});
    whole = make("Beleid", {{"organisation", ""}});
  }
  std::string make(const std::string& title, std::vector<org::PlaceRef> places) {
    measure::MeasureInput input;
    input.title = title;
    input.requirements = {{kUrn, "full"}};
    input.places = std::move(places);
    input.plan.existence = measure::PlannedExistence{36, ""};
    measure::PlanItem item;
    item.kind = "automated";
    item.title = "back-uprapporten";
    item.source = "restic";
    item.freshness_days = 1;
    item.start = "2026-03-01";
    input.plan.operation = {item};
    auto made = house.installation->measures.create(house.actors.at("alice"), input);
    EXPECT_TRUE(made) << made.error().what.key << " " << made.error().where;
    return made->id.text;
  }
  void prove(const std::string& measure, const std::string& place, evidence::EvidenceAspect aspect, const char* on,
             bool accepted = true) {
    evidence::EvidenceInput input;
    input.title = "Bewijs van " + std::string(on);
    input.aspect = aspect;
    input.measure = measure;
    if (!place.empty()) input.places = {{"site", place}};
    input.covers_from = input.covers_to = day(on);
    input.note = "gezien";
    if (aspect == evidence::EvidenceAspect::kOperation) {
      input.kind = evidence::EvidenceKind::kAutomatedResult;
      input.plan_item =
          std::string(house.get("/api/v1/measures/" + measure).at("plan").at("operation").at(0).at("id").as_string());
    }
    const auto added = house.installation->evidence.add(house.actors.at("alice"), input);
    ASSERT_TRUE(added) << added.error().what.key << " " << added.error().where;
    if (!accepted) return;
    EXPECT_TRUE(house.installation->evidence.review(house.actors.at("dana"), added->id,
                                                    {evidence::ReviewState::kAccepted, "gezien"}));
  }
  static std::string word(const json::Value& value) { return std::string(value.as_string()); }

  static inline const std::string kUrn = "urn:waarborg:framework:nen7510-2024:8.13";
  testing::House house{GetParam()};
  std::string north, south, system, backup, whole;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, LookingBack, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(LookingBack, the_board_and_the_list_of_measures_tell_what_was_known_then) {
  house.to("2026-03-10T09:00:00Z");
  prove(backup, north, evidence::EvidenceAspect::kExistence, "2026-03-10");
  prove(backup, south, evidence::EvidenceAspect::kExistence, "2026-03-10");
  house.to("2026-03-20T09:00:00Z");
  const auto shown = [&](const std::string& query) {
    return house.get("/api/v1/board" + query).at("status").at("aspects").at("existence").at("shown").as_int64() +
           house.get("/api/v1/board" + query).at("status").at("aspects").at("existence").at("partly_shown").as_int64();
  };
  const auto listed = [&](const std::string& query) {
    const auto list = house.get("/api/v1/measures" + query);
    for (const auto& row : list.at("items").as_array()) {
      if (word(row.at("id")) == backup) return word(row.at("verdict").at("existence"));
    }
    return std::string("none");
  };
  EXPECT_EQ(listed(""), "shown");
  EXPECT_EQ(listed("?known_at=2026-03-09"), "not_shown");
  EXPECT_EQ(word(house.get("/api/v1/board?known_at=2026-03-09").at("as_known_on")), "2026-03-09");
  EXPECT_EQ(word(house.get("/api/v1/board").at("as_known_on")), "");
  EXPECT_GE(shown(""), shown("?known_at=2026-03-09"));
  const auto page = house.ask(http::Method::kGet, "/api/v1/reports/board?format=html&known_at=2026-03-09", "alice");
  EXPECT_NE(page.body.find("Zoals bekend op"), std::string::npos);
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/reports/board?format=html", "alice").body.find("Zoals bekend op"),
            std::string::npos);
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/board?known_at=2027-01-01", "alice").status, 422);
  EXPECT_EQ(house.ask(http::Method::kPost, "/api/v1/reports/board", "alice", R"({"format":"pdf","from":"x"})").status,
            422);
  EXPECT_EQ(house
                .ask(http::Method::kPost, "/api/v1/reports/board", "alice",
                     R"({"format":"pdf","from":"2026-03-09","to":"2026-03-01"})")
                .status,
            422);
}

TEST_P(LookingBack, the_board_of_then_counts_the_deviations_that_were_open_then) {
  house.to("2026-03-10T09:00:00Z");
  EXPECT_EQ(house
                .ask(http::Method::kPost, "/api/v1/measures/" + backup + "/deviations", "alice",
                     R"({"what":"Het lukte niet","cause":""})")
                .status,
            200);
  house.to("2026-03-20T09:00:00Z");
  EXPECT_EQ(house.get("/api/v1/board").at("deviations_open").as_int64(), 1);
  EXPECT_EQ(house.get("/api/v1/board?known_at=2026-03-09").at("deviations_open").as_int64(), 0);
}

TEST_P(LookingBack, bands_follow_the_period_and_end_at_the_day_one_looks_from) {
  house.to("2026-06-15T09:00:00Z");
  const auto months = [&](const std::string& query) {
    std::vector<std::string> out;
    const auto bands = house.get("/api/v1/measures/" + backup + "/bands" + query);
    for (const auto& one : bands.at("months").as_array()) {
      out.push_back(word(one.at("until")));
    }
    return out;
  };
  EXPECT_EQ(months("").size(), 12U);
  EXPECT_EQ(months("").back(), "2026-06-15");
  EXPECT_EQ(months("?from=2026-01-01&to=2026-03-31"),
            (std::vector<std::string>{"2026-01-31", "2026-02-28", "2026-03-31"}));
  EXPECT_EQ(months("?from=2026-04-01&to=2026-12-31&known_at=2026-05-10"),
            (std::vector<std::string>{"2026-04-30", "2026-05-10"}));
  EXPECT_EQ(months("?from=2018-01-01&to=2026-05-31").size(), 24U) << "no more than can be computed";
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/measures/" + backup + "/bands?from=x", "alice").status, 422);
}

TEST_P(LookingBack, the_daily_strip_counts_per_place_what_the_verdict_counts) {
  house.to("2026-03-05T09:00:00Z");
  for (const char* on : {"2026-03-02", "2026-03-03"}) prove(backup, north, evidence::EvidenceAspect::kOperation, on);
  prove(backup, south, evidence::EvidenceAspect::kOperation, "2026-03-02", false);
  const auto days = house.get("/api/v1/measures/" + backup + "/days?from=2026-03-02&to=2026-03-04&last=2");
  ASSERT_EQ(days.at("items").as_array().size(), 2U);
  const bool north_first = word(days.at("items").at(0).at("place").at("name")) == "Plek Noord";
  const auto& here = days.at("items").at(north_first ? 0 : 1);
  const auto& there = days.at("items").at(north_first ? 1 : 0);
  EXPECT_EQ(word(there.at("place").at("name")), "Plek Zuid");
  EXPECT_EQ(here.at("due").as_int64(), 3);
  EXPECT_EQ(here.at("supported").as_int64(), 2);
  EXPECT_EQ(word(here.at("first_gap")), "2026-03-04");
  ASSERT_EQ(here.at("days").as_array().size(), 2U);
  EXPECT_EQ(word(here.at("days").at(0).at("state")), "supported");
  EXPECT_EQ(here.at("days").at(0).at("evidence").as_array().size(), 1U);
  EXPECT_EQ(word(here.at("days").at(1).at("state")), "gap");
  EXPECT_EQ(there.at("supported").as_int64(), 0) << "what waits for review supports nothing";
}

TEST_P(LookingBack, a_place_shows_its_measures_and_those_of_the_whole_organisation_marked) {
  house.to("2026-03-10T09:00:00Z");
  prove(backup, north, evidence::EvidenceAspect::kExistence, "2026-03-10");
  const auto here = [&](const std::string& kind, const std::string& id) {
    return house.get("/api/v1/places/" + kind + "/" + id + "/measures").at("items").as_array();
  };
  const auto at_north = here("site", north);
  ASSERT_FALSE(at_north.empty());
  EXPECT_EQ(word(at_north.front().at("id")), backup);
  EXPECT_FALSE(at_north.front().at("whole_organisation").as_bool());
  EXPECT_EQ(word(at_north.front().at("verdict").at("existence")), "shown");
  EXPECT_EQ(word(here("site", south).front().at("verdict").at("existence")), "not_shown");
  const auto at_system = here("system", system);
  ASSERT_EQ(at_system.size(), 1U) << "only what holds everywhere";
  EXPECT_TRUE(at_system.front().at("whole_organisation").as_bool());
  EXPECT_EQ(word(at_system.front().at("id")), whole);
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/places/site/" + system + "/measures", "alice").status, 404);
}

TEST_P(LookingBack, the_list_of_places_takes_the_worst_of_the_measures_there) {
  house.to("2026-03-10T09:00:00Z");
  prove(backup, north, evidence::EvidenceAspect::kExistence, "2026-03-10");
  const std::string second = make("Sloten", {{"site", north}});
  const auto found = house.get("/api/v1/places/site?ids=" + north + "," + south + ",no-such").at("items").as_array();
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].at("measures").as_int64(), 2);
  EXPECT_EQ(word(found[0].at("verdict").at("existence")), "not_shown") << "the second measure is not shown there";
  EXPECT_EQ(found[1].at("measures").as_int64(), 1);
}

TEST_P(LookingBack, chapters_carry_the_tally_of_their_requirements) {
  const auto status = house.get("/api/v1/status");
  std::int64_t counted = 0;
  for (const auto& chapter : status.at("chapters").as_array()) {
    const auto& design = chapter.at("aspects").at("design");
    std::int64_t here = 0;
    for (const char* verdict : {"shown", "partly_shown", "refuted", "not_shown", "not_applicable"}) {
      here += design.at(verdict).as_int64();
    }
    EXPECT_EQ(here, std::ssize(chapter.at("requirements").as_array())) << word(chapter.at("ref"));
    counted += here;
  }
  EXPECT_EQ(counted, status.at("requirements").as_int64());
}

TEST_P(LookingBack, a_place_weighs_as_known_on_a_day_what_it_weighed_then) {
  const auto server = [&](const char* name, const char* criticality) {
    return house.record_id("system", name, json::Object{{"kind", "server"}, {"criticality", criticality}});
  };
  const std::string second = server("Tweede", "vital"), third = server("Derde", "low");
  measure::MeasureInput input;
  input.title = "Gewogen";
  input.rollup = "weighted";
  input.rollup_reason = "Wat vitaal is telt";
  input.places = {{"system", system}, {"system", second}, {"system", third}};
  input.plan.existence = measure::PlannedExistence{36, ""};
  const std::string id = house.installation->measures.create(house.actors.at("alice"), input).value().id.text;
  evidence::EvidenceInput seen;
  seen.title = "Gezien";
  seen.aspect = evidence::EvidenceAspect::kExistence;
  seen.measure = id;
  seen.places = {{"system", system}, {"system", second}};
  seen.covers_from = seen.covers_to = house.clock.today();
  seen.note = "foto";
  const auto added = house.installation->evidence.add(house.actors.at("alice"), seen).value();
  ASSERT_TRUE(house.installation->evidence.review(house.actors.at("dana"), added.id,
                                                  {evidence::ReviewState::kAccepted, "gezien"}));
  const auto existence = [&](const std::string& query) {
    return word(house.get("/api/v1/measures/" + id + "/verdicts" + query).at("total").at("existence").at("verdict"));
  };
  EXPECT_EQ(existence(""), "shown") << "16 of 17";
  const std::string then = "?known_at=" + to_text(house.clock.today());
  house.clock.tick(std::chrono::hours(72));
  const auto changed = house.ask(http::Method::kPut, "/api/v1/registers/system/rows/" + third, "alice",
                                 R"({"name":"Derde","kind":"server","criticality":"vital"})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(existence(""), "partly_shown") << "16 of 24";
  EXPECT_EQ(existence(then), "shown");
}

TEST_P(LookingBack, every_register_of_places_and_no_other_is_asked_by_its_name) {
  json::Array kinds;
  for (const record::Register* reg : record::all_registers()) {
    if (!reg->is_place) continue;
    kinds.emplace_back(reg->name);
    house.get("/api/v1/places/" + std::string(reg->name));
  }
  EXPECT_GE(kinds.size(), 4U);
  const json::Value document = house.api.openapi();
  bool named = false;
  for (const auto& one : document.at("paths").at("/places/{kind}").at("get").at("parameters").as_array()) {
    if (one.at("name").as_string() != "kind") continue;
    named = true;
    EXPECT_EQ(one.at("schema").at("enum"), json::Value(kinds));
  }
  EXPECT_TRUE(named);
}

TEST_P(LookingBack, a_deviation_opens_by_itself) {
  const auto made = json::parse(house
                                    .ask(http::Method::kPost, "/api/v1/measures/" + backup + "/deviations", "alice",
                                         R"({"what":"Het lukte niet","cause":""})")
                                    .body)
                        .value();
  const std::string path = "/api/v1/deviations/" + word(made.at("id"));
  EXPECT_EQ(word(house.get(path).at("what")), "Het lukte niet");
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/deviations/no-such", "alice").status, 404);
}

TEST_P(LookingBack, the_measures_of_a_requirement_are_those_that_it_counts) {
  const auto requirement = house.get("/api/v1/requirements/" + kUrn);
  const auto listed = house.get("/api/v1/measures?requirement=" + kUrn);
  EXPECT_EQ(listed.at("total").as_int64(), requirement.at("measures").as_int64());
  EXPECT_EQ(listed.at("total").as_int64(), 2);
}

}  // namespace
}  // namespace waarborg::app
