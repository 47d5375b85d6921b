// SPDX-License-Identifier: EUPL-1.2
#include "base/toml.h"

#include <gtest/gtest.h>

#include <random>

namespace waarborg {
namespace {

std::string fault(std::string_view text, const TomlLimits& limits = {}) {
  const auto read = read_toml_tables(text, limits);
  return read ? "" : read.error().what.key + " " + read.error().where;
}

TEST(Toml, reads_tables_with_texts_numbers_and_choices) {
  const auto read = read_toml_tables(
      "\xEF\xBB\xBF# Waarborg\r\nurn = \"urn:a\"  # mine\nversion=2\noptional = true\n\n[propose]\nleast = -5\nkinds = "
      "[ 'a', \"b,]\" , ] # two\nnone = []\n"
      "[[chapters]]\nref = 'A\\b'\n[[ chapters ]] # second\nref = \"B \\\"q\\\" \\u00E9\\U0001F600\\n\"\n");
  ASSERT_TRUE(read) << read.error().where;
  ASSERT_EQ(read->size(), 4U);
  const TomlTable& root = read->front();
  EXPECT_EQ(std::get<std::string>(root.find("urn")->value), "urn:a");
  EXPECT_EQ(std::get<std::int64_t>(root.find("version")->value), 2);
  EXPECT_TRUE(std::get<bool>(root.find("optional")->value));
  EXPECT_EQ(root.find("version")->line, 3);
  EXPECT_EQ(root.find("absent"), nullptr);
  EXPECT_EQ((*read)[1].name, "propose");
  EXPECT_FALSE((*read)[1].repeated);
  EXPECT_EQ(std::get<std::int64_t>((*read)[1].find("least")->value), -5);
  EXPECT_EQ(std::get<std::vector<std::string>>((*read)[1].find("kinds")->value),
            (std::vector<std::string>{"a", "b,]"}));
  EXPECT_TRUE(std::get<std::vector<std::string>>((*read)[1].find("none")->value).empty());
  EXPECT_EQ(std::get<std::string>((*read)[2].find("ref")->value), "A\\b");
  EXPECT_TRUE((*read)[3].repeated);
  EXPECT_EQ((*read)[3].line, 12);
  EXPECT_EQ(std::get<std::string>((*read)[3].find("ref")->value), "B \"q\" é😀\n");
}

TEST(Toml, nothing_is_one_empty_table) {
  const auto read = read_toml_tables("");
  ASSERT_TRUE(read);
  ASSERT_EQ(read->size(), 1U);
  EXPECT_TRUE(read->front().entries.empty());
}

TEST(Toml, names_the_line_of_what_it_cannot_read) {
  const char* const table[] = {"[@",
                               "a = ]",
                               "a = [1]",
                               "a",
                               "a =",
                               "= 1",
                               "a = \"x",
                               "a = 'x",
                               "[a",
                               "[a] b",
                               "[[a]",
                               "[]",
                               "[a.b]",
                               "a.b = 1",
                               "a = 1.5",
                               "a = \"x\" y",
                               "a = 1 2",
                               "a = 2026-01-01",
                               "a = \"\\x\"",
                               "a = \"\\u00\"",
                               "a = \"\\uD800\"",
                               "a = \"\\u0000\"",
                               "a = \"\x01\"",
                               "a = 99999999999999999999",
                               "a = \"\"\"x\"\"\"",
                               "a = {b = 1}",
                               "a = ['x' 'y']",
                               "a = [,]",
                               "a = ['x',,]",
                               "a = ['x'",
                               "a = ['x'] y",
                               "\xEF\xB7\xB1 = 1"};
  for (const char* broken : table) {
    EXPECT_EQ(fault(std::string("version = 1\n") + broken), "toml.malformed line 2") << broken;
  }
  EXPECT_EQ(fault("a = \"\xFF\""), "toml.malformed line 1");
}

TEST(Toml, a_key_or_a_table_stands_once) {
  EXPECT_EQ(fault("a = 1\na = 2"), "toml.twice line 2");
  EXPECT_EQ(fault("[a]\n[a]"), "toml.twice line 2");
  EXPECT_EQ(fault("[a]\n[[a]]"), "toml.twice line 2");
  EXPECT_EQ(fault("[[a]]\nb = 1\n[[a]]\nb = 1"), "");
}

TEST(Toml, stops_at_its_limits) {
  EXPECT_EQ(fault("a = 1\nb = 2\nc = 3", {.entries = 2}), "toml.too_large line 3");
  EXPECT_EQ(fault("a = 'xxxx'", {.bytes = 5}), "toml.too_large line 1");
}

TEST(Toml, no_bytes_end_the_program) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  constexpr std::string_view kSigns = "a=\"'[]{}.#\\\n 1-\t@\xC3\xA9\r";
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (auto n = random() % 30; n > 0; --n) text += kSigns[random() % kSigns.size()];
    const auto read = read_toml_tables(text);
    if (!read) {
      EXPECT_TRUE(read.error().where.starts_with("line ")) << "seed " << seed;
    }
  }
}

}  // namespace
}  // namespace waarborg
