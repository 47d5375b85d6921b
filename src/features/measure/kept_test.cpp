// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/kept.h"

#include <gtest/gtest.h>

#include "features/measure/assessment.h"

namespace waarborg::measure {
namespace {

std::shared_ptr<const int> number(int value) { return std::make_shared<const int>(value); }

TEST(Kept, holds_many_small_ones_and_few_large_ones) {
  Kept<int> small(1000);
  Kept<int> large(1000);
  for (int i = 0; i < 500; ++i) {
    small.put(std::to_string(i), number(i), 10);
    large.put(std::to_string(i), number(i), 400);
  }
  EXPECT_EQ(small.size(), 100U);
  EXPECT_EQ(large.size(), 2U);
  EXPECT_EQ(*large.find("499"), 499);
  EXPECT_EQ(large.find("0"), nullptr);
}

TEST(Kept, lets_go_of_what_was_not_asked_for_the_longest) {
  Kept<int> kept(30);
  for (const char* key : {"a", "b", "c"}) kept.put(key, number(1), 10);
  EXPECT_NE(kept.find("a"), nullptr);
  kept.put("d", number(1), 10);
  EXPECT_EQ(kept.find("b"), nullptr);
  EXPECT_NE(kept.find("a"), nullptr);
}

TEST(Kept, holds_the_newest_even_when_it_alone_is_over_the_bound) {
  Kept<int> kept(30);
  kept.put("a", number(1), 10);
  kept.put("b", number(2), 1000);
  EXPECT_EQ(kept.size(), 1U);
  EXPECT_NE(kept.find("b"), nullptr);
}

TEST(Kept, weighs_what_is_put_again_once) {
  Kept<int> kept(30);
  for (int i = 0; i < 10; ++i) kept.put("a", number(i), 20);
  kept.put("b", number(1), 10);
  EXPECT_EQ(kept.size(), 2U);
  EXPECT_EQ(*kept.find("a"), 9);
}

TEST(Kept, of_an_organisation_of_two_hundred_thousand_facts_there_are_at_most_a_few_assessments) {
  Assessed assessed;
  assessed.proof.measures.resize(100);
  for (MeasureProof& measure : assessed.proof.measures) measure.evidence.resize(2000);
  const std::size_t weight = weight_of(assessed);

  EXPECT_GE(weight, 200'000U);
  EXPECT_LE(kMostKept / weight, 4U);
  EXPECT_GE(kMostKept / weight_of(Assessed{}), 60U) << "a year of months for a few small organisations";
}

}  // namespace
}  // namespace waarborg::measure
