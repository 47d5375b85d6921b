// SPDX-License-Identifier: EUPL-1.2
//
// Evidence that shows that a measure did not work, seen by an auditor for instance: it asks for a correction and a
// retest as every other deviation does, and with these the measure works again.
#include "app/test_house.h"

namespace waarborg::app {
namespace {

using measure::ReasonKind;
using testing::day;
using enum evidence::EvidenceResult;

struct RefutingEvidence : ::testing::TestWithParam<std::string> {
  RefutingEvidence() {
    house.start();
    house.join("rita", "Rita Bakker", {"reviewer"}, house.person("Rita Bakker"));
    house.join("bob", "Bob Jansen", {"owner"}, house.person("Bob Jansen"));
    measure::MeasureInput input;
    input.title = "Hersteltest";
    input.owner = house.person("Olga Visser");
    measure::PlanItem times, results;
    times.kind = "occurrences";
    times.title = "hersteltests";
    times.rrule = "FREQ=MONTHLY;BYMONTHDAY=1";
    times.start = "2026-02-01";
    times.window_days = 20;
    results.kind = "automated";
    results.title = "metingen";
    results.source = "restic";
    results.freshness_days = 300;
    input.plan.operation = {times, results};
    input.places = {{"organisation", ""}, {"site", house.record_id("site", "Zuid")}};
    const auto made = house.installation->measures.create(who("alice"), input).value();
    id = made.id.text;
    places = made.body.places;
    for (const auto& item : made.body.plan.operation) items[item.kind] = item.id;
  }
  const auth::Actor& who(const char* login) { return house.actors.at(login); }
  evidence::Evidence& all() { return house.installation->evidence; }
  task::Tasks& tasks() { return house.installation->tasks; }

  std::string hand_in(const char* on, evidence::EvidenceResult result, const std::vector<org::PlaceRef>& where = {},
                      const std::string& item = {}) {
    evidence::EvidenceInput input;
    input.title = result == kRefutes ? "Rapport van de auditor" : "Hertest";
    input.kind = evidence::EvidenceKind::kExternalReport;
    input.aspect = evidence::EvidenceAspect::kOperation;
    input.measure = id;
    input.covers_from = input.covers_to = day(on);
    input.result = result;
    input.places = where;
    input.plan_item = item;
    input.note = "bladzijde 3";
    auth::Actor collector = who("alice");
    if (by_tool) collector.collector = "meetserver";
    const auto added = all().add(collector, input);
    EXPECT_TRUE(added) << added.error().what.key;
    return added->id;
  }
  void accept(const std::string& piece) {
    const auto done = all().review(who("rita"), piece, {evidence::ReviewState::kAccepted, "gezien"});
    EXPECT_TRUE(done) << done.error().what.key;
  }
  std::string accepted(const char* on, evidence::EvidenceResult result, const std::vector<org::PlaceRef>& where = {},
                       const std::string& item = {}) {
    const std::string piece = hand_in(on, result, where, item);
    accept(piece);
    return piece;
  }
  void withdraw(const std::string& piece) {
    house.clock.tick(std::chrono::hours(1));
    const auto done = all().withdraw(who("rita"), piece, "verkeerde server");
    EXPECT_TRUE(done) << done.error().what.key;
  }
  /// Newest first.
  std::vector<task::Deviation> deviations() { return tasks().deviations_of(who("bob"), id).value().items; }
  void mend(const task::Deviation& one) {
    const auto changed =
        tasks().change(who("bob"), one.id, {one.what, "schijf vol", "schijf vergroot", {}}, one.version);
    EXPECT_TRUE(changed) << changed.error().what.key;
  }
  std::string retest(const task::Deviation& one, const std::string& proof) {
    const auto done = tasks().retest(who("bob"), one.id, {proof, true});
    return done ? "" : done.error().what.key;
  }
  std::string operation(std::optional<Moment> known_at = {}, std::optional<Period> period = {}) {
    const auto known = house.installation->assessments.get(house.organisation, period, known_at);
    return std::string(known->measure_trio(known->measure_at.at(id)).operation);
  }
  bool says(ReasonKind kind) {
    const auto known = house.installation->assessments.get(house.organisation);
    return std::ranges::any_of(known->result.measures[known->measure_at.at(id)].reasons,
                               [&](const measure::Reason& reason) { return reason.kind == kind; });
  }
  Moment later() {
    house.clock.tick(std::chrono::hours(1));
    const Moment now = house.clock.now();
    house.clock.tick(std::chrono::hours(1));
    return now;
  }

