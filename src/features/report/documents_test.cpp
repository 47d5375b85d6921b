// SPDX-License-Identifier: EUPL-1.2
//
// The statement of applicability and the board overview in all their forms.
#include <gtest/gtest.h>
#include <zip.h>

#include "features/report/sheet.h"
#include "features/report/test_world.h"

namespace waarborg::report {
namespace {

struct Documents : ::testing::TestWithParam<std::string> {
  Documents() : world(GetParam()) { world.fill(); }
  json::Value vvt(const std::string& version = {}) {
    const auto document = world.reports.vvt(world.world.alice, "json", {}, version);
    EXPECT_TRUE(document) << document.error().what.key;
    return json::parse(document ? document->bytes : "{}").value();
  }
  const json::Object* line(const json::Value& statement, const std::string& ref) {
    for (const auto& chapter : statement.at("chapters").as_array()) {
      for (const auto& found : chapter.at("lines").as_array()) {
        if (found.at("ref").as_string() == ref) return &found.as_object();
      }
    }
    return nullptr;
  }
  ReportWorld world;
};

/// The text of one part of an Office document.
std::string part_of(const std::string& bytes, const char* path) {
  zip_error_t error;
  zip_error_init(&error);
  zip_t* archive =
      zip_open_from_source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error), ZIP_RDONLY, &error);
  if (archive == nullptr) return "";
  std::string text(4U << 20U, '\0');
  zip_file_t* file = zip_fopen(archive, path, 0);
  const zip_int64_t size = file == nullptr ? 0 : zip_fread(file, text.data(), text.size());
  if (file != nullptr) zip_fclose(file);
  zip_discard(archive);
  text.resize(static_cast<std::size_t>(std::max<zip_int64_t>(0, size)));
  return text;
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, Documents, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Documents, the_statement_names_every_requirement_with_reason_measures_and_verdict) {
  const json::Value statement = vvt();

  EXPECT_EQ(statement.at("format").as_string(), "waarborg-statement-of-applicability");
  EXPECT_EQ(statement.at("mark").as_string(), "Vertrouwelijk");
  EXPECT_EQ(statement.at("organisation").as_string(), "Huisartsenpraktijk Noord");
  const std::int64_t total =
      statement.at("applies").as_int64() + statement.at("excluded").as_int64() + statement.at("undecided").as_int64();
  EXPECT_GT(total, 100);
  EXPECT_EQ(statement.at("applies").as_int64(), 1);
  EXPECT_EQ(statement.at("excluded").as_int64(), 1);
  const auto* backup = line(statement, "8.13");
  ASSERT_NE(backup, nullptr);
  EXPECT_TRUE(backup->at("applies").as_bool());
  EXPECT_EQ(backup->at("reason").as_string(), "Wij bewaren dossiers.");
  EXPECT_EQ(backup->at("measures").as_array().at(0).at("title").as_string(), "Back-up en herstel");
  EXPECT_EQ(backup->at("verdict").at("design").as_string(), "shown");
  EXPECT_NE(backup->at("verdict").at("operation").as_string(), "shown");
  const auto* excluded = line(statement, "7.14");
  ASSERT_NE(excluded, nullptr);
  EXPECT_EQ(excluded->at("verdict").at("design").as_string(), "not_applicable");
  EXPECT_TRUE(line(statement, "5.15")->at("overridden").at("existence").as_bool());
  EXPECT_TRUE(line(statement, "5.15")->at("verdict").at("overridden").at("existence").as_bool());
}

TEST_P(Documents, the_statement_carries_its_approval_until_a_decision_changes) {
  EXPECT_EQ(vvt().at("state").as_string(), "approved");
  EXPECT_EQ(vvt().at("version").as_int64(), 1);
  EXPECT_EQ(vvt().at("approver").as_string(), "Dana Smit");

  world.decide("8.13", true, "Een andere reden.");

  EXPECT_EQ(vvt().at("state").as_string(), "concept");
  EXPECT_EQ(vvt().at("approved_version").as_int64(), 1);
  const json::Value first = vvt("1");
  EXPECT_EQ(first.at("state").as_string(), "approved");
  EXPECT_EQ(line(first, "8.13")->at("reason").as_string(), "Wij bewaren dossiers.");
  EXPECT_EQ(line(first, "7.14")->at("verdict").at("design").as_string(), "not_applicable")
      << "though nobody had approved that when it was submitted";
}

TEST_P(Documents, an_exclusion_that_waits_is_counted_beside_the_totals_of_the_board_page) {
  EXPECT_EQ(world.reports.board_view(world.world.alice)->status.exclusions_waiting, 0);
  world.decide("8.14", false, "nvt");
  const auto board = world.reports.board_view(world.world.alice);
  EXPECT_EQ(board->status.exclusions_waiting, 1);
  EXPECT_EQ(board->status.aspects.design.not_applicable, 1) << "7.14 alone";
  const auto page = world.reports.board(world.world.alice, "html");
  EXPECT_NE(page->bytes.find("uitgesloten, maar nog niet goedgekeurd"), std::string::npos);
}

