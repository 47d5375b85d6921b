// SPDX-License-Identifier: EUPL-1.2
//
// Rule 7 of the proof model: an override is shown as one everywhere. Where verdicts stand by threes follows from the
// description of the API, so that a new answer is looked at by itself.
#include <algorithm>
#include <map>
#include <set>

#include "app/test_house.h"

namespace waarborg::app {
namespace {

using http::Method;

constexpr const char* kAspectNames[] = {"design", "existence", "operation"};
constexpr const char* kOverride =
    R"({"aspect":"design","place_kind":"","place_id":"","value":"refuted","reason":"r","until":"2026-06-01"})";

struct OverrideMarks : ::testing::TestWithParam<std::string> {
  OverrideMarks() {
    house.start();
    house.join("rita", "Rita Klein", {"reviewer"});
    site = house.record_id("site", "Plek Noord");
    measure::MeasureInput input;
    input.title = "Back-up";
    input.rollup = "worst";
    input.requirements = {{kRequirement, "full"}};
    input.places = {{"site", site}};
    input.plan.design = measure::PlannedDesign{};
    measure = house.installation->measures.create(house.actors.at("alice"), input).value().id.text;
    house.installation->assessments.remember(house.organisation);
    document = house.api.openapi();
  }
  std::string propose() {
    const auto made = house.ask(Method::kPost, "/api/v1/measures/" + measure + "/overrides", "alice", kOverride);
    EXPECT_EQ(made.status, 200) << made.body;
    return std::string(json::parse(made.body).value().at("id").as_string());
  }
  void override_design() {
    const auto done = house.ask(Method::kPost, "/api/v1/overrides/" + propose() + "/confirm", "rita", "{}");
    EXPECT_EQ(done.status, 200) << done.body;
    house.clock.tick(std::chrono::hours(1));
    house.installation->assessments.remember(house.organisation);  // for the changes on Today
  }

  const json::Object& named(const json::Value& reference) const {
    std::string name(reference.as_string());
    name.erase(0, name.rfind('/') + 1);
    return document.at("components").at("schemas").at(name).as_object();
  }
  /// Whether a schema holds the verdicts of all three aspects as bare words.
  static bool is_trio(const json::Object& properties) {
    return std::ranges::all_of(kAspectNames, [&](const char* aspect) {
      const json::Value* found = properties.if_contains(aspect);
      const json::Value* reference = found == nullptr ? nullptr : found->as_object().if_contains("$ref");
      return reference != nullptr && reference->as_string() == "#/components/schemas/Verdict";
    });
  }
  /// Where three verdicts stand in what a schema describes: "items/*/verdict".
  void find(const json::Object& schema, std::vector<std::string> path, std::set<std::vector<std::string>>& out) const {
    if (path.size() > 12) return;  // a schema that holds itself
    if (const json::Value* reference = schema.if_contains("$ref")) return find(named(*reference), path, out);
    if (const json::Value* items = schema.if_contains("items")) {
      path.emplace_back("*");
      return find(items->as_object(), path, out);
    }
    if (const json::Value* any = schema.if_contains("anyOf")) {
      for (const json::Value& one : any->as_array()) find(one.as_object(), path, out);
    }
    const json::Value* properties = schema.if_contains("properties");
    if (properties == nullptr) return;
    if (is_trio(properties->as_object())) out.insert(path);
    for (const auto& member : properties->as_object()) {
      path.emplace_back(member.key());
      find(member.value().as_object(), path, out);
      path.pop_back();
    }
  }
  static void gather(const json::Value& answer, std::span<const std::string> path, std::vector<json::Value>& out) {
    if (path.empty()) {
      out.push_back(answer);
    } else if (path.front() == "*") {
      for (const json::Value& one : answer.as_array()) gather(one, path.subspan(1), out);
    } else if (!answer.is_null()) {
      gather(answer.at(path.front()), path.subspan(1), out);
    }
  }
  /// The pattern with the records of this house.
  std::string filled(std::string pattern) const {
    const std::pair<std::string, std::string> parts[] = {{"/places/{kind}", "/places/site"},
                                                         {"/places/site/{id}", "/places/site/" + site},
                                                         {"/measures/{id}", "/measures/" + measure},
                                                         {"/frameworks/{id}", "/frameworks/default"},
                                                         {"/requirements/{urn}", "/requirements/" + kRequirement}};
    for (const auto& [from, to] : parts) {
      if (const auto at = pattern.find(from); at != std::string::npos) pattern.replace(at, from.size(), to);
    }
    EXPECT_EQ(pattern.find('{'), std::string::npos) << pattern << ": say above which record";
    return pattern;
  }
  /// How many of the verdicts at each of those places in each answer are marked.
  std::map<std::string, int> marks() {
    std::map<std::string, int> out;
    for (const auth::Declared& one : house.api.declared()) {
      if (one.method != Method::kGet || one.output.is_null()) continue;
      std::set<std::vector<std::string>> paths;
      find(one.output.as_object(), {}, paths);
      if (paths.empty()) continue;
      const json::Value answer = house.get(filled(one.route.pattern));
      for (const auto& path : paths) {
        std::string name = one.route.operation;
        for (const std::string& part : path) name += "/" + part;
        std::vector<json::Value> trios;
        gather(answer, path, trios);
        int& marked = out[name];
        for (const json::Value& trio : trios) {
          const json::Value* overridden = trio.as_object().if_contains("overridden");
          if (overridden == nullptr) {
            ADD_FAILURE() << name << " cannot say it";
            continue;
          }
          marked += overridden->at("design").as_bool();
          EXPECT_FALSE(overridden->at("existence").as_bool()) << name;
          EXPECT_FALSE(overridden->at("operation").as_bool()) << name;
        }
      }
    }
    return out;
  }

