// SPDX-License-Identifier: EUPL-1.2
#include <gtest/gtest.h>

#include "features/setup/setup.h"

namespace waarborg::setup {
namespace {

catalog::PlanCard card() {
  catalog::PlanCard out;
  out.id = "restore-test";
  out.owner = "it";
  out.places = "systems";
  out.requirements = {{"8.13", "", true}, {"5.30", "urn:elders", false}};
  out.review_months = 12;
  out.is_policy = true;
  out.valid_months = 6;
  out.texts["nl"] = {"Hersteltest", "Zet terug.", "Beleid", "Kijk", "Doe"};
  out.texts["en"] = {"Restore test", "Put it back.", "Policy", "Look", "Do"};
  catalog::PlanOperation occurrences;
  occurrences.rrule = "FREQ=MONTHLY;INTERVAL=3";
  occurrences.window_days = 21;
  occurrences.grace_days = 7;
  catalog::PlanOperation sample;
  sample.kind = catalog::PlanKind::kSample;
  sample.frequency = "weekly";
  sample.tolerated = 1;
  catalog::PlanOperation automated;
  automated.kind = catalog::PlanKind::kAutomated;
  automated.source = "restic";
  automated.freshness_days = 2;
  out.operations = {occurrences, sample, automated};
  return out;
}

TEST(SetupRules, a_card_fits_by_sub_sector_and_size) {
  struct Row {
    std::vector<std::string> sub_sectors;
    int least;
    std::optional<int> most;
    const char* sub_sector;
    std::int64_t people;
    bool fits;
  };
  const Row rows[] = {{{}, 0, {}, "gp_practice", 2, true},
                      {{"hospital"}, 0, {}, "gp_practice", 2, false},
                      {{"hospital", "gp_practice"}, 0, {}, "gp_practice", 2, true},
                      {{}, 50, {}, "hospital", 49, false},
                      {{}, 50, {}, "hospital", 50, true},
                      {{}, 0, 49, "hospital", 49, true},
                      {{}, 0, 49, "hospital", 50, false},
                      {{}, 0, 0, "hospital", 5000, true}};
  for (const Row& row : rows) {
    catalog::PlanCard one = card();
    one.sub_sectors = row.sub_sectors;
    one.min_people = row.least;
    one.max_people = row.most;
    org::Organisation organisation;
    organisation.sub_sector = row.sub_sector;
    organisation.people = row.people;
    EXPECT_EQ(fits(one, organisation), row.fits) << row.sub_sector << " " << row.people << " " << row.least;
  }
}

TEST(SetupRules, a_cadence_is_said_in_words_in_both_languages) {
  EXPECT_EQ(cadence_words("FREQ=MONTHLY;INTERVAL=3", Language::kNl), "elk kwartaal");
  EXPECT_EQ(cadence_words("FREQ=YEARLY", Language::kNl), "elk jaar");
  EXPECT_NE(cadence_words("FREQ=YEARLY", Language::kEn), cadence_words("FREQ=YEARLY", Language::kNl));
  EXPECT_EQ(cadence_words("FREQ=WEEKLY;BYDAY=TU", Language::kNl), "FREQ=WEEKLY;BYDAY=TU");
}

TEST(SetupRules, a_card_becomes_a_measure_with_its_whole_plan) {
  const Day start = parse_day("2026-03-09").value();
  measure::MeasureInput made = measure_from(card(), "olga", {{"system", "his"}}, start, Language::kEn);
  ASSERT_TRUE(measure::check(made)) << "it can be stored as it is";
  EXPECT_EQ(made.title, "Restore test");
  EXPECT_EQ(made.card, "restore-test");
  EXPECT_EQ(made.owner, "olga");
  ASSERT_EQ(made.requirements.size(), 2U);
  EXPECT_EQ(made.requirements[0].requirement, std::string(kNorm) + ":8.13");
  EXPECT_EQ(made.requirements[0].coverage, "full");
  EXPECT_EQ(made.requirements[1].requirement, "urn:elders:5.30");
  EXPECT_EQ(made.requirements[1].coverage, "partly");
  EXPECT_TRUE(made.plan.design && made.plan.design->policy && made.plan.design->review_months == 12);
  EXPECT_TRUE(made.plan.existence && made.plan.existence->valid_months == 6);
  ASSERT_EQ(made.plan.operation.size(), 3U);
  EXPECT_EQ(made.plan.operation[0].window_days, 21);
  EXPECT_EQ(made.plan.operation[1].tolerated, 1);
  EXPECT_EQ(made.plan.operation[2].freshness_days, 2);
  for (const auto& item : made.plan.operation) EXPECT_EQ(item.start, "2026-03-09");
}

TEST(SetupRules, the_work_of_a_card_is_summed_over_a_year) {
  catalog::PlanCard one = card();
  // A year: document 20, looking twice 20, four occurrences 60, four samples of 5 cases 100, results twelve times 60.
  EXPECT_NEAR(minutes_per_month(one, 100, 1), (20 + 20 + 60 + 100 + 60) / 12.0, 0.01);
  // Two people have no more than two cases in a quarter, and a short document.
  EXPECT_NEAR(minutes_per_month(one, 2, 1), (10 + 20 + 60 + 64 + 60) / 12.0, 0.01);
  // Each place more adds five minutes to each look and each occurrence.
  EXPECT_NEAR(minutes_per_month(one, 100, 3), (20 + 40 + 100 + 100 + 60) / 12.0, 0.01);
}

}  // namespace
}  // namespace waarborg::setup
