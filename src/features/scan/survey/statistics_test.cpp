// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/survey/statistics.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

// Worked examples: Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
TEST(Share, has_the_interval_of_wilson) {
  struct Row {
    std::size_t count, of;
    double low, high;
  };
  const Row rows[] = {
      {81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0, 0.1611}, {1, 29, 0.0061, 0.1718}};
  for (const Row& row : rows) {
    const Share found = share(row.count, row.of);
    EXPECT_NEAR(found.low, row.low, 5e-5) << row.count << " of " << row.of;
    EXPECT_NEAR(found.high, row.high, 5e-5) << row.count << " of " << row.of;
  }
  EXPECT_EQ(share(20, 20).high, 1);
  EXPECT_EQ(share(0, 0), (Share{0, 0, 0, 0, 1})) << "of none nothing is known";
}

TEST(Share, is_within_its_interval_and_the_interval_shrinks) {
  for (std::size_t of = 1; of < 200; of += 7) {
    for (std::size_t count = 0; count <= of; ++count) {
      const Share one = share(count, of);
      EXPECT_LE(one.low, one.share);
      EXPECT_LE(one.share, one.high);
      const Share more = share(count * 10, of * 10);
      EXPECT_LT(more.high - more.low, one.high - one.low);
    }
  }
}

TEST(Chance, of_a_change_is_that_of_throwing_a_coin) {
  EXPECT_EQ(changed_by_chance(0, 0), 1);
  EXPECT_EQ(changed_by_chance(3, 3), 1);
  EXPECT_NEAR(changed_by_chance(0, 5), 0.0625, 1e-12);
  EXPECT_NEAR(changed_by_chance(1, 9), 22.0 / 1024, 1e-12);
  EXPECT_EQ(changed_by_chance(2, 7), changed_by_chance(7, 2));
  EXPECT_LT(changed_by_chance(100, 200), 1e-7);
}

TEST(Chance, of_a_difference_is_that_of_the_lady_tasting_tea) {
  EXPECT_NEAR(differ_by_chance(share(4, 4), share(0, 4)), 2.0 / 70, 1e-12);
  EXPECT_NEAR(differ_by_chance(share(3, 4), share(1, 4)), 34.0 / 70, 1e-12);
  EXPECT_NEAR(differ_by_chance(share(2, 4), share(2, 4)), 1, 1e-12);
  EXPECT_EQ(differ_by_chance(share(0, 0), share(1, 4)), 1);
  EXPECT_NEAR(differ_by_chance(share(1, 12), share(9, 12)), 0.0027594561852, 1e-10)
      << "12 and 12, 1 and 9: a usual example of the test";
}

TEST(Ranks, are_shared_by_those_who_are_equal) {
  const std::optional<int> values[] = {80, 95, {}, 95, 10, 80, 80};
  using Place = std::optional<std::size_t>;
  EXPECT_EQ(ranks(values), (std::vector<Place>{3, 1, {}, 1, 6, 3, 3}));
  EXPECT_TRUE(ranks({}).empty());
}

TEST(Lift, tells_how_much_more_often_the_best_have_it) {
  EXPECT_EQ(lift(10, 10, 50, 100), 2);
  EXPECT_EQ(lift(5, 10, 50, 100), 1);
  EXPECT_EQ(lift(0, 10, 50, 100), 0);
  EXPECT_EQ(lift(0, 10, 0, 100), std::nullopt);
  EXPECT_EQ(lift(0, 0, 5, 100), std::nullopt);
}

TEST(Spread, is_that_of_the_usual_quartiles) {
  EXPECT_EQ(spread({}), std::nullopt);
  EXPECT_EQ(spread({7}), (Spread{7, 7, 7, 7, 7}));
  EXPECT_EQ(spread({4, 1, 3, 2}), (Spread{1, 1.75, 2.5, 3.25, 4}));
}

}  // namespace
}  // namespace waarborg::scan
