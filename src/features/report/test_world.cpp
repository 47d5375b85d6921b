// SPDX-License-Identifier: EUPL-1.2
//
// How the world of the tests of this feature (test_world.h) is built.
#include "features/report/test_world.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/test_source_folder.h"
#include "features/auth/auth.h"

namespace waarborg::report {

std::vector<std::pair<std::string, std::string>> framework_files(const std::string& name) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const char* file : {"framework.toml", "requirements.csv", "mappings.csv"}) {
    const std::string path = "/frameworks/" + name + "/" + file;
    std::ifstream in(testing::source_folder() / "content" / path.substr(1), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (in) out.emplace_back(path, text.str());
  }
  return out;
}

ReportWorld::ReportWorld(const std::string& kind, PdfSettings pdf)
    : world(kind),
      reports(world.database, world.clock, measures, assessments, catalog, evidence, tasks, world.trail, files,
              std::move(pdf)) {
  dana = world.add_actor("dana", "Dana Smit", world.north, {"reviewer"});
  // The members of this small world are put in the database; by who they are something is decided, so the log tells.
  for (const auto& organisation : {world.north, world.south}) {
    db::Transaction tx = world.database.write();
    for (auto& [id, state] : auth::Accounts::states(tx, organisation)) {
      world.trail.add(tx, auth::system_actor(organisation).author(),
                      {"account.roles", "account", id, "", {}, std::move(state), ""}, world.clock.now());
    }
    tx.commit();
  }
  connect();
  install("nen7510-2024");
  owner = record("person", json::Object{{"name", "Olga Visser"}});
  site_a = record("site", json::Object{{"name", "Locatie Noord"}});
  site_b = record("site", json::Object{{"name", "Locatie <Zuid> & co"}});
  add_routes(world.api, reports);
}

void ReportWorld::install(const std::string& name) {
  const auto texts = framework_files(name);
  std::vector<catalog::ContentFile> content;
  for (const auto& [path, text] : texts) content.push_back({path, text});
  for (const auto& organisation : {world.north, world.south}) {
    db::Transaction tx = world.database.write();
    const auto done = catalog.install_builtin(tx, auth::system_actor(organisation), content, world.clock.now());
    EXPECT_TRUE(done) << done.error().what.key << " " << done.error().where;
    tx.commit();
  }
}

std::string ReportWorld::record(const char* reg, json::Object values) {
  auto made = records.create(world.alice, *record::find_register(reg), values);
  EXPECT_TRUE(made) << made.error().what.key << " " << made.error().where;
  return made ? std::string(made->at("id").as_string()) : "";
}

std::string ReportWorld::measure(const std::string& title, const std::string& ref, bool full) {
  measure::MeasureInput input;
  input.title = title;
  input.description = "Zo doen wij dat.";
  input.owner = owner;
  input.rollup = "worst";
  input.requirements = {{urn(ref), full ? "full" : "partly"}};
  input.places = {{"site", site_a}, {"site", site_b}};
  input.plan.design = measure::PlannedDesign{};
  input.plan.existence = measure::PlannedExistence{};
  measure::PlanItem item;
  item.kind = "occurrences";
  item.title = "hersteltests";
  item.rrule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1";
  item.start = "2025-01-01";
  input.plan.operation = {item};
  auto made = measures.create(world.alice, input);
  EXPECT_TRUE(made) << made.error().what.key << " " << made.error().where;
  return made ? made->id.text : "";
}

std::string ReportWorld::proof(const std::string& measure, const std::string& title, const std::string& content,
                               evidence::EvidenceResult result) {
  evidence::EvidenceInput input;
  input.title = title;
  input.measure = measure;
  input.covers_from = day("2026-02-01");
  input.covers_to = day("2026-02-01");
  input.reviewed_on = day("2026-02-01");
  input.result = result;
  input.author = "Olga Visser";
  input.approver = "Bestuur";
  auto made = evidence.add(world.alice, input);
  EXPECT_TRUE(made) << made.error().what.key << " " << made.error().where;
  if (!made) return "";
  const auto put = evidence.put_file(world.alice, made->id, content, "text/plain", title + ".txt");
  EXPECT_TRUE(put) << put.error().what.key;
  const auto review = evidence.review(dana, made->id, {evidence::ReviewState::kAccepted, "gezien"});
  EXPECT_TRUE(review) << review.error().what.key;
  return made->id;
}

