// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "features/evidence/import/fixture.h"

namespace waarborg::evidence::ocsf {
extern const Importer kImporter;

namespace {

Result<ImportedReport> read(const std::string& bytes) { return kImporter.read(bytes, imported_on_22_november()); }

std::string finding(const std::string& compliance, const std::string& more = R"("time":1795338000000)") {
  return R"({"class_uid":2003,"finding_info":{"uid":"u"},"compliance":{)" + compliance + "}," + more + "}";
}

// Origin: written by hand after the OCSF schema 1.3, class compliance_finding.
TEST(OcsfImporter, reads_one_event_per_line) {
  const auto report = read(fixture(__FILE__, "findings.jsonl"));

  ASSERT_TRUE(report) << report.error().what.key << report.error().where;
  EXPECT_EQ("demo-scanner", report->tool);
  EXPECT_EQ("4.2", report->tool_version);
  ASSERT_EQ(3U, report->observations.size());
  EXPECT_EQ("2026-11-22T09:00:00.000Z", to_text(report->observations[0].at));
  EXPECT_EQ("storage-encryption", report->observations[0].key);
  EXPECT_EQ("demo-bucket, r-2", report->observations[1].subject);
  EXPECT_EQ("Logging is off", report->observations[1].detail);
  EXPECT_EQ("low", report->observations[1].severity);
  EXPECT_EQ("CIS, NEN 7510:2024", fact(*report, "standards"));
  EXPECT_EQ((Message{"evidence.ocsf.skipped", {{"count", "1"}}}), report->warnings.at(0));
  EXPECT_EQ(ObservationResult::kPartly, report->overall) << "the only failure is of low severity";
}

TEST(OcsfImporter, one_object_an_array_and_lines_say_the_same) {
  const std::string one = finding(R"("control":"c","status_id":1)");

  const auto object = read(one);
  const auto array = read("[" + one + "]");
  const auto lines = read(one + "\n" + one + "\n");

  ASSERT_TRUE(object && array && lines);
  EXPECT_EQ(*object, *array);
  EXPECT_EQ(2U, lines->observations.size());
  EXPECT_EQ(object->observations[0], lines->observations[1]);
}

TEST(OcsfImporter, a_warning_is_unknown_because_the_schema_defines_it_as_missing_information) {
  EXPECT_EQ(ObservationResult::kUnknown, read(finding(R"("status_id":2)"))->overall);
  EXPECT_EQ(ObservationResult::kUnknown, read(finding(R"("status_id":0)"))->overall);
  EXPECT_EQ(ObservationResult::kUnknown, read(finding(R"("status_id":99,"status":"Pass")"))->overall);
  EXPECT_EQ(ObservationResult::kUnknown, read(finding(""))->overall);
  EXPECT_EQ(ObservationResult::kSupports, read(finding(R"("status":"PASS")"))->overall);
  EXPECT_EQ(ObservationResult::kRefutes, read(finding(R"("status":"Failed")"))->overall);
}

TEST(OcsfImporter, refuses_wrong_input_and_names_the_place) {
  const auto expect = [](const std::string& bytes, const char* key, const char* where) {
    const auto report = read(bytes);
    ASSERT_FALSE(report) << bytes;
    EXPECT_EQ(key, report.error().what.key);
    EXPECT_EQ(where, report.error().where);
  };
  const std::string good = finding("");
  expect("", "evidence.import.bad_json", "line 1");
  expect("{}", "evidence.ocsf.not_ocsf", "line 1");
  expect("[]", "evidence.import.nothing_inside", "");
  expect(R"([{"class_uid":2004}])", "evidence.ocsf.other_class", "");
  expect("[" + good + R"(,{"class_uid":2003}])", "evidence.ocsf.no_compliance", "[1]");
  expect(good + "\n" + finding("", R"("time":"now")"), "evidence.ocsf.no_time", "line 2");
  expect(good + "\n{\"class_uid\":2003", "evidence.import.bad_json", "line 2");
  expect(finding("", R"("time":1795338000000000)"), "evidence.ocsf.no_time", "line 1");
  expect(R"({"class_uid":2003,"time":1795338000000,"compliance":{}})", "evidence.ocsf.no_key", "line 1");
}

TEST(OcsfImporter, survives_a_file_cut_anywhere) {
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "findings.jsonl"));
}

}  // namespace
}  // namespace waarborg::evidence::ocsf
