// SPDX-License-Identifier: EUPL-1.2
//
// For a store whose files may go, such as results that are kept for a week. Never for evidence.
#pragma once

#include <chrono>
#include <filesystem>
#include <set>
#include <string>

namespace waarborg::fs {

/// Removes below the root of a FileStore every file whose hash is not in `keep` and that nobody put for at least `age`.
/// @return  how many
std::size_t sweep(const std::filesystem::path& root, const std::set<std::string>& keep, std::chrono::seconds age);

}  // namespace waarborg::fs
