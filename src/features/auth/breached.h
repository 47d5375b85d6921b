// SPDX-License-Identifier: EUPL-1.2
//
// Passwords that are known from leaks, in a file that the operator may supply.
#pragma once

#include <filesystem>
#include <string>

namespace waarborg::auth {

/// Whether the password stands in the file. Two forms are read, told apart by the first line:
///   - SHA-1 in 40 hexadecimal digits, sorted, optionally ":count" (the download of Have I Been Pwned, ordered by
///     hash): searched by halving, so that a file of tens of gigabytes costs some thirty reads;
///   - one password per line, in any order: read from front to back, so keep it below some million lines.
/// False when the path is empty or the file cannot be read: the list is an extra, never a lock-out.
bool is_breached(const std::filesystem::path& file, const std::string& password);

}  // namespace waarborg::auth
