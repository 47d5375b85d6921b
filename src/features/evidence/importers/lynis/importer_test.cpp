// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "features/evidence/import/fixture.h"

namespace waarborg::evidence::lynis {
extern const Importer kImporter;

namespace {

std::string audit(const std::string& lines) {
  return "# Lynis Report\nlynis_version=3.0.8\nhostname=demo-host\nreport_datetime_end=2026-11-22 09:30:20\n" + lines;
}

Result<ImportedReport> read(const std::string& bytes) { return kImporter.read(bytes, imported_on_22_november()); }

// Origin: lynis 3.0.8 on Debian 12, `lynis audit system --quick`; names and addresses of the machine removed.
TEST(LynisImporter, reads_a_genuine_report) {
  const auto report = read(fixture(__FILE__, "lynis-report.dat"));

  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_EQ("lynis", report->tool);
  EXPECT_EQ("3.0.8", report->tool_version);
  EXPECT_EQ("demo-host", report->subject);
  EXPECT_EQ("2026-11-22T08:30:20.000Z", to_text(report->produced_at));
  EXPECT_EQ("56", fact(*report, "hardening_index"));
  EXPECT_EQ("2", fact(*report, "warnings"));
  EXPECT_EQ(2U, report->refutes);
  EXPECT_GT(report->partly, 30U);
  EXPECT_GT(report->supports, 150U);
  EXPECT_EQ(ObservationResult::kRefutes, report->overall);
}

TEST(LynisImporter, a_test_with_a_finding_is_not_also_counted_as_good) {
  const auto report = read(audit("suggestion[]=AUTH-1|Do this|-|-|\ntests_executed=AUTH-1|AUTH-2|\n"));

  ASSERT_TRUE(report);
  ASSERT_EQ(2U, report->observations.size());
  EXPECT_EQ(1U, report->partly);
  EXPECT_EQ(1U, report->supports);
}

TEST(LynisImporter, is_green_only_when_complete_without_warnings_and_with_a_good_index) {
  const std::string tests = "tests_executed=AUTH-1|\n";
  EXPECT_EQ(ObservationResult::kSupports, read(audit(tests + "hardening_index=80\n"))->overall);
  EXPECT_EQ(ObservationResult::kPartly, read(audit(tests + "hardening_index=79\n"))->overall);
  EXPECT_EQ(ObservationResult::kPartly, read(audit(tests))->overall);
  EXPECT_EQ(ObservationResult::kPartly, read(audit(tests + "hardening_index=900\n"))->overall);
  EXPECT_EQ(ObservationResult::kPartly, read(audit(tests + "hardening_index=90\ntest_group=shells\n"))->overall);
  EXPECT_EQ(ObservationResult::kRefutes,
            read(audit(tests + "hardening_index=95\nwarning[]=AUTH-1|Bad|-|-|\n"))->overall);
  EXPECT_EQ(ObservationResult::kUnknown, read(audit("hardening_index=95\nsuggestion[]=AUTH-9|Look|-|-|\n"))->overall);
}

TEST(LynisImporter, the_organisation_may_ask_for_another_index) {
  ImportOptions options = imported_on_22_november();
  options.mapping["minimum_index"] = "60";

  const auto report = kImporter.read(audit("tests_executed=AUTH-1|\nhardening_index=63\n"), options);

  EXPECT_EQ(ObservationResult::kSupports, report->overall);
}

TEST(LynisImporter, refuses_wrong_input_and_names_the_line) {
  const auto expect = [](const std::string& bytes, const char* key, const char* where) {
    const auto report = read(bytes);
    ASSERT_FALSE(report) << key;
    EXPECT_EQ(key, report.error().what.key);
    EXPECT_EQ(where, report.error().where);
  };
  expect("", "evidence.lynis.not_lynis", "line 1");
  expect("{\"a\":1}", "evidence.lynis.not_lynis", "line 1");
  expect(audit("no key here\n"), "evidence.lynis.no_key", "line 5");
  expect(audit("warning[]=AUTH-1\n"), "evidence.lynis.bad_finding", "line 5");
  expect("# Lynis Report\nhostname=x\n", "evidence.lynis.unfinished", "report_datetime_end");
  expect(audit("report_datetime_end=2026-02-30 10:00:00\n"), "evidence.import.bad_moment", "report_datetime_end");
  expect(audit(""), "evidence.import.nothing_inside", "");
}

TEST(LynisImporter, survives_a_file_cut_anywhere) {
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "lynis-report.dat"));
}

TEST(LynisImporter, recognises_its_own_files_only) {
  EXPECT_TRUE(kImporter.recognises("# Lynis Report\n"));
  EXPECT_FALSE(kImporter.recognises("[{\"tree\":1}]"));
}

}  // namespace
}  // namespace waarborg::evidence::lynis
