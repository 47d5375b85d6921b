// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/importer.h"

#include <gtest/gtest.h>

namespace waarborg::evidence::scan {
extern const Importer kImporter;
namespace {

const ImportOptions kNow{parse_moment("2026-03-02T09:00:00Z").value(), {}};

std::string domain(const std::string& checks, const std::string& more = "") {
  return R"({"name":"voorbeeld.example","at":"2026-03-01T08:00:00.000Z","rules":"internet.nl-1.11.2")" + more +
         R"(,"checks":[)" + checks + "]}";
}
std::string check(const char* id, const char* outcome, const char* severity = "high") {
  return std::string(R"({"check":")") + id + R"(","subject":"web","title":"T","severity":")" + severity +
         R"(","own":{"outcome":")" + outcome + R"(","words":"Zo is het.","seen":["a","b"]}})";
}

TEST(ScanImport, reads_every_check_that_says_something) {
  const auto report = kImporter.read(
      domain(check("a", "pass") + "," + check("b", "warn") + "," + check("c", "info") + "," +
             check("d", "not_applicable") + "," + check("e", "inconclusive") + "," + check("f", "whatever")),
      kNow);
  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_EQ(report->supports, 1U);
  EXPECT_EQ(report->partly, 1U);
  EXPECT_EQ(report->unknown, 2U) << "silence, and a word that is not known";
  EXPECT_EQ(report->refutes, 0U);
  EXPECT_EQ(report->subject, "voorbeeld.example");
  EXPECT_EQ(report->overall, ObservationResult::kPartly);
  EXPECT_EQ(report->observations.front().key, "web.a");
  EXPECT_EQ(report->observations.front().detail, "Zo is het. [a, b]");
}

TEST(ScanImport, a_failure_refutes_unless_it_weighs_little_or_is_explained) {
  const auto overall = [](const std::string& text) { return kImporter.read(text, kNow).value().overall; };
  EXPECT_EQ(overall(domain(check("a", "pass"))), ObservationResult::kSupports);
  EXPECT_EQ(overall(domain(check("a", "pass") + "," + check("b", "fail"))), ObservationResult::kRefutes);
  EXPECT_EQ(overall(domain(check("a", "pass") + "," + check("b", "fail", "low"))), ObservationResult::kPartly);
  EXPECT_EQ(overall(domain(check("a", "pass") + "," + check("b", "fail"), R"(,"explained":"wordt opgeheven")")),
            ObservationResult::kPartly);
  EXPECT_EQ(overall(domain(check("a", "inconclusive"))), ObservationResult::kUnknown) << "silence shows nothing";
}

TEST(ScanImport, of_several_domains_names_each) {
  const auto report = kImporter.read("[" + domain(check("a", "pass")) + "," + domain(check("a", "pass")) + "]", kNow);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->subject, "");
  EXPECT_EQ(report->supports, 2U);
}

struct Broken {
  const char* text;
  const char* key;
  const char* where;
};
class ScanImportRefuses : public ::testing::TestWithParam<Broken> {};
TEST_P(ScanImportRefuses, what_is_no_measurement_and_names_the_place) {
  const auto report = kImporter.read(GetParam().text, kNow);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().what.key, GetParam().key);
  if (const std::string where = GetParam().where; !where.empty()) {
    EXPECT_EQ(report.error().where, where);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Each, ScanImportRefuses,
    ::testing::Values(Broken{"", "evidence.import.bad_json", ""}, Broken{"{}", "evidence.scan.not_scan", "checks"},
                      Broken{"[1]", "evidence.scan.not_scan", "[0]"},
                      Broken{"[]", "evidence.import.nothing_inside", ""},
                      Broken{R"({"name":"a.example","checks":[]})", "evidence.scan.no_time", "checks"},
                      Broken{R"({"name":"a.example","at":"2026-03-01T08:00:00Z","checks":[{}]})",
                             "evidence.scan.not_scan", "checks.checks[0]"}));

}  // namespace
}  // namespace waarborg::evidence::scan
