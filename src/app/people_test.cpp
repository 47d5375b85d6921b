// SPDX-License-Identifier: EUPL-1.2
//
// Who is who: accounts tied to people in the register, and everything that follows from it.
#include "app/test_house.h"
#include "features/auth/member_views.h"

#include <thread>

namespace waarborg::app {
namespace {

using testing::day;

struct People : ::testing::TestWithParam<std::string> {
  People() {
    house.start();
    olga = house.person("Olga Visser");
  }
  const auth::Actor& alice() { return house.actors.at("alice"); }
  std::string measure(const std::string& owner) {
    measure::MeasureInput input;
    input.title = "Hersteltest";
    input.owner = owner;
    input.plan.existence = measure::PlannedExistence{};
    measure::PlanItem item;
    item.kind = "occurrences";
    item.title = "hersteltests";
    item.rrule = "FREQ=MONTHLY";
    item.start = "2026-03-10";
    input.plan.operation = {item};
    return house.installation->measures.create(alice(), input).value().id.text;
  }
  std::string evidence(const std::string& measure) {
    evidence::EvidenceInput input;
    input.title = "Gezien";
    input.aspect = evidence::EvidenceAspect::kExistence;
    input.measure = measure;
    input.covers_from = input.covers_to = day("2026-03-01");
    input.note = "foto";
    return house.installation->evidence.add(alice(), input).value().id;
  }
  std::string refusal(const auth::Actor& who, const std::string& id) {
    const auto done = house.installation->evidence.review(who, id, {evidence::ReviewState::kAccepted, "gezien"});
    return done ? "accepted" : done.error().what.key;
  }
  std::string existence(const std::string& id) {
    const auto all = house.installation->assessments.get(house.organisation);
    return all->measure_trio(all->measure_at.at(id)).existence;
  }

  std::string rename(const auth::Actor& who, const std::string& person, const std::string& name) {
    const auto done = house.installation->records.change(who, *record::find_register("person"), person,
                                                         json::Object{{"name", name}}, -1);
    return done ? "renamed" : done.error().what.key;
  }
  void tie(const AccountId& account, const std::string& person) {
    db::Transaction tx = house.installation->database.write();
    ASSERT_TRUE(house.installation->accounts.tie(tx, auth::system_actor(house.organisation), account, person));
    tx.commit();
  }