TEST_P(Documents, an_old_version_keeps_the_verdicts_that_were_known_then) {
  const std::string before = std::string(line(vvt("1"), "8.13")->at("verdict").at("design").as_string());
  world.proof(world.backup, "Back-upbeleid", "Achteraf weerlegd.", evidence::EvidenceResult::kRefutes);

  EXPECT_EQ(line(vvt(), "8.13")->at("verdict").at("design").as_string(), "refuted");
  EXPECT_EQ(line(vvt("1"), "8.13")->at("verdict").at("design").as_string(), before);
}

TEST_P(Documents, a_version_holds_what_was_decided_on_its_own_framework) {
  const auto one =
      world.measures.statements.submit(world.world.alice, world.framework, {world.urn("8.13")}, "Eén norm");
  ASSERT_TRUE(one) << one.error().what.key;
  EXPECT_EQ(one->applies, 1);
  EXPECT_EQ(one->excluded, 0) << "7.14 is of another framework here";
  EXPECT_EQ(world.measures.statements.submit(world.world.alice, world.framework, {}, "Niets").error().what.key,
            "measure.statement_empty");
}

TEST_P(Documents, an_unknown_version_format_or_framework_is_refused) {
  EXPECT_EQ(world.reports.vvt(world.world.alice, "json", {}, "7").error().kind, FaultKind::kNotFound);
  EXPECT_EQ(world.reports.vvt(world.world.alice, "json", {}, "1 OR 1=1").error().kind, FaultKind::kInvalid);
  EXPECT_EQ(world.reports.vvt(world.world.alice, "docx").error().what.key, "report.format_unknown");
  EXPECT_EQ(world.reports.vvt(world.world.alice, "json", "no-such").error().kind, FaultKind::kNotFound);
  EXPECT_EQ(world.reports.board(world.world.alice, "json", "no-such").error().kind, FaultKind::kNotFound);
}

TEST_P(Documents, the_page_is_marked_and_shows_typed_text_as_text) {
  for (const Language language : {Language::kNl, Language::kEn}) {
    auth::Actor who = world.world.alice;
    who.language = language;
    const auto page = world.reports.vvt(who, "html");

    ASSERT_TRUE(page);
    EXPECT_NE(page->bytes.find(language == Language::kNl ? "Vertrouwelijk" : "Confidential"), std::string::npos);
    EXPECT_NE(page->bytes.find(language == Language::kNl ? "goedgekeurd door Dana Smit op 2 maart 2026"
                                                         : "approved by Dana Smit on 2 March 2026"),
              std::string::npos);
    EXPECT_NE(page->bytes.find("Toegang &lt;b&gt;nu&lt;/b&gt; &amp; &quot;later&quot;"), std::string::npos);
    EXPECT_EQ(page->bytes.find("<script"), std::string::npos);
    EXPECT_EQ(page->bytes.find("report."), std::string::npos) << "a text is missing";
    EXPECT_NE(page->bytes.find(language == Language::kNl ? "afwijkend vastgesteld: B" : "overridden: E"),
              std::string::npos);
  }
}

TEST_P(Documents, the_workbook_holds_text_that_never_runs) {
  const auto book = world.reports.vvt(world.world.alice, "xlsx");

  ASSERT_TRUE(book);
  EXPECT_EQ(book->file_name, "verklaring-van-toepasselijkheid-v1-2026-03-02.xlsx");
  ASSERT_TRUE(book->bytes.starts_with("PK"));
  const std::string sheet = part_of(book->bytes, "xl/worksheets/sheet1.xml");
  const std::string strings = part_of(book->bytes, "xl/sharedStrings.xml");
  EXPECT_EQ(sheet.find("<f>"), std::string::npos);
  EXPECT_NE(sheet.find("<autoFilter"), std::string::npos);
  EXPECT_NE(sheet.find("state=\"frozen\""), std::string::npos);
  EXPECT_NE(sheet.find("Vertrouwelijk"), std::string::npos);
  EXPECT_NE(part_of(book->bytes, "xl/styles.xml").find("dd-mm-yyyy"), std::string::npos) << "days are dates";
  EXPECT_NE(strings.find("=HYPERLINK"), std::string::npos);
  EXPECT_NE(strings.find("Wij bewaren dossiers."), std::string::npos);
  EXPECT_NE(strings.find("aangetoond (afwijkend vastgesteld)"), std::string::npos);
  EXPECT_NE(part_of(book->bytes, "xl/workbook.xml").find("Legenda"), std::string::npos);
}

