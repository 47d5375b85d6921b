// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <thread>

#include "features/evidence/test_world.h"

namespace waarborg::evidence {
namespace {

using EvidenceService = EvidenceWorld;

TEST_P(EvidenceService, is_kept_with_the_moment_that_we_knew) {
  const auto made = evidence.add(world.bob, input()).value();
  EXPECT_EQ(made.received_at, world.clock.now());
  EXPECT_EQ(made.review, "pending");
  EXPECT_EQ(made.collector, "Bob Jansen");
  EXPECT_EQ(made.measure_title, "Back-up");
  ASSERT_EQ(made.places.size(), 1U);
  EXPECT_EQ(made.places.front().name, "HIS");
  EXPECT_EQ(made.rights, (std::vector<std::string>{"file", "withdraw"}));
  EXPECT_EQ(evidence.get(world.alice, made.id).value().rights, (std::vector<std::string>{"review", "withdraw"}));
  expect_sound();
}

TEST_P(EvidenceService, refuses_what_does_not_exist_and_who_has_no_right) {
  EvidenceInput given = input();
  given.measure = "m9";
  EXPECT_EQ(evidence.add(world.bob, given).error().where, "measure");
  given = input();
  given.places = {{"system", "elsewhere"}};
  EXPECT_EQ(evidence.add(world.bob, given).error().what.key, "evidence.place_unknown");
  given = input();
  given.aspect = EvidenceAspect::kOperation;
  given.plan_item = "nothing";
  EXPECT_EQ(evidence.add(world.bob, given).error().where, "plan_item");
  EXPECT_EQ(evidence.add(dana, input()).error().kind, FaultKind::kForbidden);
  EXPECT_EQ(evidence.add(world.charlie, input()).error().where, "measure") << "m1 is of another organisation";
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 0);
}

TEST_P(EvidenceService, a_repeated_submission_gives_the_same_answer_for_a_day) {
  const auto first = evidence.add(world.bob, input(), "key-1").value();
  EXPECT_EQ(evidence.add(world.bob, input(), "key-1").value().id, first.id);
  EvidenceInput other = input();
  other.title = "Iets anders";
  EXPECT_EQ(evidence.add(world.bob, other, "key-1").error().what.key, "evidence.key_reused");
  EXPECT_NE(evidence.add(olga, input(), "key-1").value().id, first.id) << "a key is of one account";
  EXPECT_NE(evidence.add(world.bob, input()).value().id, first.id);
  world.clock.tick(std::chrono::hours(25));
  EXPECT_NE(evidence.add(world.bob, input(), "key-1").value().id, first.id);
  expect_sound();
}

TEST_P(EvidenceService, a_double_click_makes_one_piece_of_evidence) {
  std::vector<std::string> ids(6);
  {
    std::vector<std::jthread> clicks;
    for (std::string& id : ids) {
      clicks.emplace_back([&] {
        const auto made = evidence.add(world.bob, input(), "same");
        id = made ? made->id : made.error().what.key;
      });
    }
  }
  for (const std::string& id : ids) EXPECT_EQ(id, ids.front());
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 1);
  expect_sound();
}

TEST_P(EvidenceService, is_judged_by_someone_else_and_once) {
  const std::string id = added(world.bob);
  EXPECT_EQ(evidence.review(world.bob, id, {}).error().what.key, "auth.forbidden");
  EXPECT_EQ(evidence.review(olga, id, {}).error().what.key, "evidence.review.own_measure");
  EXPECT_EQ(evidence.review(dana, id, {ReviewState::kPending, {}}).error().where, "decision");
  EXPECT_EQ(evidence.review(dana, id, {ReviewState::kRejected, " "}).error().where, "note");
  EXPECT_EQ(evidence.review(world.charlie, id, {}).error().kind, FaultKind::kNotFound);
  EXPECT_EQ(evidence.review(dana, id, {ReviewState::kAccepted, {}}, 7).error().kind, FaultKind::kConflict);
  world.clock.tick(std::chrono::hours(1));
  const auto judged = evidence.review(dana, id, {ReviewState::kAccepted, "klopt"}, 1).value();
  EXPECT_EQ(judged.review, "accepted");
  EXPECT_EQ(judged.reviewer, "Dana Smit");
  EXPECT_EQ(judged.reviewed_at, world.clock.now());
  EXPECT_EQ(judged.version, 2);
  EXPECT_EQ(evidence.review(world.alice, id, {}).error().what.key, "evidence.review.decided");
  const std::string own = added(world.alice);
  EXPECT_EQ(evidence.review(world.alice, own, {}).error().what.key, "evidence.review.own_collection");
  expect_sound();
}

