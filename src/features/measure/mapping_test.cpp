// SPDX-License-Identifier: EUPL-1.2
//
// One measure serves several frameworks: what answers NEN 7510 answers the Cbw by way of mappings that a person
// confirmed, as far as the mapping carries it, and no further.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/test_source_folder.h"
#include "features/auth/testing.h"
#include "features/measure/assessment.h"
#include "features/measure/status.h"
#include "platform/fs/file_store.h"

namespace waarborg::measure {
namespace {

constexpr const char* kNen = "urn:waarborg:framework:nen7510-2024";
constexpr const char* kCbw = "urn:waarborg:framework:cbw-2026";

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class Mapped : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    world.alice.language = Language::kEn;
    add_routes(world.api, measures, assessments, catalog);
    for (const char* norm : {"nen7510-2024", "cbw-2026"}) {
      for (const char* name : {"framework.toml", "requirements.csv", "mappings.csv"}) {
        const std::string path = std::string("/frameworks/") + norm + "/" + name;
        texts.emplace_back(path, text_of(testing::source_folder() / "content" / path.substr(1)));
      }
    }
    std::vector<catalog::ContentFile> content;
    for (const auto& [path, bytes] : texts) content.push_back({path, bytes});
    db::Transaction tx = world.database.write();
    ASSERT_TRUE(catalog.install_builtin(tx, auth::system_actor(world.north), content, world.clock.now()));
    tx.commit();
  }

  void later() { world.clock.tick(std::chrono::hours(1)); }

  std::string measure_for(const std::string& ref, const std::string& coverage) {
    MeasureInput input;
    input.title = "Measure for " + ref;
    input.rollup = "worst";
    input.requirements = {{std::string(kNen) + ":" + ref, coverage}};
    const auto made = measures.create(world.alice, input);
    EXPECT_TRUE(made) << (made ? "" : made.error().what.key);
    return made ? made->id.text : "";
  }

  /// The links of a requirement of the Cbw now, or as known at a moment.
  std::vector<MeasureLink> links(const std::string& ref, std::optional<Moment> known_at = {}) {
    assessed = assessments.get(world.north, {}, known_at);
    const auto found = assessed->requirement_at.find(std::string(kCbw) + ":" + ref);
    return found == assessed->requirement_at.end() ? std::vector<MeasureLink>()
                                                   : assessed->proof.requirements[found->second].links;
  }
  bool says(const std::string& ref, const std::string& part) {
    const auto at = assessed->requirement_at.at(std::string(kCbw) + ":" + ref);
    for (const ReasonView& reason : assessed->requirement_total(at, Language::kEn).existence.reasons) {
      for (const ReasonLink& link : reason.refs) {
        if (link.kind == "requirement" && link.label.starts_with(part)) return true;
      }
    }
    return false;
  }
  std::string mapping(const std::string& source, const std::string& target) {
    catalog::MappingQuery query;
    query.source = kNen;
    query.target = kCbw;
    query.limit = 200;
    const auto page = catalog.mappings(world.alice, query);
    for (const auto& item : page->items) {
      if (item.source.ref == source && item.target.ref == target) return item.id;
    }
    ADD_FAILURE() << source << " " << target;
    return "";
  }
  void review(const std::string& source, const std::string& target, const std::string& state) {
    later();
    const auto done = catalog.review_mapping(world.alice, mapping(source, target), state, "because", -1);
    ASSERT_TRUE(done) << done.error().what.key;
    later();
  }
  void use(bool used) {
    later();
    const auto done = catalog.use_framework(world.alice, kCbw, used, "board decision");
    ASSERT_TRUE(done) << done.error().what.key;
    later();
  }

  testing::World world{GetParam()};
  record::Records records{world.database, world.trail, world.clock};
  catalog::Catalog catalog{world.database, world.trail, world.clock};
  Measures measures{world.database, world.trail, world.clock, records};
  Assessments assessments{measures, catalog, records, world.trail};
  std::vector<std::pair<std::string, std::string>> texts;
  std::shared_ptr<const Assessed> assessed;
};

