// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "features/evidence/import/fixture.h"

namespace waarborg::evidence::openscap {
extern const Importer kImporter;

namespace {

Result<ImportedReport> read(const std::string& bytes) { return kImporter.read(bytes, imported_on_22_november()); }

std::string test_result(const std::string& rules, const std::string& before = {}) {
  return "<?xml version=\"1.0\"?>\n" + before +
         "<x:TestResult xmlns:x=\"http://checklists.nist.gov/xccdf/1.2\" end-time=\"2026-11-22T09:00:00\">\n"
         "<x:target>demo-host</x:target>\n" +
         rules + "</x:TestResult>\n";
}

std::string rule(const std::string& result, const std::string& severity = "high") {
  return "<x:rule-result idref=\"r-" + result + "\" severity=\"" + severity + "\"><x:result>" + result +
         "</x:result></x:rule-result>\n";
}

void expect_fault(const std::string& bytes, const char* key, const char* where) {
  const auto report = read(bytes);
  ASSERT_FALSE(report) << key;
  EXPECT_EQ(key, report.error().what.key);
  EXPECT_EQ(where, report.error().where);
}

// Origin: oscap 1.3.7 on Debian 12 with fixtures/benchmark.xml; addresses of the machine removed.
TEST(OpenscapImporter, reads_genuine_xccdf_results) {
  const auto report = read(fixture(__FILE__, "results.xml"));

  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_EQ("1.3.7", report->tool_version);
  EXPECT_EQ("demo-host", report->subject);
  ASSERT_EQ(3U, report->observations.size());
  EXPECT_EQ("The file /etc/passwd exists", report->observations[0].title);
  EXPECT_EQ(ObservationResult::kSupports, report->observations[0].result);
  EXPECT_EQ(ObservationResult::kRefutes, report->observations[1].result);
  EXPECT_EQ("high", report->observations[1].severity);
  EXPECT_EQ(ObservationResult::kUnknown, report->observations[2].result);
  EXPECT_EQ("No candidate or applicable check found.", report->observations[2].detail);
  EXPECT_EQ("50.000000", fact(*report, "score"));
  EXPECT_EQ("1", fact(*report, "notselected"));
  EXPECT_EQ("xccdf_nl.waarborg_profile_demo", fact(*report, "profile"));
  EXPECT_EQ(ObservationResult::kRefutes, report->overall);
}

TEST(OpenscapImporter, an_arf_collection_says_the_same_as_the_results_inside_it) {
  const auto arf = read(fixture(__FILE__, "arf.xml"));
  const auto plain = read(fixture(__FILE__, "results.xml"));

  ASSERT_TRUE(arf) << arf.error().what.key;
  EXPECT_EQ(plain->observations, arf->observations);
  EXPECT_EQ(plain->facts, arf->facts);
}

TEST(OpenscapImporter, every_word_of_xccdf_has_its_meaning) {
  const auto overall = [](const std::string& rules) { return read(test_result(rules))->overall; };
  EXPECT_EQ(ObservationResult::kSupports, overall(rule("pass") + rule("fixed") + rule("informational")));
  EXPECT_EQ(ObservationResult::kRefutes, overall(rule("pass") + rule("fail")));
  EXPECT_EQ(ObservationResult::kPartly, overall(rule("pass") + rule("fail", "low")));
  for (const char* unknown : {"error", "unknown", "notchecked"}) {
    EXPECT_EQ(ObservationResult::kUnknown, overall(rule(unknown))) << unknown;
    EXPECT_EQ(ObservationResult::kPartly, overall(rule("pass") + rule(unknown))) << unknown;
  }
}

TEST(OpenscapImporter, a_profile_for_another_system_is_unknown_and_says_so) {
  const auto report = read(test_result(rule("notapplicable") + rule("notselected")));

  ASSERT_TRUE(report);
  EXPECT_EQ(ObservationResult::kUnknown, report->overall);
  EXPECT_EQ("1", fact(*report, "notapplicable"));
  EXPECT_EQ("evidence.openscap.nothing_applied", report->warnings.back().key);
}

TEST(OpenscapImporter, refuses_a_document_type_so_entities_never_grow) {
  expect_fault(test_result(rule("pass"), "<!DOCTYPE lolz [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n"),
               "evidence.openscap.doctype", "line 1");
  expect_fault(test_result(rule("pass"), "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"), "evidence.openscap.doctype",
               "line 1");
}

TEST(OpenscapImporter, refuses_wrong_input_and_names_the_place) {
  expect_fault("", "evidence.openscap.bad_xml", "line 1");
  expect_fault("<a>\n<b>\n</a>", "evidence.openscap.bad_xml", "line 3");
  expect_fault("<html/>", "evidence.openscap.no_test_result", "html");
  expect_fault("<TestResult end-time=\"2026-11-22T09:00:00Z\"/>", "evidence.openscap.no_test_result", "TestResult");
  expect_fault("\xFF\xFE<", "evidence.openscap.not_utf8", "");
  expect_fault(test_result(rule("perhaps")), "evidence.openscap.unknown_word", "line 4");
  expect_fault(test_result("<x:rule-result idref=\"r\"/>"), "evidence.openscap.bad_rule", "line 4");
  expect_fault(test_result(""), "evidence.import.nothing_inside", "");
}

TEST(OpenscapImporter, refuses_deep_nesting) {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  for (int i = 0; i < 5000; ++i) deep += "</a>";
  expect_fault(deep, "evidence.openscap.too_deep", "");
}

TEST(OpenscapImporter, refuses_what_would_take_ages_to_search) {
  std::string wide = "<a";
  for (int i = 0; i < 300; ++i) wide += " b" + std::to_string(i) + "=''";
  expect_fault(wide + "/>", "evidence.openscap.too_much", "");
  std::string many = "<a xmlns='http://checklists.nist.gov/xccdf/1.2'>";
  for (int i = 0; i < 2000; ++i) many += "<TestResult/>";
  expect_fault(many + "</a>", "evidence.openscap.too_much", "");
}

TEST(OpenscapImporter, survives_a_file_cut_anywhere) {
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "results.xml"));
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "arf.xml"));
}

TEST(OpenscapImporter, recognises_results_by_their_first_bytes) {
  EXPECT_TRUE(kImporter.recognises(fixture(__FILE__, "results.xml").substr(0, 4096)));
  EXPECT_TRUE(kImporter.recognises(fixture(__FILE__, "arf.xml").substr(0, 4096)));
  EXPECT_FALSE(kImporter.recognises("<html/>"));
}

}  // namespace
}  // namespace waarborg::evidence::openscap