TEST_P(EvidenceService, that_shows_nothing_cannot_be_accepted) {
  EvidenceInput given = input();
  given.note = "";
  const std::string id = added(world.bob, given);
  EXPECT_EQ(evidence.review(dana, id, {}).error().what.key, "evidence.review.nothing_to_see");
  EXPECT_TRUE(evidence.put_file(world.bob, id, "%PDF-1.7", "application/pdf", "toets.pdf"));
  EXPECT_TRUE(evidence.review(dana, id, {}));
}

TEST_P(EvidenceService, several_are_judged_at_once_and_each_refusal_is_named) {
  const std::string one = added(world.bob);
  const std::string own = added(world.alice);
  const BulkReviewInput all{{{one, 1}, {own, 1}, {"missing", 1}}, ReviewState::kAccepted, {}};
  const auto answer = evidence.review_all(world.alice, all).value();
  EXPECT_EQ(answer.reviewed, 1);
  ASSERT_EQ(answer.refused.size(), 2U);
  EXPECT_EQ(evidence.get(world.alice, one).value().review, "accepted");
  EXPECT_EQ(evidence.get(world.alice, own).value().review, "pending");
  EXPECT_EQ(evidence.review_all(world.alice, {{}, ReviewState::kAccepted, {}}).error().where, "items");
  expect_sound();
}

TEST_P(EvidenceService, that_was_given_another_file_after_someone_looked_is_not_accepted_with_the_others) {
  const std::string seen = added(world.bob);
  const std::string swapped = added(world.bob);
  ASSERT_TRUE(evidence.put_file(world.bob, swapped, "%PDF-1.7 anders", "application/pdf", "toets.pdf"));
  const auto answer = evidence.review_all(dana, {{{seen, 1}, {swapped, 1}}, ReviewState::kAccepted, {}}).value();
  EXPECT_EQ(answer.reviewed, 1);
  ASSERT_EQ(answer.refused.size(), 1U);
  EXPECT_EQ(answer.refused.front().id, swapped);
  EXPECT_EQ(evidence.get(world.alice, swapped).value().review, "pending");
  EXPECT_EQ(evidence.review_all(dana, {{{swapped, 2}}, ReviewState::kAccepted, {}}).value().reviewed, 1);
  expect_sound();
}

TEST_P(EvidenceService, keeps_a_file_until_it_is_judged) {
  const std::string id = added(world.bob);
  const std::string pdf = "%PDF-1.7 inhoud";
  const auto with = evidence.put_file(world.bob, id, pdf, "application/pdf", "../Toets 1.pdf").value();
  EXPECT_EQ(with.file_name, "Toets 1.pdf");
  EXPECT_EQ(with.sha256, crypto::sha256_hex(pdf));
  EXPECT_EQ(with.size, 15);
  EXPECT_EQ(evidence.file(world.alice, id).value().bytes, pdf);
  EXPECT_EQ(evidence.put_file(world.bob, id, "MZ", "application/pdf", "x").error().what.key, "evidence.file.mismatch");
  EXPECT_EQ(evidence.put_file(world.bob, id, "", "", "x").error().what.key, "evidence.file.empty");
  EXPECT_EQ(evidence.put_file(olga, id, pdf, "", "x").error().what.key, "evidence.file.not_collector");
  EXPECT_EQ(evidence.put_file(world.charlie, id, pdf, "", "x").error().kind, FaultKind::kNotFound);
  EXPECT_EQ(evidence.file(world.charlie, id).error().kind, FaultKind::kNotFound);
  ASSERT_TRUE(evidence.review(dana, id, {}));
  EXPECT_EQ(evidence.put_file(world.bob, id, "%PDF-1.7 anders", "", "x").error().what.key, "evidence.file.decided");
  EXPECT_EQ(evidence.file(world.alice, id).value().bytes, pdf);
  db::Transaction tx = world.database.read();
  EXPECT_EQ(file_hashes(tx, world.north), std::vector<std::string>{with.sha256});
}

