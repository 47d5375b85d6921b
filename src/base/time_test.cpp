// SPDX-License-Identifier: EUPL-1.2
#include "base/time.h"

#include <gtest/gtest.h>

namespace waarborg {
namespace {

using std::chrono::milliseconds;

TEST(EndOfDay, is_the_last_millisecond_before_dutch_midnight_on_each_day_of_a_century) {
  for (Day day = parse_day("2000-01-01").value(); day < parse_day("2100-01-01").value(); day += std::chrono::days(1)) {
    const Moment end = end_of(day);
    ASSERT_EQ(day_of(end), day) << to_text(day);
    ASSERT_EQ(day_of(end + milliseconds(1)), day + std::chrono::days(1)) << to_text(day);
  }
}

TEST(EndOfDay, follows_summer_time) {
  EXPECT_EQ(to_text(end_of(parse_day("2026-01-15").value())), "2026-01-15T22:59:59.999Z");
  EXPECT_EQ(to_text(end_of(parse_day("2026-07-15").value())), "2026-07-15T21:59:59.999Z");
  EXPECT_EQ(to_text(end_of(parse_day("2026-03-28").value())), "2026-03-28T22:59:59.999Z") << "summer begins this night";
  EXPECT_EQ(to_text(end_of(parse_day("2026-10-24").value())), "2026-10-24T21:59:59.999Z") << "summer ends this night";
}

}  // namespace
}  // namespace waarborg
