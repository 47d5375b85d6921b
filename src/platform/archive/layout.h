// SPDX-License-Identifier: EUPL-1.2
//
// Whether a ZIP archive is its files and nothing else. Programs read an archive by its directory or from its beginning;
// one that hides bytes between the files, or tells its files otherwise in the two places, is one archive to the one and
// another to the other. Internal to platform/archive.
#pragma once

#include <cstdint>
#include <functional>

#include "base/result.h"

namespace waarborg::archive {

/// Fills the whole of `into` from this offset; false when the file does not hold so much.
using ReadAt = std::function<bool(std::uint64_t offset, char* into, std::size_t bytes)>;

/// APPNOTE 6.3.10, 4.3: the files stand from the first byte on without room between them, then the directory, then its
/// end, without a comment. Costs a read per file; nothing is unpacked.
/// kInvalid archive.not_zip, .too_many, .hidden.
Result<void> check_layout(const ReadAt& read, std::uint64_t size, std::uint64_t most_entries);

}  // namespace waarborg::archive
