// SPDX-License-Identifier: EUPL-1.2
//
// Every way to tamper with an audit package is found and named.
#include <regex>

#include "features/measure/queries.h"
#include "features/report/package_world.h"

namespace waarborg::report {
namespace {

using Package = PackageWorld;
using PackageTampering = PackageWorld;
INSTANTIATE_TEST_SUITE_P(EachDatabase, PackageTampering, ::testing::ValuesIn(waarborg::testing::databases()));

struct Tampering {
  const char* name;
  std::function<void(Files&, const Package&)> change;
  std::string problem;  ///< What must be among the problems.
};

TEST_P(PackageTampering, every_way_to_tamper_is_found_and_named) {
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
      {"a record of which only the hash is there, listed anew",
       [&](Files& f, const Package&) {
         std::string& lines = f["records/person.jsonl"];
         lines = std::regex_replace(lines, std::regex(R"("sha256":\["....)"), R"("sha256":["0000)");
         relist(f);
       },
       "report.check.record_differs person"},
      {"the hash of a record instead of the record, listed anew",
       [&](Files& f, const Package&) {
         std::string& lines = f["records/evidence.jsonl"];
         lines = std::regex_replace(lines, std::regex("\"state\":"), "\"sha256\":[],\"text\":");
         relist(f);
       },
       "report.check.record_differs evidence"},
      {"a kind of record that not every package has",
       [](Files& f, const Package&) {
         f.erase("records/library.jsonl");
         relist(f);
       },
       "report.check.file_missing records/library.jsonl"},
      {"what verify found, left out",
       [&](Files& f, const Package&) {
         auto manifest = json::decode<Manifest>(f["manifest.json"]).value();
         manifest.verified.reset();
         f["manifest.json"] = json::print(json::encode(manifest));
       },
       "report.check.not_verified"},
      {"an earlier stage, listed anew",
       [&](Files& f, const Package&) {
         std::string& lines = f["history/override.jsonl"];
         lines = std::regex_replace(lines, std::regex("Zelf gezien"), "Zelf bedacht");
         relist(f);
       },
       "report.check.record_differs override"},
      {"a stage removed, listed anew",
       [&](Files& f, const Package&) {
         auto& lines = f["history/measure.jsonl"];
         lines.erase(0, lines.find('\n') + 1);
         relist(f);
       },
       "report.check.record_missing measure"},
      {"a stage that is no list, listed anew",
       [&](Files& f, const Package&) {
         f["history/statement.jsonl"] += "x\n";
         relist(f);
       },
       "report.check.file_differs history/statement.jsonl"},
      {"the history of a kind removed",
       [](Files& f, const Package&) {
         f.erase("history/override.jsonl");
         relist(f);
       },
       "report.check.file_missing history/override.jsonl"},
      {"all history removed",
       [](Files& f, const Package&) {
         std::erase_if(f, [](const auto& one) { return one.first.starts_with("history/"); });
         relist(f);
       },
       "report.check.not_recorded"},
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

TEST_P(PackageTampering, with_the_database_before_the_package_was_made_is_found_in_the_package) {
  struct Row {
    const char* name;
    std::string sql;
    std::string problem;
  };
  const std::string north = "'" + world.world.north.text + "'";
  const Row rows[] = {
      {"an override that the log does not know",
       "INSERT INTO verdict_override (organisation_id, id, measure_id, aspect, place_kind, place_id, value, reason, "
       "author_account, author, second_account, second_person, confirmed_at, until, created_at) VALUES (" +
           north + ", 'o9', '" + world.backup +
           "', 'operation', '', '', 'shown', 'Zomaar', 'a', 'A', 'b', 'B', "
           "'2026-03-02T09:00:00.000Z', '2026-06-01', '2026-03-02T09:00:00.000Z')",
       "report.check.record_unknown override o9"},
      {"the plan of a measure in its past",
       "UPDATE measure_version SET body = replace(body, 'INTERVAL=3', 'INTERVAL=9') WHERE measure_id = '" +
           world.backup + "'",
       "report.check.record_differs measure " + world.backup},
      {"a statement that nobody approved", "UPDATE statement_version SET approver = 'Iemand'",
       "report.check.record_differs statement 1"},
      {"the name of who owns a measure", "UPDATE register_person SET name = 'Iemand'",
       "report.check.record_differs person " + world.owner},
      {"requirements that were made to vanish", "UPDATE requirement SET removed = 1 WHERE ref = '8.14'",
       "report.check.record_differs library "},
      {"a declaration that nobody made",
       "INSERT INTO completion (organisation_id, requirement, version, person, reason, at, withdrawn) VALUES (" +
           north + ", 'urn:x', 1, 'A', 'Zomaar', '2026-03-02T09:00:00.000Z', 0)",
       "report.check.record_unknown requirement urn:x"},
  };
  EXPECT_TRUE(checked(made(), key()).ok);
  for (const Row& row : rows) {
    const std::string_view text = row.sql;
    {
      db::Transaction tx = world.world.database.write();
      tx.run({text, text, text, {}}, {});
      tx.commit();
    }
    world.decide("5.1", true, row.name);  // what is kept of the state before does not hide it
    const PackageVerdict verdict = checked(made(), key());
    EXPECT_TRUE(has(verdict, row.problem)) << row.name << ": " << ::testing::PrintToString(keys(verdict));
  }
}

TEST_P(PackageTampering, a_log_signed_anew_by_a_forger_is_found_with_the_true_key) {
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

TEST_P(PackageTampering, a_log_that_does_not_build_on_a_checkpoint_that_was_kept_is_found) {
  const auto checkpoint = [&] {
    db::Transaction tx = world.world.database.read();
    return world.world.trail.checkpoint(tx, world.world.north);
  };
  const std::string before = checkpoint();
  const auto file = made();
  const std::string after = checkpoint();
  std::string foreign;
  {
    db::Transaction tx = world.world.database.write();
    world.world.trail.add(tx, world.world.charlie.author(), {"note.add", "note", "n", "", {}, "", ""},
                          world.world.clock.now());
    foreign = world.world.trail.checkpoint(tx, world.world.south);
  }
  EXPECT_TRUE(verify_package(file, key(), before)->ok);
  EXPECT_TRUE(verify_package(file, key(), after)->ok);
  EXPECT_TRUE(has(*verify_package(file, key(), foreign), "report.check.kept_other"));
  EXPECT_TRUE(has(*verify_package(file, key(), "niets"), "report.check.kept_other"));

  made();
  EXPECT_TRUE(has(*verify_package(file, key(), checkpoint()), "report.check.kept_longer"))
      << "put back to an earlier day";
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
  EXPECT_EQ(with("c.zip", R"({"format":"waarborg-auditor-package","format_version":3,"product":"","id":"","mark":"",
    "organisation_id":"","organisation":"","generated_at":"","generated_by":"","log":"","log_size":0})"),
            "report.check.version");
}

TEST(PackageCheck, every_shortened_or_flipped_archive_is_refused_or_read_safely) {
  crypto::TestFolder folder;
  auto zip = archive::ZipWriter::create(folder / "small.zip", Moment{});
  zip->add("manifest.json", "{\"format\":\"waarborg-auditor-package\"}");
  zip->add("trail/checkpoint", std::string(500, 'x'));
  ASSERT_TRUE(zip->finish());
  const std::string whole = read_file(folder / "small.zip").value();

  const auto look = [](const std::string& bytes) {
    const auto reader = archive::ZipReader::open_bytes(bytes);
    if (!reader) return false;
    for (const archive::ZipEntry& entry : reader->entries()) (void)reader->read(entry.path, 1U << 20U);
    return verify_package(*reader).has_value();
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    EXPECT_FALSE(look(whole.substr(0, i))) << i;
    std::string flipped = whole;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x55);
    EXPECT_FALSE(look(flipped)) << i;
  }
}

}  // namespace
}  // namespace waarborg::report
