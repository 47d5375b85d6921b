// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/texts.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace waarborg::measure {
namespace {

TEST(Texts, have_the_number_that_they_got_first) {
  Texts texts{"m1", "olga"};
  EXPECT_EQ(texts.ref("olga"), 1U);
  EXPECT_EQ(texts.ref("anna"), 2U);
  EXPECT_EQ(texts.ref("m1"), 0U);
  EXPECT_EQ(texts.ref(""), kNone);
  EXPECT_EQ(texts.size(), 3U);
  EXPECT_EQ(texts[2], "anna");
}

TEST(Texts, stay_where_they_are_while_others_come) {
  Texts texts;
  const std::string* first = nullptr;
  for (int i = 0; i < 5000; ++i) {
    ASSERT_EQ(texts.ref("text " + std::to_string(i)), static_cast<Ref>(i));
    if (i == 0) first = &texts[0];
  }
  EXPECT_EQ(first, &texts[0]);
  for (int i = 0; i < 5000; ++i) ASSERT_EQ(texts[static_cast<Ref>(i)], "text " + std::to_string(i));
}

TEST(Texts, are_shared_by_copies) {
  Texts texts;
  texts.ref("a");
  Texts copy = texts;
  EXPECT_EQ(copy.ref("b"), 1U);
  EXPECT_EQ(texts[1], "b");
}

TEST(Texts, are_read_while_others_add) {
  Texts texts;
  constexpr int kEach = 4000;
  std::vector<std::jthread> writers;
  std::atomic<int> wrong = 0;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kEach; ++i) {  // every text is asked for by two of the four
        const std::string text = std::to_string(writer % 2) + "/" + std::to_string(i);
        if (texts[texts.ref(text)] != text) ++wrong;
      }
    });
  }
  writers.clear();
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(texts.size(), 2U * kEach);
}

}  // namespace
}  // namespace waarborg::measure
