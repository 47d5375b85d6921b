// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/test_world.h"

namespace waarborg::evidence {
namespace {

using ColumnMappingsTest = EvidenceWorld;
using enum http::Method;

constexpr const char* kPath = "/api/v1/column-mappings";
constexpr const char* kBody = R"({"name":"Patchlijst","settings":[{"name":"result","value":"uitkomst"},
  {"name":"key","value":"id"},{"name":"date","value":"dag"},{"name":"supports","value":"goed"},
  {"name":"refutes","value":"fout"},{"name":"date_order","value":"dmy"}]})";
constexpr const char* kTable = "id;dag;uitkomst\nserver-1;3-2-2026;goed\nserver-2;3-2-2026;fout\n";

json::Object body_of(const http::Response& response) { return json::parse(response.body).value().as_object(); }

TEST_P(ColumnMappingsTest, a_table_is_read_with_a_mapping_saved_before_by_its_name_or_id) {
  const auto made = world.ask(kPost, kPath, "bob", kBody);
  ASSERT_EQ(made.status, 200) << made.body;
  const std::string id(body_of(made)["id"].as_string());
  for (const std::string& name : {std::string("Patchlijst"), id}) {
    const auto read =
        world.ask(kPost, "/api/v1/evidence/import?kind=csv&measure=m1&plan_item=backup&dry_run=true&mapping=" + name,
                  "bob", kTable);
    ASSERT_EQ(read.status, 200) << read.body;
    EXPECT_EQ(body_of(read)["supports"], 1);
    EXPECT_EQ(body_of(read)["refutes"], 1);
    EXPECT_EQ(body_of(read)["covers_to"], "2026-02-03");
  }
  const auto over =
      world.ask(kPost,
                "/api/v1/evidence/import?kind=csv&measure=m1&plan_item=backup&dry_run=true&mapping=" + id +
                    "&map.supports=goed%7Cfout&map.refutes=nooit",
                "bob", kTable);
  EXPECT_EQ(body_of(over)["supports"], 2) << "a setting of the call goes over the saved one: " << over.body;
  EXPECT_EQ(world.ask(kPost, "/api/v1/evidence/import?kind=csv&measure=m1&mapping=other", "bob", kTable).status, 404);
}

TEST_P(ColumnMappingsTest, evidence_keeps_the_settings_it_was_read_with) {
  const auto made = mappings.add(world.bob, json::decode<ColumnMappingInput>(std::string_view(kBody)).value());
  ASSERT_TRUE(made);
  const auto read = world.ask(kPost, "/api/v1/evidence/import?kind=csv&measure=m1&plan_item=backup&mapping=Patchlijst",
                              "bob", kTable);
  ASSERT_EQ(read.status, 200) << read.body;
  ASSERT_TRUE(mappings.remove(world.bob, made->id, made->version));
  const auto kept = evidence.get(world.alice, std::string(body_of(read)["evidence"].as_string()));
  ASSERT_TRUE(kept);
  EXPECT_NE(kept->query.find(R"("result":"uitkomst")"), std::string::npos) << kept->query;
}

TEST_P(ColumnMappingsTest, two_editors_at_once_do_not_overwrite_each_other) {
  const auto input = json::decode<ColumnMappingInput>(std::string_view(kBody)).value();
  const auto made = mappings.add(world.bob, input);
  ASSERT_TRUE(made);
  ASSERT_TRUE(mappings.change(world.bob, made->id, input, made->version));
  EXPECT_EQ(mappings.change(world.alice, made->id, input, made->version).error().kind, FaultKind::kConflict);
  EXPECT_EQ(mappings.remove(world.alice, made->id, made->version).error().kind, FaultKind::kConflict);
  EXPECT_EQ(mappings.add(world.alice, input).error().what.key, "evidence.mapping.name_taken");
}

TEST_P(ColumnMappingsTest, a_setting_that_does_not_exist_is_named) {
  const auto refused = mappings.add(world.bob, {"x", {{"resultaat", "uitkomst"}}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "settings.resultaat");
  EXPECT_EQ(mappings.add(world.bob, {"", {}}).error().where, "name");
  EXPECT_EQ(mappings.add(world.bob, {"x", {{"result", std::string(501, 'a')}}}).error().where, "settings.result");
}

TEST_P(ColumnMappingsTest, another_organisation_finds_nothing) {
  const auto made = mappings.add(world.bob, json::decode<ColumnMappingInput>(std::string_view(kBody)).value());
  ASSERT_TRUE(made);
  const std::string one = std::string(kPath) + "/" + made->id;
  EXPECT_EQ(body_of(world.ask(kGet, kPath, "charlie"))["items"].as_array().size(), 0U);
  EXPECT_EQ(world.ask(kPut, one, "charlie", kBody).status, 404);
  EXPECT_EQ(world.ask(kDelete, one, "charlie").status, 404);
  EXPECT_EQ(
      world.ask(kPost, "/api/v1/evidence/import?kind=csv&measure=m1&mapping=Patchlijst", "charlie", kTable).status,
      404);
  EXPECT_EQ(mappings.list(world.alice).value().items.size(), 1U);
}

TEST_P(ColumnMappingsTest, the_trail_agrees_with_the_rows) {
  const auto made = mappings.add(world.bob, json::decode<ColumnMappingInput>(std::string_view(kBody)).value());
  ASSERT_TRUE(made);
  const auto input = json::decode<ColumnMappingInput>(std::string_view(kBody)).value();
  ASSERT_TRUE(mappings.change(world.bob, made->id, {"Ander", input.settings}, -1));
  db::Transaction tx = world.database.read();
  EXPECT_TRUE(world.trail.verify(tx, world.north, mappings.state_readers()).problems.empty());
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, ColumnMappingsTest, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
