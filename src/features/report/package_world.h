// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of the audit package: a filled organisation, and packages made, opened, changed and checked.
#pragma once

#include <gtest/gtest.h>

#include "features/report/package.h"
#include "features/report/package_check.h"
#include "features/report/temp_folder.h"
#include "features/report/test_world.h"
#include "features/trail/tiles.h"
#include "platform/archive/zip.h"

namespace waarborg::report {

using Files = std::map<std::string, std::string>;

struct PackageWorld : ::testing::TestWithParam<std::string> {
  // Without a PDF: making one takes seconds, and pdf_test.cpp looks at it.
  PackageWorld() : world(GetParam(), PdfSettings{.python = "/no/such/python3"}) { world.fill(); }

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

}  // namespace waarborg::report
