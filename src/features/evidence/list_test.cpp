// SPDX-License-Identifier: EUPL-1.2
//
// The list of evidence: filters, orders, pages, and what of it the asker may judge.
#include <algorithm>

#include "features/evidence/test_world.h"

namespace waarborg::evidence {
namespace {

struct EvidenceList : EvidenceWorld {
  auto card_of(db::Transaction& tx) {
    return [&](const std::string& measure) {
      return evidence.measure_facts().measures(tx, world.north, {measure})[measure];
    };
  }
};

TEST_P(EvidenceList, is_listed_newest_first_without_a_query_per_row) {
  for (int i = 0; i < 7; ++i) {
    EvidenceInput given = input();
    given.title = "Bewijs " + std::to_string(i);
    given.measure = i % 2 == 0 ? "m1" : "m2";
    if (i == 6) given.aspect = EvidenceAspect::kDesign;
    added(world.bob, given);
    if (i != 3) world.clock.tick(std::chrono::minutes(1));  // two at the same moment
  }
  std::vector<std::string> titles;
  ListQuery query;
  query.limit = 2;
  do {
    const auto before = world.database.statements_run();
    asked = 0;
    const auto page = evidence.list(world.alice, query).value();
    EXPECT_LE(world.database.statements_run() - before, 4U);
    EXPECT_LE(asked, 2) << "for the titles, and for who may judge";
    EXPECT_EQ(page.total, 7);
    for (const auto& row : page.items) titles.push_back(row.title);
    query.after = page.next.value_or("");
  } while (!query.after.empty());
  ASSERT_EQ(titles.size(), 7U);
  EXPECT_EQ(titles.front(), "Bewijs 6");
  EXPECT_EQ(titles.back(), "Bewijs 0");
  std::ranges::sort(titles);
  EXPECT_EQ(std::ranges::unique(titles).size(), 0U);

  const auto count = [&](ListQuery filter) { return evidence.list(world.alice, filter).value().total; };
  EXPECT_EQ(count({.measure = "m1"}), 4);
  EXPECT_EQ(count({.aspect = "design"}), 1);
  EXPECT_EQ(count({.review = "accepted"}), 0);
  EXPECT_EQ(count({.kind = "inspection", .search = "BEWIJS 5"}), 1);
  EXPECT_EQ(count({.search = "%%%"}), 0);
  EXPECT_EQ(evidence.list(world.charlie, {}).value().total, 0);
}

TEST_P(EvidenceList, is_sorted_both_ways_over_all_pages_and_without_gaps) {
  for (int i = 0; i < 7; ++i) {
    EvidenceInput given = input();
    given.title = std::string(i % 2 == 0 ? "b" : "A") + std::to_string(i / 2);
    given.covers_to = day("2026-02-01") + std::chrono::days(i % 3);
    if (i % 3 != 0) given.valid_until = day("2026-06-01") + std::chrono::days(7 - i);
    added(world.bob, given);
    world.clock.tick(std::chrono::minutes(1));
  }
  const auto key = [](const EvidenceRow& row, const std::string& sort) {
    if (sort.ends_with("title")) return std::string(row.title[0] == 'A' ? "a" : "b") + row.title[1];
    if (sort.ends_with("covers_to")) return waarborg::to_text(row.covers_to);
    if (sort.ends_with("received_at")) return waarborg::to_text(row.received_at);
    // What never expires comes last.
    return row.valid_until ? waarborg::to_text(*row.valid_until) : std::string("9999-12-31");
  };
  for (const std::string word : {"title", "covers_to", "received_at", "valid_until"}) {
    for (const std::string& sort : {word, "-" + word}) {
      for (const std::string measure : {"", "m1"}) {
        std::vector<std::pair<std::string, std::string>> seen;
        ListQuery query{.measure = measure, .sort = sort, .limit = 2};
        do {
          const auto page = evidence.list(world.alice, query).value();
          for (const auto& row : page.items) seen.emplace_back(key(row, sort), row.id);
          query.after = page.next.value_or("");
        } while (!query.after.empty());
        auto expected = seen;
        std::ranges::sort(expected);
        EXPECT_EQ(std::ranges::unique(expected).size(), 0U) << sort;
        if (sort.starts_with('-')) std::ranges::reverse(expected);
        EXPECT_EQ(seen, expected) << sort << " " << measure;
        EXPECT_EQ(seen.size(), 7U) << sort;
      }
    }
  }
  EXPECT_EQ(evidence.list(world.alice, {.sort = "sha256"}).error().where, "sort");
}

TEST_P(EvidenceList, says_in_the_list_what_the_asker_may_judge_and_which_version_he_saw) {
  added(world.bob);
  const auto row = [&](const auth::Actor& who) { return evidence.list(who, {}).value().items.front(); };
  EXPECT_TRUE(row(dana).may_review);
  EXPECT_FALSE(row(world.bob).may_review) << "he has no right to, and handed it in himself";
  EXPECT_FALSE(row(olga).may_review) << "she owns the measure";
  EXPECT_EQ(row(dana).version, 1);
  ASSERT_TRUE(evidence.review(dana, row(dana).id, {}));
  EXPECT_FALSE(row(dana).may_review) << "it is decided";
  EXPECT_EQ(row(dana).version, 2);
}

TEST_P(EvidenceList, is_listed_of_a_place_together_with_what_is_about_no_place_in_particular) {
  const PlaceRef system{"system", "s1"}, other{"site", "s1"};
  const std::vector<std::vector<PlaceRef>> all{{system}, {other, system}, {other}, {}};
  for (const auto& places : all) {
    EvidenceInput given = input();
    given.places = places;
    added(world.bob, given);
  }
  const auto count = [&](const char* place) { return evidence.list(world.alice, {.place = place}).value().total; };
  EXPECT_EQ(count(""), 4);
  EXPECT_EQ(count("system/s1"), 3);
  EXPECT_EQ(count("site/s1"), 3);
  EXPECT_EQ(count("system/s"), 1) << "a part of an id is not that place";
  EXPECT_EQ(count("department/s1"), 1);
}

TEST_P(EvidenceList, that_expires_keeps_every_filter_of_the_list) {
  for (const EvidenceAspect aspect : {EvidenceAspect::kExistence, EvidenceAspect::kDesign}) {
    EvidenceInput given = input();
    given.aspect = aspect;
    given.title = aspect == EvidenceAspect::kDesign ? "Beleid" : "Test";
    given.valid_until = day(aspect == EvidenceAspect::kDesign ? "2026-03-10" : "2026-03-20");
    added(world.bob, given);
  }
  const auto count = [&](ListQuery filter) {
    filter.expiring = true;
    return evidence.list(world.alice, filter).value().total;
  };
  EXPECT_EQ(count({}), 2);
  EXPECT_EQ(count({.aspect = "design"}), 1);
  EXPECT_EQ(count({.review = "accepted"}), 0);
  EXPECT_EQ(count({.kind = "document"}), 0);
  EXPECT_EQ(count({.search = "test"}), 1);
  const auto first = evidence.list(world.alice, {.expiring = true, .limit = 1}).value();
  EXPECT_EQ(first.total, 2);
  EXPECT_EQ(first.items.front().title, "Beleid") << "what expires first";
  ASSERT_TRUE(first.next);
  EXPECT_EQ(evidence.list(world.alice, {.expiring = true, .after = *first.next}).value().items.front().title, "Test");
}

TEST_P(EvidenceList, that_expires_is_shown_until_it_has_a_successor) {
  EvidenceInput given = input();
  given.valid_until = day("2026-03-20");
  const std::string old = added(world.bob, given);
  given.title = "Later";
  given.valid_until = day("2027-03-20");
  given.places.clear();
  added(world.bob, given);
  const auto names = [&] {
    std::vector<std::string> ids;
    const auto page = evidence.list(world.alice, {.expiring = true}).value();
    for (const auto& row : page.items) ids.push_back(row.id);
    return ids;
  };
  EXPECT_EQ(names(), std::vector<std::string>{old});
  EXPECT_EQ(evidence.list(world.alice, {.expiring = true}).value().items.front().expires_in_days, 18);
  given.places = {{"system", "s1"}};
  added(world.bob, given);
  EXPECT_TRUE(names().empty()) << "newer proof of the same place";
  db::Transaction tx = world.database.read();
  EXPECT_TRUE(evidence.expiring(tx, world.south, 30, 10).empty());
  EXPECT_EQ(evidence.waiting(tx, dana, card_of(tx)).count, 3);
  EXPECT_FALSE(evidence.waiting(tx, dana, card_of(tx)).oldest.empty());
  auth::Actor elsewhere = dana;
  elsewhere.organisation = world.south;
  EXPECT_EQ(evidence.waiting(tx, elsewhere, card_of(tx)).count, 0);
  EXPECT_EQ(evidence.waiting(tx, world.bob, card_of(tx)).count, 0) << "a contributor reviews nothing";
}

TEST_P(EvidenceList, that_expires_is_followed_by_newer_proof_without_an_end_of_its_own) {
  const auto of_day = [](const char* on) {
    EvidenceInput given = input();
    given.covers_from = given.covers_to = day(on);
    return given;
  };
  const auto ending = [&] {
    db::Transaction tx = world.database.read();
    EXPECT_EQ(evidence.list(world.alice, {.expiring = true}).value().total,
              std::ssize(evidence.expiring(tx, world.north, 30, 10)));
    return evidence.list(world.alice, {.expiring = true}).value().total;
  };
  added(world.bob, of_day("2026-01-01"));
  world.clock.tick(std::chrono::minutes(1));
  EvidenceInput old = of_day("2026-02-01");
  old.valid_until = day("2026-03-20");
  added(world.bob, old);
  world.clock.tick(std::chrono::minutes(1));
  EXPECT_EQ(ending(), 1) << "what was there before is no successor";
  added(world.bob, of_day("2026-01-15"));
  EXPECT_EQ(ending(), 1) << "nor what is about an earlier day";
  added(world.bob, of_day("2026-02-20"));
  EXPECT_EQ(ending(), 0);
}

TEST_P(EvidenceList, that_waits_is_counted_for_who_may_judge_it) {
  auth::Actor bob = world.bob;
  bob.rights.insert("evidence.review");
  added(bob);
  world.clock.tick(std::chrono::minutes(1));
  EvidenceInput given = input();
  given.title = "Van Dana";
  const std::string other = added(
      [&] {
        auth::Actor both = dana;
        both.rights.insert("evidence.add");
        return both;
      }(),
      given);
  db::Transaction tx = world.database.read();
  EXPECT_EQ(evidence.waiting(tx, bob, card_of(tx)).count, 1) << "not his own";
  EXPECT_EQ(evidence.waiting(tx, bob, card_of(tx)).oldest, "Van Dana");
  EXPECT_EQ(evidence.waiting(tx, dana, card_of(tx)).oldest, "Hersteltest Q4");
  EXPECT_EQ(evidence.judged(tx, world.north, {other, "unknown"}),
            (std::map<std::string, ReviewState>{{other, ReviewState::kPending}}));
  EXPECT_TRUE(evidence.judged(tx, world.south, {other}).empty());
}

INSTANTIATE_TEST_SUITE_P(EachDatabase, EvidenceList, ::testing::ValuesIn(waarborg::testing::databases()));

}  // namespace
}  // namespace waarborg::evidence
