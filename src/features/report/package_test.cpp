// SPDX-License-Identifier: EUPL-1.2
//
// The auditor package: made, checked, and every way to tamper with it found and named.
#include "features/report/package.h"

#include <gtest/gtest.h>

#include "features/measure/queries.h"
#include "features/report/package_check.h"
#include "features/report/temp_folder.h"
#include "features/report/test_world.h"
#include "features/trail/tiles.h"
#include "platform/archive/zip.h"

namespace waarborg::report {
namespace {

using Files = std::map<std::string, std::string>;

struct Package : ::testing::TestWithParam<std::string> {
  // Without a PDF: making one takes seconds, and pdf_test.cpp looks at it.
  Package() : world(GetParam(), PdfSettings{.python = "/no/such/python3"}) { world.fill(); }

  std::filesystem::path made() {
    const auto file = world.folder / ("package" + std::to_string(++count) + ".zip").c_str();
    const auto done = world.reports.write_package(world.world.alice, file);
    EXPECT_TRUE(done) << done.error().what.key << " " << done.error().where;
    return file;
  }
  Files unpacked(const std::filesystem::path& file) {
    Files out;
    const auto zip = archive::ZipReader::open(file);
    EXPECT_TRUE(zip) << zip.error().what.key << " " << zip.error().where;
    if (!zip) return out;
    for (const archive::ZipEntry& entry : zip->entries()) out[entry.path] = zip->read(entry.path, 64U << 20U).value();
    return out;
  }
  std::filesystem::path packed(const Files& files) {
    const auto file = world.folder / ("changed" + std::to_string(++count) + ".zip").c_str();
    auto zip = archive::ZipWriter::create(file, world.world.clock.now());
    for (const auto& [path, bytes] : files) zip->add(path, bytes);
    EXPECT_TRUE(zip->finish());
    return file;
  }
  PackageVerdict checked(const std::filesystem::path& file, const std::string& key = {}) {
    const auto verdict = verify_package(file, key);
    EXPECT_TRUE(verdict) << verdict.error().what.key;
    return verdict.value_or(PackageVerdict{});
  }
  std::string key() const { return trail::to_text(world.world.trail.verifier(world.world.north)); }

  static std::vector<std::string> keys(const PackageVerdict& verdict) {
    std::vector<std::string> out;
    for (const Message& problem : verdict.problems) {
      out.push_back(problem.key + " " + (problem.args.empty() ? "" : problem.args.front().second));
    }
    return out;
  }
  static bool has(const PackageVerdict& verdict, const std::string& problem) {
    return std::ranges::any_of(keys(verdict), [&](const std::string& key) { return key.starts_with(problem); });
  }
  /// The manifest made right again after a change, as a careful forger would.
  static void relist(Files& files) {
    auto manifest = json::decode<Manifest>(files["manifest.json"]).value();
    manifest.files.clear();
    for (const auto& [path, bytes] : files) {
      if (path == "manifest.json" || path.starts_with("trail/")) continue;
      manifest.files.push_back({path, crypto::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())});
    }
    files["manifest.json"] = json::print(json::encode(manifest));
  }

