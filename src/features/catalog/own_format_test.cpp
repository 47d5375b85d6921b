// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/own_format.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace waarborg::catalog {
namespace {

constexpr const char* kToml =
    "urn = 'urn:waarborg:framework:Demo'\nref_id = 'Demo'\nversion = 2\nlocale = 'nl'\nname_nl = 'Voorbeeld'\n"
    "name_en = 'Example'\npublisher = 'Waarborg'\ncopyright = 'eigen woorden'\n"
    "[[chapters]]\nref = 'A'\ntitle_nl = 'Een'\ntitle_en = 'One'\n";
constexpr const char* kHeader =
    "ref,chapter,title_nl,title_en,asks_nl,asks_en,why_nl,why_en,example_nl,example_en,design_nl,design_en,"
    "existence_nl,existence_en,operation_nl,operation_en,cadence,instrument,health,control_type,cia\n";
constexpr const char* kRow = "a.1,A,T,T,Doe dit,Do this,,,,,,,,,,,FREQ=YEARLY,scan,yes,preventive,CI\n";
constexpr const char* kMappingHeader = "source_urn,target_urn,relation,strength,rationale_nl,rationale_en\n";

Result<Library> read(const std::string& rows = kRow, const std::string& mappings = "",
                     const std::string& toml = kToml) {
  const std::string csv = kHeader + rows;
  const std::string map = mappings.empty() ? "" : kMappingHeader + mappings;
  return read_own_format({toml, csv, map});
}

void expect_fault(const Result<Library>& result, const char* key, const char* where) {
  ASSERT_FALSE(result) << key;
  EXPECT_EQ(key, result.error().what.key);
  EXPECT_EQ(where, result.error().where);
}

TEST(OwnFormat, a_requirement_stands_under_its_chapter_with_a_urn_of_both) {
  const auto library = read();

  ASSERT_TRUE(library) << library.error().what.key << library.error().where;
  EXPECT_EQ(2, library->version);
  const auto& nodes = library->frameworks.at(0).requirements;
  ASSERT_EQ(2U, nodes.size());
  EXPECT_EQ("urn:waarborg:framework:demo:a", nodes[0].urn);
  EXPECT_FALSE(nodes[0].assessable);
  EXPECT_EQ("urn:waarborg:framework:demo:a.1", nodes[1].urn);
  EXPECT_EQ(nodes[0].urn, nodes[1].parent_urn);
  EXPECT_TRUE(nodes[1].assessable);
  EXPECT_EQ("Do this", text_in(nodes[1].texts, "asks", "en"));
  EXPECT_EQ("FREQ=YEARLY", nodes[1].cadence);
  EXPECT_EQ("eigen woorden", text_in(library->texts, "copyright", "en")) << "falls back to the language there is";
}

TEST(OwnFormat, reads_mappings_per_pair_of_frameworks) {
  const auto library =
      read(kRow,
           "urn:waarborg:framework:demo:a.1,urn:intuitem:risk:req_node:bio2:5.01,equal,10,Zelfde,Same\n"
           "urn:waarborg:framework:demo:a.1,urn:other:1,subset,,,\n");

  ASSERT_TRUE(library) << library.error().what.key << library.error().where;
  ASSERT_EQ(2U, library->mapping_sets.size());
  EXPECT_EQ("urn:intuitem:risk:framework:bio2", library->mapping_sets[0].target_framework_urn);
  EXPECT_EQ(10, library->mapping_sets[0].mappings[0].strength);
  EXPECT_FALSE(library->mapping_sets[1].mappings[0].strength);
}

TEST(OwnFormat, every_slip_names_its_file_and_line) {
  expect_fault(read("a.1,B,T,T,D,D,,,,,,,,,,,,,,,\n"), "catalog.own.chapter", "requirements.csv line 2");
  expect_fault(read(std::string(kRow) + kRow), "catalog.own.double_ref", "requirements.csv line 3");
  expect_fault(read("A,A,T,T,D,D,,,,,,,,,,,,,,,\n"), "catalog.own.double_ref", "requirements.csv line 2");
  expect_fault(read("a.1,A,T,,D,D,,,,,,,,,,,,,,,\n"), "catalog.own.missing", "requirements.csv line 2");
  expect_fault(read("a.1,A,T,T,D,D,,,,,,,,,,,,,,,X\n"), "catalog.own.cia", "requirements.csv line 2");
  for (const char* word : {"only", "ja", "Yes"}) {
    expect_fault(read("a.1,A,T,T,D,D,,,,,,,,,,,,," + std::string(word) + ",,C\n"), "catalog.own.health",
                 "requirements.csv line 2");
  }
  expect_fault(read("a.1,A\n"), "csv.width", "requirements.csv line 2");
  expect_fault(read(""), "catalog.own.missing", "requirements.csv");
  expect_fault(read_own_format({kToml, "ref,chapter\n", ""}), "catalog.own.column", "requirements.csv line 1");
  expect_fault(read(kRow, "urn:waarborg:framework:demo:z,u:1,equal,,,\n"), "catalog.own.unknown_urn",
               "mappings.csv line 2");
  expect_fault(read(kRow, "a:1,u:1,alike,,,\n"), "catalog.own.relation", "mappings.csv line 2");
  expect_fault(read(kRow, "a:1,u:1,equal,11,,\n"), "catalog.own.strength", "mappings.csv line 2");
  expect_fault(read(kRow, "", "urn = \n"), "toml.malformed", "framework.toml line 1");
  expect_fault(read(kRow, "", "urn = 'a'\nref_id = 7\n"), "catalog.own.missing", "framework.toml line 2");
  expect_fault(read(kRow, "", std::string(kToml) + "[[chapters]]\nref = 'a'\ntitle_nl = 'E'\ntitle_en = 'E'\n"),
               "catalog.own.double_ref", "framework.toml line 13");
}

// The real thing: what the product ships must always be readable, and complete in both languages.
TEST(OwnFormat, the_norms_that_waarborg_brings_are_read) {
  const auto folder = std::filesystem::path(__FILE__).parent_path() / "../../../content/frameworks";
  std::size_t count = 0;
  for (const auto& norm : std::filesystem::directory_iterator(folder)) {
    const auto content = [&](const char* name) {
      std::ifstream file(norm.path() / name, std::ios::binary);
      return std::string{std::istreambuf_iterator<char>(file), {}};
    };
    const std::string toml = content("framework.toml");
    const std::string requirements = content("requirements.csv");
    const std::string mappings = content("mappings.csv");

    const auto library = read_own_format({toml, requirements, mappings});

    ASSERT_TRUE(library) << norm.path() << " " << library.error().what.key << " " << library.error().where;
    EXPECT_TRUE(std::filesystem::exists(norm.path() / "SOURCE.md"));
    std::set<std::string> used;
    for (const Requirement& one : library->frameworks[0].requirements) used.insert(one.parent_urn);
    for (const Requirement& one : library->frameworks[0].requirements) {
      EXPECT_TRUE(one.assessable || used.contains(one.urn)) << one.ref << " is a chapter without requirements";
    }
    ++count;
  }
  EXPECT_GT(count, 0U);
}

}  // namespace
}  // namespace waarborg::catalog
