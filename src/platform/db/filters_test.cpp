// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/filters.h"

#include <gtest/gtest.h>

#include <map>

namespace waarborg::db {
namespace {

constexpr std::array<std::string_view, 4> kNames{"organisation", "kind", "owners", "from"};
constexpr std::string_view kList =
    "SELECT id FROM t WHERE o = :organisation AND (:kind = '' OR strpos(:kind, ',(' || kind) > 0)"
    " AND (:owners = '*' OR (owner <> '' AND strpos(:owners, owner) > 0)) AND (:from < 0 OR size >= :from) ORDER BY id";

std::string list_for(std::string kind, std::string owners, std::int64_t from) {
  return with_fitting_filters(kList, kNames, {Cell("o1"), Cell(std::move(kind)), Cell(std::move(owners)), Cell(from)});
}

TEST(Filters, that_let_every_row_through_are_left_out) {
  EXPECT_EQ(list_for("", "*", -1), "SELECT id FROM t WHERE o = :organisation    ORDER BY id");
  EXPECT_EQ(
      list_for("", "p1", -1),
      "SELECT id FROM t WHERE o = :organisation  AND ((owner <> '' AND strpos(:owners, owner) > 0))  ORDER BY id");
}

TEST(Filters, that_ask_something_say_nothing_else) {
  constexpr std::string_view kAll =
      "SELECT id FROM t WHERE o = :organisation AND (strpos(:kind, ',(' || kind) > 0)"
      " AND ((owner <> '' AND strpos(:owners, owner) > 0)) AND (size >= :from) ORDER BY id";
  EXPECT_EQ(list_for("server", "p1", 0), kAll);
  EXPECT_EQ(list_for("*", "", 0), kAll) << "no owner at all is a question, and a star is no kind";
}

TEST(Filters, are_left_out_only_where_an_argument_is_known_for_them) {
  EXPECT_EQ(with_fitting_filters("WHERE a = 1 AND (:other = '' OR b = :other)", kNames, {Cell("o1")}),
            "WHERE a = 1 AND (:other = '' OR b = :other)");
  EXPECT_EQ(with_fitting_filters("WHERE a = 1 AND (:kind = '' OR kind = :kind", kNames, {Cell("o1"), Cell("")}),
            "WHERE a = 1 ")
      << "a bracket that is never closed ends with the statement";
}

TEST(Filters, statements_with_the_same_signs_have_the_same_text) {
  const std::string forms = filter_forms(kList, kNames);
  EXPECT_EQ(forms, " 0*<");
  EXPECT_EQ(filter_forms("SELECT id FROM t WHERE o = :organisation", kNames), "");
  std::map<std::string, std::string> text_of;
  const std::vector<Cell> texts{Cell(""), Cell("*"), Cell("p1"), Cell()};
  const std::vector<Cell> numbers{Cell(std::int64_t{-1}), Cell(std::int64_t{0}), Cell(-0.5), Cell(0.5), Cell()};
  for (const Cell& organisation : texts) {
    for (const Cell& kind : texts) {
      for (const Cell& owners : texts) {
        for (const Cell& from : numbers) {
          const std::vector<Cell> arguments{organisation, kind, owners, from};
          const std::string text = with_fitting_filters(kList, kNames, arguments);
          EXPECT_EQ(text_of.emplace(idle_signs(forms, arguments), text).first->second, text);
        }
      }
    }
  }
  EXPECT_EQ(text_of.size(), 8U) << "each of three filters asks or does not";
}

TEST(Filters, a_parameter_is_its_whole_name) {
  EXPECT_TRUE(has_parameter(kList, "from"));
  EXPECT_FALSE(has_parameter("a = :from_day AND b = :fro", "from"));
}

}  // namespace
}  // namespace waarborg::db
