// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/sampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "platform/crypto/hash.h"

namespace waarborg::evidence {
namespace {

Digest sha256(std::string_view text) { return crypto::sha256(text); }

std::string hex(const Digest& digest) {
  std::string out;
  for (const std::uint8_t byte : digest) {
    out += "0123456789abcdef"[byte >> 4];
    out += "0123456789abcdef"[byte & 15];
  }
  return out;
}

std::vector<std::string> hundred_cases() {
  std::vector<std::string> keys;
  for (int i = 1; i <= 100; ++i)
    keys.push_back("case-" + std::string(i < 10 ? "00" : i < 100 ? "0" : "") + std::to_string(i));
  return keys;
}

TEST(Sampling, the_size_follows_the_frequency_and_ten_percent_of_small_populations) {
  using enum ControlFrequency;
  struct Row {
    ControlFrequency frequency;
    std::uint64_t population;
    std::uint32_t size;
  };
  const Row rows[] = {
      {kYearly, 0, 0},
      {kYearly, 1, 1},
      {kYearly, 10, 1},
      {kYearly, 11, 2},
      {kYearly, 249, 25},
      {kYearly, 250, 1},
      {kQuarterly, 4, 2},
      {kMonthly, 12, 2},
      {kMonthly, 1, 1},
      {kWeekly, 52, 6},
      {kWeekly, 3, 3},
      {kWeekly, 1000, 5},
      {kDaily, 100, 20},
      {kDaily, 230, 23},
      {kDaily, 365, 20},
      {kDaily, 5, 5},
      {kManyTimesADay, 249, 25},
      {kManyTimesADay, 24, 24},
      {kManyTimesADay, 100'000, 25},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(sample_size(row.frequency, row.population), row.size) << to_text(row.frequency) << " " << row.population;
  }
}

TEST(Sampling, the_frequencies_have_the_names_used_in_sql_and_json) {
  for (const char* name : {"yearly", "quarterly", "monthly", "weekly", "daily", "many_times_a_day"}) {
    ASSERT_TRUE(parse_control_frequency(name)) << name;
    EXPECT_EQ(to_text(*parse_control_frequency(name)), name);
  }
  EXPECT_FALSE(parse_control_frequency("hourly"));
}

TEST(Sampling, a_drawing_can_be_repeated_by_hand_from_the_recipe) {
  // Origin: the recipe of the header, followed with Python's hashlib.
  const auto drawn = draw_sample(hundred_cases(), 10, "waarborg-2026-Q3", sha256);
  const std::vector<std::string> expected = {"case-048", "case-022", "case-050", "case-079", "case-076",
                                             "case-066", "case-011", "case-007", "case-014", "case-055"};
  ASSERT_TRUE(drawn);
  EXPECT_EQ(*drawn, expected);
}

TEST(Sampling, the_order_of_import_does_not_change_the_sample) {
  auto keys = hundred_cases();
  std::ranges::reverse(keys);
  EXPECT_EQ(*draw_sample(keys, 10, "s", sha256), *draw_sample(hundred_cases(), 10, "s", sha256));
}

TEST(Sampling, a_smaller_sample_is_the_beginning_of_a_larger_one) {
  const auto all = *draw_sample(hundred_cases(), 100, "s", sha256);
  const auto some = *draw_sample(hundred_cases(), 7, "s", sha256);
  EXPECT_TRUE(std::equal(some.begin(), some.end(), all.begin()));
  auto sorted = all;
  std::ranges::sort(sorted);
  EXPECT_EQ(sorted, hundred_cases());
}

TEST(Sampling, numbers_that_would_favour_some_cases_are_thrown_away) {
  // 2^64 mod 3 = 1, so only the largest number is thrown away. Our hash gives that one first, then 1.
  int asked = 0;
  const Sha256 rigged = [&](std::string_view text) {
    EXPECT_EQ(text, "seed:" + std::to_string(asked));
    Digest digest{};
    if (asked++ == 0) {
      digest.fill(0xFF);
    } else {
      digest[7] = 1;
    }
    return digest;
  };
  EXPECT_EQ(draw_sample({"a", "b", "c"}, 1, "seed", rigged)->front(), "b");
  EXPECT_EQ(asked, 2);
}

TEST(Sampling, every_case_is_drawn_about_equally_often) {
  std::map<std::string, int> drawn;
  constexpr int kRounds = 4000;
  for (int i = 0; i < kRounds; ++i) {
    const auto sample = draw_sample({"a", "b", "c", "d", "e", "f", "g"}, 2, "round " + std::to_string(i), sha256);
    for (const auto& key : *sample) ++drawn[key];
  }
  // Seeds are fixed, so this either always or never holds. Expected 1142.9, standard deviation 28.6.
  for (const auto& [key, times] : drawn) EXPECT_NEAR(times, kRounds * 2 / 7.0, 4 * 28.6) << key;
}

TEST(Sampling, unfit_drawings_are_refused) {
  EXPECT_EQ(draw_sample({"a", "b", "a"}, 1, "s", sha256).error().what.key, "evidence.sampling.duplicate_key");
  EXPECT_EQ(draw_sample({"a", ""}, 1, "s", sha256).error().what.key, "evidence.sampling.empty_key");
  EXPECT_EQ(draw_sample({"a", "b"}, 3, "s", sha256).error().what.key, "evidence.sampling.too_large");
  EXPECT_EQ(draw_sample({"a", "b"}, 1, "", sha256).error().what.key, "evidence.sampling.no_seed");
  EXPECT_TRUE(draw_sample({}, 0, "s", sha256)->empty());
}

TEST(Sampling, the_population_hash_is_that_of_the_canonical_lines) {
  // Origin: printf 'a\tx\\ty\nb\t1\t\\\\\n' | sha256sum
  const Case first{"a", {"x\ty"}};
  const Case second{"b", {"1", "\\"}};
  const std::string expected = "07c20e8e679ebd738bb5357ebdcc33abe589d8c920a36ac66b4dbd806ebf1c87";
  EXPECT_EQ(hex(*population_hash(std::vector{first, second}, sha256)), expected);
  EXPECT_EQ(hex(*population_hash(std::vector{second, first}, sha256)), expected);
}

TEST(Sampling, fields_cannot_move_between_values_without_changing_the_hash) {
  const auto hash = [](Case item) { return *population_hash(std::vector{std::move(item)}, sha256); };
  EXPECT_NE(hash({"a", {"b", "c"}}), hash({"a", {"b\tc"}}));
  EXPECT_NE(hash({"a", {"b\nc"}}), hash({"a", {"b\\nc"}}));
  EXPECT_NE(hash({"a", {}}), hash({"a", {""}}));
}

TEST(Sampling, a_population_with_the_same_key_twice_is_refused) {
  const std::vector<Case> cases = {{"a", {"1"}}, {"b", {}}, {"a", {"2"}}};
  EXPECT_EQ(population_hash(cases, sha256).error().what.key, "evidence.sampling.duplicate_key");
  EXPECT_EQ(population_hash(std::vector{Case{}}, sha256).error().what.key, "evidence.sampling.empty_key");
}

TEST(Sampling, the_clopper_pearson_bound_has_the_values_computed_elsewhere) {
  // Origin: exact tail in 50-digit decimals (Python), bisected. 59 and 93 are the sizes in audit tables for a
  // tolerable rate of 5 % at 95 % confidence with 0 and 1 expected deviations (AICPA Audit Sampling, table A-1).
  struct Row {
    std::uint64_t size, deviations;
    double upper;
  };
  const Row rows[] = {
      {1, 0, 0.950000000000},     {2, 0, 0.776393202250},  {5, 0, 0.450719728347},   {20, 0, 0.139108340668},
      {25, 0, 0.112928145007},    {25, 1, 0.176120710605}, {25, 2, 0.231039933958},  {20, 1, 0.216106164207},
      {59, 0, 0.049507609888},    {93, 1, 0.049993978388}, {100, 3, 0.075710793750}, {60, 0, 0.048702913310},
      {1000, 10, 0.016903175121},
  };
  for (const Row& row : rows) {
    EXPECT_NEAR(clopper_pearson_upper(row.size, row.deviations), row.upper, 1e-11) << row.size << " " << row.deviations;
  }
}

TEST(Sampling, without_deviations_the_bound_has_a_closed_form) {
  for (std::uint64_t size = 1; size < 400; ++size) {
    EXPECT_NEAR(clopper_pearson_upper(size, 0), 1 - std::pow(0.05, 1.0 / static_cast<double>(size)), 1e-12) << size;
  }
}

TEST(Sampling, no_cases_or_only_deviations_say_nothing_good) {
  EXPECT_EQ(clopper_pearson_upper(0, 0), 1);
  EXPECT_EQ(clopper_pearson_upper(5, 5), 1);
  EXPECT_EQ(deviation_upper_bound(100, 0, 0), 1);
  EXPECT_EQ(deviation_upper_bound(0, 0, 0), 1);
}

TEST(Sampling, the_hypergeometric_bound_has_the_values_computed_elsewhere) {
  // Origin: exact fractions (Python), every D tried.
  struct Row {
    std::uint64_t population, size, deviations, upper;
  };
  const Row rows[] = {{10, 2, 0, 7},    {50, 5, 0, 21},   {100, 10, 0, 24},   {100, 10, 1, 38}, {249, 25, 0, 26},
                      {249, 25, 2, 55}, {500, 25, 0, 55}, {1000, 25, 1, 174}, {40, 40, 3, 3},   {200, 20, 0, 26}};
  for (const Row& row : rows) {
    EXPECT_EQ(hypergeometric_upper(row.population, row.size, row.deviations), row.upper)
        << row.population << " " << row.size << " " << row.deviations;
  }
}

/// Reference: counts the samples with at most `found` deviations one by one, over all subsets of a small population.
double counted_tail(unsigned population, unsigned deviating, unsigned size, unsigned found) {
  unsigned all = 0;
  unsigned few = 0;
  for (unsigned subset = 0; subset < 1U << population; ++subset) {
    if (static_cast<unsigned>(__builtin_popcount(subset)) != size) continue;
    ++all;
    few += static_cast<unsigned>(__builtin_popcount(subset & ((1U << deviating) - 1))) <= found;
  }
  return static_cast<double>(few) / all;
}

TEST(Sampling, the_hypergeometric_bound_agrees_with_counting_all_samples) {
  for (unsigned population = 1; population <= 11; ++population) {
    for (unsigned size = 1; size <= population; ++size) {
      for (unsigned found = 0; found <= size; ++found) {
        unsigned most = found;
        for (unsigned deviating = found; deviating <= population - size + found; ++deviating) {
          if (counted_tail(population, deviating, size, found) > 0.05 + 1e-12) most = deviating;
        }
        ASSERT_EQ(hypergeometric_upper(population, size, found), most) << population << " " << size << " " << found;
      }
    }
  }
}

TEST(Sampling, a_tail_of_exactly_five_percent_is_not_above_it) {
  // Population 20, one case, no deviation: P = (20 - D) / 20, which is 1/20 at D = 19.
  EXPECT_EQ(hypergeometric_upper(20, 1, 0), 18U);
}

TEST(Sampling, the_bound_holds_in_at_least_95_percent_of_drawings) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  constexpr int kRounds = 4000;
  int held = 0;
  for (int round = 0; round < kRounds; ++round) {
    const auto deviating = std::uniform_int_distribution<std::uint64_t>(0, 200)(random);
    std::uint64_t found = 0;
    std::uint64_t left = deviating;
    for (std::uint64_t i = 0; i < 20; ++i) {
      if (std::uniform_int_distribution<std::uint64_t>(0, 199 - i)(random) < left) ++found, --left;
    }
    held += hypergeometric_upper(200, 20, found) >= deviating;
  }
  // At least 0.95 in expectation; five standard deviations below is 0.933.
  EXPECT_GE(held, static_cast<int>(0.933 * kRounds));
}

TEST(Sampling, above_the_border_both_bounds_differ_by_less_than_a_tenth_of_a_point) {
  for (const std::uint64_t size : {1U, 2U, 5U, 20U, 25U}) {
    for (std::uint64_t found = 0; found < size && found < 4; ++found) {
      const double exact = static_cast<double>(hypergeometric_upper(kSmallPopulation + 1, size, found)) /
                           static_cast<double>(kSmallPopulation + 1);
      EXPECT_NEAR(exact, clopper_pearson_upper(size, found), 0.001) << size << " " << found;
    }
  }
}

}  // namespace
}  // namespace waarborg::evidence
