// SPDX-License-Identifier: EUPL-1.2
//
// Charlie works for another organisation: for him the records of Alice do not exist, on any route of registers and
// measures. The other features have this test beside their own routes.
#include <gtest/gtest.h>

#include "features/auth/testing.h"
#include "features/measure/assessment.h"
#include "platform/fs/file_store.h"

namespace waarborg {
namespace {

class Charlie : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    record::add_routes(world.api, records, world.database, world.clock);
    measure::add_routes(world.api, measures, assessments, catalog);
    site = id_of(world.ask(http::Method::kPost, "/api/v1/registers/site/rows", "alice", R"({"name":"Noord"})"));
    measure = id_of(world.ask(http::Method::kPost, "/api/v1/measures", "alice", kMeasure));
  }

  static std::string id_of(const http::Response& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto body = json::parse(answer.body);
    return body && body->is_object() ? std::string(body->at("id").as_string()) : "";
  }
  int status(http::Method method, const std::string& target, const std::string& who, const std::string& body = {}) {
    return world.ask(method, target, who, body, {{"if-match", "\"1\""}}).status;
  }

  static constexpr const char* kMeasure =
      R"({"title":"Hersteltest","description":"","card":"","owner":"","rollup":"worst","rollup_reason":"",)"
      R"("requirements":[],"places":[],"plan":{"operation":[],"operation_text":""}})";
  static constexpr const char* kOverride =
      R"({"aspect":"design","place_kind":"","place_id":"","value":"shown","reason":"r","until":"2026-04-01"})";

  testing::World world{GetParam()};
  record::Records records{world.database, world.trail, world.clock};
  catalog::Catalog catalog{world.database, world.trail, world.clock};
  measure::Measures measures{world.database, world.trail, world.clock, records};
  measure::Assessments assessments{measures, catalog, records, world.trail};
  std::string site;
  std::string measure;
};

TEST_P(Charlie, finds_no_register_record_of_another_organisation_and_changes_none) {
  const std::string row = "/api/v1/registers/site/rows/" + site;

  EXPECT_EQ(status(http::Method::kGet, row, "charlie"), 404);
  EXPECT_EQ(status(http::Method::kPut, row, "charlie", R"({"name":"Zuid"})"), 404);
  EXPECT_EQ(status(http::Method::kDelete, row, "charlie"), 404);
  const auto list = world.ask(http::Method::kGet, "/api/v1/registers/site/rows", "charlie");
  const auto csv = world.ask(http::Method::kGet, "/api/v1/registers/site/export.csv", "charlie");

  EXPECT_EQ(json::parse(list.body)->at("total").as_int64(), 0);
  EXPECT_EQ(csv.body.find("Noord"), std::string::npos);
  EXPECT_EQ(status(http::Method::kGet, row, "alice"), 200);
}

TEST_P(Charlie, cannot_refer_to_a_record_of_another_organisation) {
  EXPECT_EQ(status(http::Method::kPost, "/api/v1/registers/department/rows", "charlie",
                   R"({"name":"Balie","site":")" + site + R"("})"),
            422);
}

TEST_P(Charlie, finds_no_measure_of_another_organisation_and_changes_none) {
  const std::string one = "/api/v1/measures/" + measure;

  for (const char* tail : {"", "/verdicts", "/bands", "/overrides"}) {
    EXPECT_EQ(status(http::Method::kGet, one + tail, "alice"), 200) << tail;
    EXPECT_EQ(status(http::Method::kGet, one + tail, "charlie"), 404) << tail;
  }
  EXPECT_EQ(status(http::Method::kPut, one, "charlie", kMeasure), 404);
  EXPECT_EQ(status(http::Method::kPost, one + "/remove", "charlie", "{}"), 404);
  EXPECT_EQ(status(http::Method::kPost, one + "/overrides", "charlie", kOverride), 404);
  EXPECT_EQ(status(http::Method::kGet, one, "alice"), 200);
}

TEST_P(Charlie, cannot_confirm_an_override_of_another_organisation) {
  const std::string made =
      id_of(world.ask(http::Method::kPost, "/api/v1/measures/" + measure + "/overrides", "alice", kOverride));

  EXPECT_EQ(status(http::Method::kPost, "/api/v1/overrides/" + made + "/confirm", "charlie", "{}"), 404);
}

TEST_P(Charlie, a_contributor_of_the_same_organisation_reads_but_does_not_change) {
  const std::string row = "/api/v1/registers/site/rows/" + site;
  const std::string one = "/api/v1/measures/" + measure;

  EXPECT_EQ(status(http::Method::kGet, row, "bob"), 200);
  EXPECT_EQ(status(http::Method::kGet, one, "bob"), 200);
  EXPECT_EQ(status(http::Method::kPut, row, "bob", R"({"name":"Anders"})"), 403);
  EXPECT_EQ(status(http::Method::kPost, one + "/remove", "bob", "{}"), 403);
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, Charlie, ::testing::ValuesIn(testing::databases()));

}  // namespace
}  // namespace waarborg
