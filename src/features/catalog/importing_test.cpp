// SPDX-License-Identifier: EUPL-1.2
//
// What comes in from outside: new versions of a framework, ZIP files in our own format, tables of own texts.
#include <algorithm>

#include "features/catalog/catalog_world.h"
#include "features/catalog/test_libraries.h"
#include "platform/archive/zip.h"

namespace waarborg::catalog {
namespace {

using CatalogImport = CatalogWorld;
INSTANTIATE_TEST_SUITE_P(EachDatabase, CatalogImport, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(CatalogImport, a_new_version_keeps_the_answers_and_only_marks_what_was_dropped) {
  import(alice_, library(1, node("1.1", "Keep a list") + node("1.2", "Lock doors") + node("1.3", "Test")));
  ASSERT_TRUE(catalog_.set_own_text(alice_, kFirst, "Onze eigen tekst", -1));
  ASSERT_TRUE(catalog_.set_own_text(alice_, "urn:test:risk:req_node:demo:1.2", "Deuren", -1));

  const std::string next = library(2, node("1.3", "Test") + node("1.1", "Keep a full list") + node("1.4", "Train"));
  const FrameworkReport dry = import(alice_, next, true);
  EXPECT_TRUE(dry.dry_run);
  {
    db::Transaction tx = database_.read();
    EXPECT_EQ(catalog_.frameworks(tx, alice_.organisation)[0].version, 1);
  }
  const FrameworkReport report = import(alice_, next);
  EXPECT_EQ(report.installed_version, 1);
  EXPECT_EQ(report.requirements, 3);
  EXPECT_EQ(report.added, std::vector<std::string>{"1.4"});
  EXPECT_EQ(report.removed, std::vector<std::string>{"1.2"});
  ASSERT_EQ(report.changed.size(), 1U);
  EXPECT_EQ(report.changed[0].ref, "1.1");
  EXPECT_EQ(report.changed[0].fields, std::vector<std::string>{"en.asks"});
  EXPECT_EQ(report.moved.size(), 1U);

  db::Transaction tx = database_.read();
  const auto kept = catalog_.find_requirement(tx, alice_.organisation, "URN:TEST:RISK:REQ_NODE:DEMO:1.1");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->own_text, "Onze eigen tekst");
  EXPECT_EQ(kept->text("asks", Language::kNl), "Keep a full list");
  EXPECT_EQ(kept->record.title_nl, "Keep a full list") << "without a title, the list shows what is asked";
  EXPECT_EQ(kept->record.chapter, "1");
  const auto dropped = catalog_.find_requirement(tx, alice_.organisation, "urn:test:risk:req_node:demo:1.2");
  ASSERT_TRUE(dropped);
  EXPECT_TRUE(dropped->record.removed);
  EXPECT_EQ(dropped->own_text, "Deuren");
  EXPECT_EQ(catalog_.frameworks(tx, alice_.organisation)[0].requirements, 3);
}

TEST_P(CatalogImport, an_import_that_is_not_a_clean_step_forward_is_refused) {
  const std::string second = library(2, node("1.1", "Keep a list"));
  import(alice_, second);
  EXPECT_TRUE(import(alice_, second).added.empty()) << "the same file again is no error";
  EXPECT_EQ(refusal(alice_, library(2, node("1.1", "Keep two lists"))), "catalog.diff.same_version");
  EXPECT_EQ(refusal(alice_, library(1, node("1.1", "Keep a list"))), "catalog.diff.lower_version");
  EXPECT_EQ(refusal(alice_, library(3, node("1.1", "Mine now"), "thief")), "catalog.import.urn_taken");
  EXPECT_EQ(refusal(alice_, "urn: urn:test:risk:library:x\nref_id: x\nlocale: en\nversion: 1\nobjects: {}\n"),
            "catalog.import.nothing");
  EXPECT_EQ(refusal(alice_, library(3, "    - {urn: 'urn:a:1', assessable: true, ref_id: \"1\\0\"}\n")),
            "catalog.import.nul");
  EXPECT_EQ(refusal(bob_, second), "auth.forbidden");
  install(alice_);
  std::string forged = library(99, node("1.9", "Nothing at all"));
  forged.replace(forged.find("urn:test:risk:library:demo"), 26, "urn:waarborg:framework:nen7510-2024");
  EXPECT_EQ(refusal(alice_, forged), "catalog.import.builtin");
  expect_sound_trail(alice_);
}

/// A ZIP with these files, as somebody sends it.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) {
  const crypto::TestFolder folder;
  auto zip = archive::ZipWriter::create(folder / "norm.zip", parse_moment("2026-01-01T00:00:00Z").value());
  for (const auto& [path, bytes] : files) zip->add(path, bytes);
  EXPECT_TRUE(zip->finish());
  return crypto::content_of(folder / "norm.zip");
}

std::string own_norm(int version, const char* title) {
  const std::string toml = "urn = 'urn:test:own'\nref_id = 'OWN'\nversion = " + std::to_string(version) +
                           "\nlocale = 'nl'\nname_nl = 'Eigen norm'\nname_en = 'Own norm'\npublisher = 'Keten'\n"
                           "copyright = 'eigen woorden'\n[[chapters]]\nref = 'A'\ntitle_nl = 'Een'\ntitle_en = 'One'\n";
  const std::string csv =
      "ref,chapter,title_nl,title_en,asks_nl,asks_en,why_nl,why_en,example_nl,example_en,design_nl,design_en,"
      "existence_nl,existence_en,operation_nl,operation_en,cadence,instrument,health,control_type,cia\n"
      "a.1,A," +
      std::string(title) + ",T,Doe dit,Do this,,,,,,,,,,,FREQ=YEARLY,scan,yes,preventive,CI\n";
  return zipped({{"own/framework.toml", toml}, {"own/requirements.csv", csv}, {"own/SOURCE.md", "# Bron"}});
}

TEST_P(CatalogImport, a_framework_in_our_own_format_comes_in_as_a_zip_and_moves_forward_with_its_answers) {
  const FrameworkReport first = import(alice_, own_norm(1, "Titel"));
  EXPECT_EQ(first.urn, "urn:test:own");
  EXPECT_EQ(first.requirements, 1);
  ASSERT_TRUE(catalog_.set_own_text(alice_, "urn:test:own:a.1", "Onze tekst", -1));
  const FrameworkReport second = import(alice_, own_norm(2, "Anders"));
  ASSERT_EQ(second.changed.size(), 1U);
  db::Transaction tx = database_.read();
  const auto kept = catalog_.find_requirement(tx, alice_.organisation, "urn:test:own:a.1");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->record.title_nl, "Anders");
  EXPECT_EQ(kept->own_text, "Onze tekst");
}

