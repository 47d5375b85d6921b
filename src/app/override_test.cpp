// SPDX-License-Identifier: EUPL-1.2
//
// An override from proposal to end, and a declaration that measures are complete together: what was known on an
// earlier day stays what it was.
#include "app/test_house.h"
#include "features/trail/histories.h"

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
  std::string known(int days_ago) { return "?known_at=" + to_text(house.clock.today() - std::chrono::days(days_ago)); }
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

TEST_P(Overrides, a_proposal_whose_own_day_has_passed_is_confirmed_no_more) {
  const std::string id = propose();
  house.to("2026-06-02T09:00:00Z");
  EXPECT_EQ(state(id), "ended");
  EXPECT_EQ(rights(id, "rita"), "");
  const auto refused = house.ask(Method::kPost, "/api/v1/overrides/" + id + "/confirm", "rita", "{}");
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_NE(refused.body.find("2026-06-01"), std::string::npos) << refused.body;
  EXPECT_EQ(text(found(id, "alice"), "second_person"), "");
  const std::string in_time = [&] {
    house.to("2026-06-01T09:00:00Z");
    return propose();
  }();
  EXPECT_EQ(ask("rita", in_time + "/confirm", "{}"), 200) << "on its last day";
  EXPECT_EQ(problems(), 0U);
}