  ReportWorld world;
  int count = 0;
};

INSTANTIATE_TEST_SUITE_P(EachDatabase, Package, ::testing::ValuesIn(waarborg::testing::databases()));

TEST_P(Package, a_package_is_sound_and_its_making_stands_in_the_log) {
  const auto file = made();
  const PackageVerdict verdict = checked(file, key());

  EXPECT_TRUE(verdict.ok) << ::testing::PrintToString(keys(verdict));
  EXPECT_TRUE(verdict.remarks.empty());
  EXPECT_EQ(verdict.facts.organisation, "Huisartsenpraktijk Noord");
  EXPECT_GT(verdict.facts.records, 5);
  EXPECT_TRUE(verdict.facts.key_given);
  const auto entries = [&] {
    db::Transaction tx = world.world.database.read();
    return world.world.trail.page(tx, world.world.north, {}, -1, 1);
  }();
  EXPECT_EQ(entries.front().action, "report.package");
  EXPECT_EQ(verdict.facts.log_size, entries.front().sequence + 1);
}

TEST_P(Package, without_a_key_from_elsewhere_it_says_what_that_proves) {
  const PackageVerdict verdict = checked(made());

  EXPECT_TRUE(verdict.ok);
  ASSERT_EQ(verdict.remarks.size(), 1U);
  EXPECT_EQ(verdict.remarks[0].key, "report.check.only_consistent");
  EXPECT_NE(lines_of(verdict, Language::kNl)[2].find(key()), std::string::npos);
}

TEST_P(Package, it_holds_statement_verdicts_plans_overrides_and_evidence) {
  const Files files = unpacked(made());

  for (const char* path : {"README.txt", "index.html", "manifest.json", "organisation.json", "status.json",
                           "statement.json", "statement-versions.json", "requirements.json", "measures.json",
                           "sha256sums.txt", "trail/checkpoint", "trail/vkey", "records/evidence.jsonl"}) {
    EXPECT_TRUE(files.contains(path)) << path;
  }
  const std::string sha256 = crypto::sha256_hex("Wij maken elke nacht een back-up.");
  EXPECT_EQ(files.at("files/" + sha256), "Wij maken elke nacht een back-up.");
  const json::Value measures = json::parse(files.at("measures.json")).value();
  const auto& access = measures.at("items").as_array().at(1).as_object();
  EXPECT_EQ(access.at("overrides").as_array().at(0).at("second_person").as_string(), "Dana Smit");
  bool overridden = false;
  for (const auto& place : access.at("places").as_array()) {
    overridden |= place.at("existence").at("override").as_bool();
    EXPECT_FALSE(place.at("operation").at("reasons").as_array().empty());
  }
  EXPECT_TRUE(overridden);
  EXPECT_FALSE(access.at("occurrences").as_array().empty());
  EXPECT_EQ(access.at("evidence").as_array().at(0).at("result").as_string(), "refutes");
  EXPECT_EQ(files.at("measures.json").find("_account"), std::string::npos);
}

TEST_P(Package, the_page_to_read_needs_no_script_and_shows_overrides) {
  const Files files = unpacked(made());
  const std::string& page = files.at("index.html");

  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find("http"), page.find("http://evil")) << "nothing leads outside; typed text is only text";
  EXPECT_NE(page.find("Vertrouwelijk"), std::string::npos);
  EXPECT_NE(page.find("Handmatig oordeel: Bestaan aangetoond, door Alice de Vries en Dana Smit"), std::string::npos);
  EXPECT_NE(page.find("Locatie &lt;Zuid&gt; &amp; co"), std::string::npos);
  EXPECT_NE(page.find("href=\"files/"), std::string::npos);
  EXPECT_EQ(page.find("report."), std::string::npos) << "a text is missing";
}

TEST_P(Package, norm_text_that_was_typed_in_never_leaves) {
  const std::string secret = "LETTERLIJKE NORMTEKST VAN NEN";
  ASSERT_TRUE(world.catalog.set_own_text(world.world.alice, ReportWorld::urn("8.13"), secret, -1));

  for (const auto& [path, bytes] : unpacked(made())) EXPECT_EQ(bytes.find(secret), std::string::npos) << path;
  for (const char* format : {"json", "html"}) {
    EXPECT_EQ(world.reports.vvt(world.world.alice, format)->bytes.find(secret), std::string::npos);
    EXPECT_EQ(world.reports.board(world.world.alice, format)->bytes.find(secret), std::string::npos);
  }
}

TEST_P(Package, another_organisation_is_not_in_it) {
  const auto file = world.folder / "south.zip";
  ASSERT_TRUE(world.reports.write_package(world.world.charlie, file));

  EXPECT_TRUE(checked(file).ok);
  for (const auto& [path, bytes] : unpacked(file)) {
    for (const char* text : {"Huisartsenpraktijk Noord", world.backup.c_str(), "Wij maken elke nacht"}) {
      EXPECT_EQ(bytes.find(text), std::string::npos) << path;
    }
  }
}

