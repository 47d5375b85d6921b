// SPDX-License-Identifier: EUPL-1.2
//
// The domains of an organisation: from the register through a measurement to evidence, history and Vandaag. What a
// domain shows to the outside is given by the test; the scanner itself is tested where it lives.
#include "app/test_house.h"
#include "features/scan/web/testing.h"

namespace waarborg::app {
namespace {

using scan::DomainFacts;

struct Watching : ::testing::TestWithParam<std::string> {
  Watching() {
    house.start();
    house.installation->watch.set_measure_all(
        [this](const auto& targets, const auto& on_facts, const auto& go_on) -> Result<void> {
          for (std::size_t i = 0; i < targets.size(); ++i) {
            if (auto further = go_on(); !further) return further;
            measured.push_back(targets[i].name);
            selectors = targets[i].dkim_selectors;
            DomainFacts facts = site(targets[i].name);
            if (auto kept = on_facts(i, facts); !kept) return kept;
          }
          return {};
        },
        scan::SingleLabel::kRefused);
  }

  /// A web site that sends HSTS as long as `hsts` is true, or is silent altogether.
  DomainFacts site(const std::string& name) {
    DomainFacts facts;
    facts.name = name;
    facts.at = house.clock.now();
    scan::web::Headers headers;
    if (hsts) headers.push_back({"strict-transport-security", "max-age=63072000"});
    facts.web.push_back(scan::web::at_address(
        "192.0.2.1", silent ? scan::web::unheard(scan::Heard::kTimeout) : scan::web::page(headers)));
    return facts;
  }
  std::string domain(const std::string& name, json::Object more = {}) {
    more.emplace("use", "web");
    more.emplace("protection", "apply");
    return house.record_id("domain", name, std::move(more));
  }
  std::string measure_that_counts(const std::vector<org::PlaceRef>& places = {}) {
    measure::MeasureInput input;
    input.title = "Website en mail voldoen aan de standaarden";
    input.requirements = {{std::string(setup::kNorm) + ":8.24", "partly"}};
    input.places = places;
    measure::PlanItem item;
    item.kind = "automated";
    item.title = "metingen";
    item.source = "scan";
    item.freshness_days = 8;
    input.plan.operation = {item};
    const auto made = house.installation->measures.create(house.actors.at("alice"), input);
    return made ? made->id.text : "";
  }
  Result<std::string> measure(const std::vector<std::string>& ids = {}, const std::string& who = "alice") {
    house.clock.tick(std::chrono::minutes(1));  // two at one moment have no order
    job::Running running(std::chrono::hours(1), [] { return std::chrono::steady_clock::now(); });
    return house.installation->watch.measure(house.actors.at(who), ids, running);
  }
  json::Value detail(const std::string& id, const std::string& more = "") {
    return house.get("/api/v1/scan/domains/" + id + more);
  }
  std::string outcome(const json::Value& of, const std::string& check) {
    for (const auto& one : of.at("verdict").at("checks").as_array()) {
      if (one.at("check").as_string() == check) return std::string(one.at("own").at("outcome").as_string());
    }
    return "not there";
  }
  json::Array evidence() { return house.get("/api/v1/evidence").at("items").as_array(); }
  json::Array items() {
    json::Array out;
    const json::Value today = house.get("/api/v1/today");
    for (const auto& item : today.at("items").as_array()) {
      if (item.at("link").as_string().starts_with("/domains/")) out.push_back(item);
    }
    return out;
  }

  bool hsts = true, silent = false;
  std::vector<std::string> measured, selectors;
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Watching, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Watching, a_domain_of_the_register_is_measured_and_shown_with_its_history) {
  const std::string id = domain("voorbeeld.example");
  EXPECT_TRUE(detail(id).at("verdict").is_null()) << "never measured";
  ASSERT_TRUE(measure());
  EXPECT_EQ(measured, std::vector<std::string>{"voorbeeld.example"});
  house.clock.tick(std::chrono::hours(24));
  hsts = false;
  ASSERT_TRUE(measure({id}));
  const auto now = detail(id);
  EXPECT_EQ(outcome(now, "hsts"), "fail");
  EXPECT_EQ(outcome(now, "spf"), "not there") << "it is used for the web only";
  ASSERT_EQ(now.at("history").as_array().size(), 2U);
  const std::string first(now.at("history").as_array()[1].at("id").as_string());
  EXPECT_EQ(outcome(detail(id, "?measurement=" + first), "hsts"), "pass");
  const auto list = house.get("/api/v1/scan/domains").at("items").as_array();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].at("worsened").as_int64(), 1);
  EXPECT_EQ(list[0].at("last").at("asked_by").as_string(), "Alice de Vries");
  EXPECT_TRUE(house.verifies());
}