TEST_P(EvidenceService, is_withdrawn_by_its_collector_first_and_by_a_reviewer_later) {
  const std::string waiting = added(world.bob);
  EXPECT_EQ(evidence.withdraw(world.bob, waiting, " ").error().where, "reason");
  const auto gone = evidence.withdraw(world.bob, waiting, "dubbel").value();
  EXPECT_EQ(gone.withdrawn_at, world.clock.now());
  EXPECT_EQ(evidence.review(dana, waiting, {}).error().what.key, "evidence.withdrawn");
  EXPECT_EQ(evidence.list(world.alice, {}).value().total, 0);

  EvidenceInput refuting = input();
  refuting.result = EvidenceResult::kRefutes;
  const std::string judged = added(world.bob, refuting);
  ASSERT_TRUE(evidence.review(dana, judged, {}));
  EXPECT_EQ(evidence.withdraw(world.bob, judged, "liever niet").error().kind, FaultKind::kForbidden);
  EXPECT_EQ(evidence.withdraw(olga, judged, "liever niet").error().what.key, "evidence.review.own_measure");
  EXPECT_EQ(evidence.withdraw(world.charlie, judged, "x").error().kind, FaultKind::kNotFound);
  EXPECT_TRUE(evidence.withdraw(world.alice, judged, "verkeerde meting"));
  db::Transaction tx = world.database.read();
  EXPECT_EQ(evidence_facts(tx, world.north).size(), 2U) << "what was known stays known";
  expect_sound();
}

TEST_P(EvidenceService, of_a_token_does_not_go_at_the_wish_of_the_token_or_of_who_stands_behind_it) {
  auth::Actor token = world.bob;
  token.collector = "t1";
  token.name = "back-upserver";
  token.rights = {"evidence.add"};
  EvidenceInput refuting = input();
  refuting.result = EvidenceResult::kRefutes;
  const std::string id = added(token, refuting);
  EXPECT_EQ(evidence.withdraw(token, id, "mislukt").error().what.key, "auth.token.people");
  EXPECT_EQ(evidence.get(world.bob, id).value().rights, std::vector<std::string>{"file"}) << "he may not withdraw it";
  EXPECT_EQ(evidence.withdraw(world.bob, id, "mislukt").error().kind, FaultKind::kForbidden);
  auth::Actor behind = world.bob;
  behind.rights.insert("evidence.review");
  EXPECT_EQ(evidence.withdraw(behind, id, "mislukt").error().what.key, "evidence.review.own_collection");
  EXPECT_FALSE(evidence.get(dana, id).value().withdrawn_at);
  const auto gone = evidence.withdraw(dana, id, "verkeerde server").value();
  EXPECT_EQ(gone.withdrawn_at, world.clock.now());
  {
    db::Transaction tx = world.database.read();
    const auto newest = world.trail.page(tx, world.north, {id, "", ""}, -1, 1);
    ASSERT_EQ(newest.size(), 1U);
    EXPECT_EQ(newest.front().action, "evidence.withdraw");
    EXPECT_EQ(newest.front().actor, "Dana Smit");
  }
  expect_sound();
}

