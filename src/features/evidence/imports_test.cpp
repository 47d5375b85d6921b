// SPDX-License-Identifier: EUPL-1.2
#include <fstream>

#include "base/test_source_folder.h"
#include "features/evidence/test_world.h"

namespace waarborg::evidence {
namespace {

using EvidenceImports = EvidenceWorld;

std::string fixture(const std::string& path) {
  return crypto::content_of(testing::source_folder() / "src/features/evidence/importers" / path);
}

/// Three snapshots of restic, on three days.
std::string snapshots() {
  std::string text = "[";
  for (const char* at : {"2026-02-27", "2026-02-28", "2026-03-01"}) {
    text += std::string(text.size() > 1 ? "," : "") + R"({"time":")" + at +
            R"(T03:00:00Z","tree":"aa","paths":["/data"],)" + R"("hostname":"his","id":")" + at +
            R"(","short_id":"a"})";
  }
  return text + "]";
}

ImportRequest request(bool dry_run) {
  ImportRequest given;
  given.kind = "restic";
  given.measure = "m1";
  given.plan_item = "backup";
  given.dry_run = dry_run;
  return given;
}

TEST_P(EvidenceImports, a_dry_run_tells_and_keeps_nothing) {
  const auto answer = evidence.import(world.bob, request(true), snapshots()).value();
  EXPECT_TRUE(answer.dry_run);
  EXPECT_EQ(answer.supports, 3);
  EXPECT_EQ(answer.overall, "supports");
  EXPECT_EQ(answer.covers_from, day("2026-02-27"));
  EXPECT_EQ(answer.evidence, "");
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 0);
  EXPECT_FALSE(std::filesystem::exists(folder / "files"));
}

TEST_P(EvidenceImports, a_report_becomes_one_piece_of_evidence_with_its_days) {
  auth::Actor token = world.bob;
  token.collector = "t1";
  token.name = "back-upserver";
  token.rights = {"evidence.add"};
  const auto answer = evidence.import(token, request(false), snapshots()).value();
  const auto detail = evidence.get(world.alice, answer.evidence).value();
  EXPECT_EQ(detail.kind, "automated_result");
  EXPECT_EQ(detail.aspect, "operation");
  EXPECT_EQ(detail.review, "pending") << "a tool is not its own reviewer";
  EXPECT_EQ(detail.collector, "back-upserver");
  EXPECT_EQ(detail.observations.size(), 3U);
  EXPECT_FALSE(detail.facts.empty());
  EXPECT_EQ(evidence.file(world.alice, answer.evidence).value().bytes, snapshots());
  {
    db::Transaction tx = world.database.read();
    const auto facts = evidence_facts(tx, world.north);
    ASSERT_EQ(facts.size(), 1U);
    EXPECT_EQ(facts.front().days.size(), 3U);
    EXPECT_EQ(facts.front().plan_item, "backup");
  }
  EXPECT_EQ(evidence.review(world.bob, answer.evidence, {}).error().kind, FaultKind::kForbidden);
  auth::Actor behind = world.bob;
  behind.rights.insert("evidence.review");
  EXPECT_EQ(evidence.review(behind, answer.evidence, {}).error().what.key, "evidence.review.own_collection")
      << "the person behind the token";
  EXPECT_EQ(evidence.put_file(world.bob, answer.evidence, "x", "", "x").error().what.key, "evidence.file.imported");
  EXPECT_TRUE(evidence.review(dana, answer.evidence, {}));
  expect_sound();
}

TEST_P(EvidenceImports, the_same_report_again_is_the_same_evidence) {
  const auto first = evidence.import(world.bob, request(false), snapshots()).value();
  const auto again = evidence.import(world.bob, request(false), snapshots()).value();
  EXPECT_EQ(again.evidence, first.evidence);
  EXPECT_FALSE(again.warnings.empty());
  ImportRequest other = request(false);
  other.aspect = EvidenceAspect::kExistence;
  const auto existence = evidence.import(world.bob, other, snapshots()).value();
  EXPECT_NE(existence.evidence, first.evidence);
  EXPECT_EQ(evidence.get(world.alice, existence.evidence).value().plan_item, "");
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 2);
}

