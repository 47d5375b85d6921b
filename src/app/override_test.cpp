// SPDX-License-Identifier: EUPL-1.2
//
// An override from proposal to end, and a declaration that measures are complete together: what was known on an
// earlier day stays what it was.
#include "app/test_house.h"

namespace waarborg::app {
namespace {

using http::Method;
using namespace std::chrono_literals;

constexpr const char* kShown =
    R"({"aspect":"design","place_kind":"","place_id":"","value":"shown","reason":"r","until":"2026-06-01"})";
constexpr const char* kWrong = R"({"reason":"Het klopt niet"})";

struct Overrides : ::testing::TestWithParam<std::string> {
  Overrides() {
    house.start();
    house.join("rita", "Rita Klein", {"reviewer"});
    house.join("bob", "Bob Jansen", {"contributor"});
    measure::MeasureInput input;
    input.title = "Back-up";
    input.rollup = "worst";
    input.requirements = {{kRequirement, "partly"}};
    input.plan.design = measure::PlannedDesign{};
    measure = house.installation->measures.create(house.actors.at("alice"), input).value().id.text;
  }
  static std::string text(const json::Value& value, const char* member) {
    return std::string(value.as_object().at(member).as_string());
  }
  std::string propose() {
    const auto made = house.ask(Method::kPost, "/api/v1/measures/" + measure + "/overrides", "alice", kShown);
    EXPECT_EQ(made.status, 200) << made.body;
    return text(json::parse(made.body).value(), "id");
  }
  int ask(const char* who, const std::string& path, const char* body = kWrong) {
    return house.ask(Method::kPost, "/api/v1/overrides/" + path, who, body).status;
  }
  json::Value found(const std::string& id, const char* who) {
    const json::Value list = house.get("/api/v1/measures/" + measure + "/overrides", who);
    for (const json::Value& one : list.at("items").as_array()) {
      if (text(one, "id") == id) return one;
    }
    return nullptr;
  }
  std::string state(const std::string& id) { return text(found(id, "alice"), "state"); }
  /// What the answer says that someone may do, with spaces between.
  std::string rights(const std::string& id, const char* who) {
    const json::Value known = found(id, who);
    std::string out;
    for (const json::Value& one : known.at("rights").as_array()) {
      out += (out.empty() ? "" : " ") + std::string(one.as_string());
    }
    return out;
  }
  /// "?known_at=…" so many days ago.
  std::string known(int days_ago) {
    return "?known_at=" + to_text(house.clock.today() - std::chrono::days(days_ago));
  }
  std::string design(const std::string& known_at = {}) {
    const json::Value all = house.get("/api/v1/measures/" + measure + "/verdicts" + known_at);
    return text(all.at("total").at("design"), "verdict");
  }
  std::size_t problems() { return house.installation->verify(house.organisation).problems.size(); }

