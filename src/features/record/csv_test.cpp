// SPDX-License-Identifier: EUPL-1.2
//
// Registers in and out as CSV.
#include <gtest/gtest.h>

#include "features/auth/testing.h"
#include "features/record/record.h"

namespace waarborg::record {
namespace {

struct RegisterCsv : ::testing::TestWithParam<std::string> {
  RegisterCsv() { add_routes(world.api, records, world.database, world.clock); }
  Result<ImportReport> read(const std::string& csv, bool dry_run = false, const char* reg = "system") {
    return records.import_csv(world.alice, *find_register(reg), csv, dry_run);
  }
  std::int64_t count(const char* reg = "system") {
    db::Transaction tx = world.database.read();
    return records.count(tx, world.north, *find_register(reg));
  }
  Record only(const char* reg = "system") {
    db::Transaction tx = world.database.read();
    return records.all(tx, world.north, *find_register(reg)).front();
  }
  void expect_sound() {
    db::Transaction tx = world.database.read();
    EXPECT_TRUE(world.trail.verify(tx, world.north, records.state_readers()).problems.empty());
  }
  testing::World world{GetParam()};
  Records records{world.database, world.trail, world.clock};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, RegisterCsv, ::testing::ValuesIn(waarborg::testing::databases()));

constexpr const char* kTwo =
    "Naam;Soort;Belang voor de zorg;Bevat zorginformatie\nHIS;Dossiersysteem;Vitaal;ja\nWeb;server;low;nee\n";

TEST_P(RegisterCsv, understands_labels_and_words_of_both_languages) {
  const auto report = read(kTwo);
  ASSERT_TRUE(report) << report.error().what.key << " " << report.error().where;
  EXPECT_EQ(report->read, 2);
  EXPECT_EQ(report->added, 2);
  EXPECT_TRUE(report->problems.empty());
  EXPECT_EQ(report->columns, (std::vector<std::string>{"name", "kind", "criticality", "health_information"}));
  const auto english = read("name,KIND , Importance for care\nHIS,Record system,vital\n", true);
  ASSERT_TRUE(english);
  EXPECT_EQ(english->problems.size(), english->columns[2].empty() ? 1U : 0U);
  expect_sound();
}

TEST_P(RegisterCsv, a_dry_run_says_everything_and_does_nothing) {
  const auto report = read(kTwo, true);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->dry_run);
  EXPECT_EQ(report->added, 2);
  EXPECT_EQ(count(), 0);
}

TEST_P(RegisterCsv, the_same_again_changes_nothing_and_a_known_name_is_a_change) {
  ASSERT_TRUE(read(kTwo));
  const auto again = read(kTwo);
  EXPECT_EQ(again->unchanged, 2);
  EXPECT_EQ(again->added + again->changed, 0);
  const auto changed = read("naam;belang voor de zorg\nhis ;Hoog\n");
  ASSERT_TRUE(changed) << changed.error().what.key;
  EXPECT_EQ(changed->changed, 1);
  EXPECT_EQ(count(), 2);
  db::Transaction tx = world.database.read();
  for (const Record& row : records.all(tx, world.north, *find_register("system"))) {
    if (row.text("criticality") != "high") continue;
    EXPECT_EQ(row.text("kind"), "record_system") << "columns that are not in the file stay as they were";
    EXPECT_EQ(row.version, 2);
  }
}

TEST_P(RegisterCsv, one_bad_line_and_nothing_is_kept_with_every_fault_named) {
  const std::string csv =
      "naam;soort;belang voor de zorg\nHIS;Dossiersysteem;Vitaal\nWeb;broodrooster;Laag\n;server;Laag\n";
  const auto dry = read(csv, true);
  ASSERT_TRUE(dry);
  ASSERT_EQ(dry->problems.size(), 2U);
  EXPECT_EQ(dry->problems[0].line, 3);
  EXPECT_EQ(dry->problems[0].field, "kind");
  EXPECT_EQ(dry->problems[1].line, 4);
  EXPECT_EQ(dry->problems[1].field, "name");
  const auto real = read(csv);
  ASSERT_FALSE(real);
  EXPECT_EQ(real.error().what.key, "record.csv_problems");
  EXPECT_EQ(count(), 0);
  expect_sound();
}

TEST_P(RegisterCsv, an_unknown_column_is_named_and_left_out) {
  const auto report = read("naam;soort;belang voor de zorg;kleur\nHIS;server;Laag;rood\n");
  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_EQ(report->added, 1);
  ASSERT_EQ(report->problems.size(), 1U);
  EXPECT_EQ(report->problems[0].line, 1);
}

TEST_P(RegisterCsv, however_many_columns_are_unknown_every_line_is_read) {
  std::string head = "naam;soort;belang voor de zorg", rest;
  for (int i = 0; i < 300; ++i) {
    head += ";kleur " + std::to_string(i);
    rest += ";rood";
  }
  const auto report = read(head + "\nHIS;server;Laag" + rest + "\nWeb;server;Laag" + rest + "\n");
  ASSERT_TRUE(report) << report.error().what.key;
  EXPECT_EQ(report->read, 2);
  EXPECT_EQ(report->added, 2);
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(report->problems.size(), 200U) << "named as far as anybody reads them";
  const auto wrong = read(head + "\nNieuw;broodrooster;Laag" + rest + "\n");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().what.key, "record.csv_problems");
}