TEST_P(Package, a_file_that_the_organisation_lost_is_named_and_does_not_stop_the_package) {
  const std::string sha256 = crypto::sha256_hex("Wij maken elke nacht een back-up.");
  std::filesystem::remove(world.folder / "files" / sha256.substr(0, 2) / sha256.substr(2));

  const PackageVerdict verdict = checked(made(), key());

  EXPECT_TRUE(verdict.ok) << ::testing::PrintToString(keys(verdict));
  ASSERT_EQ(verdict.remarks.size(), 1U);
  EXPECT_EQ(verdict.remarks[0].key, "report.check.was_missing");
}

TEST_P(Package, a_record_changed_in_the_database_shows_in_the_package) {
  {
    db::Transaction tx = world.world.database.write();
    auto measure = world.measures.find(tx, world.world.north, MeasureId{world.backup}).value();
    measure.body.title = "Achteraf mooier";
    tx.execute(measure::sql::kMeasureUpdate, measure.body.title, json::canonical(json::encode(measure.body)),
               world.world.north, world.backup, measure.version);
    tx.commit();
  }
  EXPECT_TRUE(has(checked(made(), key()), "report.check.record_differs measure " + world.backup));
}

struct Tampering {
  const char* name;
  std::function<void(Files&, const Package&)> change;
  std::string problem;  ///< What must be among the problems.
};

