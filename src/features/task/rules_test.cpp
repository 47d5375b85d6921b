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

TEST(TaskRules, what_is_still_to_come_is_performed_on_no_day) {
  for (const char* on : {"2026-01-31", "2026-02-01", "2026-02-02"}) {
    PerformInput input;
    input.performed_on = day(on);
    const auto result = check(input, kDue, kDue - std::chrono::days(1));
    ASSERT_FALSE(result) << on;
    EXPECT_EQ(result.error().what.key, "task.not_yet") << on;
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

TEST(TaskRules, a_retest_is_about_each_place_that_went_wrong_and_where_the_measure_still_holds) {
  using Places = std::vector<PlaceRef>;
  const PlaceRef one{"system", "s1"}, two{"system", "s2"}, left{"system", "s3"}, whole{"organisation", ""};
  struct Row {
    const char* what;
    Places wrong, holds, named;
    bool closes;
  };
  for (const Row& row : {Row{"one of several, evidence names none", {one}, {one, two}, {}, false},
                         Row{"the only place, evidence names none", {one}, {one}, {}, true},
                         Row{"the whole organisation among others", {whole}, {whole, one}, {}, true},
                         Row{"a place beside the whole organisation", {one}, {whole, one}, {}, false},
                         Row{"everywhere, evidence of one", {}, {one, two}, {one}, false},
                         Row{"everywhere, evidence of all", {}, {one, two}, {one, two}, true},
                         Row{"everywhere, evidence names none", {}, {one, two}, {}, false},
                         Row{"everywhere, and that is one place", {}, {one}, {}, true},
                         Row{"everywhere, of a measure that was removed", {}, {}, {}, true},
                         Row{"it left, evidence names none", {left}, {one, two}, {}, true},
                         Row{"it left, evidence of it", {left}, {one, two}, {left}, true},
                         Row{"it left, evidence of what remains", {left}, {one, two}, {one, two}, true},
                         Row{"it left, evidence of a part of what remains", {left}, {one, two}, {one}, false},
                         Row{"one of two left, evidence names none", {one, left}, {one, two}, {}, false},
                         Row{"one of two left, and the only other one is looked at", {one, left}, {one}, {}, true}}) {
    RetestTerms terms{"m1", "oorzaak", "herstel", kDue, row.wrong};
    terms.holds = row.holds;
    const auto result =
        check_retest({"e1", true}, terms, RetestProof{"m1", true, true, kToday, kToday, false, row.named});
    EXPECT_EQ(result ? "" : result.error().what.key, row.closes ? "" : "task.retest.elsewhere") << row.what;
  }
}

TEST(TaskRules, a_retest_that_rests_on_a_supplier_counts_only_in_the_scope_of_its_proof) {
  using Scope = std::optional<std::vector<PlaceRef>>;
  const PlaceRef one{"system", "s1"}, two{"system", "s2"};
  RetestTerms terms{"m1", "oorzaak", "herstel", kDue, {one}};
  terms.holds = {one, two};
  RetestProof proof{"m1", true, true, kToday, kToday, false, {one, two}};
  const auto refusal = [&](const Scope& scope) {
    proof.scope = scope;
    const auto result = check_retest({"e1", true}, terms, proof);
    return result ? "" : result.error().what.key;
  };
  EXPECT_EQ(refusal(std::nullopt), "") << "of the organisation itself";
  EXPECT_EQ(refusal(Scope{{one}}), "");
  EXPECT_EQ(refusal(Scope{{two}}), "task.retest.outside_supplier");
  EXPECT_EQ(refusal(std::vector<PlaceRef>{}), "task.retest.outside_supplier") << "not about this aspect";
  terms.places.clear();
  EXPECT_EQ(refusal(Scope{{one}}), "task.retest.outside_supplier") << "each place where it holds";
  EXPECT_EQ(refusal(Scope{{one, two}}), "");
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