TEST_P(Watching, a_domain_that_is_explained_is_counted_as_such_and_not_as_wrong) {
  hsts = false;
  domain("fout.example");
  domain("weg.example", {{"protection", "explain"}, {"reason", "Wordt per 1 juli opgeheven."}});
  ASSERT_TRUE(measure());
  domain("nieuw.example");
  const auto list = house.get("/api/v1/scan/domains");
  std::map<std::string, std::string> states;
  for (const auto& one : list.at("items").as_array()) {
    states[std::string(one.at("name").as_string())] = std::string(one.at("state").as_string());
  }
  EXPECT_EQ(states, (std::map<std::string, std::string>{
                        {"fout.example", "wrong"}, {"weg.example", "explained"}, {"nieuw.example", "not_measured"}}));
  std::map<std::string, std::int64_t> counts;
  for (const auto& [state, count] : list.at("counts").as_object()) counts[std::string(state)] = count.as_int64();
  EXPECT_EQ(counts,
            (std::map<std::string, std::int64_t>{
                {"wrong", 1}, {"attention", 0}, {"explained", 1}, {"unknown", 0}, {"good", 0}, {"not_measured", 1}}));
}

TEST_P(Watching, the_list_and_a_measurement_are_files_too) {
  hsts = false;
  const std::string id = domain("fout.example");
  domain("weg.example", {{"protection", "explain"}, {"reason", "Wordt per 1 juli opgeheven."}});
  ASSERT_TRUE(measure());
  const auto file = [&](const std::string& path) {
    const auto answer = house.ask(http::Method::kGet, "/api/v1/scan/domains" + path, "alice");
    EXPECT_EQ(answer.status, 200) << path << answer.body;
    return answer.body;
  };
  const std::string all = file("/export.csv");
  EXPECT_NE(all.find("fout.example;iets fout;"), std::string::npos) << all;
  EXPECT_NE(all.find("weg.example;uitgelegd;"), std::string::npos) << all;
  EXPECT_EQ(file("/export.csv?state=explained").find("fout.example"), std::string::npos);
  EXPECT_EQ(file("/export.csv?q=FOUT").find("weg.example"), std::string::npos);
  EXPECT_TRUE(file("/export.xlsx").starts_with("PK"));
  const std::string points = file("/" + id + "/checks/export.csv");
  EXPECT_NE(points.find("Strict-Transport-Security"), std::string::npos) << points;
  EXPECT_NE(points.find("nginx: "), std::string::npos) << "the remedies";
  EXPECT_TRUE(file("/" + id + "/checks/export.xlsx").starts_with("PK"));
  const std::string other = "/api/v1/scan/domains/" + id + "/checks/export.csv?measurement=unknown";
  EXPECT_EQ(house.ask(http::Method::kGet, other, "alice").status, 404);
}

TEST_P(Watching, dkim_selectors_of_the_register_are_handed_to_who_measures) {
  domain("voorbeeld.example", {{"dkim_selectors", "Selector1, google"}});
  ASSERT_TRUE(measure());
  EXPECT_EQ(selectors, (std::vector<std::string>{"selector1", "google"}));
}

TEST_P(Watching, what_was_measured_cannot_be_changed_without_being_seen) {
  domain("voorbeeld.example");
  ASSERT_TRUE(measure());
  ASSERT_TRUE(house.verifies());
  for (const char* change : {"web = 100", "fails = 99", "facts = '{}'", "standing = '[]'"}) {
    const std::string sql = std::string("UPDATE scan_measurement SET ") + change;
    const std::string_view text = sql;
    db::Transaction tx = house.installation->database.write();
    tx.run({text, text, text, {}}, {});
    EXPECT_FALSE(house.installation->verify(tx, house.organisation).problems.empty()) << change;
  }  // each is rolled back
  EXPECT_TRUE(house.verifies());
}

TEST_P(Watching, a_measurement_arrives_as_evidence_of_the_measures_that_count_on_it) {
  domain("een.example");
  domain("twee.example");
  const std::string measure_id = measure_that_counts();
  ASSERT_TRUE(measure());
  const auto found = evidence();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].at("measure").as_string(), measure_id);
  EXPECT_EQ(found[0].at("aspect").as_string(), "operation");
  EXPECT_EQ(found[0].at("review").as_string(), "pending");
  EXPECT_TRUE(found[0].at("may_review").as_bool()) << "the instrument brought it, not who pressed the button";
}

TEST_P(Watching, a_measurement_of_some_domains_does_not_speak_for_the_others) {
  measure_that_counts();
  const std::string one = domain("een.example");
  hsts = false;
  domain("twee.example");
  ASSERT_TRUE(measure());
  EXPECT_EQ(evidence().front().at("result").as_string(), "refutes");
  hsts = true;
  ASSERT_TRUE(measure({one}));
  ASSERT_EQ(evidence().size(), 2U);
  const auto found = house.get("/api/v1/evidence/" + std::string(evidence().front().at("id").as_string()));
  EXPECT_NE(json::print(found).find("Dit domein hoorde niet bij deze meting."), std::string::npos);
}

