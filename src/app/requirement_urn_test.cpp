// SPDX-License-Identifier: EUPL-1.2
//
// The URN of a requirement stands in the path of its routes, and publishers put all kinds of signs in it.
#include "app/test_house.h"

namespace waarborg::app {
namespace {

using http::Method;

struct RequirementUrns : ::testing::TestWithParam<std::string> {
  RequirementUrns() { house.start(); }
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, RequirementUrns, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(RequirementUrns, with_a_slash_a_space_or_a_percent_sign_are_found_by_every_route) {
  struct Row {
    const char* urn;
    const char* in_path;
  };
  const Row rows[] = {{"urn:test:risk:req_node:demo:a/1", "urn:test:risk:req_node:demo:a%2F1"},
                      {"urn:test:risk:req_node:demo:b/2/c", "urn%3Atest%3Arisk%3Areq_node%3Ademo%3Ab%2f2%2fc"},
                      {"urn:test:risk:req_node:demo:c 3%2f", "urn:test:risk:req_node:demo:c%203%252f"},
                      {"urn:test:risk:req_node:demo:é?#", "urn:test:risk:req_node:demo:%C3%A9%3F%23"}};
  std::string library =
      "urn: urn:test:risk:library:demo\nref_id: Demo\nlocale: en\nname: Demo norm\nversion: 1\ncopyright: Example\n"
      "provider: Example\nobjects:\n  framework:\n    urn: urn:test:risk:framework:demo\n    ref_id: DEMO\n"
      "    name: Demo norm\n    requirement_nodes:\n";
  for (const Row& row : rows) {
    library += std::string("    - {urn: '") + row.urn + "', assessable: true, depth: 1, ref_id: '1', name: One}\n";
  }
  const auto imported = house.ask(Method::kPost, "/api/v1/frameworks/import", "alice", library);
  ASSERT_EQ(imported.status, 200) << imported.body;
  for (const Row& row : rows) {
    const std::string one = std::string("/api/v1/requirements/") + row.in_path;
    const json::Value found = house.get(one);
    ASSERT_TRUE(found.is_object()) << row.urn;
    EXPECT_NE(json::print(found).find(json::print(json::Value(row.urn))), std::string::npos) << json::print(found);
    const std::string decision = R"({"applies":true,"reason":"Nodig"})";
    EXPECT_EQ(house.ask(Method::kPut, one + "/own-text", "alice", R"({"text":"Tekst"})").status, 200) << row.urn;
    EXPECT_EQ(house.ask(Method::kPut, one + "/complete-together", "alice", R"({"reason":"Samen"})").status, 409)
        << row.urn << " is found, and no measure answers it";
    const auto decided =
        house.ask(Method::kPut, std::string("/api/v1/applicability/") + row.in_path, "alice", decision);
    EXPECT_EQ(decided.status, 200) << row.urn << " " << decided.body;
  }
  EXPECT_EQ(house.ask(Method::kGet, "/api/v1/requirements/urn:test:risk:req_node:demo:a/1", "alice").status, 404)
      << "a slash as it is separates";
  EXPECT_TRUE(house.verifies());
}

}  // namespace
}  // namespace waarborg::app