TEST_P(Mapped, a_framework_that_is_only_offered_counts_nowhere_until_it_is_chosen) {
  EXPECT_EQ(assessments.get(world.north)->frameworks.size(), 1U);
  EXPECT_FALSE(assessments.get(world.north)->requirement_at.contains(std::string(kCbw) + ":21c.2"));
  use(true);
  const auto now = assessments.get(world.north);
  ASSERT_EQ(now->frameworks.size(), 2U);
  EXPECT_EQ(now->frameworks[0].urn, kNen) << "what everyone has stays the main one";
  EXPECT_EQ(status_of(*now, kCbw, Language::kEn)->requirements, 42);
  EXPECT_EQ(status_of(*now, "", Language::kEn)->requirements, 131);
  use(false);
  EXPECT_EQ(assessments.get(world.north)->frameworks.size(), 1U);
}

TEST_P(Mapped, a_proposal_carries_nothing_and_a_confirmed_mapping_as_much_as_its_relation) {
  use(true);
  measure_for("8.13", "full");
  EXPECT_TRUE(links("21c.2").empty()) << "nobody confirmed";
  const Moment before = world.clock.now();
  review("8.13", "21c.2", "confirmed");
  ASSERT_EQ(links("21c.2").size(), 1U);
  EXPECT_TRUE(links("21c.2")[0].full) << "superset: the source asks more";
  EXPECT_TRUE(says("21c.2", "8.13"));
  review("8.13", "21c.3", "confirmed");
  ASSERT_EQ(links("21c.3").size(), 1U);
  EXPECT_FALSE(links("21c.3")[0].full) << "intersect: a part";
  EXPECT_TRUE(links("21c.2", before).empty()) << "as known before the confirmation";
  review("8.13", "21c.2", "rejected");
  EXPECT_TRUE(links("21c.2").empty());
  EXPECT_EQ(links("21c.2", world.clock.now() - std::chrono::hours(2)).size(), 1U) << "it stood confirmed then";
}

TEST_P(Mapped, a_measure_that_answers_partly_stays_partly_through_any_mapping) {
  use(true);
  measure_for("8.13", "partly");
  review("8.13", "21c.2", "confirmed");
  ASSERT_EQ(links("21c.2").size(), 1U);
  EXPECT_FALSE(links("21c.2")[0].full);
}

TEST_P(Mapped, a_mapping_that_is_too_weak_only_points_the_way) {
  use(true);
  measure_for("5.4", "full");
  review("5.4", "24.1", "confirmed");
  EXPECT_TRUE(links("24.1").empty());
}

TEST_P(Mapped, all_proposals_of_a_pair_are_confirmed_at_once_and_the_trail_fits) {
  use(true);
  measure_for("5.27", "full");
  later();
  const auto made = catalog.confirm_mappings(world.alice, kNen, kCbw);
  ASSERT_TRUE(made) << made.error().what.key;
  EXPECT_GT(*made, 100);
  EXPECT_EQ(*catalog.confirm_mappings(world.alice, kNen, kCbw), 0) << "nothing is left to confirm";
  ASSERT_EQ(links("21b.4").size(), 1U);
  EXPECT_TRUE(links("21b.4")[0].full);
  const auto pairs = catalog.mapping_pairs(world.alice);
  ASSERT_TRUE(pairs);
  ASSERT_FALSE(pairs->empty());
  EXPECT_EQ(pairs->front().target.urn, kCbw);
  EXPECT_EQ(pairs->front().proposed, 0);
  EXPECT_EQ(pairs->front().reach.whole + pairs->front().reach.part + pairs->front().reach.none, 42);
  EXPECT_GE(pairs->front().reach.whole, 10);
  EXPECT_EQ(pairs->front().reach.whole, pairs->front().possible.whole);
  db::Transaction tx = world.database.read();
  EXPECT_TRUE(world.trail.verify(tx, world.north, catalog.state_readers()).problems.empty());
}

