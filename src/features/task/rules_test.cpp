// SPDX-License-Identifier: EUPL-1.2
#include "features/task/rules.h"

#include <gtest/gtest.h>

namespace waarborg::task {
namespace {

Day day(const char* text) { return parse_day(text).value(); }
const Day kDue = parse_day("2026-02-01").value();
const Day kToday = parse_day("2026-03-02").value();

TEST(TaskRules, a_performance_lies_between_due_and_today) {
  struct Row {
    const char* performed_on;
    const char* key;  ///< Empty: accepted.
  };
  for (const Row& row : {Row{"2026-01-31", "task.performed_before_due"}, Row{"2026-02-01", ""}, Row{"2026-03-02", ""},
                         Row{"2026-03-03", "task.performed_future"}}) {
    PerformInput input;
    input.performed_on = day(row.performed_on);
    const auto result = check(input, kDue, kToday);
    EXPECT_EQ(result ? "" : result.error().what.key, row.key) << row.performed_on;
  }
}

TEST(TaskRules, a_deviation_is_described_when_and_only_when_there_is_one) {
  PerformInput input;
  input.performed_on = kToday;
  input.outcome = Outcome::kDeviation;
  EXPECT_EQ(check(input, kDue, kToday).error().where, "deviation.what");
  input.deviation = DeviationInput{" ", {}, {}, {}};
  EXPECT_EQ(check(input, kDue, kToday).error().where, "deviation.what");
  input.deviation->what = " band onleesbaar ";
  ASSERT_TRUE(check(input, kDue, kToday));
  EXPECT_EQ(input.deviation->what, "band onleesbaar");
  input.outcome = Outcome::kEffective;
  EXPECT_EQ(check(input, kDue, kToday).error().what.key, "task.deviation.not_meant");
}

TEST(TaskRules, texts_and_lists_have_ends) {
  PerformInput input;
  input.performed_on = kToday;
  input.note = std::string(4001, 'x');
  EXPECT_EQ(check(input, kDue, kToday).error().where, "note");
  input.note.reset();
  input.evidence = {"b", "a", "b", ""};
  ASSERT_TRUE(check(input, kDue, kToday));
  EXPECT_EQ(input.evidence, (std::vector<std::string>{"a", "b"}));
  for (int i = 0; i < 51; ++i) input.evidence.push_back(std::to_string(i));
  EXPECT_EQ(check(input, kDue, kToday).error().where, "evidence");
}

TEST(TaskRules, only_a_retest_that_supports_and_is_accepted_closes) {
  const RetestProof good{"m1", true, true, day("2026-02-10"), day("2026-02-10"), false, {}};
  const auto proof = [](const char* measure, bool accepted, bool supports, Day on) {
    return RetestProof{measure, accepted, supports, on, on, false, {}};
  };
  const PlaceRef here{"system", "s1"}, there{"system", "s2"};
  struct Row {
    std::optional<RetestProof> proof;
    bool supports;
    const char* cause;
    const char* correction;
    const char* key;
  };
  const Row rows[] = {
      {good, true, "oorzaak", "herstel", ""},
      {std::nullopt, true, "o", "h", "task.retest.evidence_unknown"},
      {proof("m2", true, true, kToday), true, "o", "h", "task.retest.evidence_unknown"},
      {proof("m2", true, true, kToday), false, "o", "h", "task.retest.evidence_unknown"},
      {proof("m1", false, true, kToday), true, "o", "h", "task.retest.not_accepted"},
      {proof("m1", true, false, kToday), true, "o", "h", "task.retest.does_not_support"},
      {proof("m1", true, true, day("2026-01-31")), true, "o", "h", "task.retest.too_early"},
      {good, true, "", "h", "task.retest.no_cause"},
      {good, true, "o", "", "task.retest.no_correction"},
      {proof("m1", false, false, kToday), false, "", "", ""},
      {RetestProof{"m1", true, true, kToday, kToday, true, {}}, true, "o", "h", "task.retest.of_design"},
      {RetestProof{"m1", true, true, kToday, day("2025-01-01"), false, {}}, true, "o", "h", "task.retest.too_early"},
      {RetestProof{"m1", true, true, kToday, kToday, false, {there}}, true, "o", "h", "task.retest.elsewhere"},
      {RetestProof{"m1", true, true, kToday, kToday, false, {here, there}}, true, "o", "h", ""},
  };
  for (const Row& row : rows) {
    const RetestTerms terms{"m1", row.cause, row.correction, kDue, {here}};
    const auto result = check_retest({"e1", row.supports}, terms, row.proof);
    EXPECT_EQ(result ? "" : result.error().what.key, row.key);
  }
}

TEST(TaskRules, what_was_handed_in_before_a_deviation_was_opened_is_no_retest_of_it) {
  const Moment opened_at = parse_moment("2026-02-10T09:00:00.000Z").value();
  const RetestTerms terms{"m1", "oorzaak", "herstel", day_of(opened_at), {}, opened_at};
  RetestProof proof{"m1", true, true, day_of(opened_at), day_of(opened_at), false, {}};
  const auto refusal = [&](bool supports) {
    const auto result = check_retest({"e1", supports}, terms, proof);
    return result ? "" : result.error().what.key;
  };
  proof.received_at = opened_at - std::chrono::milliseconds(1);
  EXPECT_EQ(refusal(true), "task.retest.handed_in_before") << "on the same day, and about it";
  EXPECT_EQ(refusal(false), "") << "it closes nothing";
  proof.received_at = opened_at;
  EXPECT_EQ(refusal(true), "");
}

TEST(TaskRules, names_are_compared_as_people_read_them) {
  EXPECT_TRUE(same_name(" Olga  Visser", "olga visser"));
  EXPECT_FALSE(same_name("Olga Visser", "Olga"));
  EXPECT_FALSE(same_name("", ""));
}

}  // namespace
}  // namespace waarborg::task
