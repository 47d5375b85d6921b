// SPDX-License-Identifier: EUPL-1.2
//
// Rule 7 of the proof model: an overridden verdict, one test per sentence.
#include <gtest/gtest.h>

#include "features/measure/scene.h"

namespace waarborg::measure {
namespace {

using namespace scene;

Override& override_existence(Scene& scene) {
  Override& item = scene.proof.overrides.emplace_back();
  item.aspect = kE;
  item.value = Verdict::kShown;
  item.reason = 400;
  item.author = kAuthor;
  item.second_person = kReviewer;
  item.recorded = at("2026-06-01");
  item.confirmed = at("2026-06-02");
  item.until = day("2027-06-01");
  return item;
}

TEST(VerdictRule7, an_override_is_shown_as_an_override_beside_what_was_computed) {
  Scene scene;
  override_existence(scene);
  const MeasureVerdicts all = scene.judged();
  EXPECT_EQ(all.row(0, kE).value, Verdict::kShown);
  EXPECT_EQ(all.row(0, kE).computed, Verdict::kNotShown);
  EXPECT_TRUE(all.row(0, kE).is_override);
  EXPECT_FALSE(all.row(0, kO).is_override);
  EXPECT_TRUE(scene.says(kE, ReasonKind::kOverride));
}

TEST(VerdictRule7, an_override_needs_a_reason_a_second_person_and_an_end_that_has_not_passed) {
  struct Row {
    const char* sentence;
    void (*spoil)(Override&);
    ReasonKind reason;
  };
  const Row rows[] = {
      {"no reason", [](Override& o) { o.reason = kNone; }, ReasonKind::kOverrideIncomplete},
      {"no second person", [](Override& o) { o.second_person = kNone; }, ReasonKind::kOverrideIncomplete},
      {"the second person is the author", [](Override& o) { o.second_person = kAuthor; },
       ReasonKind::kOverrideIncomplete},
      {"no end", [](Override& o) { o.until = kNoDay; }, ReasonKind::kOverrideIncomplete},
      {"not confirmed yet", [](Override& o) { o.confirmed = kNever; }, ReasonKind::kOverrideIncomplete},
      {"lapsed", [](Override& o) { o.until = day("2027-02-28"); }, ReasonKind::kOverrideLapsed},
  };
  for (const Row& row : rows) {
    Scene scene;
    row.spoil(override_existence(scene));
    EXPECT_EQ(scene.existence(), Verdict::kNotShown) << row.sentence;
    EXPECT_FALSE(scene.judged().row(0, kE).is_override) << row.sentence;
    EXPECT_TRUE(scene.says(kE, row.reason)) << row.sentence;
  }
}

TEST(VerdictRule7, an_override_that_was_ended_counts_no_more_and_did_before) {
  Scene scene;
  override_existence(scene).ended = at("2027-01-15");
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
  EXPECT_TRUE(scene.says(kE, ReasonKind::kOverrideLapsed)) << "that there was one stays in sight";
  scene.question.known_at = at("2027-01-15") - std::chrono::seconds{1};
  EXPECT_EQ(scene.existence(), Verdict::kShown) << "as known before it ended";
}

TEST(VerdictRule7, a_proposal_that_was_rejected_is_no_override_and_not_incomplete) {
  Scene scene;
  Override& item = override_existence(scene);
  item.confirmed = kNever;
  item.ended = at("2026-06-03");
  EXPECT_EQ(scene.existence(), Verdict::kNotShown);
  EXPECT_FALSE(scene.says(kE, ReasonKind::kOverrideIncomplete));
  EXPECT_FALSE(scene.says(kE, ReasonKind::kOverrideLapsed));
}

TEST(VerdictRule7, an_override_counts_on_its_last_day) {
  Scene scene;
  override_existence(scene).until = day("2027-03-01");
  EXPECT_EQ(scene.existence(), Verdict::kShown);
}

TEST(VerdictRule7, an_override_says_nothing_of_a_period_that_ended_before_it_or_has_not_begun) {
  const Period others[] = {{day("2020-01-01"), day("2020-12-31")},
                           {day("2026-01-01"), day("2026-06-01")},
                           {day("2027-03-10"), day("2028-02-28")}};
  for (const Period& period : others) {
    Scene scene;
    override_existence(scene);
    scene.question.period = period;
    EXPECT_EQ(scene.existence(), Verdict::kNotShown) << waarborg::to_text(period.from);
    EXPECT_FALSE(scene.judged().row(0, kE).is_override) << waarborg::to_text(period.from);
    EXPECT_TRUE(scene.says(kE, ReasonKind::kOverrideElsewhere)) << waarborg::to_text(period.from);
  }
  Scene scene;
  override_existence(scene);
  scene.question.period = {day("2026-01-01"), day("2026-06-02")};
  EXPECT_EQ(scene.existence(), Verdict::kShown) << "it ends on the day that the second person agreed";
}

TEST(VerdictRule7, an_override_for_one_place_leaves_the_other_alone) {
  Scene scene;
  override_existence(scene).place = 1;
  EXPECT_EQ(scene.existence(0), Verdict::kNotShown);
  EXPECT_EQ(scene.existence(1), Verdict::kShown);
}

TEST(VerdictRule7, an_override_does_not_lift_the_limit_of_rule_4) {
  Scene scene;
  override_existence(scene);
  scene.add(kD, "2026-06-01", Finding::kRefutes);
  EXPECT_EQ(scene.existence(), Verdict::kPartlyShown);
  EXPECT_TRUE(scene.judged().row(0, kE).is_override);
}

}  // namespace
}  // namespace waarborg::measure