TEST_P(Watching, evidence_is_about_the_place_that_the_domain_belongs_to) {
  const std::string site = house.record_id("site", "Locatie Zuid");
  const std::string here = domain("een.example");
  domain("twee.example", {{"site", site}});
  domain("drie.example");
  measure_that_counts({{"domain", here}, {"site", site}});
  ASSERT_TRUE(measure());
  std::map<std::string, std::int64_t> places;
  for (const auto& row : evidence()) {
    const auto one = house.get("/api/v1/evidence/" + std::string(row.at("id").as_string()));
    const auto& of = one.at("places").as_array();
    ++places[of.empty() ? "" : std::string(of[0].at("kind").as_string())];
  }
  EXPECT_EQ(places, (std::map<std::string, std::int64_t>{{"", 1}, {"domain", 1}, {"site", 1}}));
}

TEST_P(Watching, a_failure_that_is_explained_refutes_nothing) {
  hsts = false;
  domain("weg.example", {{"protection", "explain"}, {"reason", "Wordt per 1 juli opgeheven."}});
  measure_that_counts();
  ASSERT_TRUE(measure());
  ASSERT_EQ(evidence().size(), 1U);
  EXPECT_EQ(evidence()[0].at("result").as_string(), "partly");
}

TEST_P(Watching, what_became_worse_asks_its_owner_until_it_is_back_and_silence_changes_nothing) {
  auto& dana = house.join("dana", "Dana Smit", {"owner"});
  const std::string id = domain("voorbeeld.example", {{"owner", house.person("Dana Smit")}});
  ASSERT_TRUE(measure());
  EXPECT_TRUE(items().empty());
  hsts = false;
  ASSERT_TRUE(measure());
  ASSERT_EQ(items().size(), 1U);
  EXPECT_EQ(items()[0].at("title").as_string(), "voorbeeld.example: 1 punt is slechter geworden");
  silent = true;
  ASSERT_TRUE(measure());
  EXPECT_EQ(items().size(), 1U) << "no answer is no repair";
  silent = false;
  hsts = true;
  ASSERT_TRUE(measure({}, "dana"));
  EXPECT_TRUE(items().empty());
  EXPECT_EQ(dana.name, "Dana Smit");
}

TEST_P(Watching, happens_by_itself_as_often_as_was_chosen) {
  domain("voorbeeld.example");
  const auto turn = [&] {
    job::Running running(std::chrono::hours(1), [] { return std::chrono::steady_clock::now(); });
    house.installation->watch.measure_when_due(house.organisation, running);
    return measured.size();
  };
  EXPECT_EQ(turn(), 0U) << "nobody asked for it";
  const auto set = house.ask(http::Method::kPut, "/api/v1/scan/schedule", "alice", R"({"every":"week"})");
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(turn(), 1U);
  house.clock.tick(std::chrono::hours(24 * 6));
  EXPECT_EQ(turn(), 1U);
  house.clock.tick(std::chrono::hours(24));
  EXPECT_EQ(turn(), 2U);
  ASSERT_EQ(house.ask(http::Method::kPut, "/api/v1/scan/schedule", "alice", R"({"every":"never"})").status, 200);
  house.clock.tick(std::chrono::hours(24 * 70));
  EXPECT_EQ(turn(), 2U);
  EXPECT_TRUE(house.verifies());
}

TEST_P(Watching, names_that_are_no_domain_and_departures_without_a_reason_are_refused) {
  const auto put = [&](const char* body) {
    return house.ask(http::Method::kPost, "/api/v1/registers/domain/rows", "alice", body);
  };
  const auto bad = put(R"({"name":"127.0.0.1","use":"web","protection":"apply"})");
  EXPECT_EQ(bad.status, 422) << bad.body;
  EXPECT_NE(bad.body.find("\"name\""), std::string::npos) << bad.body;
  const auto selector = put(R"({"name":"mail.example","use":"mail","protection":"apply","dkim_selectors":"a b/c"})");
  EXPECT_EQ(selector.status, 422) << selector.body;
  EXPECT_NE(selector.body.find("dkim_selectors"), std::string::npos) << selector.body;
  const auto bare = put(R"({"name":"weg.example","use":"web","protection":"explain"})");
  EXPECT_EQ(bare.status, 422) << bare.body;
  EXPECT_NE(bare.body.find("reason"), std::string::npos);
  EXPECT_EQ(put(R"({"name":"weg.example","use":"web","protection":"explain","reason":"Gaat weg."})").status, 200);
}

TEST_P(Watching, needs_the_right_and_something_to_measure) {
  auto& board = house.join("berend", "Berend Bos", {"board"});
  EXPECT_EQ(measure({}, "berend").error().kind, FaultKind::kForbidden);
  EXPECT_EQ(measure().error().what.key, "scan.watch.none");
  const std::string id = domain("voorbeeld.example");
  EXPECT_EQ(measure({"unknown"}).error().what.key, "scan.watch.none");
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/scan/domains/" + id, "berend").status, 200);
  EXPECT_EQ(house.ask(http::Method::kPost, "/api/v1/scan", "berend", "{}").status, 403);
  EXPECT_EQ(house.ask(http::Method::kPost, "/api/v1/scan", "alice", "{}").status, 202);
  EXPECT_EQ(board.name, "Berend Bos");
}

}  // namespace
}  // namespace waarborg::app
