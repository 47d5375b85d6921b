// SPDX-License-Identifier: EUPL-1.2
//
// For the tests of this feature: an organisation with the whole norm, two sites, three measures in different states,
// evidence with files, and every service connected as app does.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "features/auth/testing.h"
#include "features/catalog/catalog.h"
#include "features/evidence/evidence.h"
#include "features/measure/assessment.h"
#include "features/measure/measure.h"
#include "features/report/report.h"
#include "features/task/task.h"
#include "platform/crypto/test_folder.h"

namespace waarborg::report {

inline constexpr const char* kNorm = "urn:waarborg:framework:nen7510-2024";

inline Day day(const char* text) { return parse_day(text).value(); }

/// A framework as it stands in content/: path and text of its files.
std::vector<std::pair<std::string, std::string>> framework_files(const std::string& name);

struct ReportWorld {
  /// @param kind  of database
  explicit ReportWorld(const std::string& kind = "sqlite", PdfSettings pdf = {});

  static std::string urn(const std::string& ref) { return std::string(kNorm) + ":" + ref; }

  /// A framework of content/, for both organisations.
  void install(const std::string& name);
  /// The id of a new row of a register; made by Alice, as all below. Empty, and a failed test, when it was refused.
  std::string record(const char* reg, json::Object values);
  /// The id of a new measure at both sites, with quarterly tasks, that answers a requirement wholly or in part.
  std::string measure(const std::string& title, const std::string& ref, bool full = true);
  /// Handed in by Alice, with a file, accepted by Dana.
  std::string proof(const std::string& measure, const std::string& title, const std::string& content,
                    evidence::EvidenceResult result = evidence::EvidenceResult::kSupports);
  void decide(const std::string& ref, bool applies, const std::string& reason);
  /// A year of work in a few lines: one measure shown in part, one refuted, an exclusion, an approved statement.
  void fill();

  waarborg::testing::World world;
  crypto::TestFolder folder;
  fs::FileStore files{folder / "files"};
  record::Records records{world.database, world.trail, world.clock};
  catalog::Catalog catalog{world.database, world.trail, world.clock};
  task::Tasks tasks{world.database, world.trail, world.clock};
  evidence::Evidence evidence{world.database, world.trail, world.clock, files};
  measure::Measures measures{world.database, world.trail, world.clock, records};
  measure::Assessments assessments{measures, catalog, records, world.trail};
  Reports reports;
  auth::Actor dana;  ///< reviewer of north.
  /// Ids; from `backup` on of what fill() makes.
  std::string owner, site_a, site_b, backup, access, document, framework;

 private:
  void connect();
  void connect_evidence();
  void connect_tasks();
};

}  // namespace waarborg::report
