// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/plan_card.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace waarborg::catalog {
namespace {

constexpr const char* kNl =
    "# Titel\nWat het is.\n## Opzet\nEen plan.\n## Bestaan\nZichtbaar.\n## Werking\nElk jaar.\n";
constexpr const char* kEn = "# Title\nWhat it is.\n## Design\nA plan.\n## Existence\nVisible.\n## Operation\nYearly.\n";

std::string card(const std::string& operations, const std::string& more = "") {
  return "id = 'demo'\nversion = 1\nowner = 'it'\nsub_sectors = ['hospital']\nmin_people = 10\nmax_people = 49\n"
         "places = 'systems'\nrequirements = [{ ref = '8.13', coverage = 'full' }, { ref = '5.1', coverage = 'partly' "
         "}]\n" +
         more + "[design]\nreview_months = 12\npolicy = true\n[existence]\nvalid_months = 6\n" + operations;
}

constexpr const char* kOccurrences =
    "[[operation]]\nkind = 'occurrences'\nrrule = 'FREQ=YEARLY'\nwindow_days = 31\ngrace_days = 0\n";
constexpr const char* kAutomated = "[[operation]]\nkind = 'automated'\nsource = 'restic'\nfreshness_days = 3\n";
constexpr const char* kSample = "[[operation]]\nkind = 'sample'\nfrequency = 'monthly'\ntolerated = 1\n";

Result<PlanCard> read(const std::string& toml, const char* nl = kNl, const char* en = kEn) {
  return read_plan_card({toml, nl, en}, "demo");
}

void expect_fault(const Result<PlanCard>& result, const char* key, const char* where) {
  ASSERT_FALSE(result) << key;
  EXPECT_EQ(key, result.error().what.key);
  EXPECT_EQ(where, result.error().where);
}

TEST(PlanCard, reads_rules_and_words) {
  const auto result = read(card(std::string(kOccurrences) + kSample + kAutomated));

  ASSERT_TRUE(result) << result.error().what.key << result.error().where;
  EXPECT_EQ(49, result->max_people);
  EXPECT_TRUE(result->requirements[0].full);
  EXPECT_FALSE(result->requirements[1].full);
  ASSERT_EQ(3U, result->operations.size());
  EXPECT_EQ("FREQ=YEARLY", result->operations[0].rrule);
  EXPECT_EQ(1, result->operations[1].tolerated);
  EXPECT_EQ("restic", result->operations[2].source);
  EXPECT_EQ((PlanText{"Titel", "Wat het is.", "Een plan.", "Zichtbaar.", "Elk jaar."}), result->texts.at("nl"));
  EXPECT_EQ("Yearly.", result->texts.at("en").operation);
}

TEST(PlanCard, every_slip_names_its_place) {
  expect_fault(read(card("")), "catalog.card.no_operation", "card.toml line 1");
  expect_fault(read(card(kAutomated, "colour = 'red'\n")), "catalog.card.unknown_key", "card.toml line 9");
  expect_fault(read(card("[[operation]]\nkind = 'magic'\n")), "catalog.card.bad_value", "card.toml line 15");
  expect_fault(read(card("[[operation]]\nkind = 'sample'\nfrequency = 'often'\ntolerated = 1\n")),
               "catalog.card.bad_value", "card.toml line 16");
  expect_fault(read(card("[[operation]]\nkind = 'automated'\nsource = 'x'\n")), "catalog.card.missing",
               "card.toml line 14");
  expect_fault(read(card("[[operation]]\nkind = 'automated'\nsource = 'x'\nfreshness_days = 0\n")),
               "catalog.card.bad_value", "card.toml line 17");
  expect_fault(read("id = "), "catalog.own.toml", "card.toml line 1");
  expect_fault(read_plan_card({card(kAutomated), kNl, kEn}, "other"), "catalog.card.folder", "card.toml");
}

TEST(PlanCard, words_need_all_headings_in_order_and_something_under_each) {
  expect_fault(read(card(kAutomated), "Titel\n"), "catalog.card.no_heading", "nl.md line 1");
  expect_fault(read(card(kAutomated), "# T\ns\n## Opzet\nx\n## Werking\n"), "catalog.card.no_heading", "nl.md line 5");
  expect_fault(read(card(kAutomated), "# T\ns\n## Opzet\nx\n## Bestaan\ny\n"), "catalog.card.no_heading", "nl.md");
  expect_fault(read(card(kAutomated), kNl, "# T\ns\n## Design\n## Existence\ny\n## Operation\nz\n"),
               "catalog.card.empty_section", "en.md");
  expect_fault(read(card(kAutomated), kNl, (std::string(kEn) + "## More\n").c_str()), "catalog.card.no_heading",
               "en.md line 9");
}

TEST(PlanCard, every_card_that_waarborg_brings_is_read) {
  const auto folder = std::filesystem::path(__FILE__).parent_path() / "../../../content/plans";
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_directory()) continue;
    const auto content = [&](const char* name) {
      std::ifstream file(entry.path() / name, std::ios::binary);
      return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    const std::string toml = content("card.toml");
    const std::string nl = content("nl.md");
    const std::string en = content("en.md");

    const auto result = read_plan_card({toml, nl, en}, entry.path().filename().string());

    EXPECT_TRUE(result) << entry.path() << " " << result.error().what.key << " " << result.error().where << " "
                        << (result.error().what.args.empty() ? "" : result.error().what.args[0].second);
    ++count;
  }
  EXPECT_GT(count, 0U);
}

}  // namespace
}  // namespace waarborg::catalog
