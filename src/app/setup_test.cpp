// SPDX-License-Identifier: EUPL-1.2
//
// Starting an organisation and taking over what is proposed.
#include <cmath>
#include <map>
#include <set>

#include "app/test_house.h"

namespace waarborg::app {
namespace {

struct SetUp : ::testing::TestWithParam<std::string> {
  std::vector<setup::Proposal> proposals() {
    return house.installation->setup.proposals(house.actors.at("alice")).value();
  }
  std::int64_t adopt(const std::vector<std::string>& cards) {
    return house.installation->setup.adopt(house.actors.at("alice"), cards).value();
  }
  std::vector<measure::StoredMeasure> measures() {
    db::Transaction tx = house.installation->database.read();
    return house.installation->measures.all(tx, house.organisation);
  }
  testing::House house{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, SetUp, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(SetUp, makes_people_sites_the_norm_and_the_first_roles) {
  house.start("pharmacy", 9, {{"Hoofdstraat", "Utrecht"}, {"Plein", "Zeist"}});
  db::Transaction tx = house.installation->database.read();
  const auto& records = house.installation->records;
  EXPECT_EQ(records.count(tx, house.organisation, *record::find_register("site")), 2);
  EXPECT_EQ(records.count(tx, house.organisation, *record::find_register("person")), 3);
  EXPECT_EQ(house.installation->catalog.frameworks(tx, house.organisation).size(), 1U);
  EXPECT_GT(house.installation->catalog.all_requirements(tx, house.organisation).size(), 100U);
  const auto row = house.get("/api/v1/organisation");
  EXPECT_EQ(row.at("sub_sector").as_string(), "pharmacy");
  EXPECT_TRUE(row.at("set_up").as_bool());
}

TEST_P(SetUp, refuses_half_an_organisation_and_keeps_nothing_of_it) {
  const auto try_one = [&](setup::SetupInput input) {
    const auto made = house.installation->setup.create(house.founder, "Alice", input, false);
    return made ? std::string("made") : made.error().what.key + " " + made.error().where;
  };
  setup::SetupInput good{"Apotheek", "pharmacy", 4, {}, "B", "A", "H"};
  auto bad = good;
  bad.name = "  ";
  EXPECT_EQ(try_one(bad), "org.name_missing name");
  bad = good;
  bad.sub_sector = "bakery";
  EXPECT_EQ(try_one(bad), "org.sub_sector_unknown sub_sector");
  bad = good;
  bad.people = 0;
  EXPECT_EQ(try_one(bad), "org.people_range people");
  bad = good;
  bad.sites = {{"Plein", ""}, {"", "Zeist"}};
  EXPECT_EQ(try_one(bad), "record.required sites[1].name");
  db::Transaction tx = house.installation->database.read();
  EXPECT_TRUE(org::all(tx).empty());
}

TEST_P(SetUp, needs_an_account_that_may_create_organisations) {
  const auto other =
      house.installation->accounts.create_account("bob", "Bob", "een lang wachtwoord 8361", false).value();
  const auto made =
      house.installation->setup.create(other, "Bob", {"Apotheek", "pharmacy", 4, {}, "B", "A", "H"}, false);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, FaultKind::kForbidden);
}

TEST_P(SetUp, takes_over_proposals_once_with_owner_place_and_rhythm) {
  house.start("gp_practice", 12, {{"Noord", ""}, {"Zuid", ""}});
  const auto offered = proposals();
  ASSERT_GT(offered.size(), 40U);
  std::vector<std::string> cards;
  for (const auto& one : offered) cards.push_back(one.card);
  EXPECT_EQ(adopt(cards), std::ssize(offered));
  EXPECT_EQ(adopt(cards), 0) << "twice is once";
  for (const auto& one : proposals()) EXPECT_TRUE(one.adopted);
  std::set<std::string> days;
  for (const auto& made : measures()) {
    EXPECT_FALSE(made.body.owner.empty()) << made.body.title;
    EXPECT_FALSE(made.body.places.empty());
    EXPECT_FALSE(made.body.plan.operation.empty());
    EXPECT_GE(made.body.plan.operation[0].start, "2026-03-09") << "nothing is due before there is time to do it";
    EXPECT_LE(made.body.plan.operation[0].start.substr(8), "28") << "no day that a short month lacks";
    days.insert(made.body.plan.operation[0].start);
  }
  EXPECT_GT(days.size(), 20U) << "spread: nobody can do fifty first things on one day";
  const auto sites = std::ranges::count_if(measures(), [](const auto& made) { return made.body.places.size() == 2; });
  EXPECT_GT(sites, 3) << "what holds in sites holds in both";
  EXPECT_TRUE(house.verifies());
}

TEST_P(SetUp, proposes_only_places_that_exist_or_the_whole_organisation) {
  house.start("gp_practice", 12, {});
  const auto offered = proposals();
  ASSERT_FALSE(offered.empty());
  for (const auto& one : offered) {
    EXPECT_EQ(one.places, "organisation") << one.card;
    EXPECT_EQ(one.place_count, 1) << one.card;
  }
  house.start("gp_practice", 12, {{"Noord", ""}, {"Zuid", ""}});
  std::map<std::string, std::set<std::int64_t>> counts;
  for (const auto& one : proposals()) counts[one.places].insert(one.place_count);
  EXPECT_EQ(counts, (std::map<std::string, std::set<std::int64_t>>{{"organisation", {1}}, {"site", {2}}}))
      << "nobody entered a system or a supplier";
}

TEST_P(SetUp, refuses_an_unknown_card_and_makes_none_of_the_others) {
  house.start();
  const auto made =
      house.installation->setup.adopt(house.actors.at("alice"), {proposals().front().card, "bestaat-niet"});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().what.key, "setup.card_unknown");
  EXPECT_TRUE(measures().empty());
}

TEST_P(SetUp, is_for_who_may_edit_measures) {
  house.start();
  house.join("bob", "Bob", {"auditor"});
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/setup/proposals", "bob").status, 200);
  EXPECT_EQ(house.ask(http::Method::kPost, "/api/v1/setup/measures", "bob", R"({"cards":[]})").status, 403);
  EXPECT_EQ(house.ask(http::Method::kGet, "/api/v1/setup/proposals", "nobody").status, 401);
}

TEST_P(SetUp, combines_roles_only_below_ten_people_and_with_a_reason) {
  house.start("gp_practice", 2);
  auto& setup = house.installation->setup;
  const auto& alice = house.actors.at("alice");
  EXPECT_EQ(setup.combine_roles(alice, "we zijn met twee", -1).value().combined_roles_reason, "we zijn met twee");
  auto grown = setup.organisation(alice).value();
  grown.people = 10;
  EXPECT_EQ(setup.change_organisation(alice, grown).value().combined_roles_reason, "") << "grown out of it";
  const auto again = setup.combine_roles(alice, "nog steeds", -1);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().what.key, "org.combined_too_large");
}

/// One database is enough: what is proposed does not depend on it.
TEST(Proposals, fit_every_sub_sector_and_size_and_ask_no_more_than_it_can_bear) {
  testing::House house("sqlite");
  for (const std::string& sub_sector : org::sub_sectors()) {
    for (const std::int64_t people : {2, 9, 25, 49, 50, 250, 4000}) {
      house.start(sub_sector, people);
      double hours = 0;
      const auto offered = house.installation->setup.proposals(house.actors.at("alice")).value();
      std::set<std::string> owners;
      for (const auto& one : offered) {
        hours += static_cast<double>(one.minutes_per_month) / 60;
        EXPECT_FALSE(one.owner.empty()) << one.card;
        EXPECT_GT(one.place_count, 0) << one.card;
        EXPECT_EQ(one.cadence.find("FREQ"), std::string::npos) << one.card << " has a rhythm without words";
        EXPECT_GT(one.minutes_per_month, 0) << one.card;
        owners.insert(one.owner);
      }
      EXPECT_GE(offered.size(), people < 10 ? 30U : 45U) << sub_sector << " " << people;
      EXPECT_EQ(owners.size(), 3U) << "the work is divided over the three people who were named";
      EXPECT_LT(hours, people < 10 ? 5.0 : people < 50 ? 6.0 : 9.0) << sub_sector << " of " << people;
    }
  }
}

}  // namespace
}  // namespace waarborg::app
