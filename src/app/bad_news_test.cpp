// SPDX-License-Identifier: EUPL-1.2
//
// Bad news stays: nobody whom it speaks against withdraws, rejects or closes it, not by handing the measure over for a
// while, and not under another account.
#include "app/test_house.h"

namespace waarborg::app {
namespace {

using testing::day;

struct BadNews : ::testing::TestWithParam<std::string> {
  BadNews() {
    house.start();
    olga = house.person("Olga Visser");
    dana_person = house.person("Dana Smit");
    house.join("rita", "Rita Bakker", {"reviewer"}, house.person("Rita Bakker"));
    house.join("bob", "Bob Jansen", {"owner"}, house.person("Bob Jansen"));
  }
  const auth::Actor& who(const char* login) { return house.actors.at(login); }
  evidence::Evidence& all() { return house.installation->evidence; }
  auto& samples() { return house.installation->populations; }
  task::Tasks& tasks() { return house.installation->tasks; }

  std::string measure(const std::string& owner) {
    measure::MeasureInput input;
    input.title = "Hersteltest";
    input.owner = owner;
    input.plan.existence = measure::PlannedExistence{};
    measure::PlanItem times, cases;
    times.kind = "occurrences";
    times.title = "hersteltests";
    times.rrule = "FREQ=MONTHLY;BYMONTHDAY=1";
    times.start = "2026-02-01";
    times.window_days = 20;
    cases.kind = "sample";
    cases.title = "uitvallen";
    cases.frequency = "quarterly";
    input.plan.operation = {times, cases};
    const auto made = house.installation->measures.create(who("alice"), input).value();
    for (const auto& item : made.body.plan.operation) items[item.kind] = item.id;
    return made.id.text;
  }
  void give(const std::string& measure, const std::string& owner) {
    house.clock.tick(std::chrono::minutes(5));
    auto stored = [&] {
      db::Transaction tx = house.installation->database.read();
      return house.installation->measures.find(tx, house.organisation, MeasureId{measure}).value();
    }();
    stored.body.owner = owner;
    ASSERT_TRUE(house.installation->measures.change(who("alice"), stored.id, stored.body, stored.version));
  }
  std::string piece(const std::string& measure, evidence::EvidenceAspect aspect, evidence::EvidenceResult result) {
    evidence::EvidenceInput input;
    input.title = "Gezien";
    input.aspect = aspect;
    input.measure = measure;
    input.covers_from = input.covers_to = house.clock.today();
    input.result = result;
    input.note = "foto";
    return all().add(who("alice"), input).value().id;
  }
  std::string refutation(const std::string& measure) {
    return piece(measure, evidence::EvidenceAspect::kExistence, evidence::EvidenceResult::kRefutes);
  }
  void accept(const char* login, const std::string& id) {
    const auto done = all().review(who(login), id, {evidence::ReviewState::kAccepted, "gezien"});
    EXPECT_TRUE(done) << done.error().what.key;
  }
  void tie(const char* login, const std::string& person) {
    db::Transaction tx = house.installation->database.write();
    house.installation->accounts.tie(tx, auth::system_actor(house.organisation), who(login).account, person);
    tx.commit();
  }
  auto verdicts(const std::string& id) {
    const auto assessed = house.installation->assessments.get(house.organisation);
    return assessed->measure_trio(assessed->measure_at.at(id));
  }
  std::string freeze(const std::string& measure) {
    const evidence::FreezeRequest request{
        measure, items["sample"], "Uitvallen", day("2026-01-01"), day("2026-02-28"), "", {}};
    return samples().freeze(who("alice"), request, "nr;wat\n1;a\n2;b\n3;c\n").value().id;
  }