  testing::House house{GetParam()};
  std::string olga;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, People, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(People, who_starts_the_organisation_is_tied_when_named_in_it) {
  db::Transaction tx = house.installation->database.read();
  const std::string person = auth::person_of(tx, house.organisation, house.founder);
  EXPECT_FALSE(person.empty());
  const auto found = house.installation->records.find(tx, house.organisation, *record::find_register("person"), person);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->text("name"), "Alice de Vries");
}

TEST_P(People, are_tied_by_the_administrator_and_nobody_else) {
  const auto& bob = house.join("bob", "Bob", {"owner"});
  const std::string row = "/api/v1/accounts/" + bob.account.text + "/person";
  EXPECT_EQ(house.ask(http::Method::kPut, row, "bob", R"({"person":")" + olga + R"("})").status, 403);
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/people", "bob").status, 403);
  EXPECT_EQ(house.ask(http::Method::kPut, row, "alice", R"({"person":"niemand"})").status, 422);
  const auto tied = house.ask(http::Method::kPut, row, "alice", R"({"person":")" + olga + R"("})");
  ASSERT_EQ(tied.status, 200) << tied.body;
  EXPECT_EQ(json::parse(tied.body)->at("person_name").as_string(), "Olga Visser");
  EXPECT_TRUE(house.verifies());
  EXPECT_EQ(
      house.ask(http::Method::kDelete, "/api/v1/registers/person/rows/" + olga, "alice", "", {{"if-match", "\"1\""}})
          .status,
      409)
      << "someone who signs in cannot leave the register";
  ASSERT_EQ(house.ask(http::Method::kPut, row, "alice", R"({"person":""})").status, 200);
  EXPECT_TRUE(house.verifies());
}

TEST_P(People, who_owns_the_measure_does_not_review_its_evidence_whatever_the_account_is_called) {
  const auto& oscar = house.join("oscar", "O. V.", {"reviewer"}, olga);
  const std::string id = evidence(measure(olga));
  EXPECT_EQ(refusal(oscar, id), "evidence.review.own_measure");
}

TEST_P(People, of_the_same_name_are_two_once_each_of_them_signs_in) {
  const auto& namesake = house.join("olga2", "Olga Visser", {"reviewer"}, house.record_id("person", "Olga Visser"));
  const std::string id = measure(olga);
  const std::string piece = evidence(id);
  EXPECT_EQ(refusal(namesake, piece), "evidence.review.own_measure") << "anyone can write a second Olga Visser";
  house.join("olga", "Olga Visser", {"owner"}, olga);  // and so an administrator told them apart
  EXPECT_EQ(refusal(namesake, piece), "accepted");
  EXPECT_EQ(existence(id), "shown");
}

TEST_P(People, of_the_same_name_are_one_as_long_as_nobody_says_otherwise) {
  const auto& maybe = house.join("olga3", "olga  visser", {"reviewer"});
  EXPECT_EQ(refusal(maybe, evidence(measure(olga))), "evidence.review.own_measure");
}

TEST_P(People, that_an_account_turns_out_to_be_the_owner_changes_no_answer_as_known_before) {
  const auto& rita = house.join("rita", "R. B.", {"reviewer"});  // nobody said yet who that is
  const std::string id = measure(olga);
  EXPECT_EQ(refusal(rita, evidence(id)), "accepted");
  const auto existence_at = [&](std::optional<Moment> known_at) {
    const auto all = house.installation->assessments.get(house.organisation, {}, known_at);
    return std::string(all->measure_trio(all->measure_at.at(id)).existence);
  };
  const auto band = [&](const Moment& known_at) {
    const measure::Question question{{day("2025-06-01"), day("2026-03-01")}, known_at};
    return std::string(house.installation->assessments.of_measure(house.organisation, id, {{question}})
                           .at(0)
                           ->measure_trio(0)
                           .existence);
  };
  const auto say = [&](const std::string& person) {
    house.clock.tick(std::chrono::hours(48));
    db::Transaction tx = house.installation->database.write();
    ASSERT_TRUE(house.installation->accounts.tie(tx, auth::system_actor(house.organisation), rita.account, person));
    tx.commit();
  };
  const Moment before = house.clock.now();
  say(olga);
  const Moment tied = house.clock.now();
  EXPECT_EQ(existence_at({}), "not_shown") << "she judged her own";
  EXPECT_EQ(existence_at(before), "shown") << "that was not known then";
  EXPECT_EQ(band(before), "shown");
  EXPECT_EQ(band(tied), "not_shown");
  say(house.person("Rita Bakker"));
  EXPECT_EQ(existence_at({}), "shown");
  EXPECT_EQ(existence_at(tied), "not_shown") << "as it was known in between";
  EXPECT_EQ(existence_at(before), "shown");
  house.clock.tick(std::chrono::hours(48));
  const auto left = house.ask(http::Method::kDelete, "/api/v1/accounts/" + rita.account.text, "alice");
  ASSERT_EQ(left.status, 200) << left.body;
  EXPECT_EQ(existence_at(tied), "not_shown") << "also after she left";
}

TEST_P(People, with_two_accounts_are_one_pair_of_eyes) {
  std::string person;
  {
    db::Transaction tx = house.installation->database.read();
    person = auth::person_of(tx, house.organisation, house.founder);
  }
  const auto& second = house.join("alice2", "A. de Vries (beheer)", {"reviewer", "security_officer", "board"}, person);
  const std::string id = measure(olga);
  EXPECT_EQ(refusal(second, evidence(id)), "evidence.review.own_collection");
  const auto override = house.installation->measures.overrides.propose(
      alice(), MeasureId{id}, {"existence", "", "", "shown", "gezien met eigen ogen", "2026-06-01"});
  ASSERT_TRUE(override) << override.error().what.key;
  const auto confirmed = house.installation->measures.overrides.confirm(second, override->id);
  ASSERT_FALSE(confirmed);
  EXPECT_EQ(confirmed.error().what.key, "measure.override_own");
}

TEST_P(People, see_their_own_work_as_mine) {
  const auto& oscar = house.join("oscar", "O. V.", {"owner"}, olga);
  const auto& other = house.join("olga2", "Olga Visser", {"owner"}, house.record_id("person", "Olga Visser"));
  measure(olga);
  EXPECT_GT(house.installation->tasks.occurrences(oscar, {.mine = true}).value().total, 0);
  EXPECT_EQ(house.installation->tasks.occurrences(other, {.mine = true}).value().total, 0);
  const auto today = house.installation->today.get(oscar);
  ASSERT_TRUE(today);
  EXPECT_TRUE(std::ranges::any_of(today->items, [](const auto& item) { return item.kind == "occurrence"; }));
  const auto theirs = house.installation->today.get(other);
  EXPECT_FALSE(std::ranges::any_of(theirs->items, [](const auto& item) { return item.kind == "occurrence"; }));
}

TEST_P(People, who_becomes_the_owner_later_does_not_undo_a_review_of_before) {
  const std::string dana_person = house.person("Dana Smit");
  const auto& dana = house.join("dana", "Dana Smit", {"reviewer"}, dana_person);
  const std::string id = measure(olga);
  ASSERT_EQ(refusal(dana, evidence(id)), "accepted");
  ASSERT_EQ(existence(id), "shown");
  house.to("2026-03-05T09:00:00Z");
  auto stored = [&] {
    db::Transaction tx = house.installation->database.read();
    return house.installation->measures.find(tx, house.organisation, MeasureId{id}).value();
  }();
  stored.body.owner = dana_person;
  ASSERT_TRUE(house.installation->measures.change(alice(), stored.id, stored.body, stored.version));
  EXPECT_EQ(existence(id), "shown");
}

TEST_P(People, who_hands_a_measure_over_to_review_its_evidence_and_takes_it_back_proves_nothing) {
  const std::string dana_person = house.person("Dana Smit");
  const auto& dana = house.join("dana", "Dana Smit", {"reviewer"}, dana_person);
  const std::string id = measure(dana_person);
  const std::string piece = evidence(id);
  EXPECT_EQ(refusal(dana, piece), "evidence.review.own_measure");
  const auto give = [&](const std::string& owner) {
    house.clock.tick(std::chrono::minutes(5));
    auto stored = [&] {
      db::Transaction tx = house.installation->database.read();
      return house.installation->measures.find(tx, house.organisation, MeasureId{id}).value();
    }();
    stored.body.owner = owner;
    ASSERT_TRUE(house.installation->measures.change(alice(), stored.id, stored.body, stored.version));
  };
  give(olga);
  EXPECT_EQ(refusal(dana, piece), "evidence.review.owned_then");
  EXPECT_NE(existence(id), "shown");
}

TEST_P(People, who_turns_out_to_have_owned_the_measure_when_the_accounts_are_tied_proved_nothing) {
  const std::string dana_person = house.person("Dana Smit");
  const auto& dana = house.join("dana", "D.S.", {"reviewer"});  // nobody said yet who that is
  const std::string id = measure(dana_person);
  const std::string piece = evidence(id);
  ASSERT_EQ(refusal(dana, piece), "accepted");
  ASSERT_EQ(existence(id), "shown");
  {
    db::Transaction tx = house.installation->database.write();
    ASSERT_TRUE(
        house.installation->accounts.tie(tx, auth::system_actor(house.organisation), dana.account, dana_person));
    tx.commit();
  }
  EXPECT_NE(existence(id), "shown");
}

TEST_P(People, a_second_account_under_another_name_confirms_nothing_of_the_first) {
  const std::string eve = house.person("Eve Aanval");
  const auto& second = house.join("eve2", "E. Tweede", {"security_officer"}, eve);
  const auto& first = house.join("eve", "Eve Aanval", {"security_officer"});
  const std::string id = measure(olga);
  const auto proposed = house.installation->measures.overrides.propose(
      second, MeasureId{id}, {"existence", "", "", "shown", "gezien met eigen ogen", "2026-06-01"});
  ASSERT_TRUE(proposed) << proposed.error().what.key;
  EXPECT_EQ(house.installation->measures.overrides.confirm(first, proposed->id).error().what.key,
            "measure.override_own");
}

TEST_P(People, another_name_in_the_register_makes_nobody_independent) {
  const auto& bob = house.join("bob", "Bob Jansen", {"security_officer", "reviewer"});  // not tied
  const std::string person = house.person("Bob Jansen");
  const std::string id = evidence(measure(person));
  EXPECT_EQ(refusal(bob, id), "evidence.review.own_measure");
  EXPECT_EQ(rename(bob, person, "Iemand Anders"), "app.person.account_untied");
  EXPECT_EQ(rename(alice(), person, "Iemand Anders"), "app.person.account_untied");
  tie(bob.account, person);
  EXPECT_EQ(rename(bob, person, "Iemand Anders"), "renamed");
  EXPECT_EQ(refusal(bob, id), "evidence.review.own_measure");
  EXPECT_TRUE(house.verifies());
}

TEST_P(People, a_second_row_of_the_own_name_makes_nobody_independent) {
  const auto& officer = house.join("tweede", "Tweede Officer", {"security_officer", "reviewer"});  // not tied
  const std::string person = house.person("Tweede Officer");
  const std::string id = measure(person);
  const std::string piece = evidence(id);
  const std::string second = house.record_id("person", "Tweede Officer");
  EXPECT_EQ(rename(officer, second, "Hulp Persoon"), "app.person.account_untied");
  EXPECT_EQ(refusal(officer, piece), "evidence.review.own_measure");
  tie(officer.account, second);  // also when an administrator ties the account to that row
  EXPECT_EQ(refusal(officer, piece), "evidence.review.own_measure");
  EXPECT_NE(existence(id), "shown");
}

TEST_P(People, of_the_own_name_own_a_measure_of_ones_own_whatever_the_account_is_tied_to) {
  const std::string own = house.person("Tweede Officer");
  const auto& officer = house.join("tweede", "Tweede Officer", {"security_officer", "reviewer"}, own);
  const std::string second = house.record_id("person", "tweede  officer");
  const std::string id = measure(second);
  const std::string piece = evidence(id);
  EXPECT_EQ(refusal(officer, piece), "evidence.review.own_measure");
  EXPECT_EQ(rename(officer, second, "Hulp Persoon"), "app.person.own_name");
  const auto proposed = house.installation->measures.overrides.propose(
      alice(), MeasureId{id}, {"existence", "", "", "shown", "gezien met eigen ogen", "2026-06-01"});
  EXPECT_EQ(house.installation->measures.overrides.confirm(officer, proposed->id).error().what.key,
            "measure.override_owner");
  ASSERT_TRUE(house.installation->measures.overrides.confirm(house.join("rita", "Rita", {"reviewer"}), proposed->id));
  EXPECT_EQ(house.installation->measures.overrides.end(officer, proposed->id, "bevalt niet").error().what.key,
            "measure.override_owner");
}

TEST_P(People, the_verdict_counts_no_review_of_who_bears_the_name_of_the_owner) {
  const auto& dana = house.join("dana", "D.S.", {"reviewer"});
  const std::string second = house.person("Dana Smit");
  const std::string id = measure(second);
  ASSERT_EQ(refusal(dana, evidence(id)), "accepted");
  ASSERT_EQ(existence(id), "shown");
  tie(dana.account, house.record_id("person", "Dana Smit"));  // another row of that name
  EXPECT_NE(existence(id), "shown");
}

TEST_P(People, get_no_other_name_by_what_nobody_sees) {
  const auto invite = [&](const char* name) {
    const auto answer =
        house.ask(http::Method::kPost, "/api/v1/invitations", "alice",
                  json::print(json::Object{{"login", "olga2"}, {"name", name}, {"roles", json::Array{"reviewer"}}}));
    return answer.status == 200 ? "invited" : std::string(json::parse(answer.body)->at("detail").as_string());
  };
  EXPECT_EQ(invite("Olga Visser\u200B").substr(0, 45), "In deze naam staat een teken dat niemand ziet");
  EXPECT_EQ(invite("\u041Elga Visser").substr(0, 45), "In deze naam staan letters uit twee alfabette");
  EXPECT_EQ(invite("Olga Visser"), "invited");
  EXPECT_EQ(rename(alice(), olga, "Olga\u2060 Visser"), "base.name.invisible");
  EXPECT_EQ(rename(alice(), olga, "\u041Elga Visser"), "base.name.mixed");
  const auto& maybe = house.join("olga3", "\u00D3lg\u00E0 Visser", {"reviewer"});
  EXPECT_EQ(refusal(maybe, evidence(measure(olga))), "evidence.review.own_measure") << "an accent is no other person";
}

TEST_P(People, get_nobody_elses_name) {
  const std::string joris = house.person("Joris Jansen");
  const auto& rev = house.join("rev", "Revi Ewer", {"reviewer"});
  const std::string id = measure(joris);
  ASSERT_EQ(refusal(rev, evidence(id)), "accepted");
  ASSERT_EQ(existence(id), "shown");
  EXPECT_EQ(rename(alice(), joris, "revi ewer"), "app.person.name_signs_in");
  const std::string own = house.record_id("person", "R. Ewer");
  tie(rev.account, own);
  EXPECT_EQ(rename(alice(), joris, "Revi Ewer"), "app.person.name_signs_in");
  EXPECT_EQ(rename(alice(), joris, "R. Ewer"), "app.person.name_signs_in");
  EXPECT_EQ(rename(alice(), own, "Revi Ewer"), "renamed") << "his own";
  EXPECT_EQ(existence(id), "shown");
  EXPECT_TRUE(house.verifies());
}

TEST_P(People, who_owned_a_measure_do_not_leave_the_register_under_the_name_of_an_account) {
  const auto& officer = house.join("tweede", "Tweede Officer", {"security_officer", "reviewer"});  // not tied
  const std::string person = house.person("Tweede Officer");
  const std::string id = measure(person);
  const std::string piece = evidence(id);
  house.clock.tick(std::chrono::minutes(5));
  auto stored = [&] {
    db::Transaction tx = house.installation->database.read();
    return house.installation->measures.find(tx, house.organisation, MeasureId{id}).value();
  }();
  stored.body.owner = olga;
  ASSERT_TRUE(house.installation->measures.change(alice(), stored.id, stored.body, stored.version));
  EXPECT_EQ(refusal(officer, piece), "evidence.review.owned_then");
  const auto removed = house.installation->records.remove(officer, *record::find_register("person"), person, -1);
  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().what.key, "record.in_use");
}

TEST_P(People, nobody_makes_himself_somebody_else) {
  const std::string row = "/api/v1/accounts/" + alice().account.text + "/person";
  const auto put = [&](const std::string& person) {
    return house.ask(http::Method::kPut, row, "alice", R"({"person":")" + person + R"("})").status;
  };
  EXPECT_EQ(put(olga), 403);
  EXPECT_EQ(put(""), 403);
  EXPECT_EQ(put(house.person("Alice de Vries")), 200) << "who she is already";
}

TEST_P(People, an_account_tied_by_two_at_once_is_tied_by_one_and_the_other_hears_of_it) {
  auto& dana = house.join("dana", "D.S.", {"reviewer"});
  auto& ada = house.join("ada", "Ada", {"administrator"});
  const std::vector<std::string> people{house.person("Dana Smit"), house.person("Daan Smit"), house.person("D. Smit")};
  std::vector<std::string> answers(people.size());
  {
    std::vector<std::jthread> administrators;
    for (std::size_t i = 0; i < people.size(); ++i) {
      administrators.emplace_back([&, i] {
        const auto tied = house.installation->accounts.tie(ada, dana.account, people[i], 1);
        answers[i] = tied ? "tied" : tied.error().what.key;
      });
    }
  }
  EXPECT_EQ(std::ranges::count(answers, "tied"), 1);
  EXPECT_EQ(std::ranges::count(answers, "auth.account.changed"), 2);
  EXPECT_TRUE(house.verifies());
}

TEST_P(People, what_is_late_goes_to_whoever_owns_the_measure_now) {
  const auto& bob = house.join("bob", "Bob", {"owner"}, house.person("Bob Jansen"));
  const std::string id = measure(olga);
  house.to("2026-05-20T09:00:00Z");
  house.installation->bring_up_to_date(house.organisation);
  task::ListQuery mine;
  mine.mine = true;
  EXPECT_EQ(house.installation->tasks.occurrences(bob, mine)->total, 0);
  auto stored = [&] {
    db::Transaction tx = house.installation->database.read();
    return house.installation->measures.find(tx, house.organisation, MeasureId{id}).value();
  }();
  stored.body.owner = house.person("Bob Jansen");
  ASSERT_TRUE(house.installation->measures.change(alice(), stored.id, stored.body, stored.version));
  mine.to = day("2026-05-20");
  EXPECT_EQ(house.installation->tasks.occurrences(bob, mine)->total, 3) << "10 March, 10 April and 10 May";
}

}  // namespace
}  // namespace waarborg::app
