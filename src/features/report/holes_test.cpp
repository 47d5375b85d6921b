// SPDX-License-Identifier: EUPL-1.2
//
// The board overview names the holes: from a state of the proof to the sentence and to what to do about it.
#include <gtest/gtest.h>

#include "features/report/board.h"

namespace waarborg::report {
namespace {

using measure::Aspect;
using measure::Finding;

Day day(const char* text) { return parse_day(text).value(); }

/// One requirement, answered fully by one measure in one place, over 2026 and asked on 1 March 2027.
struct State {
  State() {
    assessed.proof.texts = {"m", "olga", "anna", "dana", "bert", "hersteltests", "organisation:"};
    assessed.proof.places = {{6, true, 1}};
    measure::MeasureProof proof;
    proof.id = 0;
    proof.owner = 1;
    proof.places = {0};
    proof.plan.design = measure::DesignPlan{};
    proof.plan.existence = measure::ExistencePlan{};
    measure::OccurrencePlan plan;
    plan.name = 5;
    plan.rule = *task::parse_rrule("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1");
    plan.start = day("2026-01-01");
    proof.plan.operation = {plan};
    assessed.proof.measures = {proof};
    measure::RequirementProof requirement;
    requirement.links = {{0, true}};
    assessed.proof.requirements = {requirement};
    measure::StoredMeasure stored;
    stored.id = MeasureId{"m"};
    stored.body.title = "Back-up";
    stored.body.places = {{"organisation", ""}};
    assessed.measures = {stored};
    catalog::RequirementRecord record;
    record.urn = "urn:norm:8.13";
    record.framework_id = "norm";
    record.ref = "8.13";
    record.chapter = "8";
    record.assessable = true;
    record.title_nl = "Back-ups";
    record.title_en = "Back-ups";
    assessed.requirements = {record};
    framework.id = "norm";
  }
  measure::EvidenceItem& add(Aspect aspect, const char* on, Finding finding = Finding::kSupports) {
    auto& item = assessed.proof.measures[0].evidence.emplace_back();
    item.aspect = aspect;
    item.finding = finding;
    item.covers = {day(on), day(on)};
    item.received = day(on) + std::chrono::hours(12);
    item.review = {item.received, 3, true};
    item.author = 2;
    item.approver = 4;
    item.reviewed_on = day(on);
    return item;
  }
  void perform(const char* due) {
    add(Aspect::kOperation, due);
    auto& proof = assessed.proof.measures[0];
    measure::Performance done;
    done.due = done.performed_on = day(due);
    done.outcome = measure::Outcome::kEffective;
    done.evidence = static_cast<std::uint32_t>(proof.evidence.size() - 1);
    done.recorded = proof.evidence.back().received;
    proof.performances.push_back(done);
  }
  void first_due(const char* on) {
    std::get<measure::OccurrencePlan>(assessed.proof.measures[0].plan.operation[0]).start = day(on);
  }
  void all_shown() {
    add(Aspect::kDesign, "2026-12-01");
    add(Aspect::kExistence, "2026-12-01");
    perform("2026-01-01");
    perform("2026-07-01");
  }
  std::vector<Hole> holes(Language language = Language::kNl) {
    const measure::Question question{{day("2026-01-01"), day("2026-12-31")},
                                     day("2027-03-01") + std::chrono::hours(12)};
    assessed.result = measure::judge_all(assessed.proof, question);
    std::int64_t total = 0;
    auto out = holes_of(assessed, framework, 10, total, language);
    EXPECT_EQ(total, std::ssize(out));
    return out;
  }

