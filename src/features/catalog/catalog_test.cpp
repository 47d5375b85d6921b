// SPDX-License-Identifier: EUPL-1.2
//
// What the catalog holds, how frameworks relate, and who may see and change it. What comes in: importing_test.cpp.
#include <algorithm>
#include <set>
#include <thread>

#include "features/catalog/catalog_world.h"
#include "features/catalog/store.h"
#include "platform/db/unavailable.h"

namespace waarborg::catalog {
namespace {

using CatalogTest = CatalogWorld;
INSTANTIATE_TEST_SUITE_P(EachDatabase, CatalogTest, ::testing::ValuesIn(waarborg::testing::databases()));

std::string mappings(int version, const std::string& relation) {
  return "urn: urn:test:risk:library:map\nref_id: map\nlocale: en\nname: Map\nversion: " + std::to_string(version) +
         "\nobjects:\n  requirement_mapping_set:\n    urn: urn:test:risk:requirement_mapping_set:map\n    ref_id: map\n"
         "    name: Map\n    source_framework_urn: urn:test:risk:framework:demo\n"
         "    target_framework_urn: urn:waarborg:framework:nen7510-2024\n    requirement_mappings:\n"
         "    - {source_requirement_urn: 'urn:test:risk:req_node:demo:1.1', relationship: " +
         relation +
         ", target_requirement_urn: 'urn:waarborg:framework:nen7510-2024:8.13', strength_of_relationship: 7}\n"
         "    - {source_requirement_urn: 'urn:test:risk:req_node:demo:1.1', relationship: equal, "
         "target_requirement_urn: 'urn:test:risk:req_node:elsewhere:a'}\n";
}

TEST_P(CatalogTest, the_norm_of_waarborg_has_131_requirements_with_every_text_in_both_languages) {
  install(alice_);
  db::Transaction tx = database_.read();
  const auto frameworks = catalog_.frameworks(tx, alice_.organisation);
  ASSERT_EQ(frameworks.size(), 1U);
  EXPECT_TRUE(frameworks[0].builtin);
  EXPECT_EQ(frameworks[0].requirements, 131);
  EXPECT_NE(frameworks[0].name_nl, frameworks[0].name_en);
  std::int64_t assessable = 0;
  std::set<std::string> chapters;
  for (const RequirementRecord& one : catalog_.requirements(tx, alice_.organisation, frameworks[0].id)) {
    if (!one.assessable) {
      chapters.insert(one.ref);
      continue;
    }
    ++assessable;
    EXPECT_TRUE(chapters.contains(one.chapter)) << one.ref << " stands before or outside its chapter";
    const auto full = catalog_.find_requirement(tx, alice_.organisation, one.urn);
    ASSERT_TRUE(full) << one.urn;
    for (const char* language : {"nl", "en"}) {
      for (const char* field : {"title", "asks", "why", "example", "design", "existence", "operation"}) {
        EXPECT_FALSE(full->texts.at(language).at(field).empty()) << one.ref << " " << language << "." << field;
      }
    }
  }
  EXPECT_EQ(assessable, 131);
  EXPECT_TRUE(catalog_.all_requirements(tx, charlie_.organisation).empty());
}

TEST_P(CatalogTest, installing_again_costs_one_statement_per_norm_and_changes_nothing) {
  install(alice_);
  const Content content = real_content();
  db::Transaction tx = database_.write();
  const auto before = database_.statements_run();
  ASSERT_TRUE(catalog_.install_builtin(tx, alice_, content.files(), clock_.now()));
  EXPECT_EQ(database_.statements_run() - before, 2U);
  EXPECT_EQ(trail_.count(tx, alice_.organisation, {}), 3) << "two norms, one of them only offered";
}

TEST_P(CatalogTest, a_mapping_is_read_from_both_ends_and_confirmed_until_it_says_something_else) {
  install(alice_);
  import(alice_, library(1, node("1.1", "Keep copies")));
  const FrameworkReport report = import(alice_, mappings(1, "subset"));
  EXPECT_EQ(report.mappings, 2);
  ASSERT_FALSE(report.warnings.empty());
  EXPECT_NE(report.warnings.back().find("1 mapping points"), std::string::npos) << report.warnings.back();

  const auto mapped = [&](const std::string& urn) {
    db::Transaction tx = database_.read();
    return catalog_.mappings_of(tx, alice_.organisation, urn);
  };
  auto ours = mapped("urn:waarborg:framework:nen7510-2024:8.13");
  std::erase_if(ours, [](const MappedRequirement& one) { return one.urn != kFirst; });  // ours has more of its own
  ASSERT_EQ(ours.size(), 1U);
  EXPECT_EQ(ours[0].state, "proposed");
  EXPECT_EQ(ours[0].relation, "superset") << "seen from the other end";
  EXPECT_EQ(ours[0].ref, "1.1");
  EXPECT_EQ(ours[0].framework_en, "Demo norm");
  EXPECT_EQ(ours[0].strength, 7);
  const auto theirs = mapped(kFirst);
  ASSERT_EQ(theirs.size(), 2U);
  EXPECT_EQ(theirs[0].ref, "a") << "what is not installed is named by its URN";
  EXPECT_EQ(theirs[1].ref, "8.13");

  const auto review = catalog_.review_mapping(alice_, ours[0].id, "confirmed", "", ours[0].version);
  ASSERT_TRUE(review);
  EXPECT_EQ(mapped(kFirst)[1].reviewer, alice_.name);
  {
    db::Transaction tx = database_.read();
    const auto applied = catalog_.applied_mappings(tx, alice_.organisation, clock_.now());
    ASSERT_EQ(applied.size(), 2U) << "the unconfirmed mapping does not count";
    EXPECT_EQ(applied[0].from, kFirst);
    EXPECT_FALSE(applied[0].covers);
    EXPECT_TRUE(applied[1].covers);
    EXPECT_TRUE(catalog_.applied_mappings(tx, alice_.organisation, clock_.now() - std::chrono::seconds(1)).empty());
  }
  const Moment confirmed = clock_.now();
  EXPECT_EQ(catalog_.review_mapping(alice_, ours[0].id, "confirmed", "", ours[0].version).error().kind,
            FaultKind::kConflict);
  import(alice_, mappings(2, "subset"));
  EXPECT_EQ(mapped(kFirst)[1].reviewer, alice_.name);
  import(alice_, mappings(3, "equal"));
  EXPECT_EQ(mapped(kFirst)[1].reviewer, "");
  EXPECT_EQ(mapped(kFirst)[1].state, "proposed");
  {
    db::Transaction tx = database_.read();
    EXPECT_TRUE(catalog_.applied_mappings(tx, alice_.organisation, clock_.now()).empty());
    EXPECT_EQ(catalog_.applied_mappings(tx, alice_.organisation, confirmed).size(), 2U) << "it stood confirmed then";
  }
  expect_sound_trail(alice_);
}

TEST_P(CatalogTest, of_two_who_judge_a_mapping_at_the_same_moment_one_is_told_that_it_changed) {
  import(alice_, library(1, node("1.1", "Keep copies")));
  import(alice_, mappings(1, "subset"));
  const auto mapping = [&] {
    db::Transaction tx = database_.read();
    return catalog_.mappings_of(tx, alice_.organisation, kFirst).front();
  }();
  std::vector<std::string> answers(4);
  {
    std::vector<std::jthread> people;
    for (std::string& answer : answers) {
      people.emplace_back([&] {
        const auto judged = catalog_.review_mapping(alice_, mapping.id, "confirmed", "", mapping.version);
        answer = judged ? "judged" : judged.error().what.key;
      });
    }
  }
  EXPECT_EQ(std::ranges::count(answers, "judged"), 1);
  EXPECT_EQ(std::ranges::count(answers, "catalog.changed"), 3);
  expect_sound_trail(alice_);
}

TEST_P(CatalogTest, a_library_that_changes_is_kept_from_who_writes_in_the_database_without_us) {
  import(alice_, library(1, node("1.1", "Keep copies")));
  const std::string urn = import(alice_, mappings(1, "subset")).urn;
  const auto run = [](db::Database& database, std::string_view sql) {
    db::Transaction tx = database.write();
    tx.run({sql, sql, sql, {}}, {});
    tx.commit();
  };
  db::Transaction tx = database_.write();
  const std::int64_t rows = hold_library(tx, alice_.organisation, urn);
  EXPECT_EQ(rows, 3) << "a source and two mappings";
  if (GetParam() == "postgres") {  // SQLite has one writer
    db::Patience little;
    little.writer = std::chrono::milliseconds(100);
    db::Database another(world_.scratch.where(), 1, little);
    EXPECT_THROW(run(another, "UPDATE mapping SET rationale_nl = rationale_nl || '9'"), db::Unavailable);
    EXPECT_THROW(run(another, "DELETE FROM library"), db::Unavailable);
  }
  const std::string_view put_in =
      "INSERT INTO mapping_review (organisation_id, mapping_id, version, library_urn, source_urn, target_urn, "
      "relation, "
      "state, reason, reviewer, reviewed_at) SELECT organisation_id, id, 88, library_urn, source_urn, target_urn, "
      "relation, 'confirmed', '', 'Vals', '2026-01-01T00:00:00.000Z' FROM mapping";
  tx.run({put_in, put_in, put_in, {}}, {});
  EXPECT_NO_THROW(check_added(tx, alice_.organisation, urn, rows, 2));
  EXPECT_THROW(check_added(tx, alice_.organisation, urn, rows, 1), trail::LogDoesNotFit);
}

TEST_P(CatalogTest, a_rejection_needs_a_reason_and_can_be_taken_back) {
  install(alice_);
  import(alice_, library(1, node("1.1", "Keep copies")));
  import(alice_, mappings(1, "equal"));
  MappingQuery query;
  query.source = "urn:test:risk:framework:demo";
  const auto page = catalog_.mappings(alice_, query);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->total, 2);
  const MappingItem item = page->items[0].target.ref == "8.13" ? page->items[0] : page->items[1];
  EXPECT_EQ(item.carries, "whole");
  const auto judge = [&](const char* state, const char* reason) {
    return catalog_.review_mapping(alice_, item.id, state, reason, -1);
  };
  EXPECT_EQ(judge("rejected", "").error().where, "reason");
  EXPECT_EQ(judge("perhaps", "").error().where, "state");
  EXPECT_EQ(catalog_.review_mapping(bob_, item.id, "confirmed", "", -1).error().kind, FaultKind::kForbidden);
  ASSERT_TRUE(judge("rejected", "We restore only once a year"));
  query.state = "rejected";
  const auto rejected = catalog_.mappings(alice_, query);
  ASSERT_EQ(rejected->total, 1);
  EXPECT_EQ(rejected->items[0].review_reason, "We restore only once a year");
  ASSERT_TRUE(judge("proposed", ""));
  EXPECT_EQ(catalog_.mappings(alice_, query)->total, 0);
  query.state.clear();
  query.text = "KEEP COPIES";
  EXPECT_EQ(catalog_.mappings(alice_, query)->total, 2);
  query.limit = 1;
  EXPECT_EQ(catalog_.mappings(alice_, query)->next, "1");
  expect_sound_trail(alice_);
}

TEST_P(CatalogTest, an_organisation_chooses_by_which_frameworks_it_works) {
  install(alice_);
  const auto names = [&] {
    std::vector<std::string> out;
    const auto list = catalog_.list(alice_);
    for (const FrameworkRecord& one : *list) out.push_back(one.ref_id);
    return out;
  };
  EXPECT_EQ(names(), std::vector<std::string>{"NEN 7510:2024"});
  ASSERT_EQ(catalog_.unused(alice_)->size(), 1U);
  const FrameworkRecord cbw = catalog_.unused(alice_)->front();
  EXPECT_EQ(catalog_.use_framework(bob_, cbw.id, true, "").error().kind, FaultKind::kForbidden);
  EXPECT_EQ(catalog_.use_framework(charlie_, cbw.id, true, "").error().kind, FaultKind::kNotFound);
  ASSERT_TRUE(catalog_.use_framework(alice_, cbw.id, true, ""));
  EXPECT_EQ(names(), (std::vector<std::string>{"NEN 7510:2024", "Cbw"}));
  EXPECT_EQ(catalog_.use_framework(alice_, cbw.id, false, "").error().where, "reason");
  const std::string nen = catalog_.list(alice_)->front().id;
  ASSERT_TRUE(catalog_.use_framework(alice_, nen, false, "We only want the act"));
  EXPECT_EQ(names(), std::vector<std::string>{"Cbw"});
  EXPECT_EQ(catalog_.use_framework(alice_, cbw.id, false, "And now nothing").error().what.key, "catalog.use.last");
  ASSERT_TRUE(catalog_.use_framework(alice_, nen, true, ""));
  EXPECT_EQ(names(), (std::vector<std::string>{"NEN 7510:2024", "Cbw"})) << "the main one is in front again";
  db::Transaction tx = database_.write();
  const Content content = real_content();
  ASSERT_TRUE(catalog_.install_builtin(tx, alice_, content.files(), clock_.now()));
  tx.commit();
  EXPECT_EQ(names().size(), 2U) << "a start does not take back the choice";
  expect_sound_trail(alice_);
}

TEST_P(CatalogTest, the_trail_sees_a_changed_row_and_never_holds_the_own_text) {
  import(alice_, library(1, node("1.1", "Keep a list")));
  ASSERT_TRUE(catalog_.set_own_text(alice_, kFirst, "GEHEIME NORMTEKST", -1));
  expect_sound_trail(alice_);
  {
    db::Transaction tx = database_.read();
    for (const trail::Entry& entry : trail_.range(tx, alice_.organisation, 0, 100)) {
      EXPECT_EQ(entry.body.find("GEHEIME"), std::string::npos);
    }
  }
  db::Transaction tx = database_.write();
  const std::string edit = "UPDATE requirement SET texts = '{}' WHERE urn = 'urn:test:risk:req_node:demo:1.1'";
  tx.run({"test.edit", edit, edit, {}}, {});
  EXPECT_EQ(trail_.verify(tx, alice_.organisation, catalog_.state_readers()).problems.size(), 1U);
}

TEST_P(CatalogTest, routes_answer_alice_refuse_bob_and_tell_charlie_that_nothing_is_there) {
  const auto ask = [&](const char* who, http::Method method, const std::string& target, const std::string& body) {
    return world_.ask(method, target, who, body, {{"accept-language", "en"}});
  };
  const auto imported = ask("alice", http::Method::kPost, "/api/v1/frameworks/import", library(1, node("1.1", "List")));
  ASSERT_EQ(imported.status, 200) << imported.body;
  EXPECT_EQ(json::parse(imported.body)->at("requirements").as_int64(), 1);
  import(alice_, mappings(1, "equal"));
  const auto listed = ask("alice", http::Method::kGet, "/api/v1/frameworks", "");
  EXPECT_EQ(json::parse(listed.body)->at("items").at(0).at("name").as_string(), "Demo norm");
  const auto none = ask("charlie", http::Method::kGet, "/api/v1/frameworks", "");
  EXPECT_TRUE(json::parse(none.body)->at("items").as_array().empty());

  const std::string own_text("/api/v1/requirements/urn%3Atest%3Arisk%3Areq_node%3ADemo%3A1.1/own-text");
  EXPECT_EQ(ask("alice", http::Method::kPut, own_text, R"({"text":"Mine"})").body, R"({"text":"Mine","version":1})");
  EXPECT_EQ(ask("bob", http::Method::kPut, own_text, R"({"text":"Mine"})").status, 403);
  EXPECT_EQ(ask("charlie", http::Method::kPut, own_text, R"({"text":"Theirs"})").status, 404);
  EXPECT_EQ(ask("bob", http::Method::kPost, "/api/v1/frameworks/import", library(2, "")).status, 403);

  db::Transaction tx = database_.read();
  const std::string review =
      "/api/v1/mappings/" + catalog_.mappings_of(tx, alice_.organisation, kFirst)[0].id + "/review";
  tx.commit();
  EXPECT_EQ(ask("charlie", http::Method::kPost, review, "").status, 404);
  EXPECT_EQ(ask("bob", http::Method::kPost, review, "").status, 403);
  EXPECT_EQ(json::parse(ask("alice", http::Method::kPost, review, "").body)->at("reviewer").as_string(), alice_.name);

  const std::string pair =
      R"({"source":"urn:test:risk:framework:demo","target":"urn:waarborg:framework:nen7510-2024"})";
  EXPECT_EQ(ask("charlie", http::Method::kPost, "/api/v1/mappings/confirm", pair).status, 404);
  EXPECT_EQ(ask("bob", http::Method::kPost, "/api/v1/mappings/confirm", pair).status, 403);
  EXPECT_EQ(ask("alice", http::Method::kPost, "/api/v1/mappings/confirm", pair).status, 200);
  EXPECT_EQ(json::parse(ask("charlie", http::Method::kGet, "/api/v1/mappings", "").body)->at("total").as_int64(), 0);
  EXPECT_EQ(json::parse(ask("alice", http::Method::kGet, "/api/v1/mappings", "").body)->at("total").as_int64(), 2);
  EXPECT_TRUE(json::parse(ask("charlie", http::Method::kGet, "/api/v1/mappings/pairs", "").body)
                  ->at("items")
                  .as_array()
                  .empty());
  const std::string use =
      "/api/v1/frameworks/" + std::string(json::parse(listed.body)->at("items").at(0).at("id").as_string()) + "/use";
  EXPECT_EQ(ask("charlie", http::Method::kPut, use, R"({"used":false,"reason":"x"})").status, 404);
  EXPECT_EQ(ask("bob", http::Method::kPut, use, R"({"used":false,"reason":"x"})").status, 403);
  EXPECT_EQ(ask("alice", http::Method::kPut, use, R"({"used":false,"reason":"x"})").status, 422) << "the only one";
}

TEST(PlanCards, the_cards_of_waarborg_answer_every_requirement) {
  const Content content = real_content();
  const auto cards = plan_cards(content.files());
  ASSERT_TRUE(cards) << say(Language::kEn, cards.error().what) << " " << cards.error().where;
  std::set<std::string> answered;
  for (const PlanCard& card : *cards) {
    for (const PlanAnswer& answer : card.requirements) answered.insert(answer.ref);
  }
  EXPECT_GT(cards->size(), 40U);
  EXPECT_GT(answered.size(), 100U);
}

}  // namespace
}  // namespace waarborg::catalog