TEST_P(Documents, the_workbook_prints_the_columns_of_the_page_on_one_sheet_wide) {
  const auto book = world.reports.vvt(world.world.alice, "xlsx");

  ASSERT_TRUE(book);
  const std::string sheet = part_of(book->bytes, "xl/worksheets/sheet1.xml");
  const std::string setup = sheet.substr(sheet.find("<pageSetup"), 120);
  for (const char* said : {"paperSize=\"9\"", "orientation=\"landscape\"", "fitToHeight=\"0\""}) {
    EXPECT_NE(setup.find(said), std::string::npos) << said << " " << setup;
  }
  EXPECT_EQ(setup.find("fitToWidth"), std::string::npos) << "one page wide, as it is when nothing is said: " << setup;
  EXPECT_NE(sheet.find("pagina &amp;P van &amp;N"), std::string::npos);
  const std::string names = part_of(book->bytes, "xl/workbook.xml");
  EXPECT_NE(names.find("Eisen!$A$1:$I$"), std::string::npos) << "number to operation: " << names;
  EXPECT_NE(names.find("Eisen!$A:$A,Eisen!$1:$1"), std::string::npos) << "again on each page: " << names;
}

TEST(Workbook, a_table_too_wide_for_letters_of_eight_points_goes_on_beside_it) {
  const auto wide = [](std::vector<Column> columns, std::size_t screen_only = 0) {
    const Sheet sheet{.name = "Blad", .columns = std::move(columns), .rows = {}, .screen_only = screen_only};
    const auto book = write_workbook({.title = "t", .author = "a", .mark = "m", .page_of = "p"}, {sheet});
    const std::string xml = part_of(book.value_or(""), "xl/worksheets/sheet1.xml");
    const auto at = xml.find("fitToWidth=\"");
    return at == std::string::npos ? std::string("1") : xml.substr(at + 12, xml.find('"', at + 12) - at - 12);
  };
  EXPECT_EQ(wide({}), "1");
  EXPECT_EQ(wide({{"a", 400}}), "1") << "a column is not cut";
  EXPECT_EQ(wide({{"a", 100}, {"b", 50}, {"c", 52}}), "1") << "1,429 of 1,437 pixels";
  EXPECT_EQ(wide({{"a", 100}, {"b", 50}, {"c", 54}}), "2");
  EXPECT_EQ(wide({{"a", 100}, {"b", 50}, {"c", 54}}, 1), "1") << "the last one stays off paper";
  EXPECT_EQ(wide({{"a", 100}, {"b", 60}, {"c", 60}, {"d", 60}}), "3") << "the first one comes again on each page";
}

TEST(Workbook, a_row_is_as_high_as_the_lines_of_its_text) {
  Sheet sheet{.name = "Blad", .columns = {{"Wat", 10}, {"Waarom", 12}}, .rows = {}};
  sheet.rows = {{std::string("kort"), std::string("ook kort")},         // 1 line
                {std::string("kort"), std::string("twaalf teken")},     // 12 fit in 12
                {std::string("elf letters"), std::string("kort")},      // elf / letters
                {std::string("aaaaaaaaaaaaaaaaaaaaaaaaa"), 7.0},        // 25 without a space in 10: 3 lines
                {std::string("een\ntwee\ndrie\nvier"), std::string()},  // as typed
                {std::string("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"),
                 7.0},                          // ten characters, twenty bytes
                {std::string(5000, 'b'), 7.0},  // no higher than a row may be
                {VerdictCell{"shown", "aangetoond (anders)"}, std::string()}};
  const auto book = write_workbook({.title = "t", .author = "a", .mark = "m", .page_of = "p"}, {sheet});

  ASSERT_TRUE(book);
  const std::string xml = part_of(*book, "xl/worksheets/sheet1.xml");
  const auto height = [&](int row) {
    const auto from = xml.find("<row r=\"" + std::to_string(row) + "\"");
    const std::string tag = xml.substr(from, xml.find('>', from) - from);
    const auto at = tag.find(" ht=\"");
    return at == std::string::npos ? std::string() : tag.substr(at + 5, tag.find('"', at + 5) - at - 5);
  };
  EXPECT_EQ(height(2), "");
  EXPECT_EQ(height(3), "");
  EXPECT_EQ(height(4), "30");
  EXPECT_EQ(height(5), "45");
  EXPECT_EQ(height(6), "60");
  EXPECT_EQ(height(7), "");
  EXPECT_EQ(height(8), "405");
  EXPECT_EQ(height(9), "30") << "the words of a verdict, too";
}