  testing::House house{GetParam()};
  std::string olga, dana_person;
  std::map<std::string, std::string> items;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, BadNews, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(BadNews, is_not_withdrawn_or_rejected_by_who_hands_the_measure_over_for_a_moment) {
  const auto& dana = house.join("dana", "Dana Smit", {"reviewer"}, dana_person);
  const std::string id = measure(dana_person);
  const std::string judged = refutation(id), waiting = refutation(id), population = freeze(id);
  accept("rita", judged);
  ASSERT_TRUE(samples().draw(who("rita"), population, {}));
  give(id, olga);
  EXPECT_EQ(all().withdraw(dana, judged, "liever niet").error().what.key, "evidence.review.owned_then");
  EXPECT_EQ(all().review(dana, waiting, {evidence::ReviewState::kRejected, "nee"}).error().what.key,
            "evidence.review.owned_then");
  EXPECT_EQ(all().withdraw(dana, waiting, "liever niet").error().what.key, "evidence.review.owned_then");
  EXPECT_EQ(samples().withdraw(dana, population, "liever niet").error().what.key, "evidence.review.owned_then");
  EXPECT_EQ(verdicts(id).existence, "refuted");
}

TEST_P(BadNews, that_was_withdrawn_under_another_account_comes_back_when_that_is_known) {
  const auto& dana = house.join("dana", "D.S.", {"reviewer"});  // nobody said yet who that is
  const std::string id = measure(dana_person);
  const std::string judged = refutation(id);
  accept("rita", judged);
  house.clock.tick(std::chrono::hours(1));
  ASSERT_TRUE(all().withdraw(dana, judged, "liever niet"));
  EXPECT_EQ(verdicts(id).existence, "not_shown");
  tie("dana", dana_person);
  EXPECT_EQ(verdicts(id).existence, "refuted");
  EXPECT_TRUE(house.verifies());
}

TEST_P(BadNews, is_withdrawn_by_someone_independent) {
  house.join("dana", "Dana Smit", {"reviewer"}, dana_person);
  const std::string id = measure(olga);
  const std::string judged = refutation(id);
  accept("rita", judged);
  ASSERT_TRUE(all().withdraw(who("dana"), judged, "verkeerde meting"));
  EXPECT_EQ(verdicts(id).existence, "not_shown");
  EXPECT_TRUE(house.verifies());
}

TEST_P(BadNews, is_not_hidden_behind_work_of_another_time) {
  const std::string id = measure(olga);
  const std::string bad = piece(id, evidence::EvidenceAspect::kOperation, evidence::EvidenceResult::kRefutes);
  accept("rita", bad);
  ASSERT_EQ(verdicts(id).operation, "refuted");
  const auto due = tasks().occurrences_of(who("bob"), id, {}, house.clock.today()).value().items;
  ASSERT_FALSE(due.empty());
  task::PerformInput done;
  done.performed_on = house.clock.today();
  done.evidence = {bad};
  EXPECT_EQ(tasks().perform(who("bob"), due.front().id, done).error().what.key, "evidence.link.decided");
  const std::string fresh = piece(id, evidence::EvidenceAspect::kOperation, evidence::EvidenceResult::kRefutes);
  done.performed_on = due.front().due;
  done.evidence = {fresh};
  EXPECT_EQ(tasks().perform(who("bob"), due.front().id, done).error().what.key, "evidence.link.days");
  EXPECT_EQ(verdicts(id).operation, "refuted");
}

TEST_P(BadNews, of_the_design_is_answered_by_a_document_that_was_reviewed_after_it) {
  const std::string id = measure(olga);
  {
    auto stored = [&] {
      db::Transaction tx = house.installation->database.read();
      return house.installation->measures.find(tx, house.organisation, MeasureId{id}).value();
    }();
    stored.body.plan.design = measure::PlannedDesign{};
    ASSERT_TRUE(house.installation->measures.change(who("alice"), stored.id, stored.body, stored.version));
  }
  using enum evidence::EvidenceKind;
  using enum evidence::EvidenceResult;
  const auto after = [&](evidence::EvidenceKind kind, const char* title, const char* on,
                         evidence::EvidenceResult result = kSupports) {
    evidence::EvidenceInput input;
    input.title = title;
    input.kind = kind;
    input.aspect = evidence::EvidenceAspect::kDesign;
    input.measure = id;
    input.covers_from = input.covers_to = day(on);
    input.result = result;
    input.author = "Olga Visser";
    input.approver = "Berend Bos";
    input.note = "bijlage";
    accept("rita", all().add(who("alice"), input).value().id);
    return std::string(verdicts(id).design);
  };
  EXPECT_EQ(after(kDocument, "Back-upbeleid", "2026-02-01"), "shown");
  EXPECT_EQ(after(kInspection, "Audit", "2026-02-10", kRefutes), "refuted");
  EXPECT_EQ(after(kInspection, "Audit", "2026-02-11"), "refuted") << "that someone else found it good is no document";
  EXPECT_EQ(after(kDocument, "Beleid back-up 2026", "2026-02-05"), "refuted") << "from before it";
  EXPECT_EQ(after(kDocument, "Beleid back-up 2026", "2026-02-20"), "shown");
  EXPECT_EQ(after(kDocument, "Back-upbeleid", "2026-02-22", kRefutes), "refuted");
  EXPECT_EQ(after(kDocument, "Beleid back-up 2026", "2026-02-23"), "refuted")
      << "one document does not answer for another";
  EXPECT_EQ(after(kDocument, "Back-upbeleid", "2026-02-24"), "shown");
  EXPECT_TRUE(house.verifies());
}

TEST_P(BadNews, is_closed_only_by_a_retest_that_counts) {
  house.join("dana", "D.S.", {"reviewer"});  // nobody said yet who that is
  const std::string id = measure(dana_person);
  const auto opened = tasks().open(who("bob"), id, {"brak af", "schijf vol", "vergroot", {}}).value();
  ASSERT_EQ(verdicts(id).operation, "refuted");
  const std::string design = piece(id, evidence::EvidenceAspect::kDesign, evidence::EvidenceResult::kSupports);
  accept("rita", design);
  EXPECT_EQ(tasks().retest(who("bob"), opened.id, {design, true}).error().what.key, "task.retest.of_design");
  const std::string retest = piece(id, evidence::EvidenceAspect::kOperation, evidence::EvidenceResult::kSupports);
  accept("dana", retest);
  ASSERT_TRUE(tasks().retest(who("bob"), opened.id, {retest, true}));
  EXPECT_NE(verdicts(id).operation, "refuted");
  tie("dana", dana_person);
  EXPECT_EQ(verdicts(id).operation, "refuted") << "the owner accepted the retest";
}

TEST_P(BadNews, is_refused_where_the_measure_never_held_and_a_result_without_a_place_is_warned_of) {
  const std::string id = measure(olga);
  const org::PlaceRef site{
      "site",
      std::string(house.get("/api/v1/registers/site/rows", "alice").at("items").as_array().at(0).at("id").as_string())};
  evidence::EvidenceInput input;
  input.title = "Gezien";
  input.aspect = evidence::EvidenceAspect::kExistence;
  input.measure = id;
  input.covers_from = input.covers_to = house.clock.today();
  input.result = evidence::EvidenceResult::kRefutes;
  input.note = "foto";
  input.places = {site};
  EXPECT_EQ(all().add(who("alice"), input).error().what.key, "evidence.place_elsewhere");
  EXPECT_EQ(tasks().open(who("bob"), id, {"brak af", {}, {}, site}).error().what.key, "task.place_elsewhere");
  const auto hold_in = [&](std::vector<org::PlaceRef> places) {
    house.clock.tick(std::chrono::minutes(5));
    auto stored = [&] {
      db::Transaction tx = house.installation->database.read();
      return house.installation->measures.find(tx, house.organisation, MeasureId{id}).value();
    }();
    stored.body.places = std::move(places);
    return house.installation->measures.change(who("alice"), stored.id, stored.body, stored.version, "verhuisd")
        .has_value();
  };
  ASSERT_TRUE(hold_in({{"organisation", ""}, site}));
  EXPECT_TRUE(all().add(who("alice"), input));
  ASSERT_TRUE(hold_in({{"organisation", ""}}));
  EXPECT_TRUE(all().add(who("alice"), input)) << "it held there once";

  const auto warned = [&](evidence::EvidenceResult result) {
    input.result = result;
    input.places.clear();
    return !all().add(who("alice"), input).value().warnings.empty();
  };
  EXPECT_FALSE(warned(evidence::EvidenceResult::kSupports)) << "one place: it is about that one";
  const std::string second = house.record_id("site", "Zuid");
  ASSERT_TRUE(hold_in({site, {"site", second}}));
  EXPECT_TRUE(warned(evidence::EvidenceResult::kSupports));
  EXPECT_FALSE(warned(evidence::EvidenceResult::kRefutes)) << "it counts in each of them";
}

TEST_P(BadNews, of_a_sample_does_not_stay_unjudged_for_free) {
  const std::string id = measure(olga);
  const std::string population = freeze(id);
  ASSERT_TRUE(samples().draw(who("rita"), population, {}));
  const std::string again = freeze(id);
  EXPECT_EQ(samples().draw(who("rita"), again, {}).error().what.key, "evidence.population.drawn_besides");
  house.to("2026-06-15T09:00:00Z");  // the days of the list were due by now
  const auto assessed = house.installation->assessments.get(house.organisation);
  const auto& judged = assessed->result.measures[assessed->measure_at.at(id)];
  EXPECT_TRUE(std::ranges::any_of(judged.reasons, [](const measure::Reason& reason) {
    return reason.kind == measure::ReasonKind::kSampleUnfinished;
  }));
  EXPECT_NE(verdicts(id).operation, "shown");
}

TEST_P(BadNews, of_a_case_keeps_every_retest_that_it_was_once_known_by) {
  const std::string id = measure(olga);
  const std::string population = freeze(id);
  const auto cases = samples().draw(who("rita"), population, {}).value().cases;
  for (const auto& one : cases) {
    const auto deviates =
        &one == &cases.front() ? evidence::CaseVerdict::kDeviation : evidence::CaseVerdict::kEffective;
    ASSERT_TRUE(samples().judge(who("rita"), population, one.key, {deviates, {}, {}}));
  }
  ASSERT_EQ(verdicts(id).operation, "refuted");
  const auto retest = [&] {
    house.clock.tick(std::chrono::hours(24));
    const std::string proof = piece(id, evidence::EvidenceAspect::kOperation, evidence::EvidenceResult::kSupports);
    accept("rita", proof);
    const auto said =
        samples().judge(who("rita"), population, cases.front().key, {evidence::CaseVerdict::kDeviation, {}, proof});
    EXPECT_TRUE(said) << said.error().what.key;
    return proof;
  };
  const auto known_before = [&](Moment moment) {
    const auto known = house.installation->assessments.get(house.organisation, {}, moment);
    return std::string(known->measure_trio(known->measure_at.at(id)).operation);
  };
  const std::string first = retest();
  house.clock.tick(std::chrono::hours(1));
  const Moment while_first_stood = house.clock.now();
  ASSERT_NE(verdicts(id).operation, "refuted");
  house.clock.tick(std::chrono::hours(1));
  ASSERT_TRUE(all().withdraw(who("rita"), first, "verkeerde lijst"));
  house.clock.tick(std::chrono::hours(1));
  const Moment between = house.clock.now();
  ASSERT_EQ(verdicts(id).operation, "refuted");

  retest();
  EXPECT_NE(verdicts(id).operation, "refuted");
  EXPECT_NE(known_before(while_first_stood), "refuted") << "what was shown then does not change";
  EXPECT_EQ(known_before(between), "refuted");
  EXPECT_TRUE(house.verifies());
}

TEST_P(BadNews, of_a_deviation_is_open_again_when_the_evidence_of_its_retest_is_withdrawn) {
  const std::string id = measure(olga);
  task::DeviationInput wrong;
  wrong.what = "Terugzetten mislukte";
  wrong.cause = "De schijf was vol";
  wrong.correction = "Grotere schijf";
  const auto opened = tasks().open(who("bob"), id, wrong);
  ASSERT_TRUE(opened) << opened.error().what.key;
  EXPECT_EQ(verdicts(id).operation, "refuted");
  const Period then_on{house.clock.today(), house.clock.today() + std::chrono::days(5)};
  const auto when_it_happened = [&] {
    const auto known = house.installation->assessments.get(house.organisation, then_on, {});
    return std::string(known->measure_trio(known->measure_at.at(id)).operation);
  };
  const auto retest = [&](const std::string& deviation) {
    const std::string proof = piece(id, evidence::EvidenceAspect::kOperation, evidence::EvidenceResult::kSupports);
    accept("rita", proof);
    const auto closed = tasks().retest(who("bob"), deviation, {proof, true});
    EXPECT_TRUE(closed) << closed.error().what.key;
    return proof;
  };
  const std::string proof = retest(opened->id);
  EXPECT_NE(verdicts(id).operation, "refuted");
  EXPECT_NE(when_it_happened(), "refuted");
  house.clock.tick(std::chrono::hours(24 * 40));
  const Moment before = house.clock.now();
  house.clock.tick(std::chrono::hours(1));
  ASSERT_TRUE(all().withdraw(who("rita"), proof, "verkeerde server"));
  EXPECT_EQ(verdicts(id).operation, "refuted");
  EXPECT_EQ(when_it_happened(), "refuted")
      << "what was never shown to be mended is not mended in its own period either";
  const auto list = tasks().deviations_of(who("bob"), id).value().items;
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].what, wrong.what) << "newest first";
  EXPECT_FALSE(list[0].closed_at);
  EXPECT_TRUE(list[1].closed_at) << "what was recorded stays";
  const auto then = house.installation->assessments.get(house.organisation, {}, before);
  EXPECT_NE(then->measure_trio(then->measure_at.at(id)).operation, "refuted") << "as known before the withdrawal";
  EXPECT_TRUE(house.verifies());

  task::DeviationInput again = wrong;
  again.correction = "Andere schijf";
  ASSERT_TRUE(tasks().change(who("bob"), list[0].id, again, list[0].version));
  retest(list[0].id);
  EXPECT_NE(verdicts(id).operation, "refuted") << "there is a way out";
  EXPECT_NE(when_it_happened(), "refuted");
  EXPECT_TRUE(house.verifies());
}

}  // namespace
}  // namespace waarborg::app
