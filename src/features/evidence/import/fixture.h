// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: the fixture files that lie beside a test.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "features/evidence/importer.h"

namespace waarborg::evidence {

/// Bytes of `fixtures/<name>` beside the test source (`__FILE__`); fails the test when it cannot be read.
inline std::string fixture(const char* source, const std::string& name) {
  const auto path = std::filesystem::path(source).parent_path() / "fixtures" / name;
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The evening of the day on which the fixtures were made.
inline ImportOptions imported_on_22_november() {
  return ImportOptions{parse_moment("2026-11-22T20:00:00Z").value(), {}};
}

/// The value of a headline fact; empty when there is none.
inline std::string fact(const ImportedReport& report, std::string_view name) {
  for (const auto& [key, value] : report.facts) {
    if (key == name) return value;
  }
  return {};
}

/// Every prefix of a good file must be refused or read whole: no crash, no half.
inline void expect_no_crash_on_prefixes(const Importer& importer, const std::string& bytes) {
  const std::size_t step = bytes.size() / 300 + 1;
  for (std::size_t size = 0; size < bytes.size(); size += step) {
    const auto report = importer.read(std::string_view(bytes).substr(0, size), imported_on_22_november());
    if (report) {
      EXPECT_EQ(report->observations.size(), report->supports + report->refutes + report->partly + report->unknown);
    } else {
      EXPECT_EQ(FaultKind::kInvalid, report.error().kind);
      EXPECT_FALSE(report.error().what.key.empty());
    }
  }
}

}  // namespace waarborg::evidence
