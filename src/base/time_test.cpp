// SPDX-License-Identifier: EUPL-1.2
#include "base/time.h"

#include <gtest/gtest.h>

#include "base/written.h"

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

TEST(WrittenDays, of_a_moment_are_of_the_netherlands) {
  EXPECT_EQ(day_text("2026-03-01T23:30:00.000Z"), "2026-03-02");
  EXPECT_EQ(day_text(""), "");
}

TEST(WrittenDays, stand_in_a_sentence_as_people_write_them) {
  EXPECT_EQ(with_written_days(Language::kNl, "Op 2026-05-08 is gezien; tot 2026-12-01."),
            "Op 8 mei 2026 is gezien; tot 1 december 2026.");
  EXPECT_EQ(with_written_days(Language::kEn, "2026-05-08"), "8 May 2026");
  for (const char* same : {"", "2026-13-40", "CVE-2026-05-08", "2026-05-08T10:00:00Z", "12026-05-08", "2026-05-0"}) {
    EXPECT_EQ(with_written_days(Language::kNl, same), same);
  }
}

}  // namespace
}  // namespace waarborg
