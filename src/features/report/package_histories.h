// SPDX-License-Identifier: EUPL-1.2
//
// How the records came to be, as files of the audit package: history/<kind>.jsonl, one line per stage, each with the
// exact text whose SHA-256 stands in an entry of the log.
#pragma once

#include "features/trail/histories.h"
#include "platform/archive/zip.h"

namespace waarborg::report {

/// Kinds of which a package holds the history; none of them in a package of a program that did not write it yet.
inline constexpr const char* kHistories[] = {"measure", "applicability", "override", "statement", "requirement"};

std::string history_path(const std::string& kind);
std::string history_lines(const trail::Stages& stages);

/// kInvalid when the file is missing, too long, or no such list.
Result<trail::Stages> read_history(const archive::ZipReader& zip, const std::string& kind);

}  // namespace waarborg::report
