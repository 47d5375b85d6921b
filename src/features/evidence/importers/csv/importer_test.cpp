// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include <string>

#include "features/evidence/import/fixture.h"

namespace waarborg::evidence::csv {
extern const Importer kImporter;

namespace {

ImportOptions dutch_mapping() {
  ImportOptions options = imported_on_22_november();
  options.mapping = {{"title", "Controle"},   {"subject", "systeem"},      {"date", "Datum"},
                     {"result", "Uitkomst"},  {"detail", "Toelichting"},   {"date_order", "dmy"},
                     {"supports", "akkoord"}, {"refutes", "niet akkoord"}, {"tool", "rechtenlijst"}};
  return options;
}

ImportOptions plain_mapping() {
  ImportOptions options = imported_on_22_november();
  options.mapping = {{"key", "k"}, {"date", "d"}, {"result", "r"}, {"supports", "ok|ja"}, {"refutes", "nok"}};
  return options;
}

// Origin: written by hand as a Dutch Excel saves it: semicolons, Windows-1252, day first.
TEST(CsvImporter, reads_a_dutch_excel_export_with_a_saved_mapping) {
  const auto report = kImporter.read(fixture(__FILE__, "controles.csv"), dutch_mapping());

  ASSERT_TRUE(report) << report.error().what.key << report.error().where;
  EXPECT_EQ("rechtenlijst", report->tool);
  ASSERT_EQ(3U, report->observations.size());
  EXPECT_EQ("2026-11-03T11:00:00.000Z", to_text(report->observations[0].at)) << "a day alone is noon";
  EXPECT_EQ("2026-11-03T13:30:00.000Z", to_text(report->observations[1].at));
  EXPECT_EQ(ObservationResult::kSupports, report->observations[0].result);
  EXPECT_EQ(ObservationResult::kRefutes, report->observations[1].result);
  EXPECT_EQ(ObservationResult::kUnknown, report->observations[2].result);
  EXPECT_EQ("twee oud-medewerkers; accounts dicht", report->observations[1].detail);
  ASSERT_EQ(2U, report->warnings.size());
  EXPECT_EQ("encoding.guessed_windows_1252", report->warnings[0].key);
  EXPECT_EQ((Message{"evidence.csv.unknown_word", {{"word", "Geïnspecteerd"}}}), report->warnings[1]);
}

TEST(CsvImporter, reads_dates_in_the_order_that_the_mapping_names) {
  const auto day = [](const std::string& date, const std::string& order) {
    ImportOptions options = plain_mapping();
    options.mapping["date_order"] = order;
    const auto report = kImporter.read("k,d,r\na," + date + ",ok\n", options);
    return report ? to_text(report->observations[0].at).substr(0, 16) : report.error().what.key;
  };
  EXPECT_EQ("2026-11-03T11:00", day("2026-11-03", ""));
  EXPECT_EQ("2026-11-03T09:15", day("2026-11-03T09:15:00Z", "dmy"));
  EXPECT_EQ("2026-11-03T11:00", day("3/11/2026", "dmy"));
  EXPECT_EQ("2026-03-11T11:00", day("3/11/2026", "mdy"));
  EXPECT_EQ("2026-11-03T08:05", day("3.11.2026 9:05", "dmy"));
  EXPECT_EQ("evidence.import.bad_moment", day("31-02-2026", "dmy"));
  EXPECT_EQ("evidence.import.bad_moment", day("3-11-26", "dmy"));
  EXPECT_EQ("evidence.import.bad_moment", day("", "dmy"));
}

TEST(CsvImporter, refuses_wrong_input_and_names_the_line) {
  const auto expect = [](const std::string& bytes, const ImportOptions& options, const char* key, const char* where) {
    const auto report = kImporter.read(bytes, options);
    ASSERT_FALSE(report) << bytes;
    EXPECT_EQ(key, report.error().what.key);
    EXPECT_EQ(where, report.error().where);
  };
  expect("", plain_mapping(), "evidence.import.nothing_inside", "");
  expect("k,d,r\n", plain_mapping(), "evidence.import.nothing_inside", "");
  expect("k,d,x\na,2026-01-01,ok\n", plain_mapping(), "evidence.csv.no_column", "line 1");
  expect("k,d,r\na,2026-01-01,ok\n\n,2026-01-01,ok\n", plain_mapping(), "evidence.csv.no_key", "line 4");
  expect("k,d,r\na,2026-01-01,ok\nb,soon,ok\n", plain_mapping(), "evidence.import.bad_moment", "line 3");
  expect("k,d,r\na,2026-01-01\n", plain_mapping(), "csv.width", "line 2");
  expect("k,d,r\na,2027-01-01,ok\n", plain_mapping(), "evidence.import.future", "a");
  ImportOptions without = plain_mapping();
  without.mapping.erase("date");
  expect("k,d,r\na,2026-01-01,ok\n", without, "evidence.csv.not_mapped", "date");
  without = plain_mapping();
  without.mapping.erase("supports");
  without.mapping.erase("refutes");
  ImportOptions both = plain_mapping();
  both.mapping["refutes"] = "fout|OK";
  expect("k,d,r\na,2026-01-01,ok\n", both, "evidence.csv.word_twice", "refutes");
  expect("k,d,r\na,2026-01-01,ok\n", without, "evidence.csv.no_words", "supports");
}

TEST(CsvImporter, survives_a_file_cut_anywhere) {
  expect_no_crash_on_prefixes(kImporter, fixture(__FILE__, "controles.csv"));
}

TEST(CsvImporter, does_not_claim_the_files_of_other_tools) {
  EXPECT_TRUE(kImporter.recognises("a;b;c\n1;2;3\n"));
  EXPECT_FALSE(kImporter.recognises("[{\"a\":1,\"b\":2}]"));
  EXPECT_FALSE(kImporter.recognises("# Lynis Report, a,b"));
  EXPECT_FALSE(kImporter.recognises("just text"));
}

}  // namespace
}  // namespace waarborg::evidence::csv
