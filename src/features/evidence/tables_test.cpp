// SPDX-License-Identifier: EUPL-1.2
//
// Tables as a Dutch office writes them, before anything is done with them.
#include "features/evidence/tables.h"

#include "features/evidence/test_world.h"

namespace waarborg::evidence {
namespace {

/// "nummer;naam\nL1;Zoë\n…" in each of the encodings that Excel writes.
std::string in_latin1(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += text[i];
    } else {
      out += static_cast<char>((byte & 0x1FU) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU));
    }
  }
  return out;
}
std::string in_utf16(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (const char c : in_latin1(text)) {
    out += c;
    out += '\0';
  }
  return out;
}
const std::string kList = "nummer;naam;reden\r\nL1;Zoë;\"Verhuisd,\r\nnaar België\"\r\nL2;Jürgen;\r\n";

TEST(Tables, are_shown_the_same_in_every_encoding_that_spreadsheets_write) {
  const std::pair<std::string, const char*> files[] = {
      {kList, "utf8"}, {"\xEF\xBB\xBF" + kList, "utf8"}, {in_latin1(kList), "windows1252"}, {in_utf16(kList), "utf16"}};
  for (const auto& [bytes, encoding] : files) {
    const auto shown = preview_table(bytes, Language::kNl);
    ASSERT_TRUE(shown) << encoding;
    EXPECT_EQ(shown->encoding, encoding);
    EXPECT_EQ(shown->delimiter, ";");
    EXPECT_EQ(shown->count, 2) << "a line end inside quotes makes no row";
    EXPECT_EQ(shown->columns, (std::vector<std::string>{"nummer", "naam", "reden"}));
    EXPECT_EQ(shown->rows.at(0).cells.at(1), "Zoë");
    EXPECT_EQ(shown->rows.at(1).line, 4);
    EXPECT_EQ(shown->warnings.size(), encoding == std::string_view("windows1252") ? 1U : 0U);
  }
}

TEST(Tables, are_shown_in_part_when_they_are_large) {
  std::string text = "a,b\n";
  for (int i = 0; i < 600; ++i) text += std::to_string(i) + "," + std::string(300, 'x') + "\n";
  const auto shown = preview_table(text, Language::kEn).value();
  EXPECT_EQ(shown.count, 600);
  EXPECT_EQ(shown.rows.size(), kPreviewRows);
  EXPECT_EQ(shown.rows.front().cells.back().size(), 200U);
  EXPECT_EQ(preview_table("", Language::kEn).error().what.key, "evidence.population.no_header");
  EXPECT_EQ(preview_table("a,\"b\n", Language::kEn).error().what.key, "csv.unclosed_quote");
}

TEST(Tables, tried_as_a_population_have_the_hash_that_freezing_gives_in_any_encoding) {
  const auto plain = try_cases(kList, "nummer", ControlFrequency::kQuarterly, Language::kNl).value();
  EXPECT_EQ(plain.count, 2);
  EXPECT_EQ(plain.sample_size, 2);
  EXPECT_EQ(plain.problem_count, 0);
  EXPECT_EQ(plain.sha256.size(), 64U);
  for (const std::string& bytes : {in_latin1(kList), in_utf16(kList)}) {
    EXPECT_EQ(try_cases(bytes, "nummer", ControlFrequency::kQuarterly, Language::kNl).value().sha256, plain.sha256);
  }
}

TEST(Tables, tried_as_a_population_name_every_problem_by_its_line) {
  const std::string list = "nr,naam\nA,een\n,twee\nA,drie\nB\n" + std::string(201, 'k') + ",vijf\n";
  const auto tried = try_cases(list, "", ControlFrequency::kDaily, Language::kEn).value();
  EXPECT_EQ(tried.key, "nr");
  EXPECT_EQ(tried.count, 5);
  EXPECT_EQ(tried.problem_count, 4);
  EXPECT_TRUE(tried.sha256.empty());
  std::vector<std::int64_t> lines;
  for (const LineProblem& problem : tried.problems) lines.push_back(problem.line);
  EXPECT_EQ(lines, (std::vector<std::int64_t>{3, 4, 5, 6}));
  EXPECT_NE(tried.problems.at(1).text.find("line 2"), std::string::npos) << tried.problems.at(1).text;
  EXPECT_EQ(try_cases(list, "kenmerk", ControlFrequency::kDaily, Language::kEn).error().where, "key");

  std::string many = "nr\n";
  for (int i = 0; i < 300; ++i) many += "A\n";
  const auto cut = try_cases(many, "", ControlFrequency::kDaily, Language::kEn).value();
  EXPECT_EQ(cut.problem_count, 299);
  EXPECT_EQ(cut.problems.size(), kNamedProblems);
}

using TriedPopulations = EvidenceWorld;

FreezeRequest wanted(const char* item = "leavers") {
  return {"m1", item, "Uitdiensttredingen", day("2026-01-01"), day("2026-01-31"), "nummer", {}};
}

TEST_P(TriedPopulations, keep_nothing_and_are_frozen_byte_for_byte_afterwards) {
  const std::string bytes = in_latin1(kList);
  const auto tried = populations.try_freezing(world.bob, wanted(), bytes).value();
  EXPECT_TRUE(populations.of_measure(world.alice, "m1").value().items.empty());
  EXPECT_FALSE(std::filesystem::exists(folder / "files"));
  const auto frozen = populations.freeze(world.bob, wanted(), bytes).value();
  EXPECT_EQ(frozen.sha256, tried.sha256);
  EXPECT_EQ(frozen.sample_size, tried.sample_size);
  EXPECT_EQ(files.get(crypto::sha256_hex(bytes)).value(), bytes) << "the original is the user's file";
  const auto drawn = populations.draw(world.bob, frozen.id, {}).value();
  const auto zoe = std::ranges::find(drawn.cases, "L1", &SampleCase::key);
  ASSERT_NE(zoe, drawn.cases.end());
  EXPECT_TRUE(zoe->text.starts_with("Zoë · Verhuisd")) << zoe->text;
  expect_sound();
}

TEST_P(TriedPopulations, ask_what_freezing_asks) {
  EXPECT_EQ(populations.try_freezing(dana, wanted(), kList).error().kind, FaultKind::kForbidden);
  EXPECT_EQ(populations.try_freezing(world.charlie, wanted(), kList).error().kind, FaultKind::kNotFound);
  EXPECT_EQ(populations.try_freezing(world.bob, wanted("restore"), kList).error().where, "plan_item");
  FreezeRequest untitled = wanted();
  untitled.title = " ";
  EXPECT_EQ(populations.try_freezing(world.bob, untitled, kList).error().where, "title");
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, TriedPopulations, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
