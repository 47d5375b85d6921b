// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/names/selectors.h"

#include <gtest/gtest.h>

namespace waarborg::scan {
namespace {

using Names = std::vector<std::string>;

TEST(Selectors, are_apart_by_spaces_commas_or_lines_and_stand_once) {
  EXPECT_EQ(read_selectors("").value(), Names{});
  EXPECT_EQ(read_selectors(" ,\n ").value(), Names{});
  EXPECT_EQ(read_selectors("selector1, selector2;google\ngoogle").value(), (Names{"selector1", "selector2", "google"}));
  EXPECT_EQ(read_selectors("Selector1 selector1").value(), Names{"selector1"}) << "the DNS knows no capitals";
  EXPECT_EQ(read_selectors("2026-01._mail.brisbane").value(), Names{"2026-01._mail.brisbane"});
}

TEST(Selectors, of_other_characters_or_with_a_label_that_is_empty_or_too_long_are_refused) {
  const std::string longest(63, 'a');
  EXPECT_TRUE(read_selectors(longest + "." + longest));
  for (const std::string& bad :
       {std::string("sel/ector"), std::string("s\u00E9lecteur"), std::string("a..b"), std::string(".a"),
        std::string("a."), std::string("*"), longest + "a", longest + "." + longest + "." + longest + "." + longest}) {
    const auto read = read_selectors("good " + bad);
    ASSERT_FALSE(read) << bad;
    EXPECT_EQ(read.error().what.key, "scan.selector.invalid") << bad;
  }
}

TEST(Selectors, are_ten_at_most) {
  std::string text;
  for (int i = 0; i < 10; ++i) text += " s" + std::to_string(i);
  EXPECT_EQ(read_selectors(text + " s9").value().size(), kMostSelectors);
  const auto more = read_selectors(text + " s10");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().what.key, "scan.selector.too_many");
}

}  // namespace
}  // namespace waarborg::scan