TEST_P(Package, every_way_to_tamper_is_found_and_named) {
  const Files whole = unpacked(made());
  const std::string evidence = "files/" + crypto::sha256_hex("Wij maken elke nacht een back-up.");
  const std::string longer = [&] {  // a later state of the same log
    world.decide("5.1", true, "");
    return unpacked(made()).at("trail/checkpoint");
  }();
  const auto replace = [](std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
  };
  const std::vector<Tampering> all = {
      {"a byte of evidence", [&](Files& f, const Package&) { f[evidence][3] ^= 1; },
       "report.check.file_differs " + evidence},
      {"evidence, listed anew",
       [&](Files& f, const Package&) {
         f[evidence][3] ^= 1;
         relist(f);
       },
       "report.check.file_name " + evidence},
      {"evidence removed", [&](Files& f, const Package&) { f.erase(evidence); },
       "report.check.file_missing " + evidence},
      {"evidence removed, listed anew",
       [&](Files& f, const Package&) {
         f.erase(evidence);
         relist(f);
       },
       "report.check.evidence_file " + world.document},
      {"a file added", [](Files& f, const Package&) { f["files/extra"] = "x"; }, "report.check.file_extra files/extra"},
      {"a file added, listed anew",
       [](Files& f, const Package&) {
         f["extra.json"] = "x";
         relist(f);
       },
       "report.check.not_recorded"},
      {"a verdict", [&](Files& f, const Package&) { replace(f["measures.json"], "not_shown", "shown"); },
       "report.check.file_differs measures.json"},
      {"a verdict, listed anew",
       [&](Files& f, const Package&) {
         replace(f["measures.json"], "not_shown", "shown");
         relist(f);
       },
       "report.check.not_recorded"},
      {"a requirement's verdict, listed anew",
       [&](Files& f, const Package&) {
         replace(f["requirements.json"], "refuted", "shown");
         relist(f);
       },
       "report.check.not_recorded"},
      {"a record, listed anew",
       [&](Files& f, const Package&) {
         replace(f["records/evidence.jsonl"], "refutes", "supports");
         relist(f);
       },
       "report.check.record_differs evidence"},
      {"a record removed, listed anew",
       [&](Files& f, const Package&) {
         auto& lines = f["records/evidence.jsonl"];
         lines.erase(0, lines.find('\n') + 1);
         relist(f);
       },
       "report.check.record_missing evidence"},
      {"all records of a kind removed",
       [](Files& f, const Package&) {
         f.erase("records/deviation.jsonl");
         relist(f);
       },
       "report.check.file_missing records/deviation.jsonl"},
      {"the approver",
       [&](Files& f, const Package&) {
         replace(f["statement-versions.json"], "\"approver\":\"Dana Smit\"", "\"approver\":\"Iemand\"");
         relist(f);
       },
       "report.check.statement_state 1"},
      {"the submitted decisions",
       [&](Files& f, const Package&) {
         replace(f["statement-versions.json"], "Wij bewaren dossiers.", "Wij bewaren niets.");
         relist(f);
       },
       "report.check.statement_differs 1"},
      {"the page to read", [&](Files& f, const Package&) { replace(f["index.html"], "weerlegd", "aangetoond"); },
       "report.check.file_differs index.html"},
      {"a byte of a log entry",
       [&](Files& f, const Package&) {
         for (auto& [path, bytes] : f)
           if (path.starts_with("trail/tile/entries/")) bytes[40] ^= 1;
       },
       "trail.log."},
      {"a byte of a hash",
       [&](Files& f, const Package&) {
         for (auto& [path, bytes] : f)
           if (path.starts_with("trail/tile/0/")) bytes[40] ^= 1;
       },
       "trail.log.tile_differs_in"},
      {"the end of the log",
       [&](Files& f, const Package&) {
         for (auto& [path, bytes] : f)
           if (path.starts_with("trail/tile/entries/")) bytes.resize(bytes.size() - 9);
       },
       "trail.bundle.truncated_in"},
      {"a file of the log removed",
       [&](Files& f, const Package&) {
         std::erase_if(f, [](const auto& one) { return one.first.starts_with("trail/tile/entries/"); });
       },
       "trail.log.file_missing_in"},
      {"a file added to the log", [](Files& f, const Package&) { f["trail/tile/5/000"] = "x"; },
       "report.check.file_extra trail/tile/5/000"},
      {"the checkpoint of another size", [&](Files& f, const Package&) { f["trail/checkpoint"] = longer; },
       "trail.log."},
      {"the signature",
       [](Files& f, const Package&) {
         auto& text = f["trail/checkpoint"];
         text[text.size() - 10] = text[text.size() - 10] == 'A' ? 'B' : 'A';
       },
       "trail.checkpoint.not_signed"},
      {"the checkpoint removed", [](Files& f, const Package&) { f.erase("trail/checkpoint"); },
       "report.check.log_missing trail/checkpoint"},
      {"the key", [](Files& f, const Package&) { f["trail/vkey"] = "waarborg/test+00000000+AAAA\n"; },
       "report.check.log_key"},
      {"the snapshot's size",
       [&](Files& f, const Package&) {
         auto manifest = json::decode<Manifest>(f["manifest.json"]).value();
         manifest.log_size = 2;
         f["manifest.json"] = json::print(json::encode(manifest));
       },
       "report.check.record_unknown"},
  };
  for (const Tampering& tampering : all) {
    Files files = whole;
    tampering.change(files, *this);
    const PackageVerdict verdict = checked(packed(files), key());

    EXPECT_FALSE(verdict.ok) << tampering.name;
    EXPECT_TRUE(has(verdict, tampering.problem)) << tampering.name << ": " << ::testing::PrintToString(keys(verdict));
    for (const Message& problem : verdict.problems) {
      EXPECT_TRUE(has_words(Language::kNl, problem.key) && has_words(Language::kEn, problem.key)) << problem.key;
    }
  }
  EXPECT_TRUE(checked(packed(whole), key()).ok) << "packing anew without a change is fine";
}

TEST_P(Package, a_log_signed_anew_by_a_forger_is_found_with_the_true_key) {
  Files files = unpacked(made());
  const auto forger = crypto::SigningKey::create();
  const auto note = trail::parse_note(files["trail/checkpoint"]).value();
  const auto state = trail::parse_checkpoint(note.text).value();
  files["trail/checkpoint"] = trail::sign_checkpoint(state, forger);
  files["trail/vkey"] = trail::to_text(trail::VerifierKey{state.origin, forger.public_key()}) + "\n";
  const auto file = packed(files);

  EXPECT_TRUE(checked(file).ok) << "by itself a forged package can agree with itself: that is what the remark says";
  EXPECT_TRUE(has(checked(file, key()), "report.check.other_key"));
  EXPECT_EQ(verify_package(file, "no key").error().what.key, "report.check.bad_key");
}

