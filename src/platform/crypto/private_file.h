// SPDX-License-Identifier: EUPL-1.2
//
// Files that hold a key, or stand beside one and may never be lost in part. Not in crypto.h: few need them.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace waarborg::crypto {

/// Writes a new file with mode 0600: whole and on disk, or not at all. Never replaces a file.
/// kConflict crypto.key.exists, kUnavailable crypto.key.disk.
Result<void> write_private_file(const std::filesystem::path& path, std::string_view content);

/// Reads a key file of at most 16 KiB. A file that everyone may read or that others may write is refused: the
/// secret may be known already. kNotFound crypto.key.missing, kInvalid crypto.key.too_open, crypto.key.damaged (too
/// long), kUnavailable crypto.key.disk.
Result<std::string> read_private_file(const std::filesystem::path& path);

}  // namespace waarborg::crypto
