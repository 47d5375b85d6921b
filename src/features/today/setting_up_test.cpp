// SPDX-License-Identifier: EUPL-1.2
#include "features/today/setting_up.h"

#include <gtest/gtest.h>

namespace waarborg::today {
namespace {

/// Everything done up to the statement, which nobody approved yet.
RoadFacts decided() {
  RoadFacts facts;
  facts.set_up = true;
  facts.roles_named = 3;
  facts.systems = facts.suppliers = 1;
  facts.requirements = facts.decided = 131;
  facts.applicable = facts.with_measure = 120;
  facts.risk_of = facts.risk_done = 5;
  facts.audit_of = facts.audit_done = facts.review_of = facts.review_done = 2;
  return facts;
}

std::vector<std::string> links(const RoadFacts& road, bool statement_waits = false) {
  auth::Actor officer;
  officer.rights = auth::rights_of({"security_officer"});
  measure::Assessed assessed;
  assessed.measures.emplace_back();
  std::vector<std::string> out;
  for (const TodayItem& item : setting_up(officer, assessed, {road, true, statement_waits})) out.push_back(item.link);
  return out;
}

using Links = std::vector<std::string>;

TEST(SettingUpLines, asks_for_the_decisions_in_one_line_and_not_for_their_step_too) {
  RoadFacts facts = decided();
  facts.decided = 130;
  EXPECT_EQ(links(facts), Links{"/applicability"});
  EXPECT_EQ(links(decided()), Links{"/applicability"}) << "decided, not approved: the step itself asks";
  EXPECT_EQ(links(decided(), true), Links{}) << "the approval has a line of its own";
}

TEST(SettingUpLines, has_no_line_for_a_step_that_is_taken_by_keeping_measures_going) {
  RoadFacts facts = decided();
  facts.statement_approved = true;
  EXPECT_EQ(links(facts), Links{}) << "operation";
  facts.operation_shown = 120;
  EXPECT_EQ(links(facts), Links{}) << "certificate";
  facts.with_measure = 119;
  EXPECT_EQ(links(facts), Links{"/measures"});
}

}  // namespace
}  // namespace waarborg::today
