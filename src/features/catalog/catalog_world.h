// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of the catalog: people of two organisations, the content that we bring, and small libraries of others.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>

#include "base/test_source_folder.h"
#include "features/auth/testing.h"
#include "features/catalog/catalog.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::catalog {

/// The files of a content folder, kept alive beside the views that the service takes.
struct Content {
  std::vector<std::pair<std::string, std::string>> texts;
  std::vector<ContentFile> files() const {
    std::vector<ContentFile> out;
    for (const auto& [path, bytes] : texts) out.push_back({path, bytes});
    return out;
  }
};

inline Content real_content() {
  const std::filesystem::path root = testing::source_folder() / "content";
  Content content;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    content.texts.emplace_back("/" + std::filesystem::relative(entry.path(), root).generic_string(),
                               crypto::content_of(entry.path()));
  }
  return content;
}

/// A library of another body: chapter 1 and these nodes.
inline std::string library(int version, const std::string& nodes, const std::string& urn = "demo") {
  return "urn: urn:test:risk:library:" + urn +
         "\nref_id: Demo\nlocale: en\nname: Demo norm\nversion: " + std::to_string(version) +
         "\ncopyright: Example body\nprovider: Example\nobjects:\n  framework:\n" +
         "    urn: urn:test:risk:framework:" + urn +
         "\n    ref_id: DEMO\n    name: Demo norm\n    requirement_nodes:\n" +
         "    - {urn: 'urn:test:risk:req_node:demo:1', assessable: false, depth: 1, ref_id: '1', name: Chapter}\n" +
         nodes;
}

inline std::string node(const std::string& ref, const std::string& asks) {
  return "    - {urn: 'urn:test:risk:req_node:Demo:" + ref +
         "', parent_urn: 'urn:test:risk:req_node:demo:1', assessable: true, depth: 2, ref_id: '" + ref +
         "', description: '" + asks + "'}\n";
}

/// The requirement of node("1.1", ...).
inline constexpr const char* kFirst = "urn:test:risk:req_node:demo:1.1";

class CatalogWorld : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    world_.alice.language = Language::kEn;
    add_routes(world_.api, catalog_);
  }

  void install(const auth::Actor& who) {
    const Content content = real_content();
    db::Transaction tx = database_.write();
    const auto done = catalog_.install_builtin(tx, who, content.files(), clock_.now());
    ASSERT_TRUE(done) << say(Language::kEn, done.error().what) << " " << done.error().where;
    tx.commit();
  }

  FrameworkReport import(const auth::Actor& who, const std::string& yaml, bool dry_run = false) {
    clock_.tick(std::chrono::seconds(1));
    auto report = catalog_.import_library(who, yaml, dry_run);
    EXPECT_TRUE(report) << (report ? "" : say(Language::kEn, report.error().what) + " " + report.error().where);
    return report ? *report : FrameworkReport{};
  }

  std::string refusal(const auth::Actor& who, const std::string& yaml) {
    const auto report = catalog_.import_library(who, yaml, false);
    return report ? "accepted" : report.error().what.key;
  }

  void expect_sound_trail(const auth::Actor& who) {
    db::Transaction tx = database_.read();
    for (const Message& problem : trail_.verify(tx, who.organisation, catalog_.state_readers()).problems) {
      ADD_FAILURE() << problem.key << " " << problem.args.front().second;
    }
  }

  waarborg::testing::World world_{GetParam()};
  db::Database& database_ = world_.database;
  ManualClock& clock_ = world_.clock;
  trail::Trail& trail_ = world_.trail;
  const auth::Actor& alice_ = world_.alice;
  const auth::Actor& bob_ = world_.bob;
  const auth::Actor& charlie_ = world_.charlie;
  Catalog catalog_{database_, trail_, clock_};
};

}  // namespace waarborg::catalog