TEST_P(RegisterCsv, references_are_found_by_name) {
  ASSERT_TRUE(read("naam;belang voor de zorg\nHoster;Hoog\n", false, "supplier"));
  ASSERT_TRUE(read("naam;soort;belang voor de zorg;leverancier\nHIS;server;Laag;hoster\n"));
  EXPECT_EQ(only().text("supplier"), only("supplier").id);
  const auto unknown = read("naam;soort;belang voor de zorg;leverancier\nWeb;server;Laag;niemand\n", true);
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->problems.at(0).field, "supplier");
}

TEST_P(RegisterCsv, a_name_that_two_records_have_is_a_problem_of_each_line_that_means_one_of_them) {
  const auto add = [&](const char* reg, const json::Object& values) {
    return std::string(records.create(world.alice, *find_register(reg), values).value().at("id").as_string());
  };
  const std::string first = add("supplier", {{"name", "Hoster"}, {"criticality", "low"}});
  const std::string second = add("supplier", {{"name", "hoster"}, {"criticality", "low"}});
  const auto change = read("naam;belang voor de zorg\nHoster;Hoog\nAnder;Laag\n", true, "supplier");
  ASSERT_TRUE(change);
  ASSERT_EQ(change->problems.size(), 1U) << "before, the first of both was changed";
  EXPECT_EQ(change->problems[0].line, 2);
  EXPECT_EQ(change->problems[0].field, "name");
  EXPECT_EQ(change->problems[0].what.key, "record.csv_name_shared");
  EXPECT_EQ(change->added, 1);
  const auto reference = read("naam;soort;belang voor de zorg;leverancier\nHIS;server;Laag;hoster\n", true);
  ASSERT_TRUE(reference);
  ASSERT_EQ(reference->problems.size(), 1U) << "before, the last of both was meant";
  EXPECT_EQ(reference->problems[0].field, "supplier");
  EXPECT_EQ(reference->problems[0].what.key, "record.csv_name_shared");
  for (const std::string& id : {first, second}) {
    const auto by_id = read("naam;soort;belang voor de zorg;leverancier\nHIS;server;Laag;" + id + "\n", true);
    ASSERT_TRUE(by_id);
    EXPECT_TRUE(by_id->problems.empty()) << "an id leaves no doubt";
  }
}

