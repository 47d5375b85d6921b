// SPDX-License-Identifier: EUPL-1.2
//
// The first screen and search, through the routes that the web application asks.
#include "app/test_today.h"

namespace waarborg::app {
namespace {

using testing::day;

struct Today : ::testing::TestWithParam<std::string> {
  Today() { house.start(); }
  json::Value today(const std::string& who = "alice") { return house.get("/api/v1/today", who); }
  /// The items of one kind.
  std::vector<json::Object> items(const std::string& kind, const std::string& who = "alice") {
    return testing::today_items(house, kind, who);
  }
  std::string measure(const std::string& title = "Hersteltest") {
    measure::MeasureInput input;
    input.title = title;
    input.plan.existence = measure::PlannedExistence{1, ""};
    measure::PlanItem item;
    item.kind = "occurrences";
    item.title = "hersteltests";
    item.rrule = "FREQ=MONTHLY;BYMONTHDAY=10";
    item.start = "2026-03-10";
    item.window_days = 14;
    item.grace_days = 14;
    input.plan.operation = {item};
    input.requirements = {{std::string(setup::kNorm) + ":8.13", "full"}};
    return house.installation->measures.create(house.actors.at("alice"), input).value().id.text;
  }
  std::string evidence(const std::string& measure, const char* on) {
    evidence::EvidenceInput input;
    input.title = "Rondgang";
    input.aspect = evidence::EvidenceAspect::kExistence;
    input.measure = measure;
    input.covers_from = input.covers_to = day(on);
    input.note = "foto";
    return house.installation->evidence.add(house.actors.at("alice"), input).value().id;
  }
  std::vector<std::string> found(const std::string& text, const std::string& who = "alice") {
    std::vector<std::string> out;
    const json::Value hits = house.get("/api/v1/search?q=" + text, who);
    for (const auto& hit : hits.at("items").as_array()) {
      out.push_back(std::string(hit.at("kind").as_string()) + ": " + std::string(hit.at("title").as_string()));
    }
    return out;
  }
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Today, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Today, leads_to_a_certificate_for_nen_7510_also_when_another_norm_comes_first) {
  {
    const std::string sql =
        "INSERT INTO framework_use (organisation_id, urn, version, used, place, reason, decided_by, decided_at) "
        "VALUES ('" +
        house.organisation.text + "', '" + std::string(setup::kNorm) +
        "', 1, 1, 5, '', '', '2026-03-02T09:00:00.000Z')";
    const std::string_view text = sql;
    db::Transaction tx = house.installation->database.write();
    tx.run({text, text, text, {}}, {});
    tx.commit();
  }
  ASSERT_TRUE(house.installation->catalog.use_framework(house.actors.at("alice"), "urn:waarborg:framework:cbw-2026",
                                                        true, "besluit"));
  const auto all = today();
  EXPECT_NE(all.at("status").at("framework_name").as_string().find("Cbw"), std::string::npos);
  EXPECT_EQ(all.at("road").as_array().at(7).at("key").as_string(), "audit");
  EXPECT_EQ(all.at("road").as_array().at(7).at("of").as_int64(), 2);
}

TEST_P(Today, of_an_empty_organisation_asks_to_choose_measures_and_nothing_else) {
  const auto all = today();
  ASSERT_EQ(all.at("items").as_array().size(), 1U);
  EXPECT_EQ(items("setup")[0].at("link").as_string(), "/setup?step=4");
  EXPECT_EQ(all.at("changes").as_array().size(), 0U);
  EXPECT_EQ(all.at("road").as_array().size(), 10U);
  EXPECT_EQ(all.at("road").as_array()[2].at("state").as_string(), "current") << "the registers are empty";
  EXPECT_EQ(all.at("status").at("requirements").as_int64() > 100, true);
}

TEST_P(Today, an_occurrence_is_late_after_its_window_and_not_before) {
  measure();
  struct Row {
    const char* now;
    const char* state;
  };
  for (const Row& row :
       {Row{"2026-03-09T09:00:00Z", "soon"}, Row{"2026-03-10T09:00:00Z", "open"}, Row{"2026-03-24T09:00:00Z", "open"},
        Row{"2026-03-25T09:00:00Z", "overdue"}, Row{"2026-04-08T09:00:00Z", "overdue"}}) {
    house.to(row.now);
    const auto found = items("occurrence");
    ASSERT_FALSE(found.empty()) << row.now;
    EXPECT_EQ(found[0].at("state").as_string(), row.state) << row.now;
    EXPECT_EQ(found[0].at("due").as_string(), "2026-03-10");
    EXPECT_EQ(found[0].at("until").as_string(), "2026-03-24") << "days late count from here";
  }
}

TEST_P(Today, what_was_missed_stays_on_the_list_for_two_months_and_then_in_the_verdict) {
  measure();
  house.to("2026-04-20T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  EXPECT_EQ(items("occurrence")[0].at("due").as_string(), "2026-03-10");
  house.to("2026-06-20T09:00:00Z");  // its days late ended more than sixty days ago
  EXPECT_EQ(items("occurrence")[0].at("due").as_string(), "2026-04-10");
}

TEST_P(Today, counts_are_said_in_singular_and_plural_and_both_languages) {
  const std::string id = measure();
  house.join("dana", "Dana Smit", {"reviewer"});
  evidence(id, "2026-03-01");
  EXPECT_TRUE(items("review").empty()) << "Alice brought it: another judges it";
  ASSERT_EQ(items("review", "dana").size(), 1U);
  EXPECT_EQ(items("review", "dana")[0].at("title").as_string(), "1 bewijsstuk wacht op beoordeling");
  evidence(id, "2026-02-01");
  EXPECT_EQ(items("review", "dana")[0].at("title").as_string(), "2 bewijsstukken wachten op beoordeling");
  house.actors.at("dana").language = Language::kEn;
  const std::string title(items("review", "dana")[0].at("title").as_string());
  EXPECT_EQ(title.find("bewijs"), std::string::npos);
  EXPECT_EQ(title.find("today."), std::string::npos);
}

TEST_P(Today, a_verdict_that_worsens_asks_its_owner_until_it_is_back) {
  const std::string id = measure();
  house.installation->assessments.remember(house.organisation);
  auto& dana = house.join("dana", "Dana Smit", {"reviewer"});
  const auto show = [&](const char* on) {
    const auto handed = evidence(id, on);
    ASSERT_TRUE(house.installation->evidence.review(dana, handed, {evidence::ReviewState::kAccepted, "gezien"}));
    house.installation->assessments.remember(house.organisation);
  };
  show("2026-03-01");
  EXPECT_TRUE(items("verdict").empty()) << "it became better";
  house.to("2026-04-15T09:00:00Z");  // the observation held one month
  house.installation->bring_up_to_date(house.organisation);
  const auto worse = items("verdict");
  ASSERT_EQ(worse.size(), 1U);
  EXPECT_EQ(worse[0].at("title").as_string(), "Oordeel verslechterd: Hersteltest");
  EXPECT_EQ(worse[0].at("detail").as_string(), "Het bestaan is niet meer aangetoond.");
  EXPECT_TRUE(items("verdict", "dana").empty()) << "it is not hers";
  show("2026-04-14");
  EXPECT_TRUE(items("verdict").empty()) << "what came back closes what it opened";
  bool traced = false;
  const json::Value now = today();
  for (const auto& change : now.at("changes").as_array()) traced |= change.at("direction").as_string() == "worse";
  EXPECT_TRUE(traced) << "and leaves a trace";
}

TEST_P(Today, a_verdict_that_fell_two_steps_and_rose_one_still_asks) {
  const std::string id = measure();
  auto& dana = house.join("dana", "Dana Smit", {"reviewer"});
  const auto see = [&](const char* on, evidence::EvidenceResult result) {
    evidence::EvidenceInput input;
    input.title = "Rondgang";
    input.aspect = evidence::EvidenceAspect::kExistence;
    input.measure = id;
    input.covers_from = input.covers_to = day(on);
    input.result = result;
    input.note = "foto";
    const auto added = house.installation->evidence.add(house.actors.at("alice"), input).value().id;
    ASSERT_TRUE(house.installation->evidence.review(dana, added, {evidence::ReviewState::kAccepted, "gezien"}));
    house.clock.tick(std::chrono::hours(1));
    house.installation->assessments.remember(house.organisation);
  };
  const auto asked = [&] {
    std::string out;
    for (const auto& item : items("verdict")) out += std::string(item.at("detail").as_string());
    return out;
  };
  using enum evidence::EvidenceResult;
  see("2026-02-20", kSupports);
  EXPECT_EQ(asked(), "");
  see("2026-02-21", kPartly);
  see("2026-02-22", kRefutes);
  EXPECT_EQ(asked(), "Het bestaan is weerlegd.");
  see("2026-02-23", kPartly);
  EXPECT_EQ(asked(), "Het bestaan is nog maar deels aangetoond.") << "better, and not back";
  see("2026-02-24", kRefutes);
  see("2026-02-25", kPartly);
  EXPECT_EQ(asked(), "Het bestaan is nog maar deels aangetoond.") << "the second time counts from the first";
  house.clock.tick(std::chrono::hours(1));
  see("2026-02-26", kSupports);
  EXPECT_EQ(asked(), "");
}

TEST_P(Today, a_verdict_that_worsened_long_ago_asks_until_it_is_back) {
  const std::string id = measure();
  auto& dana = house.join("dana", "Dana Smit", {"reviewer"});
  const auto show = [&](const char* on) {
    ASSERT_TRUE(
        house.installation->evidence.review(dana, evidence(id, on), {evidence::ReviewState::kAccepted, "gezien"}));
    house.installation->assessments.remember(house.organisation);
  };
  show("2026-03-01");
  house.to("2026-04-15T09:00:00Z");  // the observation held one month
  house.installation->bring_up_to_date(house.organisation);
  house.to("2026-11-15T09:00:00Z");
  EXPECT_EQ(items("verdict").size(), 1U) << "also after half a year";
  show("2026-11-14");
  EXPECT_TRUE(items("verdict").empty());
}

TEST_P(Today, shows_no_other_organisation) {
  measure();
  auto& charlie = house.join("charlie", "Charlie Bakker", {"security_officer"});
  setup::SetupInput other{"Elders", "pharmacy", 4, {}, "B", "C", "H"};
  charlie.organisation = house.installation->setup.create(house.founder, "Alice", other, false).value().id;
  EXPECT_TRUE(items("occurrence", "charlie").empty());
  EXPECT_EQ(found("Hersteltest", "charlie"), std::vector<std::string>{});
}

TEST_P(Today, a_deviation_asks_until_a_retest_closes_it) {
  const std::string id = measure();
  const auto asks = [&] {
    std::vector<std::string> out;
    const auto today = house.installation->today.get(house.actors.at("alice")).value();
    for (const auto& item : today.items) {
      if (item.kind == "deviation") out.push_back(item.link);
    }
    return out;
  };
  EXPECT_TRUE(asks().empty());
  const auto opened = house.installation->tasks.open(house.actors.at("alice"), id, {"Pasje kwijt", "", "", {}}).value();
  EXPECT_EQ(asks(), std::vector<std::string>{"/deviations?state=open"});
  ASSERT_TRUE(house.installation->tasks.change(house.actors.at("alice"), opened.id,
                                               {"Pasje kwijt", "zoek geraakt", "nieuw pasje", {}}, opened.version));
  EXPECT_EQ(asks(), std::vector<std::string>{"/deviations?state=corrected"});
}

TEST_P(Today, search_finds_what_has_a_name_and_asks_no_more_than_a_right) {
  const std::string id = measure();
  evidence(id, "2026-03-01");
  house.record_id("system", "Rondgangsysteem", json::Object{{"kind", "server"}, {"criticality", "low"}});
  EXPECT_EQ(found("hersteltest"), std::vector<std::string>{"measure: Hersteltest"});
  EXPECT_EQ(found("rondgang"), (std::vector<std::string>{"evidence: Rondgang", "system: Rondgangsysteem"}));
  EXPECT_FALSE(found("8.13").empty());
  EXPECT_EQ(found("8.13")[0].substr(0, 17), "requirement: 8.13");
  const std::string deviations = "/api/v1/measures/" + id + "/deviations";
  ASSERT_EQ(house.ask(http::Method::kPost, deviations, "alice", R"({"what":"Pasje kwijt"})").status, 200);
  EXPECT_EQ(found("pasje"), std::vector<std::string>{"deviation: Pasje kwijt"});
  house.to("2026-03-12T09:00:00Z");
  EXPECT_EQ(found("hersteltests"), std::vector<std::string>{"occurrence: Hersteltest"}) << "now that it can be done";
  EXPECT_TRUE(found("").empty());
  EXPECT_TRUE(found("x").empty()) << "one letter finds everything, so nothing";
  EXPECT_TRUE(found("%25").empty());
  house.join("admin", "Beheerder", {"administrator"});
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/search?q=hersteltest", "admin").status, 403)
      << "no content for who administers";
}

TEST_P(Today, status_says_the_question_and_counts_every_requirement_once) {
  measure();
  const auto status = house.get("/api/v1/status");
  EXPECT_EQ(status.at("period").at("to").as_string(), "2026-03-02");
  for (const char* aspect : {"design", "existence", "operation"}) {
    const auto& row = status.at("aspects").at(aspect).as_object();
    std::int64_t sum = 0;
    for (const char* value : {"shown", "partly_shown", "refuted", "not_shown", "not_applicable"})
      sum += row.at(value).as_int64();
    EXPECT_EQ(sum, status.at("requirements").as_int64());
  }
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/status?from=onzin", "alice").status, 422);
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/status?framework=onbekend", "alice").status, 404);
  const auto then = house.get("/api/v1/status?known_at=2026-01-01");
  EXPECT_EQ(std::string(then.at("known_at").as_string()).substr(0, 10), "2026-01-01");
}

TEST_P(Today, what_the_status_rests_on_is_the_mean_of_its_requirements) {
  const std::string seen = evidence(measure(), "2026-02-20");
  const auto dana = house.join("dana", "Dana Smit", {"reviewer"});
  ASSERT_TRUE(house.installation->evidence.review(dana, seen, {evidence::ReviewState::kAccepted, "gezien"}));
  const auto status = house.get("/api/v1/status");
  const auto list =
      house.get("/api/v1/frameworks/" + std::string(status.at("framework").as_string()) + "/requirements");
  for (const char* on : {"nothing", "documents_only", "existence", "operation"}) {
    double sum = 0;
    int applicable = 0;
    for (const auto& row : list.at("items").as_array()) {
      if (!row.at("assessable").as_bool() || row.at("verdict").at("design").as_string() == "not_applicable") continue;
      sum += row.at("rests_on").at(on).to_number<double>();
      ++applicable;
    }
    EXPECT_NEAR(sum / applicable, status.at("rests_on").at(on).to_number<double>(), 0.1) << on;
  }
  EXPECT_LT(status.at("rests_on").at("nothing").to_number<double>(), 100) << "one measure has something to show";
}

}  // namespace
}  // namespace waarborg::app
