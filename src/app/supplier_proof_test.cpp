// SPDX-License-Identifier: EUPL-1.2
//
// Evidence inherited from a supplier counts only inside the scope and validity of the supplier's proof (rule 8).
#include "app/test_house.h"

namespace waarborg::app {
namespace {

using testing::day;

struct SupplierProofs : ::testing::TestWithParam<std::string> {
  SupplierProofs() {
    house.start();
    dana = &house.join("dana", "Dana Smit", {"reviewer"});
    supplier = house.record_id("supplier", "Hoster", json::Object{{"criticality", "high"}});
    system = house.record_id("system", "HIS",
                             json::Object{{"kind", "record_system"}, {"criticality", "vital"}, {"supplier", supplier}});
    other = house.record_id("system", "Eigen server", json::Object{{"kind", "server"}, {"criticality", "low"}});
    proof = house.record_id("supplier_proof", "ISO 27001",
                            json::Object{{"supplier", supplier},
                                         {"kind", "certificate"},
                                         {"scope", "Hosting van dossiers"},
                                         {"covers_existence", true},
                                         {"valid_from", "2025-06-01"},
                                         {"valid_until", "2026-05-31"},
                                         {"remains", "Rechten beheren\nUitval melden"}});
    measure::MeasureInput input;
    input.title = "Fysieke beveiliging van servers";
    input.places = {{"supplier", supplier}, {"system", system}, {"system", other}};
    input.plan.design = measure::PlannedDesign{};
    input.plan.existence = measure::PlannedExistence{36, ""};
    id = house.installation->measures.create(alice(), input).value().id.text;
  }
  const auth::Actor& alice() { return house.actors.at("alice"); }
  evidence::EvidenceDetail hand_in(evidence::EvidenceAspect aspect = evidence::EvidenceAspect::kExistence) {
    evidence::EvidenceInput input;
    input.title = "Certificaat hoster";
    input.kind = evidence::EvidenceKind::kCertificate;
    input.aspect = aspect;
    input.measure = id;
    input.places = {{"supplier", supplier}, {"system", system}, {"system", other}};
    input.covers_from = input.covers_to = day("2026-02-01");
    input.reviewed_on = day("2026-02-01");
    input.author = "Hoster";
    input.approver = "Certificeerder";
    input.note = "zie bijlage";
    input.supplier_proof = proof;
    const auto added = house.installation->evidence.add(alice(), input);
    EXPECT_TRUE(added) << added.error().what.key << " " << added.error().where;
    EXPECT_TRUE(house.installation->evidence.review(*dana, added->id, {evidence::ReviewState::kAccepted, "gezien"}));
    return added.value();
  }
  measure::AspectVerdict verdict(const std::string& place, measure::Aspect aspect = measure::Aspect::kExistence) {
    const auto all = house.installation->assessments.get(house.organisation);
    const auto at = all->measure_at.at(id);
    const auto& places = all->measures[at].body.places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].id == place) return all->place_verdict(at, i, aspect, Language::kNl);
    }
    return {};
  }
  static bool says(const measure::AspectVerdict& verdict, const std::string& words) {
    return std::ranges::any_of(verdict.reasons, [&](const auto& r) { return r.text.find(words) != std::string::npos; });
  }

  testing::House house{GetParam()};
  auth::Actor* dana = nullptr;
  std::string supplier, system, other, proof, id;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, SupplierProofs, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(SupplierProofs, count_for_the_supplier_and_what_it_delivers_and_say_what_remains) {
  hand_in();
  for (const std::string& place : {supplier, system}) {
    const auto found = verdict(place);
    EXPECT_EQ(found.verdict, "shown");
    EXPECT_TRUE(says(found, "1 bewijsstuk komt uit het bewijs van een leverancier"));
    EXPECT_TRUE(says(found, "Zelf te doen blijft: Rechten beheren; Uitval melden"));
    const bool named = std::ranges::any_of(found.reasons, [&](const auto& reason) {
      return std::ranges::any_of(
          reason.refs, [&](const auto& ref) { return ref.kind == "supplier" && ref.label == "Hoster, ISO 27001"; });
    });
    EXPECT_TRUE(named) << "with a link to the proof";
  }
  const auto outside = verdict(other);
  EXPECT_EQ(outside.verdict, "not_shown") << "the supplier does not deliver it";
  EXPECT_TRUE(says(outside, "buiten de reikwijdte"));
  EXPECT_TRUE(house.verifies());
}