  measure::Assessed assessed;
  catalog::FrameworkRecord framework;
};

struct Row {
  const char* what;
  void (*spoil)(State&);
  const char* detail;  ///< Beginning of it; empty: any.
  const char* action;  ///< Beginning of it; empty: any.
};

TEST(HolesTable, no_two_states_of_the_proof_read_the_same_and_each_hole_says_why_and_what_to_do_in_both_languages) {
  const Row rows[] = {
      {"all shown", [](State& s) { s.all_shown(); }, "", ""},
      {"nothing", [](State&) {}, "Werking: Geen van de 2 hersteltests uitgevoerd", "Voer uit"},
      {"no measure", [](State& s) { s.assessed.proof.requirements[0].links.clear(); }, "", "Stel een maatregel vast"},
      {"no plan for operation",
       [](State& s) {
         s.all_shown();
         s.assessed.proof.measures[0].plan.operation.clear();
       },
       "Werking: ", ""},
      {"one of two performed",
       [](State& s) {
         s.add(Aspect::kDesign, "2026-12-01");
         s.add(Aspect::kExistence, "2026-12-01");
         s.perform("2026-01-01");
       },
       "Werking: 1 van de 2 hersteltests uitgevoerd; 2026-07-01 ontbreekt.", ""},
      {"refuted",
       [](State& s) {
         s.all_shown();
         s.add(Aspect::kExistence, "2026-12-20", Finding::kRefutes);
       },
       "Bestaan: ", "Herstel dit bij “Back-up”"},
      {"waits for review",
       [](State& s) {
         s.all_shown();
         s.assessed.proof.measures[0].evidence[1].review = {};
       },
       "Bestaan: ", ""},
      {"document expired",
       [](State& s) {
         s.all_shown();
         s.assessed.proof.measures[0].evidence[0].reviewed_on = day("2025-01-01");
       },
       "Opzet: ", ""},
      {"not applicable",
       [](State& s) {
         s.assessed.proof.requirements[0].applicable = false;
         s.assessed.proof.requirements[0].applicability_reason = 5;
       },
       "", ""},
  };
  std::set<std::string> sentences;
  for (const Row& row : rows) {
    State state;
    row.spoil(state);
    const auto holes = state.holes();
    const std::string what = row.what;
    if (what == "all shown" || what == "not applicable") {
      EXPECT_TRUE(holes.empty()) << what;
      continue;
    }
    ASSERT_EQ(holes.size(), 1U) << what;
    EXPECT_EQ(holes[0].title, "8.13 Back-ups");
    EXPECT_EQ(holes[0].detail.find(row.detail), 0U) << what << ": " << holes[0].detail;
    EXPECT_EQ(holes[0].action.find(row.action), 0U) << what << ": " << holes[0].action;
    EXPECT_FALSE(holes[0].detail.empty() || holes[0].action.empty()) << what;
    EXPECT_TRUE(sentences.insert(holes[0].detail + holes[0].action).second)
        << what << " says the same as another state";
    const auto english = state.holes(Language::kEn);
    ASSERT_EQ(english.size(), 1U) << what;
    EXPECT_NE(english[0].action, holes[0].action) << what;
    EXPECT_NE(english[0].detail, holes[0].detail) << what;
  }
}

TEST(HolesTable, what_is_built_first_is_named_first_unless_work_was_missed) {
  State state;
  state.first_due("2027-02-15");
  EXPECT_TRUE(state.holes()[0].detail.starts_with("Opzet: ")) << state.holes()[0].detail;
  state.add(Aspect::kDesign, "2026-12-01");
  EXPECT_TRUE(state.holes()[0].detail.starts_with("Bestaan: ")) << state.holes()[0].detail;
  state.add(Aspect::kExistence, "2026-12-01");
  EXPECT_TRUE(state.holes()[0].detail.starts_with("Werking: ")) << state.holes()[0].detail;

  State partly;  // what is shown in part is better than what is not
  partly.perform("2026-01-01");
  EXPECT_TRUE(partly.holes()[0].detail.starts_with("Opzet: ")) << partly.holes()[0].detail;
}

TEST(HolesTable, one_of_one_is_said_as_people_say_it) {
  State state;
  auto& plan = std::get<measure::OccurrencePlan>(state.assessed.proof.measures[0].plan.operation[0]);
  plan.rule = *task::parse_rrule("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1");
  EXPECT_EQ(state.holes()[0].detail, "Werking: De ene verwachte keer is niet uitgevoerd (hersteltests): 2026-01-01.");
}

}  // namespace
}  // namespace waarborg::report