TEST_P(RegisterCsv, a_line_may_refer_to_a_line_below_it) {
  ASSERT_TRUE(read("naam;vervanger\nBo;Ann\nAnn;\n", false, "person"));
  db::Transaction tx = world.database.read();
  std::map<std::string, Record> people;
  for (Record& one : records.all(tx, world.north, *find_register("person"))) people.emplace(one.text("name"), one);
  EXPECT_EQ(people.at("Bo").text("deputy"), people.at("Ann").id);
  EXPECT_TRUE(world.trail.verify(tx, world.north, records.state_readers()).problems.empty());
}

TEST_P(RegisterCsv, a_name_that_stands_in_the_file_twice_is_named_and_nothing_is_merged) {
  const std::string csv = "naam;soort;belang voor de zorg\nHIS;server;Laag\nhis ;server;Hoog\n";
  const auto dry = read(csv, true);
  ASSERT_EQ(dry->problems.size(), 1U);
  EXPECT_EQ(dry->problems[0].line, 3);
  EXPECT_EQ(dry->problems[0].what.key, "record.csv_name_twice");
  EXPECT_FALSE(read(csv));
  EXPECT_EQ(count(), 0);
}

TEST_P(RegisterCsv, trying_waits_for_nobody_who_writes) {
  db::Transaction writing = world.database.write();
  const auto report = read(kTwo, true);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->added, 2);
}

TEST_P(RegisterCsv, many_lines_are_one_signed_state_with_an_entry_each) {
  std::string csv = "naam;soort;belang voor de zorg\n";
  for (int i = 0; i < 700; ++i) csv += "S" + std::to_string(i) + ";server;Laag\n";
  const std::uint64_t before = world.database.statements_run();
  ASSERT_TRUE(read(csv));
  EXPECT_LT(world.database.statements_run() - before, 2 * 700 + 40) << "a row and its entry, and little besides";
  db::Transaction tx = world.database.read();
  EXPECT_EQ(world.trail.count(tx, world.north, {"", "", "record.create"}), 700);
  expect_sound();
}

TEST_P(RegisterCsv, files_without_rows_or_names_are_refused) {
  EXPECT_EQ(read("").error().what.key.substr(0, 7), "record.");
  EXPECT_EQ(read("soort;belang voor de zorg\nserver;Laag\n").error().what.key, "record.csv_no_name");
  EXPECT_FALSE(read("naam;soort\n\"HIS;server\n")) << "a quote that never closes";
  EXPECT_EQ(count(), 0);
}

TEST_P(RegisterCsv, what_comes_out_goes_in_again_and_never_runs) {
  ASSERT_TRUE(read("naam;soort;belang voor de zorg;opmerking\n=2+5;server;Laag;\"a;b\nc\"\n"));
  const auto csv = records.export_csv(world.alice, *find_register("system"), {}, {});
  ASSERT_TRUE(csv);
  EXPECT_NE(csv->find("Belang voor de zorg"), std::string::npos);
  EXPECT_EQ(csv->find("\n=2+5"), std::string::npos) << "a spreadsheet must not compute a name";
  auto english = world.alice;
  english.language = Language::kEn;
  EXPECT_EQ(records.export_csv(english, *find_register("system"), {}, {})->find("Belang voor"), std::string::npos);
}

TEST_P(RegisterCsv, is_read_and_written_by_right_and_within_the_organisation) {
  EXPECT_EQ(records.import_csv(world.bob, *find_register("system"), kTwo, true).has_value(),
            world.bob.may("record.edit"));
  ASSERT_TRUE(read(kTwo));
  EXPECT_EQ(records.export_csv(world.charlie, *find_register("system"), {}, {})->find("HIS"), std::string::npos);
  ASSERT_TRUE(records.import_csv(world.charlie, *find_register("system"), kTwo, false));
  EXPECT_EQ(count(), 2) << "the same names elsewhere are other records";
}

}  // namespace
}  // namespace waarborg::record
