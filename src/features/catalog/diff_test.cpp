// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace waarborg::catalog {
namespace {

/// A flat framework of these items; "a<p" stands under "p".
Library library(int version, const std::vector<std::string>& items) {
  Library one;
  one.urn = "urn:demo";
  one.version = version;
  one.source_sha256 = std::to_string(version);
  one.frameworks.emplace_back();
  for (const std::string& item : items) {
    Requirement node;
    const std::size_t under = item.find('<');
    node.urn = item.substr(0, under);
    if (under != std::string::npos) node.parent_urn = item.substr(under + 1);
    node.order = one.frameworks[0].requirements.size();
    one.frameworks[0].requirements.push_back(node);
  }
  return one;
}

using Urns = std::vector<std::string>;

TEST(LibraryDiff, names_what_was_added_removed_and_moved) {
  const auto changes = diff(library(1, {"p", "q", "a<p", "b<p", "c<p"}), library(2, {"p", "q", "b<p", "c<q", "d<q"}));

  ASSERT_TRUE(changes);
  EXPECT_EQ(Urns{"d"}, changes->added);
  EXPECT_EQ(Urns{"a"}, changes->removed);
  EXPECT_EQ(Urns{"c"}, changes->moved);
  EXPECT_TRUE(changes->changed.empty());
  EXPECT_EQ(1, changes->old_version);
  EXPECT_EQ(2, changes->new_version);
}

TEST(LibraryDiff, one_requirement_put_elsewhere_is_one_move_not_many) {
  EXPECT_EQ(Urns{"e"}, diff(library(1, {"a", "b", "c", "d", "e"}), library(2, {"e", "a", "b", "c", "d"}))->moved);
  EXPECT_EQ(Urns{"a"}, diff(library(1, {"a", "b", "c", "d", "e"}), library(2, {"b", "c", "d", "e", "a"}))->moved);
  EXPECT_TRUE(diff(library(1, {"a", "b", "c"}), library(2, {"new", "a", "x", "c"}))->moved.empty());
}

TEST(LibraryDiff, names_the_fields_and_languages_that_changed) {
  Library before = library(1, {"a"});
  Library after = library(2, {"a"});
  before.frameworks[0].requirements[0].texts = {{"nl", {{"asks", "oud"}, {"title", "T"}}}, {"en", {{"why", "w"}}}};
  after.frameworks[0].requirements[0].texts = {{"nl", {{"asks", "nieuw"}, {"title", "T"}}}};
  after.frameworks[0].requirements[0].assessable = true;
  after.mapping_sets.emplace_back();

  const auto changes = diff(before, after);

  ASSERT_TRUE(changes);
  ASSERT_EQ(1U, changes->changed.size());
  EXPECT_EQ((Urns{"assessable", "en.why", "nl.asks"}), changes->changed[0].fields);
  EXPECT_EQ(Urns{"mappings"}, changes->changed_parts);
}

TEST(LibraryDiff, refuses_a_lower_version_another_library_and_a_changed_same_version) {
  Library changed = library(2, {"a"});
  changed.source_sha256 = "another";
  Library other = library(3, {"a"});
  other.urn = "urn:other";

  EXPECT_EQ("catalog.diff.lower_version", diff(library(2, {}), library(1, {})).error().what.key);
  EXPECT_EQ("catalog.diff.same_version", diff(library(2, {"a"}), changed).error().what.key);
  EXPECT_EQ("catalog.diff.other_library", diff(library(2, {"a"}), other).error().what.key);
  EXPECT_EQ(FaultKind::kConflict, diff(library(2, {"a"}), changed).error().kind);
  EXPECT_TRUE(diff(library(2, {"a"}), library(2, {"a"}))->empty());
}

TEST(LibraryDiff, applied_to_the_old_version_it_gives_the_new_one) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    Urns pool;
    for (int i = 0; i < 12; ++i) pool.push_back(std::string(1, static_cast<char>('a' + i)));
    std::shuffle(pool.begin(), pool.end(), random);
    const Urns before(pool.begin(), pool.begin() + static_cast<std::ptrdiff_t>(random() % 13));
    std::shuffle(pool.begin(), pool.end(), random);
    const Urns after(pool.begin(), pool.begin() + static_cast<std::ptrdiff_t>(random() % 13));

    const auto changes = diff(library(1, before), library(2, after));

    ASSERT_TRUE(changes);
    const auto has = [](const Urns& list, const std::string& urn) {
      return std::find(list.begin(), list.end(), urn) != list.end();
    };
    Urns kept_before;
    Urns kept_after;
    for (const auto& urn : before) {
      EXPECT_EQ(has(changes->removed, urn), !has(after, urn));
      if (has(after, urn) && !has(changes->moved, urn)) kept_before.push_back(urn);
    }
    for (const auto& urn : after) {
      EXPECT_EQ(has(changes->added, urn), !has(before, urn));
      if (has(before, urn) && !has(changes->moved, urn)) kept_after.push_back(urn);
    }
    EXPECT_EQ(kept_before, kept_after) << "what did not move keeps its order";
  }
}

}  // namespace
}  // namespace waarborg::catalog