TEST_P(SupplierProofs, count_as_known_then_for_what_the_supplier_delivered_then) {
  hand_in();
  const Moment then = house.clock.now();
  const auto existence = [&](const std::string& place, std::optional<Moment> known_at) {
    const auto all = house.installation->assessments.get(house.organisation, {}, known_at);
    const auto& places = all->measures[0].body.places;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (places[i].id == place)
        return std::string(all->place_verdict(0, i, measure::Aspect::kExistence, Language::kNl).verdict);
    }
    return std::string();
  };
  const auto move = [&](const std::string& one, const char* name, const std::string& to) {
    house.clock.tick(std::chrono::hours(48));
    const auto changed = house.ask(
        http::Method::kPut, "/api/v1/registers/system/rows/" + one, "alice",
        json::print(json::Object{{"name", name}, {"kind", "server"}, {"criticality", "low"}, {"supplier", to}}));
    ASSERT_EQ(changed.status, 200) << changed.body;
  };
  move(system, "HIS", "");
  const Moment between = house.clock.now();
  move(other, "Eigen server", supplier);
  EXPECT_EQ(existence(system, {}), "not_shown") << "someone else delivers it now";
  EXPECT_EQ(existence(other, {}), "shown");
  EXPECT_EQ(existence(system, between), "not_shown");
  EXPECT_EQ(existence(other, between), "not_shown");
  EXPECT_EQ(existence(system, then), "shown") << "as known then it was in the scope";
  EXPECT_EQ(existence(other, then), "not_shown");
  EXPECT_EQ(existence(supplier, then), "shown");
}

TEST_P(SupplierProofs, do_not_count_for_an_aspect_they_are_not_about) {
  const auto handed = hand_in(evidence::EvidenceAspect::kDesign);
  EXPECT_EQ(handed.warnings.size(), 1U) << "said when it is handed in, not only in the verdict";
  EXPECT_EQ(verdict(supplier, measure::Aspect::kDesign).verdict, "not_shown");
}