TEST(PackageCheck, what_is_no_package_is_refused) {
  crypto::TestFolder folder;
  ASSERT_TRUE(write_file(folder / "text.zip", "this is no archive"));
  EXPECT_EQ(verify_package(folder / "text.zip").error().what.key, "archive.not_zip");
  EXPECT_EQ(verify_package(folder / "absent.zip").error().kind, FaultKind::kNotFound);

  const auto with = [&](const char* name, const std::string& manifest) {
    auto zip = archive::ZipWriter::create(folder / name, Moment{});
    zip->add("manifest.json", manifest);
    EXPECT_TRUE(zip->finish());
    return verify_package(folder / name).error().what.key;
  };
  EXPECT_EQ(with("a.zip", "{}"), "report.check.not_package");
  EXPECT_EQ(with("b.zip", "[[[[[[[["), "report.check.not_package");
  EXPECT_EQ(with("c.zip", R"({"format":"waarborg-auditor-package","format_version":2,"product":"","id":"","mark":"",
    "organisation_id":"","organisation":"","generated_at":"","generated_by":"","log":"","log_size":0})"),
            "report.check.version");
}

TEST(Zip, bombs_paths_and_doubles_are_refused_before_anything_is_unpacked) {
  crypto::TestFolder folder;
  const auto opened = [&](const char* name, const std::vector<std::pair<std::string, std::string>>& files,
                          archive::ZipLimits limits) {
    auto zip = archive::ZipWriter::create(folder / name, Moment{});
    for (const auto& [path, bytes] : files) zip->add(path, bytes);
    EXPECT_TRUE(zip->finish());
    const auto reader = archive::ZipReader::open(folder / name, limits);
    return reader ? std::string() : reader.error().what.key;
  };
  EXPECT_EQ(opened("good.zip", {{"a/b.txt", "x"}}, {}), "");
  EXPECT_EQ(opened("bomb.zip", {{"zeros", std::string(4U << 20U, '\0')}}, {}), "archive.bomb");
  EXPECT_EQ(opened("large.zip", {{"a", std::string(600, 'x')}, {"b", std::string(600, 'x')}}, {.bytes = 1000}),
            "archive.too_large");
  EXPECT_EQ(opened("many.zip", {{"a", ""}, {"b", ""}, {"c", ""}}, {.entries = 2}), "archive.too_many");
  for (const char* path : {"../a", "/a", "a/../b", "a//b", "a\\b", ".hidden", "a/.b", "a b", "c:a", "dir/"}) {
    EXPECT_FALSE(archive::is_plain_path(path)) << path;
  }
  EXPECT_EQ(opened("path.zip", {{"../../etc/passwd", "x"}}, {}), "archive.bad_path");
}

TEST(Zip, every_shortened_or_flipped_archive_is_refused_or_read_safely) {
  crypto::TestFolder folder;
  auto zip = archive::ZipWriter::create(folder / "small.zip", Moment{});
  zip->add("manifest.json", "{\"format\":\"waarborg-auditor-package\"}");
  zip->add("trail/checkpoint", std::string(500, 'x'));
  ASSERT_TRUE(zip->finish());
  const std::string whole = read_file(folder / "small.zip").value();

  const auto look = [](const std::string& bytes) {
    const auto reader = archive::ZipReader::open_bytes(bytes);
    if (!reader) return;
    for (const archive::ZipEntry& entry : reader->entries()) (void)reader->read(entry.path, 1U << 20U);
    (void)verify_package(*reader);
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    look(whole.substr(0, i));
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x55);
    look(flipped);
  }
  SUCCEED();
}

}  // namespace
}  // namespace waarborg::report
