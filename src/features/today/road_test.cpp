// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/today/road.h"

namespace waarborg::today {
namespace {

/// Everything done: the certificate can come.
RoadFacts arrived() {
  RoadFacts facts;
  facts.set_up = true;
  facts.roles_named = 3;
  facts.systems = facts.suppliers = 4;
  facts.requirements = facts.decided = 127;
  facts.statement_approved = true;
  facts.applicable = facts.with_measure = facts.operation_shown = facts.all_shown = 120;
  facts.risk_of = facts.risk_done = 5;
  facts.audit_of = facts.audit_done = 2;
  facts.review_of = facts.review_done = 3;
  return facts;
}

struct Row {
  const char* key;
  void (*spoil)(RoadFacts&);
  std::int64_t done, of;
};

TEST(Road, each_step_is_taken_by_the_state_and_by_nothing_else) {
  const Row rows[] = {{"start", [](RoadFacts& f) { f.set_up = false; }, 0, 1},
                      {"roles", [](RoadFacts& f) { f.roles_named = 2; }, 2, 3},
                      {"assets", [](RoadFacts& f) { f.suppliers = 0; }, 1, 2},
                      {"risks", [](RoadFacts& f) { f.risk_done = 4; }, 4, 5},
                      {"applicability", [](RoadFacts& f) { f.statement_approved = false; }, 127, 128},
                      {"measures", [](RoadFacts& f) { f.with_measure = 119; }, 119, 120},
                      {"operation", [](RoadFacts& f) { f.operation_shown = 0; }, 0, 120},
                      {"audit", [](RoadFacts& f) { f.audit_done = 0; }, 0, 2},
                      {"review", [](RoadFacts& f) { f.review_done = 2; }, 2, 3},
                      {"certificate", [](RoadFacts& f) { f.all_shown = 118; }, 118, 120}};
  ASSERT_EQ(std::size(rows), 10U);
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    RoadFacts facts = arrived();
    rows[i].spoil(facts);
    const auto steps = road(facts, Language::kNl);
    ASSERT_EQ(steps.size(), 10U);
    for (std::size_t k = 0; k < steps.size(); ++k) {
      EXPECT_EQ(steps[k].step, static_cast<std::int64_t>(k + 1));
      EXPECT_EQ(steps[k].state, k == i ? "current" : "done") << rows[i].key << " spoiled, step " << steps[k].key;
    }
    EXPECT_EQ(steps[i].key, rows[i].key);
    EXPECT_EQ(steps[i].done, rows[i].done);
    EXPECT_EQ(steps[i].of, rows[i].of);
  }
}

TEST(Road, of_a_new_organisation_begins_at_the_first_step) {
  const auto steps = road({}, Language::kNl);
  EXPECT_EQ(steps[0].state, "current");
  for (std::size_t i = 1; i < steps.size(); ++i)
    EXPECT_EQ(steps[i].state, "todo") << "a step about nothing is not taken";
}

TEST(Road, has_one_current_step_also_when_later_ones_are_taken) {
  RoadFacts facts = arrived();
  facts.systems = 0;
  facts.audit_done = 0;
  std::string states;
  for (const auto& step : road(facts, Language::kNl)) states += step.state[0];
  EXPECT_EQ(states, "ddcddddtdd");
}

TEST(Road, leads_to_the_register_that_is_still_empty) {
  RoadFacts facts = arrived();
  facts.suppliers = 0;
  EXPECT_EQ(road(facts, Language::kNl)[2].link, "/registers/supplier");
  facts.systems = 0;
  EXPECT_EQ(road(facts, Language::kNl)[2].link, "/registers/system");
}

TEST(Road, of_who_arrived_has_no_current_step) {
  for (const auto& step : road(arrived(), Language::kEn)) EXPECT_EQ(step.state, "done");
}

TEST(Road, has_words_in_both_languages) {
  const auto nl = road(arrived(), Language::kNl), en = road(arrived(), Language::kEn);
  for (std::size_t i = 0; i < nl.size(); ++i) {
    EXPECT_EQ(nl[i].title.find("today."), std::string::npos) << nl[i].title;
    EXPECT_EQ(en[i].title.find("today."), std::string::npos) << en[i].title;
    EXPECT_NE(nl[i].detail, en[i].detail);
    EXPECT_EQ(nl[i].link, en[i].link);
  }
}

}  // namespace
}  // namespace waarborg::today
