// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/judge.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

TEST(Judge, of_nothing_measured_says_nothing_good_and_nothing_bad) {
  DomainFacts facts;
  facts.name = "zorg.example";
  const DomainVerdict verdict = judge(facts, {});
  EXPECT_GT(verdict.results.size(), 50U);
  for (const CheckResult& result : verdict.results) {
    const Outcome own = result.judged.own.outcome;
    EXPECT_TRUE(own == Outcome::kInconclusive || own == Outcome::kNotApplicable || own == Outcome::kInfo)
        << result.check->id;
  }
  EXPECT_FALSE(verdict.web.total);
  EXPECT_FALSE(verdict.mail.total);
}

TEST(Judge, gets_through_facts_without_a_name) {  // a damaged log holds them
  EXPECT_GT(judge({}, {}).results.size(), 50U);
}

}  // namespace
}  // namespace waarborg::scan