TEST_P(EvidenceImports, that_refute_wait_for_the_next_result_and_what_a_person_hands_in_there_asks_for_a_retest) {
  std::vector<std::string> told;
  evidence.set_refuted([&](db::Transaction&, const auth::Actor&, const std::string& id) { told.push_back(id); });
  const auto accepted = [&](const std::string& id) {
    const auto done = evidence.review(dana, id, {});
    EXPECT_TRUE(done) << done.error().what.key;
    return id;
  };
  ImportRequest report = request(false);
  report.kind = "csv";
  report.mapping = {
      {"title", "controle"}, {"date", "datum"}, {"result", "goed"}, {"supports", "ja"}, {"refutes", "nee"}};
  const auto imported = evidence.import(world.bob, report, "controle,datum,goed\nrechten,2026-02-20,nee\n");
  ASSERT_TRUE(imported) << imported.error().what.key;
  ASSERT_EQ(imported->overall, "refutes");
  accepted(imported->evidence);
  auth::Actor token = world.bob;
  token.collector = "t1";
  token.name = "back-upserver";
  EvidenceInput given = input();
  given.aspect = EvidenceAspect::kOperation;
  given.result = EvidenceResult::kRefutes;
  given.plan_item = "backup";
  accepted(added(token, given));
  EXPECT_TRUE(told.empty()) << "the next result of the tool answers it";
  const std::string by_hand = accepted(added(world.bob, given));
  EXPECT_EQ(told, std::vector{by_hand});
  report.plan_item = "";
  const auto of_no_item = evidence.import(world.bob, report, "controle,datum,goed\nrechten,2026-02-21,nee\n");
  ASSERT_TRUE(of_no_item) << of_no_item.error().what.key;
  accepted(of_no_item->evidence);
  EXPECT_EQ(told.size(), 2U) << "no result of the plan comes after it";
  expect_sound();
}

TEST_P(EvidenceImports, the_same_table_read_in_another_way_is_not_the_same_evidence) {
  const std::string table = "controle,datum,eerst,later\nrechten,2026-02-20,ja,nee\n";
  const auto read = [&](const char* column) {
    ImportRequest given = request(false);
    given.kind = "csv";
    given.plan_item = "";
    given.mapping = {
        {"title", "controle"}, {"date", "datum"}, {"result", column}, {"supports", "ja"}, {"refutes", "nee"}};
    const auto made = evidence.import(world.bob, given, table);
    EXPECT_TRUE(made) << made.error().what.key << " " << made.error().where;
    return made.value_or(EvidenceImport{});
  };
  const auto first = read("eerst");
  const auto later = read("later");
  EXPECT_NE(first.evidence, later.evidence) << "the wrong column was read first";
  EXPECT_EQ(first.overall, "supports");
  EXPECT_EQ(later.overall, "refutes");
  EXPECT_EQ(evidence.get(world.alice, later.evidence).value().result, "refutes");
  EXPECT_EQ(read("later").evidence, later.evidence);
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 2);
}

TEST_P(EvidenceImports, finds_out_the_tool_and_refuses_what_it_does_not_know) {
  world.clock.set(parse_moment("2030-01-01T00:00:00Z").value());  // later than the report of any fixture
  ImportRequest given = request(false);
  given.kind = "";
  given.places = {{"system", "s1"}};
  const auto answer = evidence.import(world.bob, given, fixture("lynis/fixtures/lynis-report.dat")).value();
  EXPECT_EQ(answer.kind, "lynis");
  const auto detail = evidence.get(world.alice, answer.evidence).value();
  EXPECT_EQ(detail.tool, "lynis");
  EXPECT_EQ(detail.places.front().id, "s1");
  EXPECT_EQ(evidence.import(world.bob, given, "zomaar tekst").error().what.key, "evidence.import.not_recognised");
  given.kind = "unknown";
  EXPECT_EQ(evidence.import(world.bob, given, "x").error().what.key, "evidence.import.unknown_kind");
  given.kind = "restic";
  EXPECT_EQ(evidence.import(world.bob, given, "").error().what.key, "evidence.file.empty");
  given.aspect = EvidenceAspect::kDesign;
  EXPECT_EQ(evidence.import(world.bob, given, snapshots()).error().where, "aspect");
  EXPECT_EQ(evidence.import(dana, request(true), snapshots()).error().kind, FaultKind::kForbidden);
  EXPECT_EQ(evidence.import(world.charlie, request(false), snapshots()).error().where, "measure");
}

TEST_P(EvidenceImports, a_report_that_says_nothing_is_never_green) {
  ImportRequest given = request(false);
  given.kind = "csv";
  given.mapping = {{"key", "id"}, {"date", "dag"}, {"result", "uitkomst"}, {"supports", "goed"}};
  const auto answer = evidence.import(world.bob, given, "id;dag;uitkomst\n1;2026-02-28;geen idee\n").value();
  EXPECT_EQ(answer.overall, "unknown");
  EXPECT_FALSE(answer.warnings.empty());
  EXPECT_EQ(evidence.get(world.alice, answer.evidence).value().result, "partly");
  db::Transaction tx = world.database.read();
  EXPECT_TRUE(evidence_facts(tx, world.north).front().days.empty());
}

TEST_P(EvidenceImports, a_report_changed_behind_our_back_is_noticed) {
  ASSERT_TRUE(evidence.import(world.bob, request(false), snapshots()));
  expect_sound();
  static constexpr db::Statement<0> kSpoil{
      "test.spoil", "UPDATE evidence_report SET body = '{}'", "UPDATE evidence_report SET body = '{}'", {}};
  {
    db::Transaction tx = world.database.write();
    tx.execute(kSpoil);
    tx.commit();
  }
  db::Transaction tx = world.database.read();
  EXPECT_EQ(world.trail.verify(tx, world.north, evidence.state_readers()).problems.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, EvidenceImports, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