TEST_P(CatalogImport, a_zip_that_is_no_framework_is_refused_by_what_is_wrong) {
  EXPECT_EQ(refusal(alice_, zipped({{"readme.txt", "x"}})), "catalog.own.no_file");
  EXPECT_EQ(refusal(alice_, zipped({{"framework.toml", "urn = 'a'"}})), "catalog.own.no_file");
  EXPECT_EQ(refusal(alice_, zipped({{"framework.toml", "[@"}, {"requirements.csv", "ref\n"}})), "toml.malformed");
  EXPECT_EQ(refusal(alice_, zipped({{"framework.toml", std::string(2U << 20U, ' ')}, {"requirements.csv", "x"}})),
            "archive.bomb");
  EXPECT_EQ(refusal(alice_, "PK\x03\x04 and then nothing"), "archive.not_zip");
}

TEST_P(CatalogImport, own_norm_texts_come_from_a_table_all_or_nothing) {
  import(alice_, library(1, node("1.1", "Keep a list") + node("1.2", "Lock doors")));
  const std::string id = catalog_.list(alice_)->front().id;
  const auto read = [&](std::string_view csv, bool dry = false) {
    const auto report = catalog_.import_own_texts(alice_, id, csv, dry);
    EXPECT_TRUE(report) << report.error().what.key;
    return report.value_or(OwnTextReport{});
  };
  const OwnTextReport dry = read("eis;tekst\n1.1;\"Eerste; regel\nen meer\"\n1.2;Tweede\n", true);
  EXPECT_TRUE(dry.dry_run);
  EXPECT_EQ(dry.changed, 2);
  const OwnTextReport wrong = read("eis;tekst\n1.1;Eerste\n1.1;Nogmaals\n9.9;Niets\n");
  EXPECT_TRUE(wrong.dry_run) << "nothing is saved";
  ASSERT_EQ(wrong.problems.size(), 2U);
  EXPECT_EQ(wrong.problems[0].line, 3);
  EXPECT_EQ(wrong.problems[1].line, 4);
  const OwnTextReport done = read("ref,text\n1.1,Eerste\n1.2,Tweede\n");
  EXPECT_FALSE(done.dry_run);
  EXPECT_EQ(read("ref,text\n1.1,Eerste\n").unchanged, 1);
  {
    db::Transaction tx = database_.read();
    EXPECT_EQ(catalog_.find_requirement(tx, alice_.organisation, kFirst)->own_text, "Eerste");
  }
  EXPECT_EQ(catalog_.import_own_texts(alice_, id, "a,b\n1,2\n", true).error().what.key, "catalog.own_text.columns");
  EXPECT_EQ(catalog_.import_own_texts(bob_, id, "ref,text\n1.1,x\n", false).error().kind, FaultKind::kForbidden);
  EXPECT_EQ(catalog_.import_own_texts(charlie_, id, "ref,text\n1.1,x\n", false).error().kind, FaultKind::kNotFound);
  expect_sound_trail(alice_);
}