TEST_P(SupplierProofs, correct_a_case_of_a_sample_only_in_a_system_that_the_supplier_delivers) {
  measure::MeasureInput input;
  input.title = "Rechten intrekken";
  input.places = {{"system", system}, {"system", other}};
  measure::PlanItem leavers;
  leavers.kind = "sample";
  leavers.title = "uitdiensttredingen";
  leavers.frequency = "quarterly";
  input.plan.operation = {leavers};
  const auto made = house.installation->measures.create(alice(), input).value();
  id = made.id.text;
  auto& samples = house.installation->populations;
  const auto deviating = [&](const std::string& place) {
    const evidence::FreezeRequest request{id,
                                          made.body.plan.operation.front().id,
                                          "Vertrokken",
                                          day("2026-01-01"),
                                          day("2026-01-31"),
                                          "",
                                          {"system", place}};
    const std::string population = samples.freeze(alice(), request, "nr;wat\n1;a\n").value().id;
    const std::string key = samples.draw(*dana, population, {}).value().cases.front().key;
    EXPECT_TRUE(samples.judge(*dana, population, key, {evidence::CaseVerdict::kDeviation, "nog open", {}}));
    return std::pair{population, key};
  };
  const auto retest = [&](const std::pair<std::string, std::string>& of, const std::string& place) {
    house.clock.tick(std::chrono::hours(1));
    evidence::EvidenceInput given;
    given.title = "Opnieuw gezien";
    given.aspect = evidence::EvidenceAspect::kExistence;
    given.measure = id;
    given.places = {{"system", place}};
    given.covers_from = given.covers_to = day("2026-02-01");
    given.note = "zie bijlage";
    given.supplier_proof = proof;
    const std::string piece = house.installation->evidence.add(alice(), given).value().id;
    EXPECT_TRUE(house.installation->evidence.review(*dana, piece, {evidence::ReviewState::kAccepted, "gezien"}));
    const auto said = samples.judge(*dana, of.first, of.second, {evidence::CaseVerdict::kDeviation, "nog open", piece});
    return said ? std::string() : said.error().what.key;
  };
  const auto delivered = deviating(system), own = deviating(other);
  EXPECT_EQ(verdict(system, measure::Aspect::kOperation).verdict, "refuted");
  EXPECT_EQ(retest(delivered, system), "");
  EXPECT_EQ(retest(own, other), "evidence.population.retest_outside_supplier");
  EXPECT_NE(verdict(system, measure::Aspect::kOperation).verdict, "refuted");
  EXPECT_EQ(verdict(other, measure::Aspect::kOperation).verdict, "refuted");
  house.clock.tick(std::chrono::hours(1));
  const auto moved =
      house.ask(http::Method::kPut, "/api/v1/registers/system/rows/" + system, "alice",
                json::print(json::Object{
                    {"name", "HIS"}, {"kind", "record_system"}, {"criticality", "vital"}, {"supplier", ""}}));
  ASSERT_EQ(moved.status, 200) << moved.body;
  EXPECT_NE(verdict(system, measure::Aspect::kOperation).verdict, "refuted")
      << "what was corrected stays so when another delivers it from now on";
  EXPECT_TRUE(house.verifies());
}

TEST_P(SupplierProofs, end_with_their_validity) {
  EXPECT_EQ(hand_in().valid_until, day("2026-05-31")) << "evidence cannot hold longer than what it rests on";
  house.to("2026-05-31T09:00:00Z");
  EXPECT_EQ(verdict(supplier).verdict, "shown");
  house.to("2026-06-01T09:00:00Z");
  EXPECT_EQ(verdict(supplier).verdict, "not_shown");
}

TEST_P(SupplierProofs, stay_for_evidence_as_they_were_when_it_was_handed_in) {
  const auto handed = hand_in();
  const auto changed = house.ask(http::Method::kPut, "/api/v1/registers/supplier_proof/rows/" + proof, "alice",
                                 json::print(json::Object{{"name", "ISO 27001"},
                                                          {"supplier", supplier},
                                                          {"kind", "certificate"},
                                                          {"scope", "Niets"},
                                                          {"valid_from", "2020-01-01"},
                                                          {"valid_until", "2020-12-31"}}),
                                 {{"if-match", "\"1\""}});
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(verdict(supplier).verdict, "shown") << "nothing that was shown changes silently";
  const auto detail = house.get("/api/v1/evidence/" + handed.id);
  EXPECT_EQ(detail.at("supplier_proof").at("valid_until").as_string(), "2026-05-31");
  EXPECT_TRUE(house.verifies());
}

TEST_P(SupplierProofs, must_exist_in_the_own_organisation) {
  const auto answer = house.ask(http::Method::kPost, "/api/v1/evidence", "alice",
                                json::print(json::Object{{"title", "x"},
                                                         {"kind", "certificate"},
                                                         {"aspect", "existence"},
                                                         {"measure", id},
                                                         {"covers_from", "2026-02-01"},
                                                         {"covers_to", "2026-02-01"},
                                                         {"result", "supports"},
                                                         {"places", json::Array{}},
                                                         {"supplier_proof", "elders"}}));
  EXPECT_EQ(answer.status, 422);
  EXPECT_NE(answer.body.find("supplier_proof"), std::string::npos);
}

}  // namespace
}  // namespace waarborg::app