TEST_P(EvidenceService, hands_the_facts_to_the_verdict) {
  EvidenceInput given = input();
  given.aspect = EvidenceAspect::kDesign;
  given.author = "Eva";
  given.approver = "Frank";
  given.reviewed_on = day("2026-01-15");
  given.valid_until = day("2027-01-15");
  const std::string id = added(world.bob, given);
  given.measure = "m2";
  added(world.bob, given);
  world.clock.tick(std::chrono::hours(2));
  ASSERT_TRUE(evidence.review(dana, id, {}));
  db::Transaction tx = world.database.read();
  const auto before = world.database.statements_run();
  EXPECT_EQ(evidence_facts(tx, world.north).size(), 2U);
  EXPECT_EQ(world.database.statements_run() - before, 1U);
  EXPECT_TRUE(evidence_facts(tx, world.south).empty());
  const auto facts = evidence_facts(tx, world.north, "m1");
  ASSERT_EQ(facts.size(), 1U);
  const EvidenceFact& fact = facts.front();
  EXPECT_EQ(fact.id, id);
  EXPECT_EQ(fact.aspect, EvidenceAspect::kDesign);
  EXPECT_EQ(fact.review, ReviewState::kAccepted);
  EXPECT_EQ(fact.reviewer, "Dana Smit");
  EXPECT_EQ(fact.reviewed_at, world.clock.now());
  EXPECT_EQ(fact.received_at, world.clock.now() - std::chrono::hours(2));
  EXPECT_EQ(fact.author, "Eva");
  EXPECT_EQ(fact.approver, "Frank");
  EXPECT_EQ(fact.reviewed_on, day("2026-01-15"));
  EXPECT_EQ(fact.places, (std::vector<PlaceRef>{{"system", "s1"}}));
  EXPECT_EQ(evidence.find(tx, world.north, id)->title, fact.title);
}

TEST_P(EvidenceService, belongs_to_one_occurrence) {
  EvidenceInput given = input();
  given.aspect = EvidenceAspect::kOperation;
  const std::string id = added(world.bob, given);
  const auto at = [](const char* occurrence) {
    return Occasion{occurrence, day("2026-02-01"), {"system", "s1"}, [](const std::string& o) { return o == "back"; }};
  };
  db::Transaction tx = world.database.write();
  EXPECT_FALSE(evidence.link(tx, world.bob, "m2", {id}, at("o1")));
  EXPECT_FALSE(evidence.link(tx, world.charlie, "m1", {id}, at("o1")));
  EXPECT_TRUE(evidence.link(tx, world.bob, "m1", {id}, at("back")));
  EXPECT_TRUE(evidence.link(tx, world.bob, "m1", {id}, at("o1"))) << "what it belonged to was taken back";
  EXPECT_TRUE(evidence.link(tx, world.bob, "m1", {id}, at("o1")));
  EXPECT_EQ(evidence.link(tx, world.bob, "m1", {id}, at("o2")).error().what.key, "evidence.linked_elsewhere");
  tx.commit();
  EXPECT_EQ(evidence.get(world.alice, id).value().occurrence, "o1");
  expect_sound();
}

TEST_P(EvidenceService, that_was_reviewed_before_is_no_proof_of_an_occurrence) {
  EvidenceInput given = input();
  given.aspect = EvidenceAspect::kOperation;
  given.result = EvidenceResult::kRefutes;
  const std::string id = added(world.bob, given);
  ASSERT_TRUE(evidence.review(dana, id, {}));
  db::Transaction tx = world.database.write();
  EXPECT_EQ(evidence.link(tx, world.bob, "m1", {id}, {"o1", day("2026-02-01"), {"system", "s1"}}).error().what.key,
            "evidence.link.decided");
}

TEST_P(EvidenceService, that_came_by_a_token_is_not_judged_by_who_stands_behind_it_under_another_account) {
  auth::Actor token = world.bob;
  token.collector = "t1";
  token.name = "back-upserver";
  const std::string id = added(token);
  const auth::Actor second = world.add_actor("bob2", "bob  jansen", world.north, {"reviewer"});
  EXPECT_EQ(evidence.review(second, id, {}).error().what.key, "evidence.review.own_collection");
  EXPECT_TRUE(evidence.review(dana, id, {}));
  expect_sound();
}

TEST_P(EvidenceService, two_at_once_cannot_both_decide) {
  const std::string id = added(world.bob);
  ASSERT_TRUE(evidence.review(dana, id, {ReviewState::kAccepted, {}}, 1));
  EXPECT_EQ(evidence.review(world.alice, id, {ReviewState::kRejected, "nee"}, 1).error().kind, FaultKind::kConflict);
  EXPECT_EQ(evidence.get(world.alice, id).value().review, "accepted");
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, EvidenceService, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
