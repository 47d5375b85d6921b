// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/import/report.h"

#include <gtest/gtest.h>

#include "base/encoding.h"

namespace waarborg::evidence {
namespace {

using enum ObservationResult;

Observation seen(ObservationResult result, std::string severity = {}, const char* at = "2026-11-01T12:00:00Z") {
  Observation one;
  one.key = "k";
  one.at = parse_moment(at).value();
  one.result = result;
  one.severity = std::move(severity);
  return one;
}

ImportOptions on_22_november() { return ImportOptions{parse_moment("2026-11-22T00:00:00Z").value(), {}}; }

TEST(ImportOverall, no_observations_or_only_unknown_ones_are_never_green) {
  EXPECT_EQ(kUnknown, overall_of({}));
  EXPECT_EQ(kUnknown, overall_of({seen(kUnknown), seen(kUnknown)}));
}

TEST(ImportOverall, one_serious_failure_refutes_the_whole_and_a_mild_one_makes_it_partly) {
  EXPECT_EQ(kRefutes, overall_of({seen(kSupports), seen(kRefutes)}));
  EXPECT_EQ(kRefutes, overall_of({seen(kSupports), seen(kRefutes, "high")}));
  EXPECT_EQ(kPartly, overall_of({seen(kSupports), seen(kRefutes, "medium")}));
  EXPECT_EQ(kPartly, overall_of({seen(kRefutes, "low")}));
}

TEST(ImportOverall, what_is_unknown_beside_support_makes_it_partly) {
  EXPECT_EQ(kPartly, overall_of({seen(kSupports), seen(kUnknown)}));
  EXPECT_EQ(kSupports, overall_of({seen(kSupports), seen(kSupports)}));
}

TEST(ImportFinish, orders_counts_and_covers_the_days_between_first_and_last) {
  ImportedReport report;
  report.observations = {seen(kSupports, "", "2026-11-03T23:30:00Z"), seen(kPartly, "", "2026-11-01T10:00:00Z")};

  const auto done = finish(report, on_22_november());

  ASSERT_TRUE(done);
  EXPECT_EQ(kPartly, done->observations.front().result);
  EXPECT_EQ(1U, done->supports);
  EXPECT_EQ(1U, done->partly);
  EXPECT_EQ("2026-11-01", to_text(done->covers.from));
  EXPECT_EQ("2026-11-04", to_text(done->covers.to)) << "23:30 UTC is already the next day in the Netherlands";
  EXPECT_EQ("2026-11-03T23:30:00.000Z", to_text(done->produced_at));
}

TEST(ImportFinish, refuses_results_from_the_future_or_from_a_clock_that_was_never_set) {
  ImportedReport future;
  future.observations = {seen(kSupports, "", "2026-11-23T00:00:01Z")};
  ImportedReport old;
  old.observations = {seen(kSupports, "", "1970-01-01T00:00:00Z")};

  EXPECT_EQ("evidence.import.future", finish(future, on_22_november()).error().what.key);
  EXPECT_EQ("evidence.import.too_old", finish(old, on_22_november()).error().what.key);
  EXPECT_EQ("evidence.import.nothing_inside", finish({}, on_22_november()).error().what.key);
}

TEST(ImportMoment, a_time_without_zone_is_dutch_time_in_summer_and_winter) {
  const ImportOptions options;
  EXPECT_EQ("2026-01-15T11:00:00.000Z", to_text(*read_moment("2026-01-15 12:00:00", options)));
  EXPECT_EQ("2026-07-15T10:00:00.123Z", to_text(*read_moment("2026-07-15T12:00:00.123456", options)));
  // The clock goes back on 25 October 2026: 02:30 occurs twice, the first is meant; 03:30 is winter time.
  EXPECT_EQ("2026-10-25T00:30:00.000Z", to_text(*read_moment("2026-10-25 02:30:00", options)));
  EXPECT_EQ("2026-10-25T02:30:00.000Z", to_text(*read_moment("2026-10-25 03:30:00", options)));
}

TEST(ImportMoment, a_zone_in_the_text_or_in_the_options_wins) {
  ImportOptions options;
  EXPECT_EQ("2026-01-15T07:00:00.000Z", to_text(*read_moment("2026-01-15T12:00:00+05:00", options)));
  EXPECT_EQ("2026-01-15T17:00:00.000Z", to_text(*read_moment("2026-01-15T12:00:00-05:00", options)));
  options.mapping["utc_offset"] = "Z";
  EXPECT_EQ("2026-01-15T12:00:00.000Z", to_text(*read_moment("2026-01-15 12:00:00", options)));
  for (const char* wrong : {"", "2026-01-15", "2026-13-15 12:00:00", "2026-01-15 12:00:0", "yesterday at 12 o'clock"}) {
    EXPECT_FALSE(read_moment(wrong, options)) << wrong;
  }
}

TEST(ImportTidy, makes_one_line_of_valid_text_and_cuts_between_letters) {
  EXPECT_EQ("a b", tidy("  a\nb\t"));
  EXPECT_EQ("é", tidy("\xE9"));
  EXPECT_EQ("", tidy("\n\n"));
  const std::string cut = tidy("aaaé", 4);
  EXPECT_EQ("aaa…", cut);
  EXPECT_TRUE(is_utf8(cut));
}

}  // namespace
}  // namespace waarborg::evidence
