// SPDX-License-Identifier: EUPL-1.2
//
// What a new version of a library changes: the list from which the organisation plans its work.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "features/catalog/library.h"

namespace waarborg::catalog {

/// One requirement that is in both versions, but not the same.
struct RequirementChange {
  std::string urn;
  /// Sorted names: "ref", "assessable", "groups", "cadence", "questions"…, and texts as "nl.asks", "en.title".
  std::vector<std::string> fields;
  bool operator==(const RequirementChange&) const = default;
};

/// By URN, each list in the order of the new version (removed: of the old one). A requirement can be both changed and
/// moved. Frameworks, mappings and other parts are compared as a whole.
struct LibraryDiff {
  int old_version = 0;
  int new_version = 0;
  std::vector<std::string> added;
  std::vector<std::string> removed;
  std::vector<RequirementChange> changed;
  std::vector<std::string> moved;          ///< Another parent, or another place among what stayed under it.
  std::vector<std::string> changed_parts;  ///< "mappings", "reference_controls", "scores"…: other than requirements.

  bool empty() const {
    return added.empty() && removed.empty() && changed.empty() && moved.empty() && changed_parts.empty();
  }
  bool operator==(const LibraryDiff&) const = default;
};

/// Compares two versions of the same library. The same version with the same source_sha256 gives an empty diff.
/// Faults (kConflict): catalog.diff.other_library, catalog.diff.lower_version, catalog.diff.same_version (the same
/// number with another hash: someone changed a published version).
Result<LibraryDiff> diff(const Library& old_one, const Library& new_one);

}  // namespace waarborg::catalog
