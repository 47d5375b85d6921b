// SPDX-License-Identifier: EUPL-1.2
#include "features/evidence/import/json.h"

#include <gtest/gtest.h>

#include <string>

namespace waarborg::evidence {
namespace {

TEST(ImportJson, names_the_line_of_a_mistake) {
  const auto broken = read_json("{\n\"a\": 1,\n\"b\": }\n");

  ASSERT_FALSE(broken);
  EXPECT_EQ("evidence.import.bad_json", broken.error().what.key);
  EXPECT_EQ("line 3", broken.error().where);
}

TEST(ImportJson, refuses_what_is_not_exactly_one_document) {
  for (const char* text : {"", "  ", "{} {}", "[1,]", "{\"a\":1", "nul", "{'a':1}", "\"\xFF\"", "[1] //x"}) {
    EXPECT_FALSE(read_json(text)) << text;
  }
  EXPECT_TRUE(read_json("\xEF\xBB\xBF{\"a\":1}\n\n"));
}

TEST(ImportJson, refuses_deep_nesting) {
  EXPECT_TRUE(read_json(std::string(30, '[') + std::string(30, ']')));
  EXPECT_FALSE(read_json(std::string(100'000, '[')));
}

TEST(ImportJson, counts_the_values_before_it_builds_them) {
  const auto list_of_empty = [](std::size_t items) {
    std::string text = "[{}";
    for (std::size_t i = 1; i < items; ++i) text += ",{}";
    return text + "]";
  };
  const auto refused = read_json(list_of_empty(kMaxJsonValues));
  ASSERT_FALSE(refused);
  EXPECT_EQ("evidence.import.too_many_values", refused.error().what.key);
  EXPECT_TRUE(read_json(list_of_empty(1000)));
  const std::string text(2 * kMaxJsonValues, ',');
  EXPECT_TRUE(read_json("[\"\\\"" + text + "\"]")) << "what stands in a text is no value";
}

TEST(ImportJson, a_member_of_another_kind_is_absent) {
  const auto document = read_json(R"({"n": 12.0, "big": 1e300, "half": 1.5, "t": 5, "l": ["a", 1, "b"], "s": "x"})");
  const auto& object = document->get_object();

  EXPECT_EQ(12, number_of(object, "n"));
  EXPECT_FALSE(number_of(object, "big"));
  EXPECT_FALSE(number_of(object, "half"));
  EXPECT_FALSE(number_of(object, "s"));
  EXPECT_EQ("", text_of(object, "t"));
  EXPECT_EQ("a, b", list_of(object, "l"));
  EXPECT_EQ(nullptr, object_of(object, "l"));
  EXPECT_EQ(nullptr, array_of(object, "s"));
}

}  // namespace
}  // namespace waarborg::evidence
