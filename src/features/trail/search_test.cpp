// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "features/auth/testing.h"
#include "features/trail/changed.h"
#include "features/trail/counts.h"
#include "features/trail/queries.h"

namespace waarborg::trail {
namespace {

/// Entries of a few kinds by a few people, and the slow obvious way to search them.
class TrailSearch : public ::testing::TestWithParam<std::string> {
 protected:
  TrailSearch() {
    std::mt19937 random(7);
    const auto any = [&](const std::vector<std::string>& of) { return of[random() % of.size()]; };
    db::Transaction tx = world.database.write();
    for (int i = 0; i < 400; ++i) {
      Author author = world.alice.author();
      author.name = any({"Alice de Vries", "Bob Jansen", "bob de Wit", "100% zorg", ""});
      const NewEntry entry{any({"measure.create", "measure.change", "measures.all", "evidence.add", "measure"}),
                           "note",
                           "n" + std::to_string(random() % 50),
                           any({"Hersteltest", "toegang", "één_TEST"}),
                           {},
                           "",
                           ""};
      world.trail.add(tx, author, entry, world.clock.now());
    }
    world.trail.add(tx, world.charlie.author(), {"measure.create", "note", "south", "", {}, "", ""}, world.clock.now());
    tx.commit();
  }

  static bool fits(const Entry& entry, const Search& search) {
    const auto has = [](const std::string& text, const std::string& part) {
      return lower(text).find(lower(part)) != std::string::npos;
    };
    const std::string below = search.action + (search.action.ends_with('.') ? "" : ".");
    return (search.subject.empty() || entry.subject == search.subject) && has(entry.actor, search.actor) &&
           (search.action.empty() || entry.action == search.action || entry.action.starts_with(below)) &&
           (search.text.empty() || has(entry.subject_label, search.text) || has(entry.actor, search.text));
  }

  testing::World world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(EachDatabase, TrailSearch, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(TrailSearch, finds_what_reading_every_entry_finds_page_by_page) {
  db::Transaction tx = world.database.read();
  const std::vector<Entry> all = world.trail.range(tx, world.north, 0, 1000);
  ASSERT_GE(all.size(), 400U);
  for (const Search& search : std::vector<Search>{
           {},
           {.actor = "bob"},
           {.actor = "DE"},
           {.actor = "100%"},
           {.actor = "niemand"},
           {.action = "measure"},
           {.action = "measure."},
           {.action = "measure.create"},
           {.action = "nothing"},
           {.text = "één_"},
           {.text = "vries"},
           {.actor = "alice", .action = "measure"},
           {.subject = "n7"},
           {.subject = "n7", .actor = "bob", .action = "measure"},
       }) {
    SCOPED_TRACE(search.subject + "|" + search.actor + "|" + search.action + "|" + search.text);
    std::vector<std::int64_t> wanted, found;
    for (const Entry& entry : all) {
      if (fits(entry, search)) wanted.push_back(entry.sequence);
    }
    std::ranges::reverse(wanted);
    for (std::int64_t before = -1;;) {
      const auto page = find(tx, world.north, search, before, 17);
      for (const Entry& entry : page) found.push_back(entry.sequence);
      if (page.size() < 17) break;
      before = page.back().sequence;
    }
    EXPECT_EQ(found, wanted);
    EXPECT_EQ(count(tx, world.north, search), std::ssize(wanted));
  }
}

TEST_P(TrailSearch, names_what_changed_since_an_entry_each_once) {
  db::Transaction tx = world.database.read();
  const std::int64_t entries = size(tx, world.north);
  const auto since = changed_since(tx, world.north, entries - 60, 60);
  ASSERT_TRUE(since);
  std::set<std::string> wanted, found;
  for (const Entry& entry : world.trail.range(tx, world.north, entries - 60, 60)) wanted.insert(entry.subject);
  for (const Changed& one : *since) {
    EXPECT_EQ(one.kind, "note");
    EXPECT_TRUE(found.insert(one.subject).second) << one.subject;
  }
  EXPECT_EQ(found, wanted);
  EXPECT_FALSE(changed_since(tx, world.north, entries - 60, 59)) << "too many";
  EXPECT_FALSE(changed_since(tx, world.north, entries + 1, 60)) << "a log that became shorter";
  EXPECT_TRUE(changed_since(tx, world.north, entries, 60)->empty());
}

TEST_P(TrailSearch, knows_how_many_entries_there_are_of_each_action_and_person_without_reading_them) {
  db::Transaction tx = world.database.read();
  std::map<std::string, std::int64_t> actions, actors;
  for (const Entry& entry : world.trail.range(tx, world.north, 0, 1000)) {
    ++actions[entry.action];
    ++actors[entry.actor];
  }
  const auto as_map = [&](CountOf column) {
    std::map<std::string, std::int64_t> out;
    for (const Count& one : counts(tx, world.north, column)) out[one.value] = one.entries;
    return out;
  };
  EXPECT_EQ(as_map(CountOf::kAction), actions);
  EXPECT_EQ(as_map(CountOf::kActor), actors);
  EXPECT_EQ(counts(tx, world.south, CountOf::kAction), (std::vector<Count>{{"measure.create", 1}}));
  const auto before = world.database.statements_run();
  EXPECT_EQ(count(tx, world.north, {.action = "evidence"}), actions["evidence.add"]);
  EXPECT_EQ(world.database.statements_run() - before, 1U);
}

TEST_P(TrailSearch, numbers_that_were_altered_are_found_by_verify) {
  db::Transaction tx = world.database.write();
  EXPECT_TRUE(world.trail.verify(tx, world.north, {}).problems.empty());
  tx.execute(sql::kCountAdd, world.north, "action", "measure.create", 1);
  const auto problems = world.trail.verify(tx, world.north, {}).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems.front().key, "trail.verify.counts_differ");
}

}  // namespace
}  // namespace waarborg::trail
