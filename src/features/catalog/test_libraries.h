// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: libraries in the format of CISO Assistant.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/test_source_folder.h"

namespace waarborg::testing {

/// Those that are published are not ours to ship: they lie in the folder that the environment names, where there is
/// one.
inline const char* published_libraries() { return std::getenv("WAARBORG_LIBRARIES"); }

/// Ours, and those that are published.
inline std::vector<std::filesystem::path> libraries() {
  std::vector<std::filesystem::path> found;
  const auto add = [&](const std::filesystem::path& folder) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".yaml") found.push_back(entry.path());
    }
  };
  add(source_folder() / "src/features/catalog/fixtures");
  if (published_libraries() != nullptr) add(published_libraries());
  std::ranges::sort(found);
  return found;
}

}  // namespace waarborg::testing
