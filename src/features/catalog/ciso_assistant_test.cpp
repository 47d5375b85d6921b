// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/ciso_assistant.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "features/catalog/test_libraries.h"

namespace waarborg::catalog {
namespace {

// Origin of the YAML in this file: written by hand, after the published importer's field names.
std::string library(const std::string& objects) {
  return "urn: urn:Demo:risk:library:Small\nlocale: nl\nref_id: SMALL\nname: Klein\nversion: 3\n"
         "copyright: vrij\ntranslations:\n  en:\n    name: Small\nobjects:\n" +
         objects;
}

std::string framework(const std::string& nodes, const std::string& key = "requirement_nodes") {
  return library(
      "  framework:\n    urn: urn:demo:risk:framework:small\n    ref_id: SMALL\n    name: Klein\n"
      "    min_score: 1\n    max_score: 5\n    scores_definition:\n    - score: 1\n      name: Begin\n"
      "    implementation_groups_definition:\n    - ref_id: basis\n      name: Basis\n      default_selected: true\n"
      "    " +
      key + ":\n" + nodes);
}

constexpr const char* kTwoNodes =
    "    - urn: urn:demo:risk:req_node:small:1\n      assessable: false\n      depth: 1\n      ref_id: '1'\n"
    "      name: Hoofdstuk\n"
    "    - urn: urn:demo:risk:req_node:SMALL:1.1\n      assessable: true\n      depth: 2\n"
    "      parent_urn: urn:demo:risk:req_node:small:1\n      ref_id: '1.1'\n      description: Doe dit\n"
    "      implementation_groups:\n      - basis\n      translations:\n        en:\n          description: Do this\n"
    "      questions:\n        urn:demo:q:1:\n          type: unique_choice\n          text: Lukt het?\n"
    "          choices:\n          - urn: urn:demo:q:1:choice:1\n            value: Ja\n            compute_result: "
    "'true'\n";

std::vector<std::string> keys(const std::vector<Message>& warnings) {
  std::vector<std::string> all;
  for (const Message& one : warnings) all.push_back(one.key);
  return all;
}

void expect_fault(const std::string& yaml, const char* key, const char* where) {
  const auto read = read_ciso_assistant(yaml);
  ASSERT_FALSE(read) << key;
  EXPECT_EQ(key, read.error().what.key);
  EXPECT_EQ(where, read.error().where);
}

TEST(CisoAssistant, reads_a_framework_with_its_texts_in_both_languages) {
  const auto read = read_ciso_assistant(framework(kTwoNodes));

  ASSERT_TRUE(read) << read.error().what.key << " " << read.error().where;
  EXPECT_EQ("urn:demo:risk:library:small", read->urn) << "URNs are compared without capitals";
  EXPECT_EQ(3, read->version);
  EXPECT_EQ("Small", text_in(read->texts, "title", "en"));
  EXPECT_EQ("vrij", text_in(read->texts, "copyright", "en"));
  const Framework& small = read->frameworks.at(0);
  EXPECT_EQ(5, small.max_score);
  EXPECT_EQ("Begin", text_in(small.scores.at(0).texts, "title", "nl"));
  EXPECT_TRUE(small.groups.at(0).selected_by_default);
  ASSERT_EQ(2U, small.requirements.size());
  const Requirement& node = small.requirements[1];
  EXPECT_EQ("urn:demo:risk:req_node:small:1.1", node.urn);
  EXPECT_EQ("urn:demo:risk:req_node:small:1", node.parent_urn);
  EXPECT_EQ(2, node.depth);
  EXPECT_TRUE(node.assessable);
  EXPECT_EQ("Doe dit", text_in(node.texts, "asks", "nl"));
  EXPECT_EQ("Do this", text_in(node.texts, "asks", "en"));
  EXPECT_EQ("compliant", node.questions.at(0).choices.at(0).result);
  EXPECT_TRUE(read->warnings.empty());
}

TEST(CisoAssistant, old_and_new_names_one_object_and_a_list_mean_the_same) {
  const auto plain = read_ciso_assistant(framework(kTwoNodes));
  const auto old_alias = read_ciso_assistant(framework(kTwoNodes, "requirements"));
  std::string listed = framework(kTwoNodes);
  const std::size_t at = listed.find("  framework:\n");
  std::string body = listed.substr(at + 13);
  std::string indented;
  for (std::size_t from = 0; from < body.size();) {
    const std::size_t end = body.find('\n', from);
    indented += "  " + body.substr(from, end - from + 1);
    from = end + 1;
  }
  indented.replace(4, 2, "- ");
  const auto list = read_ciso_assistant(listed.substr(0, at) + "  frameworks:\n" + indented);

  ASSERT_TRUE(plain && old_alias);
  ASSERT_TRUE(list) << list.error().what.key << " " << list.error().where;
  EXPECT_EQ(plain->frameworks, old_alias->frameworks);
  EXPECT_EQ(plain->frameworks, list->frameworks);
}

TEST(CisoAssistant, an_unknown_reference_is_a_warning_and_its_requirement_is_kept) {
  const auto read =
      read_ciso_assistant(framework("    - urn: urn:demo:n:1\n      depth: 3\n      parent_urn: urn:demo:n:gone\n      "
                                    "implementation_groups: [nope]\n"
                                    "      reference_controls:\n      - urn:demo:c:gone\n"));

  ASSERT_TRUE(read);
  EXPECT_EQ(1U, read->frameworks[0].requirements.size());
  EXPECT_EQ("", read->frameworks[0].requirements[0].parent_urn);
  EXPECT_EQ((std::vector<std::string>{"catalog.library.unknown_parent", "catalog.library.unknown_group",
                                      "catalog.library.unknown_reference", "catalog.library.other_depth"}),
            keys(read->warnings));
}

TEST(CisoAssistant, warnings_do_not_grow_without_end) {
  std::string nodes;
  for (int i = 0; i < 500; ++i) {
    nodes += "    - urn: urn:demo:n:" + std::to_string(i) + "\n      depth: 1\n      parent_urn: urn:demo:gone\n";
  }

  const auto read = read_ciso_assistant(framework(nodes));

  ASSERT_TRUE(read);
  EXPECT_EQ(kMaxWarnings + 1, read->warnings.size());
  EXPECT_EQ((Message{"catalog.library.more_warnings", {{"count", "300"}}}), read->warnings.back());
}

TEST(CisoAssistant, children_that_stand_before_their_parent_are_put_under_it) {
  const auto read = read_ciso_assistant(
      framework("    - urn: n:a1\n      depth: 2\n      parent_urn: n:a\n    - urn: n:b\n      depth: 1\n"
                "    - urn: n:a\n      depth: 1\n"));

  ASSERT_TRUE(read);
  const auto& nodes = read->frameworks[0].requirements;
  EXPECT_EQ("n:b", nodes[0].urn);
  EXPECT_EQ("n:a", nodes[1].urn);
  EXPECT_EQ("n:a1", nodes[2].urn);
  EXPECT_EQ(2U, nodes[2].order);
}

TEST(CisoAssistant, a_long_chain_of_parents_written_backwards_takes_no_time) {
  std::string nodes;
  for (int i = 20'000; i > 0; --i) {
    nodes += "    - urn: n:" + std::to_string(i) + "\n";
    if (i > 1) nodes += "      parent_urn: n:" + std::to_string(i - 1) + "\n";
  }

  const auto read = read_ciso_assistant(framework(nodes));

  ASSERT_TRUE(read);
  EXPECT_EQ(20'000, read->frameworks[0].requirements.back().depth);
}

TEST(CisoAssistant, reads_matrices_controls_threats_and_mappings) {
  const auto read = read_ciso_assistant(library(
      "  threats:\n  - urn: T:1\n    ref_id: T1\n    name: Brand\n"
      "  reference_controls:\n  - urn: c:1\n    ref_id: C1\n    category: policy\n    csf_function: govern\n"
      "  risk_matrix:\n  - urn: m:1\n    ref_id: M\n    probability: [{id: 0, name: laag}]\n"
      "    impact: [{id: 0, name: laag}, {id: 1, name: hoog}]\n    risk: [{id: 0, name: klein, hexcolor: '#00ff00'}]\n"
      "    grid: [[0, 0]]\n"
      "  requirement_mapping_set:\n    urn: s:1\n    source_framework_urn: f:A\n    target_framework_urn: f:b\n"
      "    requirement_mappings:\n    - source_requirement_urn: a:1\n      target_requirement_urn: b:1\n"
      "      relationship: subset\n      strength_of_relationship: 7\n"
      "  presets:\n  - urn: p\n"));

  ASSERT_TRUE(read) << read.error().what.key << read.error().where;
  EXPECT_EQ("t:1", read->threats.at(0).urn);
  EXPECT_EQ("govern", read->reference_controls.at(0).function);
  EXPECT_EQ((std::vector<std::vector<int>>{{0, 0}}), read->risk_matrices.at(0).grid);
  EXPECT_EQ("#00ff00", read->risk_matrices.at(0).risk.at(0).colour);
  EXPECT_EQ("f:a", read->mapping_sets.at(0).source_framework_urn);
  EXPECT_EQ(Relation::kSubset, read->mapping_sets.at(0).mappings.at(0).relation);
  EXPECT_EQ(7, read->mapping_sets.at(0).mappings.at(0).strength);
  EXPECT_EQ((Message{"catalog.library.skipped", {{"kind", "presets"}}}), read->warnings.at(0));
}

TEST(CisoAssistant, refuses_wrong_input_and_names_the_line) {
  expect_fault("a: 1\n", "catalog.library.not_library", "line 1");
  expect_fault("- 1\n", "catalog.library.not_library", "line 1");
  expect_fault("urn: u\nref_id: r\nlocale: nl\nversion: '1'\nobjects: {}\n", "catalog.library.bad_value", "line 4");
  expect_fault("urn: u\nref_id: r\nversion: 1\nobjects: {}\n", "catalog.library.missing", "line 1");
  expect_fault("urn: u\nref_id: r\nlocale: nl\nversion: 1\n", "catalog.library.missing", "line 1");
  expect_fault(library("  frameworks:\n  - 7\n"), "catalog.library.bad_value", "line 12");
  expect_fault(framework("    - ref_id: x\n"), "catalog.library.missing", "line 25");
  expect_fault(framework("    - urn: n:1\n    - urn: N:1\n"), "catalog.library.double_urn", "line 26");
  expect_fault(framework("    - urn: n:1\n      depth: two\n"), "catalog.library.bad_value", "line 26");
  expect_fault(framework("    - urn: n:1\n      parent_urn: n:2\n    - urn: n:2\n      parent_urn: n:1\n"),
               "catalog.library.cycle", "n:1");
  expect_fault(
      library("  risk_matrices:\n    urn: m\n    ref_id: M\n    probability: [{id: 0}]\n    impact: [{id: 0}]\n"
              "    risk: [{id: 0}]\n    grid: [[1]]\n"),
      "catalog.library.bad_matrix", "line 17");
}

TEST(CisoAssistant, survives_a_file_cut_anywhere) {
  const std::string whole = framework(kTwoNodes);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto read = read_ciso_assistant(whole.substr(0, size));
    if (!read) {
      EXPECT_EQ(FaultKind::kInvalid, read.error().kind);
    }
  }
}

// Every kind of object, every key and every way of writing text of the published libraries, about a ferry.
TEST(CisoAssistant, a_library_in_the_full_shape_of_the_published_ones_is_read_whole) {
  std::ifstream file(testing::source_folder() / "src/features/catalog/fixtures/ferry_library.yaml", std::ios::binary);
  const auto read = read_ciso_assistant(std::string{std::istreambuf_iterator<char>(file), {}});
  ASSERT_TRUE(read) << read.error().what.key << " " << read.error().where;

  EXPECT_EQ("urn:waarborg-test:risk:library:safe-ferry", read->urn);
  EXPECT_EQ(4, read->version);
  EXPECT_EQ("2026-02-03", read->publication_date);
  EXPECT_EQ("Ferrymen's guild & friends", read->provider);
  EXPECT_EQ(std::vector<std::string>{"urn:waarborg-test:risk:library:river-dangers"}, read->dependencies);
  EXPECT_EQ("Bac s\u00FBr", text_in(read->texts, "title", "fr"));
  EXPECT_TRUE(text_in(read->texts, "description", "en").starts_with("## Introduction\n\nWhat a ferry"));
  EXPECT_TRUE(text_in(read->texts, "description", "nl").ends_with("op zee \u2013 die hebben re\u00EBle eigen regels."));

  ASSERT_EQ(1U, read->frameworks.size());
  const Framework& ferry = read->frameworks[0];
  EXPECT_EQ(4, ferry.max_score);
  EXPECT_EQ(4U, ferry.scores.size());
  EXPECT_EQ("Toevallig", text_in(ferry.scores.at(0).texts, "title", "nl"));
  ASSERT_EQ(2U, ferry.groups.size());
  EXPECT_TRUE(ferry.groups[0].selected_by_default);
  EXPECT_FALSE(ferry.groups[1].selected_by_default);
  std::vector<std::string> refs;
  std::vector<int> depths;
  for (const Requirement& node : ferry.requirements) {
    refs.push_back(node.ref + (node.assessable ? "!" : ""));
    depths.push_back(node.depth);
  }
  EXPECT_EQ((std::vector<std::string>{"1", "1.01!", "1.02!", "2", "2.01!", "2.02", "2.02.a!", "3", "3.01!"}), refs);
  EXPECT_EQ((std::vector<int>{1, 2, 2, 1, 2, 2, 3, 1, 2}), depths);

  const Requirement& count = ferry.requirements[1];
  EXPECT_EQ(
      "Count who comes on board, and don't sail with more than the boat may carry.\n\n- grown people\n"
      "- children, who count as well",
      text_in(count.texts, "asks", "en"));
  EXPECT_EQ("Mensen tellen", text_in(count.texts, "title", "nl"));
  EXPECT_EQ("De telling van een dag", text_in(count.texts, "typical_evidence", "nl"));
  EXPECT_EQ("mandatory", count.importance);
  EXPECT_EQ(std::vector<std::string>{"basic"}, count.groups);
  EXPECT_EQ(std::vector<std::string>{"urn:waarborg-test:risk:threat:river-dangers:sinking"}, count.threats);
  ASSERT_EQ(2U, count.questions.size());
  EXPECT_EQ("Is er van elke overtocht een telling?", text_in(count.questions[0].texts, "title", "nl"));
  std::vector<std::string> results;
  for (const Choice& choice : count.questions[0].choices) results.push_back(choice.result);
  EXPECT_EQ((std::vector<std::string>{"compliant", "partially_compliant", "non_compliant"}), results);

  EXPECT_EQ(2U, read->reference_controls.size());
  EXPECT_EQ("detect", read->reference_controls.at(0).function);
  EXPECT_EQ("Mist", text_in(read->threats.at(0).texts, "title", "nl"));
  EXPECT_EQ((std::vector<std::vector<int>>{{0, 0, 1}, {0, 1, 1}}), read->risk_matrices.at(0).grid);
  ASSERT_EQ(2U, read->mapping_sets.size());
  EXPECT_EQ(2U, read->mapping_sets[0].mappings.size());
  EXPECT_EQ(Relation::kSuperset, read->mapping_sets[1].mappings.at(0).relation);
  EXPECT_EQ(6, read->mapping_sets[1].mappings.at(0).strength);
  EXPECT_EQ((std::vector<std::string>{"catalog.library.skipped", "catalog.library.skipped"}), keys(read->warnings))
      << "metrics and presets are not ours; the sinking may stand in the library that this one leans on";
}

TEST(CisoAssistant, every_library_is_read) {
  const auto libraries = testing::libraries();
  EXPECT_GE(libraries.size(), 2U);
  for (const std::filesystem::path& path : libraries) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto started = std::chrono::steady_clock::now();

    const auto read = read_ciso_assistant(bytes);

    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started);
    ASSERT_TRUE(read) << path << " " << read.error().what.key << " " << read.error().where;
    EXPECT_TRUE(!read->frameworks.empty() || !read->mapping_sets.empty()) << path;
    std::size_t requirements = 0;
    std::size_t mappings = 0;
    for (const Framework& one : read->frameworks) requirements += one.requirements.size();
    for (const MappingSet& one : read->mapping_sets) mappings += one.mappings.size();
    std::cout << path.filename().string() << ": " << requirements << " requirements, " << mappings << " mappings, "
              << read->warnings.size() << " warnings, " << took.count() << " ms\n";
  }
}

}  // namespace
}  // namespace waarborg::catalog
