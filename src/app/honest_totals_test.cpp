// SPDX-License-Identifier: EUPL-1.2
//
// Totals that nobody betters by leaving out: what is excluded counts until someone else approved that, what is taken
// out while it is not in order stays in sight, and a deviation is not forgotten when a new period begins.
#include "app/test_house.h"

namespace waarborg::app {
namespace {

using http::Method;
using testing::day;

struct HonestTotals : ::testing::TestWithParam<std::string> {
  HonestTotals() {
    house.start();
    bob_person = house.person("Bob Jansen");
    olga = house.person("Olga Visser");
    house.join("rita", "Rita Bakker", {"reviewer"}, house.person("Rita Bakker"));
    house.join("bob", "Bob Jansen", {"owner"}, bob_person);
    house.join("erik", "Erik Mol", {"security_officer"}, house.person("Erik Mol"));
    house.join("berend", "Berend Bos", {"board"});
  }
  const auth::Actor& who(const char* login) { return house.actors.at(login); }
  measure::Measures& measures() { return house.installation->measures; }
  task::Tasks& tasks() { return house.installation->tasks; }
  auto assessed(std::optional<Period> period = {}, std::optional<Moment> known_at = {}) {
    return house.installation->assessments.get(house.organisation, period, known_at);
  }

  measure::StoredMeasure measure(const std::string& owner) {
    measure::MeasureInput input;
    input.title = "Hersteltest";
    input.owner = owner;
    input.rollup = "worst";
    input.requirements = {{kRequirement, "full"}, {kOther, "partly"}};
    input.places = {{"organisation", ""}};
    input.plan.existence = measure::PlannedExistence{};
    measure::PlanItem times;
    times.kind = "occurrences";
    times.title = "hersteltests";
    times.rrule = "FREQ=MONTHLY;BYMONTHDAY=1";
    times.start = "2026-02-01";
    input.plan.operation = {times};
    return measures().create(who("alice"), input).value();
  }
  void refute(const measure::StoredMeasure& measure) {
    evidence::EvidenceInput input;
    input.title = "Gezien";
    input.aspect = evidence::EvidenceAspect::kExistence;
    input.measure = measure.id.text;
    input.covers_from = input.covers_to = house.clock.today();
    input.result = evidence::EvidenceResult::kRefutes;
    input.note = "foto";
    const std::string id = house.installation->evidence.add(who("alice"), input).value().id;
    const auto done =
        house.installation->evidence.review(who("rita"), id, {evidence::ReviewState::kAccepted, "gezien"});
    ASSERT_TRUE(done) << done.error().what.key;
  }
  std::vector<std::string> on_the_board() { return house.installation->reports.board_view(who("berend"))->taken_out; }
  std::int64_t on_today(const char* login) {
    const auto today = house.installation->today.get(who(login)).value();
    return std::ranges::count_if(today.items, [](const auto& item) { return item.link.starts_with("/trail?"); });
  }
  std::string verdict_of(const std::string& urn, std::optional<Moment> known_at = {}) {
    const auto all = assessed({}, known_at);
    return all->requirement_trio(all->requirement_at.at(urn)).existence;
  }
  std::int64_t waiting() { return measure::status_of(*assessed(), "", Language::kNl)->exclusions_waiting; }
  std::int64_t submit(const char* login) {
    house.clock.tick(std::chrono::minutes(1));
    const std::string framework = assessed()->frameworks.front().id;
    return measures().statements.submit(who(login), framework, {kRequirement, kOther}, "").value().number;
  }
  std::string approve(const char* login, std::int64_t number) {
    house.clock.tick(std::chrono::minutes(1));
    const auto done = measures().statements.conclude(who(login), number, true, "");
    return done ? "" : done.error().what.key;
  }
  void decide(const char* login, const char* urn, bool applies) {
    house.clock.tick(std::chrono::minutes(1));
    ASSERT_TRUE(measures().statements.decide(who(login), urn, applies, "nvt", -1));
  }

