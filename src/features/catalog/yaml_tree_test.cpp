// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/yaml_tree.h"

#include <gtest/gtest.h>

#include "base/phrasebook.h"

namespace waarborg::catalog {
namespace {

void expect_fault(const std::string& yaml, const char* key, const char* where, const YamlLimits& limits = {}) {
  const auto tree = read_yaml(yaml, limits);
  ASSERT_FALSE(tree) << yaml;
  EXPECT_EQ(key, tree.error().what.key) << yaml;
  EXPECT_EQ(where, tree.error().where) << yaml;
}

TEST(YamlTree, reads_maps_lists_and_texts_in_the_ways_people_write_them) {
  const auto tree = read_yaml(
      "# a comment\n"
      "plain: two words\n"
      "quoted: '1'\n"
      "number: 12\n"
      "flag: true\n"
      "nothing:\n"
      "block: |\n"
      "  one\n"
      "  two\n"
      "folded: one\n"
      "  two\n"
      "list:\n"
      "- a\n"
      "- b: 1\n"
      "flow: {x: [1, 2]}\n");

  ASSERT_TRUE(tree) << tree.error().what.key;
  EXPECT_EQ("two words", tree->text_of("plain"));
  EXPECT_FALSE(tree->find("quoted")->number());
  EXPECT_EQ(12, tree->find("number")->number());
  EXPECT_EQ(true, tree->find("flag")->boolean());
  EXPECT_EQ(nullptr, tree->find("nothing"));
  EXPECT_EQ("one\ntwo\n", tree->text_of("block"));
  EXPECT_EQ("one two", tree->text_of("folded"));
  EXPECT_EQ(1, tree->find("list")->items.at(1).find("b")->number());
  EXPECT_EQ(2, tree->find("flow")->find("x")->items.at(1).number());
  EXPECT_EQ(12U, tree->find("list")->line - 1);
}

TEST(YamlTree, refuses_anchors_aliases_and_tags_so_nothing_grows_or_names_a_type) {
  expect_fault("a: &x 1\nb: 2\n", "catalog.yaml.anchor", "line 1");
  expect_fault("a: &x [1]\n", "catalog.yaml.anchor", "line 1");
  expect_fault("a: &x 1\nb: *x\n", "catalog.yaml.anchor", "line 1");
  expect_fault("a: 1\nb: *x\n", "catalog.yaml.alias", "line 2");
  expect_fault("a: 1\nb: !!python/object:os.system x\n", "catalog.yaml.tag", "line 2");
  expect_fault("a: !!map {}\n", "catalog.yaml.tag", "line 1");
}

TEST(YamlTree, holds_its_limits) {
  expect_fault("a: 1\n", "catalog.yaml.too_large", "", YamlLimits{.max_bytes = 3});
  expect_fault("[1, 2,\n3, 4]\n", "catalog.yaml.too_many_nodes", "line 2", YamlLimits{.max_nodes = 3});
  expect_fault("a:\n  b:\n    c: 1\n", "catalog.yaml.too_deep", "line 3", YamlLimits{.max_depth = 2});
  expect_fault("a: abcdef\n", "catalog.yaml.scalar_too_long", "line 1", YamlLimits{.max_scalar_bytes = 5});
  expect_fault(std::string(33, '[') + std::string(33, ']'), "catalog.yaml.too_deep", "line 1");
  EXPECT_FALSE(read_yaml(std::string(100'000, '[')));
  EXPECT_FALSE(read_yaml(std::string(100'000, '{')));
}

TEST(YamlTree, refuses_what_is_no_single_clean_document) {
  expect_fault("a: 1\na: 2\n", "catalog.yaml.double_key", "line 2");
  expect_fault("? [1]\n: 2\n", "catalog.yaml.key", "line 1");
  expect_fault("a: 1\n---\nb: 2\n", "catalog.yaml.documents", "");
  expect_fault("a: \xFF\n", "catalog.yaml.not_utf8", "");
  expect_fault(std::string("a: \0\n", 5), "catalog.yaml.not_utf8", "");
  expect_fault("", "catalog.yaml.empty", "line 1");
}

TEST(YamlTree, says_in_our_own_words_what_is_wrong_where) {
  struct Sample {
    const char* yaml;
    const char* key;
    const char* line;
    const char* column;
  };
  const Sample samples[] = {
      {"a: [1\nb: 2\n", "catalog.yaml.unclosed", "line 2", "2"},
      {"a: {x: 1\n", "catalog.yaml.unclosed", "line 2", "1"},
      {"a: \"x\n---\n", "catalog.yaml.unclosed", "line 2", "1"},
      {"a: 1\nb: 2 ]\nc: ]\n", "catalog.yaml.bracket", "line 3", "4"},
      {"[a, b]]\n", "catalog.yaml.bracket", "line 1", "7"},
      {"a:\n  b: 1\n c: 2\n", "catalog.yaml.indent", "line 3", "2"},
      {"a: 1\n- b\n", "catalog.yaml.indent", "line 2", "1"},
      {"a: 'it's'\n", "catalog.yaml.indent", "line 1", "8"},
      {"title: Article 21: duty of care\n", "catalog.yaml.colon", "line 1", "18"},
      {"a: - b\n", "catalog.yaml.colon", "line 1", "4"},
      {"a: 1\n  b: 2\n", "catalog.yaml.colon", "line 2", "4"},
      {"a:\n\tb: 1\n", "catalog.yaml.tab", "line 2", "3"},
      {"key: value\n\tother: 1\n", "catalog.yaml.tab", "line 2", "1"},
      {"a: @x\n", "catalog.yaml.character", "line 1", "4"},
      {"a: |x\n  y\n", "catalog.yaml.character", "line 1", "5"},
      {"a: \"C:\\quota\"\n", "catalog.yaml.escape", "line 1", "9"},
      {"a: \"\\xZZ\"\n", "catalog.yaml.escape", "line 1", "9"},
      {"a: *\n", "catalog.yaml.alias", "line 1", "5"},
      {"a: & x\n", "catalog.yaml.anchor", "line 1", "5"},
      {"a: !<x\n", "catalog.yaml.tag", "line 1", "7"},
      {"%YAML 3.0\n---\na: 1\n", "catalog.yaml.syntax", "line 1", "1"},
  };
  for (const Sample& sample : samples) {
    expect_fault(sample.yaml, sample.key, sample.line);
    const auto tree = read_yaml(sample.yaml);
    if (tree || tree.error().what.args.empty()) continue;  // said above
    EXPECT_EQ(tree.error().what.args.front().second, sample.column) << sample.yaml;
    for (const Language language : {Language::kNl, Language::kEn}) {
      const std::string words = say(language, tree.error().what);
      EXPECT_EQ(words.find_first_of("{}"), std::string::npos) << words;
      EXPECT_EQ(words.starts_with("catalog."), false) << words;
    }
  }
}

}  // namespace
}  // namespace waarborg::catalog