TEST_P(Mapped, the_requirement_says_by_way_of_what_a_measure_answers_it) {
  use(true);
  measure_for("8.13", "full");
  review("8.13", "21c.2", "confirmed");
  const auto answer = world.ask(http::Method::kGet, "/api/v1/requirements/" + std::string(kCbw) + ":21c.2", "alice", {},
                                {{"accept-language", "en"}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto body = json::parse(answer.body).value();
  const auto& measure = body.at("measure_list").at(0);
  EXPECT_EQ(measure.at("coverage").as_string(), "full");
  EXPECT_EQ(measure.at("through").at(0).at("ref").as_string(), "8.13");
  EXPECT_EQ(measure.at("through").at(0).at("mapping").as_string(), mapping("8.13", "21c.2"));
  bool linked = false;
  for (const auto& one : body.at("mappings").as_array()) {
    if (one.at("ref").as_string() != "8.13") continue;
    linked = one.at("requirement").as_string() == std::string(kNen) + ":8.13" && one.at("in_use").as_bool() &&
             one.at("state").as_string() == "confirmed" && one.at("relation").as_string() == "subset";
  }
  EXPECT_TRUE(linked) << answer.body;
}

TEST_P(Mapped, a_mistyped_requirement_is_refused_and_what_a_measure_answered_already_may_stay) {
  const std::string kNowhere = std::string(kNen) + ":8.131";
  const auto with = [](std::vector<Answer> answers) {
    MeasureInput input;
    input.title = "Back-up";
    input.requirements = std::move(answers);
    return input;
  };
  const auto refused = measures.create(world.alice, with({{std::string(kNen) + ":8.13", "full"}, {kNowhere, "full"}}));
  ASSERT_FALSE(refused) << "it would be no answer, and nobody would say so";
  EXPECT_EQ(refused.error().what.key, "measure.requirement_unknown");
  EXPECT_EQ(refused.error().where, "requirements[1].requirement");
  const std::string cbw = std::string(kCbw) + ":21c.2";
  EXPECT_TRUE(measures.create(world.alice, with({{cbw, "full"}}))) << "of a framework that is not in use yet";
  EXPECT_FALSE(measures.create(world.alice, with({{std::string(kNen) + ":8.13 ", "full"}})));

  // As an older program took it, or as a library left it that is gone.
  const StoredMeasure old = [&] {
    db::Transaction tx = world.database.write();
    auto made = measures.add(tx, world.alice, with({{kNowhere, "full"}})).value();
    tx.commit();
    return made;
  }();
  MeasureInput renamed = old.body;
  renamed.title = "Back-up en herstel";
  renamed.requirements[0].coverage = "partly";
  const auto changed = measures.change(world.alice, old.id, renamed, old.version);
  ASSERT_TRUE(changed) << changed.error().what.key;
  renamed.requirements.push_back({kNowhere + "9", "full"});
  EXPECT_EQ(measures.change(world.alice, old.id, renamed, changed->version).error().where,
            "requirements[1].requirement");
}

TEST_P(Mapped, a_declaration_is_also_about_what_answers_by_way_of_a_mapping) {
  use(true);
  const std::string id = measure_for("8.13", "full");
  review("8.13", "21c.3", "confirmed");  // intersect: a part
  const std::string urn = std::string(kCbw) + ":21c.3";
  const auto lapsed = [&] {
    const auto now = assessments.get(world.north);
    return !is_complete(now->proof.requirements[now->requirement_at.at(urn)], now->proof);
  };
  const auto declared = world.ask(http::Method::kPut, "/api/v1/requirements/" + urn + "/complete-together", "alice",
                                  R"({"reason":"Samen"})");
  ASSERT_EQ(declared.status, 200) << declared.body;
  EXPECT_FALSE(lapsed());
  review("8.13", "21c.3", "rejected");
  EXPECT_TRUE(lapsed());
  EXPECT_EQ(world
                .ask(http::Method::kPut, "/api/v1/requirements/" + urn + "/complete-together", "alice",
                     R"({"reason":"Weer"})")
                .status,
            409)
      << "nothing is left to declare";
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, Mapped, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::measure