  static constexpr const char* kRequirement = "urn:waarborg:framework:nen7510-2024:8.13";
  static constexpr const char* kOther = "urn:waarborg:framework:nen7510-2024:8.14";
  testing::House house{GetParam()};
  std::string bob_person, olga;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, HonestTotals, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(HonestTotals, an_exclusion_counts_once_it_stands_in_an_approved_version) {
  refute(measure(olga));
  decide("alice", kRequirement, false);
  EXPECT_EQ(verdict_of(kRequirement), "refuted") << "one person excludes nothing";
  EXPECT_EQ(waiting(), 1);
  const json::Value list = house.get("/api/v1/applicability");
  EXPECT_EQ(list.at("exclusions_waiting").as_int64(), 1);
  const Moment before = house.clock.now();
  const std::int64_t number = submit("alice");
  EXPECT_EQ(verdict_of(kRequirement), "refuted") << "submitted is not approved";
  EXPECT_EQ(approve("berend", number), "");
  EXPECT_EQ(verdict_of(kRequirement), "not_applicable");
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(verdict_of(kRequirement, before), "refuted") << "as known before the approval";
  decide("alice", kRequirement, true);
  EXPECT_EQ(verdict_of(kRequirement), "refuted") << "that it applies again needs nobody";
  EXPECT_TRUE(house.verifies());
}

TEST_P(HonestTotals, nobody_approves_what_he_decided_himself_through_another_submitter) {
  decide("alice", kRequirement, true);
  decide("erik", kOther, false);
  const std::int64_t first = submit("alice");
  EXPECT_EQ(approve("erik", first), "measure.statement_own_decision");
  EXPECT_EQ(approve("berend", first), "");
  decide("alice", kRequirement, false);
  const std::int64_t second = submit("alice");
  EXPECT_EQ(approve("erik", second), "") << "his own decision was approved by someone else already";
  decide("erik", kRequirement, true);
  decide("alice", kRequirement, false);  // back at what was approved
  decide("erik", kOther, true);
  EXPECT_EQ(approve("erik", submit("alice")), "measure.statement_own_decision");
  EXPECT_TRUE(house.verifies());
}

TEST_P(HonestTotals, an_owner_changes_and_removes_his_own_measures_and_those_of_nobody) {
  const auto others = measure(olga);
  EXPECT_EQ(measures().change(who("bob"), others.id, others.body, -1).error().what.key, "measure.not_yours");
  EXPECT_EQ(measures().remove(who("bob"), others.id, -1).error().what.key, "measure.not_yours");
  const json::Value view = house.get("/api/v1/measures/" + others.id.text, "bob");
  EXPECT_EQ(json::print(view.at("rights")).find("measure.edit"), std::string::npos);
  auto nobodys = measure("");
  nobodys.body.owner = bob_person;
  EXPECT_TRUE(measures().change(who("bob"), nobodys.id, nobodys.body, -1));
  nobodys.body.description = "mijn";
  EXPECT_TRUE(measures().change(who("bob"), nobodys.id, nobodys.body, -1));
  EXPECT_NE(json::print(house.get("/api/v1/measures/" + nobodys.id.text, "bob").at("rights")).find("measure.edit"),
            std::string::npos);
  EXPECT_TRUE(measures().remove(who("bob"), nobodys.id, -1));
  EXPECT_TRUE(measures().remove(who("erik"), others.id, -1)) << "who watches over all of them";
}

TEST_P(HonestTotals, what_is_removed_while_it_is_refuted_needs_a_reason_and_stays_in_sight_for_a_year) {
  const auto bad = measure(bob_person), good = measure(bob_person);
  refute(bad);
  EXPECT_TRUE(measures().remove(who("bob"), good.id, -1)) << "nothing was wrong with it";
  EXPECT_TRUE(on_the_board().empty());
  const std::string path = "/api/v1/measures/" + bad.id.text;
  EXPECT_EQ(house.ask(Method::kPost, path + "/remove", "bob").status, 422);
  ASSERT_EQ(house.ask(Method::kPost, path + "/remove", "bob", R"({"reason":"Doen we niet meer"})").status, 200);
  ASSERT_EQ(on_the_board().size(), 1U);
  for (const char* part : {"Hersteltest", "Bob Jansen", "Doen we niet meer"}) {
    EXPECT_NE(on_the_board()[0].find(part), std::string::npos) << on_the_board()[0];
  }
  EXPECT_EQ(on_today("alice"), 1);
  EXPECT_EQ(on_today("bob"), 0);
  EXPECT_TRUE(house.verifies());
  house.clock.tick(std::chrono::hours(24 * 364));
  EXPECT_EQ(on_the_board().size(), 1U);
  house.clock.tick(std::chrono::hours(24 * 2));
  EXPECT_TRUE(on_the_board().empty());
}

TEST_P(HonestTotals, a_measure_with_an_open_deviation_that_answers_or_holds_in_less_needs_a_reason) {
  const auto one = measure(bob_person);
  ASSERT_TRUE(tasks().open(who("bob"), one.id.text, {"brak af", "schijf vol", {}, {}}));
  const auto changed = [&](auto change, const std::string& reason) {
    measure::MeasureInput input = one.body;
    change(input);
    const auto done = measures().change(who("bob"), one.id, input, -1, reason);
    return done ? std::string() : done.error().what.key;
  };
  const auto fewer = [](measure::MeasureInput& input) { input.requirements.pop_back(); };
  const auto partly = [](measure::MeasureInput& input) { input.requirements[0].coverage = "partly"; };
  const auto nowhere = [](measure::MeasureInput& input) { input.places.clear(); };
  const auto other = [](measure::MeasureInput& input) { input.description = "anders"; };
  EXPECT_EQ(changed(fewer, " "), "measure.taken_out_reason");
  EXPECT_EQ(changed(partly, ""), "measure.taken_out_reason");
  EXPECT_EQ(changed(nowhere, ""), "measure.taken_out_reason");
  EXPECT_EQ(changed(other, ""), "");
  EXPECT_TRUE(on_the_board().empty());
  EXPECT_EQ(changed(fewer, "valt onder iets anders"), "");
  ASSERT_EQ(on_the_board().size(), 1U);
  EXPECT_NE(on_the_board()[0].find("8.14"), std::string::npos) << on_the_board()[0];
  EXPECT_TRUE(house.verifies());
}

TEST_P(HonestTotals, a_refuted_measure_is_not_proven_or_rolled_up_otherwise_without_a_reason) {
  const auto one = measure(bob_person);
  refute(one);
  const auto changed = [&](auto change) {
    measure::MeasureInput input = one.body;
    change(input);
    const auto done = measures().change(who("bob"), one.id, input, -1, "");
    return done ? std::string() : done.error().what.key;
  };
  const char* kAsked = "measure.taken_out_reason";
  EXPECT_EQ(changed([](auto& input) { input.plan.existence.reset(); }), kAsked);
  EXPECT_EQ(changed([](auto& input) { input.plan.existence->valid_months = 1; }), kAsked);
  EXPECT_EQ(changed([](auto& input) { input.rollup = "share_covered", input.rollup_reason = "x"; }), kAsked);
  EXPECT_EQ(changed([](auto& input) { input.plan.existence->text = "Foto van de kast"; }), "");
  EXPECT_TRUE(on_the_board().empty());
  auto input = one.body;
  input.plan.existence.reset();
  ASSERT_TRUE(measures().change(who("bob"), one.id, input, -1, "hoort bij een andere maatregel"));
  ASSERT_EQ(on_the_board().size(), 1U);
  EXPECT_NE(on_the_board()[0].find("het plan voor bestaan"), std::string::npos) << on_the_board()[0];
}

TEST_P(HonestTotals, bad_news_that_waits_is_not_taken_out_of_the_way_without_a_reason) {
  const auto one = measure(bob_person);
  evidence::EvidenceInput input;
  input.title = "Gezien";
  input.aspect = evidence::EvidenceAspect::kExistence;
  input.measure = one.id.text;
  input.covers_from = input.covers_to = house.clock.today();
  input.result = evidence::EvidenceResult::kRefutes;
  input.note = "foto";
  const std::string waits = house.installation->evidence.add(who("alice"), input).value().id;
  EXPECT_EQ(measures().remove(who("bob"), one.id, -1).error().what.key, "measure.taken_out_reason");
  ASSERT_TRUE(
      house.installation->evidence.review(who("rita"), waits, {evidence::ReviewState::kRejected, "andere kast"}));
  EXPECT_TRUE(measures().remove(who("bob"), one.id, -1)) << "someone independent looked, and it was nothing";
}

TEST_P(HonestTotals, who_makes_one_measure_less_many_times_does_not_push_others_off_the_board) {
  const auto gone = measure(bob_person);
  const auto busy = measure(bob_person);
  refute(gone);
  refute(busy);
  ASSERT_TRUE(measures().remove(who("bob"), gone.id, -1, "Doen we\nniet meer"));
  for (int i = 0; i < 210; ++i) {
    auto input = busy.body;
    if (i % 2 == 0) input.requirements.pop_back();
    ASSERT_TRUE(measures().change(who("bob"), busy.id, input, -1, "wissel"));
  }
  const auto lines = on_the_board();
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_NE(lines[0].find("104"), std::string::npos) << lines[0];
  EXPECT_NE(lines[1].find("Doen we niet meer"), std::string::npos) << "in one line: " << lines[1];
}

TEST_P(HonestTotals, an_open_deviation_of_a_performed_task_counts_in_every_later_period) {
  const auto one = measure(bob_person);
  const auto due = tasks().occurrences_of(who("bob"), one.id.text, {}, house.clock.today()).value().items;
  ASSERT_FALSE(due.empty());
  task::PerformInput done;
  done.performed_on = due.front().due;
  done.outcome = task::Outcome::kDeviation;
  done.deviation = task::DeviationInput{"brak af", {}, {}, {}};
  ASSERT_TRUE(tasks().perform(who("bob"), due.front().id, done));
  house.to("2026-06-20T09:00:00Z");
  const auto operation = [&](const char* from, const char* to) {
    const auto all = assessed(Period{day(from), day(to)});
    return std::string(all->measure_trio(all->measure_at.at(one.id.text)).operation);
  };
  EXPECT_EQ(operation("2026-01-01", "2026-06-20"), "refuted");
  EXPECT_EQ(operation("2026-04-10", "2026-06-20"), "refuted");
  EXPECT_NE(operation("2026-01-01", "2026-01-31"), "refuted");
}

}  // namespace
}  // namespace waarborg::app