void ReportWorld::decide(const std::string& ref, bool applies, const std::string& reason) {
  const auto done = measures.statements.decide(world.alice, urn(ref), applies, reason, -1);
  EXPECT_TRUE(done) << done.error().what.key;
}

void ReportWorld::fill() {
  backup = measure("Back-up en herstel", "8.13");
  access = measure("Toegang <b>nu</b> & \"later\"", "5.15");
  document = proof(backup, "Back-upbeleid", "Wij maken elke nacht een back-up.");
  proof(access, "Toegangsbeleid", "Dit beleid is niet gevolgd.", evidence::EvidenceResult::kRefutes);
  decide("8.13", true, "Wij bewaren dossiers.");
  decide("7.14", false, "=HYPERLINK(\"http://evil\") Wij huren een balie <script>alert(1)</script>");
  framework = reports.board_view(world.alice)->status.framework;
  const auto made = measures.statements.submit(world.alice, framework, {urn("8.13"), urn("7.14")}, "Eerste versie");
  EXPECT_TRUE(made) << made.error().what.key;
  world.clock.tick(std::chrono::hours(1));
  const auto decided = measures.statements.conclude(dana, 1, true, "Akkoord");
  EXPECT_TRUE(decided) << decided.error().what.key;
  const auto proposed = measures.overrides.propose(world.alice, MeasureId{access},
                                                   {"existence", "site", site_a, "shown", "Zelf gezien", "2026-06-01"});
  EXPECT_TRUE(proposed) << proposed.error().what.key << proposed.error().where;
  if (proposed) {
    EXPECT_TRUE(measures.overrides.confirm(dana, proposed->id));
  }
  world.clock.tick(std::chrono::hours(1));
}

void ReportWorld::connect() {
  const auto schedule = [this](db::Transaction& tx, const auth::Actor& who, const measure::StoredMeasure& measure,
                               bool removed) -> Result<void> {
    std::vector<task::Schedule> schedules;
    for (const auto& item : measure.body.plan.operation) {
      if (removed || item.kind != "occurrences") continue;
      task::Schedule one{item.id, item.title, item.rrule, day(item.start.c_str()), 14, 14, {}, measure.body.owner};
      for (const auto& place : measure.body.places) one.places.push_back({place.kind, place.id});
      schedules.push_back(std::move(one));
    }
    EXPECT_TRUE(tasks.sync(tx, who, measure.id.text, schedules, day("2025-01-01"), day("2026-12-31")));
    return {};
  };
  measures.set_on_saved(schedule);
  reports.set_verifier([this](db::Transaction& tx, const OrganisationId& organisation) {
    return world.trail.verify(tx, organisation, {});  // here without the readers of all features
  });
  reports.set_readers([this] {
    trail::Readers all{records.state_readers(), measures.history_readers()};
    all.states.merge(measures.state_readers());
    all.states.merge(evidence.state_readers());
    all.states.merge(tasks.state_readers());
    all.states.merge(catalog.state_readers());
    return all;
  });
  connect_evidence();
  connect_tasks();
}

void ReportWorld::connect_evidence() {
  evidence.set_measure_facts(
      {[this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<std::string>& wanted) {
         std::map<std::string, evidence::MeasureCard> out;
         for (const auto& measure : measures.all(tx, organisation)) {
           if (std::ranges::find(wanted, measure.id.text) == wanted.end()) continue;
           out[measure.id.text] = {measure.body.title, measure.body.owner, "Olga Visser", {}, {}};
         }
         return out;
       },
       [](db::Transaction&, const OrganisationId&, const std::vector<org::PlaceRef>& places) {
         std::map<org::PlaceRef, std::string> out;
         for (const auto& place : places) out[place] = place.id;
         return out;
       },
       {},
       {},
       {}});
}

void ReportWorld::connect_tasks() {
  tasks.set_names({[this](db::Transaction& tx, const OrganisationId& organisation, const std::vector<std::string>&) {
                     std::map<std::string, std::string> out;
                     for (const auto& measure : measures.all(tx, organisation))
                       out[measure.id.text] = measure.body.title;
                     return out;
                   },
                   [](db::Transaction&, const OrganisationId&) { return std::map<std::string, std::string>(); },
                   [this](db::Transaction&, const OrganisationId&, const std::vector<org::PlaceRef>& places) {
                     std::map<org::PlaceRef, std::string> out;
                     for (const auto& place : places)
                       out[place] = place.id == site_a ? "Locatie Noord" : "Locatie <Zuid> & co";
                     return out;
                   }});
}

}  // namespace waarborg::report