  static inline const std::string kRequirement = "urn:waarborg:framework:nen7510-2024:8.13";
  testing::House house{GetParam()};
  std::string measure, site;
  json::Value document;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, OverrideMarks, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(OverrideMarks, every_answer_that_holds_three_verdicts_says_which_of_them_people_set) {
  override_design();
  const auto found = marks();
  for (const auto& [place, marked] : found) EXPECT_GT(marked, 0) << place;
  for (const char* known :
       {"measure_list/items/*/verdict", "measure_bands/months/*", "place_list/items/*/verdict",
        "place_measures/items/*/verdict", "requirement_list/items/*/verdict", "requirement_get/verdict",
        "requirement_get/measure_list/*/verdict", "applicability_list/items/*/verdict",
        "status_get/chapters/*/requirements/*/verdict", "today_get/changes/*/verdict", "board_get/holes/*/verdict"}) {
    EXPECT_TRUE(found.contains(known)) << known << " is not looked at";
  }
}

TEST_P(OverrideMarks, a_proposal_that_nobody_confirmed_marks_nothing) {
  propose();
  const auto found = marks();
  EXPECT_FALSE(found.empty());
  for (const auto& [place, marked] : found) EXPECT_EQ(marked, 0) << place;
}

TEST_P(OverrideMarks, the_files_of_lists_say_it_in_the_cell) {
  override_design();
  for (const char* list : {"measures", "frameworks/default/requirements"}) {
    const std::string target = std::string("/api/v1/") + list + "/export.csv";
    EXPECT_NE(house.ask(Method::kGet, target, "alice").body.find("weerlegd (afwijkend vastgesteld)"), std::string::npos)
        << list;
    house.actors.at("alice").language = Language::kEn;
    EXPECT_NE(house.ask(Method::kGet, target, "alice").body.find("refuted (overridden)"), std::string::npos) << list;
    house.actors.at("alice").language = Language::kNl;
  }
}

TEST_P(OverrideMarks, the_three_alone_say_the_same_as_the_three_with_their_reasons) {
  override_design();
  const json::Value found = house.get("/api/v1/requirements/" + kRequirement);
  const json::Value here = house.get("/api/v1/places/site/" + site + "/measures").at("items").at(0);
  for (const json::Value* one : {&found, &here}) {
    for (const char* aspect : kAspectNames) {
      EXPECT_EQ(one->at("verdict").at("overridden").at(aspect).as_bool(),
                one->at("aspects").at(aspect).at("override").as_bool())
          << aspect;
    }
  }
}

}  // namespace
}  // namespace waarborg::app
