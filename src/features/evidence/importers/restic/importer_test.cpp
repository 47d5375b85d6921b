// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "features/evidence/import/fixture.h"

namespace waarborg::evidence::restic {
extern const Importer kImporter;

namespace {

Result<ImportedReport> read(const std::string& bytes) { return kImporter.read(bytes, imported_on_22_november()); }

// Origin: restic 0.14.0 on Debian 12, three back-ups with set times.
TEST(ResticImporter, reads_genuine_snapshots_as_a_series_in_time) {
  const auto report = read(fixture(__FILE__, "snapshots.json"));

  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_EQ("demo-host", report->subject);
  ASSERT_EQ(3U, report->observations.size());
  EXPECT_EQ("2026-11-11T02:30:00.000Z", to_text(report->observations[0].at));
  EXPECT_EQ("/srv/zorg", report->observations[0].title);
  EXPECT_EQ("daily", report->observations[0].detail);
  EXPECT_EQ("2026-11-13T02:30:00.000Z", fact(*report, "newest"));
  EXPECT_EQ("2026-11-11", to_text(report->covers.from));
  EXPECT_EQ("2026-11-13", to_text(report->covers.to));
  EXPECT_EQ(ObservationResult::kSupports, report->overall);
}

TEST(ResticImporter, a_snapshot_that_counts_no_files_is_partly) {
  const auto report = read(R"([{"id":"a","time":"2026-11-01T10:00:00.123456789+01:00","paths":["/x"],"hostname":"h",
    "summary":{"total_files_processed":0}}])");

  ASSERT_TRUE(report);
  EXPECT_EQ(1U, report->partly);
  EXPECT_EQ("2026-11-01T09:00:00.123Z", to_text(report->produced_at));
  EXPECT_EQ("0", fact(*report, "files_in_last"));
}

TEST(ResticImporter, refuses_wrong_input_and_names_the_element) {
  const auto expect = [](const std::string& bytes, const char* key, const char* where) {
    const auto report = read(bytes);
    ASSERT_FALSE(report) << bytes;
    EXPECT_EQ(key, report.error().what.key);
    EXPECT_EQ(where, report.error().where);
  };
  const std::string good = R"({"id":"a","time":"2026-11-01T10:00:00Z","paths":["/x"],"hostname":"h"})";
  expect("", "evidence.import.bad_json", "line 1");
  expect("{}", "evidence.restic.not_restic", "line 1");
  expect("[]", "evidence.import.nothing_inside", "");
  expect("[1]", "evidence.restic.not_restic", "[0]");
  expect("[" + good + R"(,{"id":"b","paths":[],"time":"soon"}])", "evidence.import.bad_moment", "[1].time");
  expect("[" + good + "," + good + "]", "evidence.restic.twice", "[1]");
  expect(R"([{"id":"a","time":"2027-11-01T10:00:00Z","paths":["/x"]}])", "evidence.import.future", "a");
}

TEST(ResticImporter, survives_a_file_cut_anywhere) {
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "snapshots.json"));
}

TEST(ResticImporter, recognises_its_own_files_only) {
  EXPECT_TRUE(kImporter.recognises(fixture(__FILE__, "snapshots.json").substr(0, 4096)));
  EXPECT_FALSE(kImporter.recognises("{\"archives\":[]}"));
}

}  // namespace
}  // namespace waarborg::evidence::restic
