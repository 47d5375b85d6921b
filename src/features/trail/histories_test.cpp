// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/histories.h"

#include <gtest/gtest.h>

namespace waarborg::trail {
namespace {

LoggedStage logged(const std::string& at, const std::string& state) {
  return {at, "a1", "Alice", crypto::sha256_hex(state), {}, std::nullopt};
}
LoggedStage older(const std::string& at, std::vector<Change> changes) {
  return {at, "a1", "Alice", std::nullopt, std::move(changes), std::nullopt};
}
Stage stage(const std::string& at, const std::string& state, std::vector<Change> changes = {}) {
  return {at, "a1", "Alice", state, std::move(changes)};
}

TEST(Histories, that_say_stage_by_stage_what_the_log_says_are_right) {
  EXPECT_EQ(discord_of({}, {}), std::nullopt);
  EXPECT_EQ(discord_of({logged("1", "a"), logged("2", "b")}, {stage("1", "a"), stage("2", "b")}), std::nullopt);
}

TEST(Histories, whose_earlier_stage_was_changed_differ_also_when_the_latest_is_right) {
  const std::vector<LoggedStage> log = {logged("1", "a"), logged("2", "b")};
  EXPECT_EQ(discord_of(log, {stage("1", "x"), stage("2", "b")}), Discord::kDiffers);
  EXPECT_EQ(discord_of(log, {stage("9", "a"), stage("2", "b")}), Discord::kDiffers) << "the moment";
  Stage other = stage("1", "a");
  other.actor = "Bob";
  EXPECT_EQ(discord_of(log, {other, stage("2", "b")}), Discord::kDiffers) << "who";
  other = stage("1", "a");
  other.account = "b1";
  EXPECT_EQ(discord_of(log, {other, stage("2", "b")}), Discord::kDiffers) << "with which account";
  other.account = "";
  EXPECT_EQ(discord_of(log, {other, stage("2", "b")}), std::nullopt) << "rows that do not say it";
}

TEST(Histories, with_a_stage_too_many_or_too_few_are_found) {
  EXPECT_EQ(discord_of({}, {stage("1", "a")}), Discord::kUnknown);
  EXPECT_EQ(discord_of({logged("1", "a")}, {}), Discord::kMissing);
  EXPECT_EQ(discord_of({logged("1", "a")}, {stage("1", "a"), stage("2", "b")}), Discord::kDiffers);
  EXPECT_EQ(discord_of({logged("1", "a"), logged("2", "b")}, {stage("2", "b")}), Discord::kMissing);
  EXPECT_EQ(discord_of({logged("1", "a"), logged("2", "b")}, {stage("1", "a")}), Discord::kDiffers);
}

TEST(Histories, of_a_removed_record_end_with_its_removal) {
  std::vector<LoggedStage> log = {logged("1", "a"), logged("2", "")};
  log[1].state = "deleted";
  EXPECT_EQ(discord_of(log, {stage("1", "a"), stage("2", "deleted")}), std::nullopt);
  EXPECT_EQ(discord_of(log, {stage("1", "a"), stage("2", "b")}), Discord::kDiffers);
}

TEST(Histories, of_an_older_program_are_compared_by_what_their_entries_say_in_words) {
  const std::vector<Change> said = {{"reason", "", "Omdat"}};
  EXPECT_EQ(discord_of({older("1", said)}, {stage("1", "a", said)}), std::nullopt);
  EXPECT_EQ(discord_of({older("1", said)}, {stage("1", "a", {{"reason", "", "Zomaar"}})}), Discord::kDiffers);
  EXPECT_EQ(discord_of({older("1", said)}, {}), Discord::kMissing);
  const std::string text(3000, 'x');
  EXPECT_EQ(discord_of({older("1", as_logged({{"reason", "", text}}))}, {stage("1", "a", {{"reason", "", text}})}),
            std::nullopt)
      << "a long text stands as its hash";
}

TEST(Histories, an_older_program_let_the_next_declaration_take_the_place_of_the_one_before) {
  const LoggedStage first = older("1", {{"reason", "", "Omdat"}});
  const LoggedStage gone = older("2", {{"reason", "", ""}});
  EXPECT_EQ(discord_of({first, gone}, {}), std::nullopt) << "withdrawn: nothing was left";
  EXPECT_EQ(discord_of({first, gone, logged("3", "b")}, {stage("3", "b")}), std::nullopt);
  EXPECT_EQ(discord_of({gone, first}, {}), Discord::kMissing);
  EXPECT_EQ(discord_of({logged("0", "a"), logged("3", "b")}, {stage("3", "b")}), Discord::kMissing)
      << "a state once written must have its stage";
}

TEST(Histories, name_each_record_that_differs) {
  const auto found = discords_of({{"a", {logged("1", "a")}}, {"b", {logged("1", "b")}}, {"c", {logged("1", "c")}}},
                                 {{"a", {stage("1", "a")}}, {"b", {stage("1", "x")}}, {"d", {stage("1", "d")}}});
  const std::vector<std::pair<Discord, std::string>> expected = {
      {Discord::kDiffers, "b"}, {Discord::kUnknown, "d"}, {Discord::kMissing, "c"}};
  EXPECT_EQ(found, expected);
}

TEST(States, without_a_state_in_the_log_must_be_what_the_changes_add_up_to) {
  const std::map<std::string, std::string> last = {{"name", "Post"}, {"people", "3"}, {"demo", "false"}};
  EXPECT_TRUE(adds_up(last, R"({"name":"Post","people":3,"version":7})"));
  EXPECT_FALSE(adds_up(last, R"({"name":"Pest","people":3})"));
  EXPECT_FALSE(adds_up(last, R"({"name":"Post"})")) << "emptied";
  EXPECT_FALSE(adds_up(last, R"({"name":"Post","people":3,"demo":true})"));
  EXPECT_FALSE(adds_up(last, R"({"name":"Post","people":3,"reason":"Zomaar"})")) << "filled in";
  EXPECT_FALSE(adds_up(last, "no record"));
}

TEST(States, leave_out_empty_fields_so_that_a_new_field_changes_no_older_state) {
  const json::Object before{{"id", "1"}, {"count", 2}, {"done", true}};
  json::Object after = before;
  after["ended_at"] = "";
  after["number"] = 0;
  after["flag"] = false;
  EXPECT_EQ(without_empty(after), without_empty(before));
  after["ended_at"] = "2026-01-01";
  EXPECT_NE(without_empty(after), without_empty(before));
}

}  // namespace
}  // namespace waarborg::trail
