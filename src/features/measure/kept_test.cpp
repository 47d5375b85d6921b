// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/kept.h"

#include <gtest/gtest.h>
#include <atomic>
#include <latch>
#include <stdexcept>
#include <thread>
#include <vector>

#include "features/measure/assessment.h"

namespace waarborg::measure {
namespace {

std::shared_ptr<const int> number(int value) { return std::make_shared<const int>(value); }

void put(Kept<int>& kept, const std::string& key, int value, std::size_t weight) {
  (void)kept.find_or_make(key, [&] { return number(value); }, [&](int) { return weight; }, [] {});
}

TEST(Kept, holds_many_small_ones_and_few_large_ones) {
  Kept<int> small(1000);
  Kept<int> large(1000);
  for (int i = 0; i < 500; ++i) {
    put(small, std::to_string(i), i, 10);
    put(large, std::to_string(i), i, 400);
  }
  EXPECT_EQ(small.size(), 100U);
  EXPECT_EQ(large.size(), 2U);
  EXPECT_EQ(*large.find("499"), 499);
  EXPECT_EQ(large.find("0"), nullptr);
}

TEST(Kept, lets_go_of_what_was_not_asked_for_the_longest) {
  Kept<int> kept(30);
  for (const char* key : {"a", "b", "c"}) put(kept, key, 1, 10);
  EXPECT_NE(kept.find("a"), nullptr);
  put(kept, "d", 1, 10);
  EXPECT_EQ(kept.find("b"), nullptr);
  EXPECT_NE(kept.find("a"), nullptr);
}

TEST(Kept, holds_the_newest_even_when_it_alone_is_over_the_bound) {
  Kept<int> kept(30);
  put(kept, "a", 1, 10);
  put(kept, "b", 2, 1000);
  EXPECT_EQ(kept.size(), 1U);
  EXPECT_NE(kept.find("b"), nullptr);
}

constexpr int kThreads = 8;

/// Eight threads that ask for the same; the one that makes it waits until all others wait for it.
struct AskedAtOnce {
  Kept<int> kept{100};
  std::latch waiting{kThreads - 1};
  std::atomic<int> made = 0;
  std::atomic<int> right = 0;
  std::atomic<int> failed = 0;

  void ask(bool first_fails) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([this, first_fails] {
        bool waited = false;
        const auto make = [&] {
          const int before = made++;
          if (before == 0) waiting.wait();
          if (before == 0 && first_fails) throw std::runtime_error("no connection");
          return number(7);
        };
        const auto wait = [&] {
          if (!waited) waiting.count_down();
          waited = true;
        };
        try {
          std::shared_ptr<const int> value;
          while (value == nullptr) value = kept.find_or_make("a", make, [](int) { return std::size_t{1}; }, wait);
          right += *value == 7;
        } catch (const std::runtime_error&) {
          ++failed;
        }
      });
    }
  }
};

TEST(Kept, what_many_ask_for_at_once_is_made_once) {
  AskedAtOnce asked;
  asked.ask(false);
  EXPECT_EQ(asked.made, 1);
  EXPECT_EQ(asked.right, kThreads);
  EXPECT_EQ(asked.kept.size(), 1U);
}

TEST(Kept, one_that_fails_to_make_it_leaves_it_to_the_next_who_waits) {
  AskedAtOnce asked;
  asked.ask(true);
  EXPECT_EQ(asked.made, 2);
  EXPECT_EQ(asked.failed, 1) << "only the one that made it hears why";
  EXPECT_EQ(asked.right, kThreads - 1);
}

TEST(Kept, who_asks_for_something_else_does_not_wait) {
  Kept<int> kept(100);
  const auto weight = [](int) { return std::size_t{1}; };
  const auto never = [] { FAIL() << "nobody makes this one"; };
  const auto outer = kept.find_or_make(
      "a", [&] { return kept.find_or_make("b", [] { return number(2); }, weight, never); }, weight, never);
  EXPECT_EQ(*outer, 2);
  EXPECT_EQ(kept.size(), 2U);
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