  static constexpr const char* kRequirement = "urn:waarborg:framework:nen7510-2024:8.13";
  testing::House house{GetParam()};
  std::string measure;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Overrides, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Overrides, a_proposal_is_rejected_by_someone_else_with_a_reason) {
  const std::string id = propose();
  EXPECT_EQ(rights(id, "alice"), "end") << "her own is taken back";
  EXPECT_EQ(rights(id, "bob"), "");
  EXPECT_EQ(rights(id, "rita"), "confirm reject");
  EXPECT_EQ(ask("alice", id + "/reject"), 403) << "her own";
  EXPECT_EQ(ask("bob", id + "/reject"), 403) << "no right";
  EXPECT_EQ(ask("rita", id + "/reject", R"({"reason":"  "})"), 422);
  EXPECT_EQ(state(id), "proposed");
  EXPECT_EQ(ask("rita", id + "/reject"), 200);
  EXPECT_EQ(state(id), "rejected");
  EXPECT_EQ(rights(id, "rita") + rights(id, "alice"), "");
  EXPECT_EQ(ask("rita", id + "/confirm", "{}"), 409) << "rejected is rejected";
  EXPECT_EQ(ask("rita", id + "/reject"), 409);
  EXPECT_EQ(ask("alice", id + "/end"), 409);
}

TEST_P(Overrides, the_author_takes_a_proposal_back) {
  const std::string id = propose();
  EXPECT_EQ(ask("alice", id + "/end"), 200);
  EXPECT_EQ(state(id), "rejected");
}

TEST_P(Overrides, one_that_is_wrong_ends_at_once_and_counted_on_the_days_before) {
  const std::string id = propose();
  EXPECT_EQ(ask("rita", id + "/confirm", "{}"), 200);
  EXPECT_EQ(design(), "shown");
  house.clock.tick(48h);
  EXPECT_EQ(ask("rita", id + "/reject"), 409) << "confirmed: it is ended, not rejected";
  EXPECT_EQ(ask("bob", id + "/end"), 403);
  EXPECT_EQ(ask("alice", id + "/end", R"({"reason":" "})"), 422);
  EXPECT_EQ(ask("alice", id + "/end"), 200);
  EXPECT_EQ(state(id), "ended");
  EXPECT_EQ(ask("alice", id + "/end"), 409);
  EXPECT_EQ(design(), "not_shown");
  EXPECT_EQ(design(known(1)), "shown");
  EXPECT_EQ(problems(), 0U);
}

TEST_P(Overrides, a_declaration_and_its_withdrawal_change_no_earlier_day) {
  const std::string path = std::string("/api/v1/requirements/") + kRequirement;
  const auto put = [&](const char* who, const char* body) {
    return house.ask(Method::kPut, path + "/complete-together", who, body).status;
  };
  const auto declared = [&](const std::string& known_at) {
    const json::Value found = house.get(path + known_at);
    const json::Value& together = found.at("complete_together");
    return together.is_null() ? std::string() : text(together, "reason");
  };
  EXPECT_EQ(put("alice", R"({"reason":"Nee","withdraw":true})"), 409) << "nothing to withdraw";
  EXPECT_EQ(put("alice", R"({"reason":" "})"), 422) << "a blank is no reason";
  EXPECT_EQ(put("bob", R"({"reason":"Samen"})"), 403);
  EXPECT_EQ(put("alice", R"({"reason":"Samen alles"})"), 200);
  house.clock.tick(48h);
  EXPECT_EQ(put("alice", R"({"reason":"Anders gezegd"})"), 200);
  house.clock.tick(48h);
  EXPECT_EQ(put("alice", R"({"reason":"","withdraw":true})"), 422);
  EXPECT_EQ(put("alice", R"({"reason":"Er kwam een eis bij","withdraw":true})"), 200);

  EXPECT_EQ(declared(""), "");
  EXPECT_EQ(declared(known(1)), "Anders gezegd");
  EXPECT_EQ(declared(known(3)), "Samen alles");
  EXPECT_EQ(put("alice", R"({"reason":"Toch weer"})"), 200);
  EXPECT_EQ(declared(""), "Toch weer");
  EXPECT_EQ(problems(), 0U);
}

TEST_P(Overrides, of_ones_own_measure_is_ended_by_someone_else) {
  house.join("dana", "Dana Smit", {"security_officer"}, house.person("Dana Smit"));
  measure::MeasureInput input;
  input.title = "Van Dana";
  input.owner = house.person("Dana Smit");
  input.plan.design = measure::PlannedDesign{};
  measure = house.installation->measures.create(house.actors.at("alice"), input).value().id.text;
  const std::string id = propose();
  EXPECT_EQ(ask("rita", id + "/confirm", "{}"), 200);
  EXPECT_EQ(rights(id, "dana"), "") << "her own measure";
  EXPECT_EQ(rights(id, "alice"), "end");
  EXPECT_EQ(ask("dana", id + "/end"), 403);
  EXPECT_EQ(ask("alice", id + "/end"), 200);
}

TEST_P(Overrides, two_people_with_one_name_are_two_people) {
  house.join("alice2", "Alice de Vries", {"reviewer"}, house.person("Alice de Vries (Noord)"));
  const std::string id = propose();
  EXPECT_EQ(rights(id, "alice2"), "confirm reject");
  EXPECT_EQ(ask("alice2", id + "/confirm", "{}"), 200);
  EXPECT_EQ(design(), "shown");
}

}  // namespace
}  // namespace waarborg::app
