// SPDX-License-Identifier: EUPL-1.2
//
// Who leaves the organisation, and who comes back, is who he was: nobody becomes independent of his own work by it.
#include "app/test_house.h"
#include "features/auth/member_views.h"

namespace waarborg::app {
namespace {

using testing::day;

struct Leaving : ::testing::TestWithParam<std::string> {
  Leaving() {
    house.start();
    rita = house.join("rita", "Rita Bakker", {"reviewer"}, house.person("Rita Bakker"));
  }
  const auth::Actor& alice() { return house.actors.at("alice"); }
  std::string measure(const std::string& owner) {
    measure::MeasureInput input;
    input.title = "Toegang";
    input.owner = owner;
    input.plan.existence = measure::PlannedExistence{};
    return house.installation->measures.create(alice(), input).value().id.text;
  }
  std::string evidence(const auth::Actor& by, const std::string& measure) {
    evidence::EvidenceInput input;
    input.title = "Gezien";
    input.aspect = evidence::EvidenceAspect::kExistence;
    input.measure = measure;
    input.covers_from = input.covers_to = day("2026-03-01");
    input.note = "foto";
    return house.installation->evidence.add(by, input).value().id;
  }
  std::string refusal(const auth::Actor& who, const std::string& id) {
    const auto done = house.installation->evidence.review(who, id, {evidence::ReviewState::kAccepted, "gezien"});
    return done ? "accepted" : done.error().what.key;
  }
  std::string existence(const std::string& id, std::optional<Moment> known_at = {}) {
    const auto all = house.installation->assessments.get(house.organisation, {}, known_at);
    return all->measure_trio(all->measure_at.at(id)).existence;
  }
  void leave(const AccountId& account) {
    house.clock.tick(std::chrono::hours(1));
    const auto left = house.ask(http::Method::kDelete, "/api/v1/accounts/" + account.text, "alice");
    ASSERT_EQ(left.status, 200) << left.body;
    house.clock.tick(std::chrono::hours(1));
  }
  void come_back(const AccountId& account, const auth::Roles& roles) {
    db::Transaction tx = house.installation->database.write();
    ASSERT_TRUE(
        house.installation->accounts.add_membership(tx, auth::system_actor(house.organisation), account, roles));
    tx.commit();
  }
  std::string person_of(const AccountId& account) {
    db::Transaction tx = house.installation->database.read();
    return auth::person_of(tx, house.organisation, account);
  }
  void tie(const AccountId& account, const std::string& person) {
    house.clock.tick(std::chrono::hours(1));
    db::Transaction tx = house.installation->database.write();
    ASSERT_TRUE(house.installation->accounts.tie(tx, auth::system_actor(house.organisation), account, person));
    tx.commit();
  }

  testing::House house{GetParam()};
  auth::Actor rita;
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, Leaving, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Leaving, and_coming_back_makes_nobody_independent_of_a_measure_of_his_own) {
  const std::string person = house.person("H. de Vries-Jansen");
  const auth::Actor rik = house.join("rikj", "Rik Jansen", {"reviewer"}, person);
  const std::string piece = evidence(alice(), measure(person));
  ASSERT_EQ(refusal(rik, piece), "evidence.review.own_measure");
  leave(rik.account);
  EXPECT_EQ(person_of(rik.account), person) << "the log names him still";
  come_back(rik.account, {"reviewer"});
  EXPECT_EQ(person_of(rik.account), person);
  EXPECT_EQ(refusal(rik, piece), "evidence.review.own_measure");
  EXPECT_TRUE(house.verifies());
}

TEST_P(Leaving, leaves_the_proof_as_it_was_judged_of_who_turned_out_to_be_the_owner) {
  const std::string person = house.person("Dana Smit");
  const auth::Actor dana = house.join("dana", "D.S.", {"reviewer"});  // nobody said yet who that is
  const std::string id = measure(person);
  ASSERT_EQ(refusal(dana, evidence(alice(), id)), "accepted");
  const Moment accepted = house.clock.now();
  tie(dana.account, person);
  const Moment tied = house.clock.now();
  ASSERT_EQ(existence(id), "not_shown") << "she judged her own";
  leave(dana.account);
  const Moment left = house.clock.now();
  EXPECT_EQ(existence(id), "not_shown") << "leaving makes it no other's";
  EXPECT_EQ(existence(id, accepted), "shown") << "it was not known then";
  EXPECT_EQ(existence(id, tied), "not_shown");
  come_back(dana.account, {"reviewer"});
  EXPECT_EQ(existence(id), "not_shown");
  EXPECT_EQ(existence(id, left), "not_shown");
}

TEST_P(Leaving, and_coming_back_under_another_login_makes_nobody_independent_of_what_his_token_handed_in) {
  const auth::Actor con = house.join("con", "Con Trib", {"contributor"});
  auth::Actor token = con;
  token.name = "back-up-server";
  token.collector = "0190aaaa";
  const std::string id = measure("");
  const std::string piece = evidence(token, id);
  const std::string other = evidence(token, id);
  leave(con.account);
  const auth::Actor back = house.join("con.trib", "Con Trib", {"reviewer"});
  EXPECT_EQ(refusal(back, piece), "evidence.review.own_collection");
  EXPECT_EQ(house.installation->evidence.withdraw(back, piece, "bevalt niet").error().what.key,
            "evidence.review.own_collection");
  EXPECT_EQ(existence(id), "not_shown");
  ASSERT_EQ(refusal(rita, other), "accepted");
  EXPECT_EQ(existence(id), "shown") << "by a colleague it counts";
}

TEST_P(Leaving, the_engine_knows_who_stood_behind_a_token_of_who_left) {
  const auth::Actor con = house.join("con", "C.T.", {"contributor"});
  auth::Actor token = con;
  token.name = "back-up-server";
  token.collector = "0190aaaa";
  const auth::Actor judge = house.join("con.trib", "Con Trib", {"reviewer"});
  const std::string id = measure("");
  ASSERT_EQ(refusal(judge, evidence(token, id)), "accepted") << "nobody said yet that they are one";
  ASSERT_EQ(existence(id), "shown");
  tie(con.account, house.person("Con Trib"));
  EXPECT_EQ(existence(id), "not_shown");
  leave(con.account);
  EXPECT_EQ(existence(id), "not_shown");
}

TEST_P(Leaving, a_colleague_of_the_name_of_who_left_is_taken_for_him_until_both_sign_in) {
  const std::string first = house.person("Jan Jansen");
  const auth::Actor one = house.join("jan", "Jan Jansen", {"contributor"}, first);
  const std::string piece = evidence(one, measure(""));
  leave(one.account);
  const auth::Actor two = house.join("jan2", "Jan Jansen", {"reviewer"}, house.record_id("person", "Jan Jansen"));
  EXPECT_EQ(refusal(two, piece), "evidence.review.own_collection");
  come_back(one.account, {"contributor"});
  EXPECT_EQ(refusal(two, piece), "accepted");
}

}  // namespace
}  // namespace waarborg::app