TEST_P(Documents, the_board_names_refutations_first_and_says_why_and_what_to_do) {
  const auto board = world.reports.board_view(world.world.alice);

  ASSERT_TRUE(board);
  ASSERT_EQ(board->holes.size(), 10U);
  EXPECT_EQ(board->holes_total, board->status.requirements - 1);  // all but the exclusion
  EXPECT_EQ(board->holes[0].title.substr(0, 4), "5.15");
  EXPECT_EQ(board->holes[0].verdict.design, "refuted");
  EXPECT_EQ(board->holes[0].detail.find("Opzet: Op 2026-02-01 is vastgesteld dat de opzet niet voldoet. (Locatie "),
            0U);
  EXPECT_EQ(board->holes[0].action.find("Herstel dit bij “Toegang <b>nu</b>"), 0U);
  EXPECT_EQ(board->holes[0].link, "/requirements/urn%3Awaarborg%3Aframework%3Anen7510-2024%3A5.15");
  EXPECT_TRUE(board->holes[0].overridden.existence);
  EXPECT_EQ(board->holes[1].action, "Stel een maatregel vast met een eigenaar.");
  db::Transaction tx = world.world.database.read();
  const auto decided = std::ssize(world.measures.statements.decisions(tx, world.world.north, world.world.clock.now()));
  const std::int64_t undecided = board->status.requirements - decided;
  ASSERT_EQ(board->decisions.size(), 3U);
  EXPECT_EQ(board->decisions[0],
            "Te besluiten: van " + std::to_string(undecided) + " eisen of zij van toepassing zijn.");
  EXPECT_EQ(board->decisions[1],
            "Verklaring van toepasselijkheid versie 1 goedgekeurd door Dana Smit op 2 maart 2026; 1 eis uitgesloten.");
  EXPECT_NE(board->decisions[2].find("Afwijkend vastgesteld oordeel bij Toegang"), std::string::npos);
  EXPECT_EQ(board->deviations_open, 0);
}

TEST_P(Documents, the_board_tells_what_changed) {
  world.assessments.remember(world.world.north);
  world.proof(world.backup, "Herstelverslag", "Hersteld.");
  world.proof(world.backup, "Weerlegging", "Mislukt.", evidence::EvidenceResult::kRefutes);
  world.assessments.remember(world.world.north);

  const auto board = world.reports.board_view(world.world.alice);

  ASSERT_FALSE(board->changes.empty());
  EXPECT_EQ(board->changes[0].title, "Back-up en herstel");
  EXPECT_EQ(board->changes[0].after, "refuted");
  EXPECT_EQ(board->changes[0].direction, "worse");
}

TEST(Holes, a_refutation_weighs_more_than_any_lack_and_operation_more_than_paper) {
  const auto weight = [](const char* d, const char* e, const char* o) { return weight_of(measure::Trio{d, e, o}); };

  EXPECT_GT(weight("refuted", "shown", "shown"), weight("not_shown", "not_shown", "not_shown"));
  EXPECT_GT(weight("shown", "shown", "not_shown"), weight("not_shown", "not_shown", "shown"));
  EXPECT_GT(weight("shown", "not_shown", "shown"), weight("not_shown", "partly_shown", "shown"));
  EXPECT_GT(weight("shown", "shown", "partly_shown"), 0);
  EXPECT_EQ(weight("shown", "shown", "shown"), 0);
  EXPECT_EQ(weight("not_applicable", "not_applicable", "not_applicable"), 0);
}

TEST(Words, of_an_override_name_the_letters_of_its_aspects) {
  EXPECT_EQ(overridden_words(Language::kNl, {}), "");
  EXPECT_EQ(overridden_words(Language::kNl, {false, true, true}), "afwijkend vastgesteld: B, W");
  EXPECT_EQ(overridden_words(Language::kEn, {true, false, false}), "overridden: D");
}

TEST(Words, long_text_is_cut_between_signs_and_at_a_word) {
  EXPECT_EQ(shortened("kort", 10), "kort");
  EXPECT_EQ(shortened("een hele lange zin", 12), "een hele…");
  EXPECT_EQ(shortened("ééééé", 3), "ééé…");
  EXPECT_EQ(written_day(Language::kNl, "2026-03-02"), "2 maart 2026");
  EXPECT_EQ(written_day(Language::kEn, "2026-03-01T23:30:00.000Z"), "2 March 2026");
  EXPECT_EQ(written_moment(Language::kNl, *parse_moment("2026-07-01T22:30:00Z")), "2 juli 2026, 00:30 uur");
  EXPECT_EQ(written_moment(Language::kNl, *parse_moment("2026-01-01T08:05:00Z")), "1 januari 2026, 09:05 uur");
  EXPECT_EQ(written_percentage(Language::kNl, 48.3), "48,3 %");
  EXPECT_EQ(written_percentage(Language::kEn, 100.0), "100%");
}

}  // namespace
}  // namespace waarborg::report