TEST_P(CatalogImport, a_library_in_the_full_shape_of_the_published_ones_comes_in_whole_and_moves_forward) {
  install(alice_);
  std::string ferry = crypto::content_of(testing::source_folder() / "src/features/catalog/fixtures/ferry_library.yaml");
  const FrameworkReport report = import(alice_, ferry);
  EXPECT_EQ(report.urn, "urn:waarborg-test:risk:library:safe-ferry");
  EXPECT_EQ(report.version, 4);
  EXPECT_EQ(report.requirements, 5);
  EXPECT_EQ(report.mappings, 3);
  EXPECT_TRUE(report.added.empty()) << "it is new as a whole";
  EXPECT_EQ(report.warnings.size(), 3U) << "metrics, presets, and the library that it leans on";
  ASSERT_TRUE(catalog_.set_own_text(alice_, "urn:waarborg-test:risk:req_node:safe-ferry:1.01", "Onze telling", -1));
  const auto replace = [&](const std::string& old, const std::string& now) {
    ferry.replace(ferry.find(old), old.size(), now);
  };
  replace("version: 4", "version: 5");
  replace("Keep the rail shut from bank to bank.", "Keep the rail shut.");
  const FrameworkReport next = import(alice_, ferry);
  EXPECT_EQ(next.installed_version, 4);
  ASSERT_EQ(next.changed.size(), 1U);
  EXPECT_EQ(next.changed[0].ref, "2.01");
  expect_sound_trail(alice_);
  db::Transaction tx = database_.read();
  const auto count =
      catalog_.find_requirement(tx, alice_.organisation, "urn:waarborg-test:risk:req_node:safe-ferry:1.01");
  ASSERT_TRUE(count);
  EXPECT_EQ(count->own_text, "Onze telling");
  EXPECT_EQ(count->record.title_nl, "Mensen tellen");
  EXPECT_EQ(count->record.chapter, "1");
}

TEST_P(CatalogImport, libraries_come_in_whole) {
  install(alice_);
  std::int64_t requirements = 0, mapped = 0;
  for (const std::filesystem::path& file : testing::libraries()) {
    const FrameworkReport report = import(alice_, crypto::content_of(file));
    EXPECT_GT(report.requirements + report.mappings, 0) << file;
    requirements += report.requirements;
    mapped += report.mappings;
  }
  EXPECT_GE(requirements, 8) << "of the ferry and the garden";
  EXPECT_GE(mapped, 4);
  if (testing::published_libraries() != nullptr) {
    EXPECT_GT(std::min(requirements, mapped), 100);
  }
  expect_sound_trail(alice_);
}

}  // namespace
}  // namespace waarborg::catalog
