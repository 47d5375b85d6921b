// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/survey/survey.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

SurveyLine line(std::string name, std::string sector, std::optional<int> score, Outcome https = Outcome::kPass) {
  SurveyLine one;
  one.name = std::move(name);
  one.organisation = "Zorg " + one.name;
  one.sub_sector = std::move(sector);
  one.web_score = score;
  one.outcomes = {{"web.https_offered", https}, {"web.hsts", score.value_or(0) > 50 ? Outcome::kPass : Outcome::kFail}};
  return one;
}

RuleSet rules() {
  RuleSet set;
  set.name = "proef";
  return set;
}

std::vector<SurveyLine> sector() {
  return {line("a.example", "huisarts", 90), line("b.example", "huisarts", 40), line("c.example", "huisarts", 40),
          line("d.example", "apotheek", 70, Outcome::kInconclusive), line("e.example", "apotheek", {}, Outcome::kFail)};
}

TEST(Survey, counts_only_what_is_known) {
  const Survey made = survey("proef", rules(), sector(), {}, {});
  ASSERT_EQ(made.groups.size(), 3U) << "all, apotheek, huisarts";
  EXPECT_EQ(made.groups[0].offers.count, 3U);
  EXPECT_EQ(made.groups[0].offers.of, 4U) << "the one that did not answer is neither";
  EXPECT_EQ(made.groups[1].sub_sector, "apotheek");
  EXPECT_EQ(made.groups[1].offers.of, 1U);
  const auto https = std::ranges::find(made.groups[0].checks, "web.https_offered", &CheckShare::check);
  EXPECT_EQ(https->unknown, 1U);
  EXPECT_EQ(made.groups[0].web_histogram, (std::vector<std::size_t>{0, 0, 0, 0, 2, 0, 0, 1, 0, 1}));
  EXPECT_EQ(made.groups[0].web->median, 55);
}

TEST(Survey, ranks_with_ties_and_leaves_out_who_has_no_score) {
  const Survey made = survey("proef", rules(), sector(), {}, {});
  std::vector<std::pair<std::string, std::optional<std::size_t>>> places;
  for (const SurveyLine& one : made.lines) places.emplace_back(one.name, one.web_rank);
  using Place = std::optional<std::size_t>;
  EXPECT_EQ(places, (std::vector<std::pair<std::string, Place>>{
                        {"a.example", 1}, {"d.example", 2}, {"b.example", 3}, {"c.example", 3}, {"e.example", {}}}));
}

TEST(Survey, names_nobody_of_a_small_group) {
  const Survey made = survey("proef", rules(), sector(), {}, {.least_group = 3});
  EXPECT_EQ(made.hidden, 2U);
  const std::string page = as_html(made, Language::kNl), table = as_csv(made, Language::kNl);
  for (const char* name : {"d.example", "e.example", "apotheek"}) {
    EXPECT_EQ(page.find(name), std::string::npos) << name;
    EXPECT_EQ(table.find(name), std::string::npos) << name;
    EXPECT_EQ(json::print(as_json(made)).find(name), std::string::npos) << name;
  }
  EXPECT_NE(page.find("a.example"), std::string::npos);
  EXPECT_EQ(made.groups[0].domains, 5U) << "they count in the whole";
}

TEST(Survey, compares_the_domains_that_were_known_both_times) {
  std::vector<SurveyLine> before = sector();
  before[1].outcomes["web.hsts"] = Outcome::kPass;          // worse since
  before[0].outcomes["web.hsts"] = Outcome::kFail;          // better since
  before[2].outcomes["web.hsts"] = Outcome::kInconclusive;  // was not known
  before.pop_back();
  const Survey made = survey("proef", rules(), sector(), before, {});
  const auto hsts = std::ranges::find(made.changes, "web.hsts", &Change::check);
  ASSERT_NE(hsts, made.changes.end());
  EXPECT_EQ(hsts->domains, 3U);
  EXPECT_EQ(hsts->better, 1U);
  EXPECT_EQ(hsts->worse, 1U);
  EXPECT_EQ(hsts->by_chance, 1);
}

TEST(Survey, tells_what_the_best_have_more_often) {
  std::vector<SurveyLine> lines;
  for (int i = 0; i < 20; ++i) lines.push_back(line("x" + std::to_string(i) + ".example", "", i * 5));
  const Survey made = survey("proef", rules(), lines, {}, {});
  ASSERT_EQ(made.lifts.size(), 1U);
  EXPECT_EQ(made.lifts[0].check, "web.hsts");
  EXPECT_NEAR(made.lifts[0].lift, 20.0 / 9, 1e-12);
  EXPECT_EQ(made.groups.size(), 1U) << "no sub-sectors on the list";
}

TEST(Survey, writes_what_a_stranger_typed_as_text) {
  auto lines = sector();
  lines[0].organisation = "<script>alert(1)</script>";
  lines[1].organisation = "=1+1";
  const Survey made = survey("<b>", rules(), lines, {}, {});
  EXPECT_EQ(as_html(made, Language::kEn).find("<script"), std::string::npos);
  EXPECT_EQ(as_html(made, Language::kEn).find("<b>"), std::string::npos);
  EXPECT_NE(as_csv(made, Language::kEn).find("'=1+1"), std::string::npos);
}

TEST(Survey, of_nobody_is_a_page_too) {
  const Survey made = survey("leeg", rules(), {}, {}, {});
  EXPECT_NE(as_html(made, Language::kNl).find("</html>"), std::string::npos);
  EXPECT_EQ(made.groups.size(), 1U);
}

}  // namespace
}  // namespace waarborg::scan