TEST_P(Overrides, one_that_is_wrong_ends_at_once_and_counted_on_the_days_before) {
  const std::string id = propose();
  EXPECT_EQ(ask("rita", id + "/confirm", "{}"), 200);
  EXPECT_EQ(design(), "shown");
  const std::string told = json::print(house.get("/api/v1/measures/" + measure + "/verdicts"));
  EXPECT_EQ(told.find("person:"), std::string::npos) << "the reason names people, not their ids: " << told;
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

TEST_P(Overrides, a_declaration_is_not_overwritten_by_who_did_not_read_it) {
  const std::string path = std::string("/api/v1/requirements/") + kRequirement;
  const auto put = [&](std::int64_t seen, const char* body) {
    return house
        .ask(Method::kPut, path + "/complete-together", "alice", body,
             {{"if-match", "\"" + std::to_string(seen) + "\""}})
        .status;
  };
  const auto version = [&] { return house.get(path).at("complete_together_version").as_int64(); };
  ASSERT_EQ(version(), 0);
  EXPECT_EQ(put(0, R"({"reason":"Van de eerste"})"), 200);
  EXPECT_EQ(put(0, R"({"reason":"Van de tweede, die de eerste niet zag"})"), 412);
  EXPECT_EQ(text(house.get(path).at("complete_together"), "reason"), "Van de eerste");
  EXPECT_EQ(put(version(), R"({"reason":"Toch niet","withdraw":true})"), 200);
  EXPECT_EQ(version(), 2) << "a withdrawal is said as well";
  EXPECT_EQ(put(1, R"({"reason":"Na een intrekking die ik niet zag"})"), 412);
  EXPECT_EQ(put(2, R"({"reason":"Weer samen"})"), 200);
  EXPECT_EQ(house.get(path).at("complete_together").at("version").as_int64(), 3);
  EXPECT_EQ(problems(), 0U);
}

TEST_P(Overrides, a_declaration_lapses_when_a_measure_that_it_was_about_goes) {
  auto& alice = house.actors.at("alice");
  measure::MeasureInput other;
  other.title = "Beeldbellen";
  other.rollup = "worst";
  other.requirements = {{kRequirement, "partly"}};
  other.plan.design = measure::PlannedDesign{};
  const auto second = house.installation->measures.create(alice, other).value();
  const std::string path = std::string("/api/v1/requirements/") + kRequirement;
  for (const std::string& id : {measure, second.id.text}) {
    const auto made = house.ask(Method::kPost, "/api/v1/measures/" + id + "/overrides", "alice", kShown);
    EXPECT_EQ(ask("rita", text(json::parse(made.body).value(), "id") + "/confirm", "{}"), 200);
  }
  const auto complete = [&](const char* body) {
    return house.ask(Method::kPut, path + "/complete-together", "alice", body).status;
  };
  const auto design = [&](const std::string& known_at) {
    const json::Value found = house.get(path + known_at);
    std::string out = text(found.at("aspects").at("design"), "verdict");
    if (!found.at("complete_together").is_null() && found.at("complete_together").at("lapsed").as_bool())
      out += ", lapsed";
    for (const auto& reason : found.at("aspects").at("design").at("reasons").as_array()) {
      if (text(reason, "text").find("telt die verklaring niet meer") == std::string::npos) continue;
      for (const auto& ref : reason.at("refs").as_array()) out += ": " + text(ref, "label");
    }
    return out;
  };
  EXPECT_EQ(design(""), "partly_shown");
  EXPECT_EQ(complete(R"({"reason":"Samen alles"})"), 200);
  EXPECT_EQ(design(""), "shown");
  house.clock.tick(48h);

  // One of the two answers something else from now on.
  other.requirements.clear();
  ASSERT_TRUE(house.installation->measures.change(alice, second.id, other, second.version));
  EXPECT_EQ(design(""), "partly_shown, lapsed: Beeldbellen");
  EXPECT_EQ(design(known(1)), "shown") << "what was known then stays";
  other.requirements = {{kRequirement, "partly"}};
  ASSERT_TRUE(house.installation->measures.change(alice, second.id, other, second.version + 1));
  EXPECT_EQ(design(""), "shown") << "all of it is there again";

  measure::MeasureInput third = other;
  third.title = "Derde";
  const auto added = house.installation->measures.create(alice, third).value();
  EXPECT_EQ(design(""), "partly_shown") << "said about the other two, and this one shows nothing";
  EXPECT_EQ(complete(R"({"reason":"Met zijn drieën"})"), 200);
  ASSERT_TRUE(house.installation->measures.remove(alice, added.id, added.version));
  EXPECT_EQ(design(""), "partly_shown, lapsed: Derde") << "a measure that is gone is named";
  EXPECT_EQ(complete(R"({"reason":"Met zijn tweeën"})"), 200);
  EXPECT_EQ(design(""), "shown");
  EXPECT_EQ(problems(), 0U);
}

TEST_P(Overrides, a_declaration_from_before_its_measures_were_kept_is_about_those_that_answered_then) {
  auto& alice = house.actors.at("alice");
  const std::string path = std::string("/api/v1/requirements/") + kRequirement;
  const std::string id = propose();
  EXPECT_EQ(ask("rita", id + "/confirm", "{}"), 200);
  {
    // As an older program wrote it: the row, and the state of it in the log.
    db::Transaction tx = house.installation->database.write();
    const std::string at = to_text(house.clock.now());
    const std::string sql = std::string(
                                "INSERT INTO completion (organisation_id, requirement, version, person, "
                                "reason, at, withdrawn) VALUES ('") +
                            house.organisation.text + "', '" + kRequirement + "', 1, 'Alice de Vries', 'Samen', '" +
                            at + "', 0)";
    tx.run({sql, sql, sql, {}}, {});
    const json::Object state{{"requirement", kRequirement}, {"version", 1}, {"person", "Alice de Vries"},
                             {"reason", "Samen"},           {"at", at},     {"withdrawn", false}};
    house.installation->trail.add(tx, alice.author(),
                                  {"requirement.complete",
                                   "requirement",
                                   kRequirement,
                                   "8.13",
                                   {{"reason", "", "Samen"}},
                                   trail::without_empty(state),
                                   ""},
                                  house.clock.now());
    tx.commit();
  }
  const auto design = [&] { return text(house.get(path).at("aspects").at("design"), "verdict"); };
  EXPECT_EQ(problems(), 0U);
  EXPECT_EQ(design(), "shown");
  house.clock.tick(48h);
  measure::MeasureInput other;
  other.title = "Beeldbellen";
  other.rollup = "worst";
  other.requirements = {{kRequirement, "partly"}};
  const auto later = house.installation->measures.create(alice, other).value();
  EXPECT_EQ(design(), "partly_shown") << "it has nothing to show";
  EXPECT_FALSE(house.get(path).at("complete_together").at("lapsed").as_bool());
  ASSERT_TRUE(house.installation->measures.remove(alice, later.id, later.version));
  EXPECT_EQ(design(), "shown") << "nothing was said of what came later";
  measure::MeasureInput body;
  {
    db::Transaction tx = house.installation->database.read();
    body = house.installation->measures.find(tx, house.organisation, MeasureId{measure})->body;
  }
  body.requirements = {{kRequirement, "full"}};
  ASSERT_TRUE(house.installation->measures.change(alice, MeasureId{measure}, body, -1));
  EXPECT_FALSE(house.get(path).at("complete_together").at("lapsed").as_bool()) << "the whole includes the part";
  body.requirements.clear();
  ASSERT_TRUE(house.installation->measures.change(alice, MeasureId{measure}, body, -1));
  EXPECT_TRUE(house.get(path).at("complete_together").at("lapsed").as_bool());
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
  EXPECT_EQ(rights(id, "dana"), "") << "nor does she decide on the proposal";
  for (const char* way : {"/reject", "/end"}) EXPECT_EQ(ask("dana", id + way), 403) << way;
  EXPECT_EQ(ask("dana", id + "/confirm", "{}"), 403);
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
