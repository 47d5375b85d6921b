// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "features/evidence/import/fixture.h"

namespace waarborg::evidence::borg {
extern const Importer kImporter;

namespace {

Result<ImportedReport> read(const std::string& bytes) { return kImporter.read(bytes, imported_on_22_november()); }

std::string listing(const std::string& archives) {
  return R"({"repository":{"location":"/srv/backup/borg"},"archives":[)" + archives + "]}";
}

// Origin: borg 1.2.4 on Debian 12 (`borg list --json`), archives with set times.
TEST(BorgImporter, reads_a_genuine_list_and_takes_its_times_as_dutch) {
  const auto report = read(fixture(__FILE__, "list.json"));

  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_EQ("/srv/backup/borg", report->subject);
  ASSERT_EQ(3U, report->observations.size());
  EXPECT_EQ("daily-11", report->observations[0].title);
  EXPECT_EQ("2026-11-11T01:30:00.000Z", to_text(report->observations[0].at));
  EXPECT_EQ("repokey", fact(*report, "encryption"));
  ASSERT_EQ(1U, report->warnings.size());
  EXPECT_EQ("evidence.import.no_zone", report->warnings[0].key);
  EXPECT_EQ(ObservationResult::kSupports, report->overall);
}

TEST(BorgImporter, reads_genuine_info_with_host_names) {
  const auto report = read(fixture(__FILE__, "info.json"));

  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_GE(report->observations.size(), 3U);
  EXPECT_EQ("demo-host", report->observations[0].subject);
}

TEST(BorgImporter, an_interrupted_or_empty_archive_is_partly) {
  const auto report = read(listing(
      R"({"id":"1","name":"d.checkpoint","time":"2026-11-01T10:00:00"},
         {"id":"2","name":"d.checkpoint.3","time":"2026-11-01T10:00:00"},
         {"id":"3","name":"empty","time":"2026-11-01T10:00:00","stats":{"nfiles":0}},
         {"id":"4","name":"v1.2","time":"2026-11-01T10:00:00","stats":{"nfiles":9}})"));

  ASSERT_TRUE(report);
  EXPECT_EQ(3U, report->partly);
  EXPECT_EQ(1U, report->supports);
  EXPECT_EQ(ObservationResult::kPartly, report->overall);
}

TEST(BorgImporter, refuses_wrong_input_and_names_the_element) {
  const auto expect = [](const std::string& bytes, const char* key, const char* where) {
    const auto report = read(bytes);
    ASSERT_FALSE(report) << bytes;
    EXPECT_EQ(key, report.error().what.key);
    EXPECT_EQ(where, report.error().where);
  };
  expect("[]", "evidence.borg.not_borg", "line 1");
  expect(R"({"repository":{"location":"x"},"cache":{}})", "evidence.borg.no_archives", "archives");
  expect(listing(""), "evidence.import.nothing_inside", "");
  expect(listing("7"), "evidence.borg.not_borg", "archives[0]");
  expect(listing(R"({"id":"1","name":"a"})"), "evidence.import.bad_moment", "archives[0]");
}

TEST(BorgImporter, survives_a_file_cut_anywhere) {
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "list.json"));
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "info.json"));
}

TEST(BorgImporter, recognises_its_own_files_only) {
  EXPECT_TRUE(kImporter.recognises(fixture(__FILE__, "list.json").substr(0, 4096)));
  EXPECT_FALSE(kImporter.recognises("[{\"tree\":\"\"}]"));
}

}  // namespace
}  // namespace waarborg::evidence::borg