  testing::House house{GetParam()};
  std::string id;
  std::vector<org::PlaceRef> places;
  std::map<std::string, std::string> items;
  bool by_tool = false;  ///< Handed in by the token of a tool.
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, RefutingEvidence, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(RefutingEvidence, asks_for_a_retest_from_after_it_and_is_corrected_by_that) {
  const std::string before = accepted("2026-02-19", kSupports, places);
  const std::string bad = accepted("2026-02-20", kRefutes);
  ASSERT_EQ(deviations().size(), 1U);
  const task::Deviation opened = deviations().front();
  EXPECT_EQ(opened.evidence, bad);
  EXPECT_EQ(opened.what, "Rapport van de auditor");
  EXPECT_EQ(opened.state, task::DeviationState::kOpen);
  EXPECT_FALSE(opened.place) << "it may be about any place";
  EXPECT_EQ(operation(), "refuted");
  EXPECT_TRUE(says(ReasonKind::kEvidenceRefutes));
  EXPECT_FALSE(says(ReasonKind::kDeviationOpen)) << "told once";
  const Moment while_open = later();

  const std::string proof = accepted("2026-02-24", kSupports, places);
  mend(opened);
  EXPECT_EQ(retest(opened, before), "task.retest.too_early");
  EXPECT_EQ(retest(opened, proof), "") << "from after what went wrong, though from before someone judged that";
  EXPECT_NE(operation(), "refuted");
  EXPECT_TRUE(says(ReasonKind::kEvidenceCorrected));
  EXPECT_EQ(operation(while_open), "refuted");
  EXPECT_TRUE(house.verifies());
}

TEST_P(RefutingEvidence, refutes_again_when_the_evidence_of_its_retest_is_withdrawn) {
  const Period then{day("2026-02-15"), day("2026-02-25")};
  const std::string bad = accepted("2026-02-20", kRefutes);
  mend(deviations().front());
  const std::string proof = accepted("2026-02-24", kSupports, places);
  ASSERT_EQ(retest(deviations().front(), proof), "");
  const Moment while_corrected = later();
  ASSERT_NE(operation(), "refuted");
  ASSERT_NE(operation({}, then), "refuted");

  withdraw(proof);
  EXPECT_EQ(operation(), "refuted");
  EXPECT_EQ(operation({}, then), "refuted");
  EXPECT_NE(operation(while_corrected), "refuted");
  ASSERT_EQ(deviations().size(), 2U);
  EXPECT_EQ(deviations().front().evidence, bad);
  EXPECT_EQ(deviations().front().state, task::DeviationState::kOpen);
  const Moment while_open_again = later();

  mend(deviations().front());
  house.clock.tick(std::chrono::hours(24));
  EXPECT_EQ(retest(deviations().front(), accepted("2026-02-25", kSupports, places)), "task.retest.too_early")
      << "a new retest is asked";
  EXPECT_EQ(retest(deviations().front(), accepted("2026-03-03", kSupports, places)), "");
  EXPECT_NE(operation(), "refuted");
  EXPECT_EQ(operation(while_open_again), "refuted");
  EXPECT_TRUE(house.verifies());
}

TEST_P(RefutingEvidence, takes_its_open_deviations_with_it_when_it_is_withdrawn) {
  const std::string bad = accepted("2026-02-20", kRefutes);
  mend(deviations().front());
  const std::string proof = accepted("2026-02-24", kSupports, places);
  ASSERT_EQ(retest(deviations().front(), proof), "");
  withdraw(proof);
  ASSERT_EQ(operation(), "refuted");
  const Moment while_open = later();
  withdraw(bad);
  EXPECT_NE(operation(), "refuted");
  EXPECT_EQ(operation(while_open), "refuted");
  ASSERT_EQ(deviations().size(), 2U);
  EXPECT_EQ(deviations()[0].state, task::DeviationState::kWithdrawn);
  EXPECT_EQ(deviations()[1].state, task::DeviationState::kClosed) << "what was recorded stays";
  EXPECT_EQ(retest(deviations()[0], accepted("2026-03-02", kSupports, places)), "task.deviation.closed");
  EXPECT_TRUE(house.verifies());
}

TEST_P(RefutingEvidence, that_was_withdrawn_before_its_retest_was_leaves_nothing_open) {
  const std::string bad = accepted("2026-02-20", kRefutes);
  mend(deviations().front());
  const std::string proof = accepted("2026-02-24", kSupports, places);
  ASSERT_EQ(retest(deviations().front(), proof), "");
  withdraw(bad);
  withdraw(proof);
  EXPECT_EQ(deviations().size(), 1U);
  EXPECT_NE(operation(), "refuted");
}

TEST_P(RefutingEvidence, of_what_was_called_effective_is_corrected_by_its_own_deviation) {
  const auto due = tasks().occurrences_of(who("bob"), id, {}, day("2026-02-01")).value().items;
  ASSERT_EQ(due.size(), 2U) << "one for each place";
  const org::PlaceRef place{due[0].place->kind, due[0].place->id};
  task::PerformInput done;
  done.performed_on = day("2026-02-10");
  done.evidence = {hand_in("2026-02-10", kRefutes, {place})};
  ASSERT_TRUE(tasks().perform(who("bob"), due[0].id, done));
  ASSERT_NE(operation(), "refuted");
  EXPECT_TRUE(deviations().empty()) << "nobody judged it yet";
  accept(done.evidence.front());
  EXPECT_EQ(operation(), "refuted");
  EXPECT_TRUE(says(ReasonKind::kOccurrencesDeviating));
  ASSERT_EQ(deviations().size(), 1U);
  ASSERT_TRUE(deviations().front().place);
  EXPECT_EQ(deviations().front().place->id, place.id);

  mend(deviations().front());
  ASSERT_EQ(retest(deviations().front(), accepted("2026-02-24", kSupports, {place})), "");
  EXPECT_NE(operation(), "refuted");
  EXPECT_TRUE(says(ReasonKind::kOccurrencesCorrected));
  EXPECT_TRUE(house.verifies());
}

TEST_P(RefutingEvidence, of_an_occurrence_with_a_deviation_goes_with_that_one) {
  const auto due = tasks().occurrences_of(who("bob"), id, {}, day("2026-02-01")).value().items;
  ASSERT_FALSE(due.empty());
  task::PerformInput done;
  done.performed_on = day("2026-02-10");
  done.outcome = task::Outcome::kDeviation;
  done.deviation = task::DeviationInput{"brak af", "schijf vol", "vergroot", {}};
  done.evidence = {hand_in("2026-02-10", kRefutes)};  // about every place, so judged apart in the others
  ASSERT_TRUE(tasks().perform(who("bob"), due[0].id, done));
  accept(done.evidence.front());
  ASSERT_EQ(deviations().size(), 1U);
  ASSERT_EQ(operation(), "refuted");
  ASSERT_EQ(retest(deviations().front(), accepted("2026-03-02", kSupports, places)), "");
  EXPECT_NE(operation(), "refuted");
  withdraw(done.evidence.front());
  EXPECT_EQ(deviations().front().state, task::DeviationState::kClosed) << "someone saw it go wrong";
}

TEST_P(RefutingEvidence, about_several_places_is_corrected_by_a_retest_in_each_of_them) {
  accepted("2026-02-20", kRefutes, places);
  mend(deviations().front());
  EXPECT_EQ(retest(deviations().front(), accepted("2026-02-24", kSupports, {places[1]})), "task.retest.elsewhere");
  EXPECT_EQ(retest(deviations().front(), accepted("2026-02-24", kSupports, places)), "");
  EXPECT_NE(operation(), "refuted");
}

TEST_P(RefutingEvidence, of_a_tool_is_answered_by_its_next_result) {
  by_tool = true;
  accepted("2026-02-20", kRefutes, places, items["automated"]);
  EXPECT_TRUE(deviations().empty());
  ASSERT_EQ(operation(), "refuted");
  accepted("2026-02-24", kSupports, places, items["automated"]);
  EXPECT_NE(operation(), "refuted");
  EXPECT_TRUE(says(ReasonKind::kResultsCorrected));
}

TEST_P(RefutingEvidence, of_a_person_is_answered_by_its_retest_also_under_an_automated_item) {
  const std::string bad = accepted("2026-02-20", kRefutes, places, items["automated"]);
  ASSERT_EQ(deviations().size(), 1U);
  EXPECT_EQ(deviations().front().evidence, bad);
  by_tool = true;
  accepted("2026-02-24", kSupports, places, items["automated"]);
  EXPECT_EQ(operation(), "refuted") << "the tool may be as blind to it as it was before";
  const Moment while_open = later();
  by_tool = false;
  mend(deviations().front());
  ASSERT_EQ(retest(deviations().front(), accepted("2026-02-25", kSupports, places)), "");
  EXPECT_NE(operation(), "refuted");
  EXPECT_TRUE(says(ReasonKind::kResultsCorrected));
  EXPECT_EQ(operation(while_open), "refuted");
  EXPECT_TRUE(house.verifies());
}

TEST_P(RefutingEvidence, of_a_tool_waits_for_its_next_result_unless_someone_opens_a_deviation) {
  by_tool = true;
  const std::string bad = accepted("2026-02-20", kRefutes, places, items["automated"]);
  by_tool = false;
  EXPECT_TRUE(deviations().empty());
  ASSERT_EQ(operation(), "refuted");
  const std::string body = R"({"what":"Back-up onleesbaar","evidence":")" + bad + "\"}";
  const auto open = [&] {
    return house.ask(http::Method::kPost, "/api/v1/measures/" + id + "/deviations", "bob", body);
  };
  const auto answer = open();
  ASSERT_EQ(answer.status / 100, 2) << answer.body;
  EXPECT_EQ(json::parse(answer.body).value().at("evidence").as_string(), bad);
  EXPECT_EQ(open().status, 409) << "it has one";
  EXPECT_EQ(operation(), "refuted");
  mend(deviations().front());
  ASSERT_EQ(retest(deviations().front(), accepted("2026-02-24", kSupports, places)), "");
  EXPECT_NE(operation(), "refuted");
  EXPECT_TRUE(says(ReasonKind::kResultsCorrected));
  EXPECT_TRUE(house.verifies());
}

TEST_P(RefutingEvidence, is_not_corrected_by_what_was_handed_in_before_it_was_accepted) {
  const std::string ready = accepted("2026-02-24", kSupports, places);
  house.clock.tick(std::chrono::minutes(1));
  accepted("2026-02-20", kRefutes);
  mend(deviations().front());
  EXPECT_EQ(retest(deviations().front(), ready), "task.retest.handed_in_before");
  EXPECT_EQ(operation(), "refuted");
  EXPECT_EQ(retest(deviations().front(), accepted("2026-02-24", kSupports, places)), "");
  EXPECT_NE(operation(), "refuted");
}

TEST_P(RefutingEvidence, that_waits_or_was_rejected_or_is_about_something_else_opens_nothing) {
  const std::string waits = hand_in("2026-02-20", kRefutes);
  accepted("2026-02-20", kPartly);
  const std::string rejected = hand_in("2026-02-21", kRefutes);
  ASSERT_TRUE(all().review(who("rita"), rejected, {evidence::ReviewState::kRejected, "andere server"}));
  EXPECT_TRUE(deviations().empty());
  for (const std::string& piece : {waits, rejected}) {
    EXPECT_EQ(tasks().open(who("bob"), id, {"mis", {}, {}, {}, piece}).error().what.key, "task.deviation.evidence");
  }
}

}  // namespace
}  // namespace waarborg::app
