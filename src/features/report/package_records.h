// SPDX-License-Identifier: EUPL-1.2
//
// The records of a package as lines, each to be held against the log; inside features/report only.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"

namespace waarborg::report {

/// Kinds in every package. Of what else a package holds its manifest tells.
inline constexpr const char* kAlwaysKinds[] = {"measure",    "applicability", "evidence",
                                               "population", "occurrence",    "deviation"};

std::string records_path(const std::string& kind);

/// Whether the content of such a record may leave the organisation. Of all other kinds, also of those that do not exist
/// yet, only the SHA-256 goes along: personal data of people and suppliers, and texts of a norm that were typed in.
bool may_leave(const std::string& kind);

/// One line per record. A record that may stand in the log in an older form has that as "older".
/// @param records  id → as trail::StateReader gives it
std::string record_lines(const std::string& kind, const std::map<std::string, std::string>& records);

/// What a line says of a record.
struct RecordLine {
  std::string id;
  std::string state;                ///< Empty when only hashes went along; else as trail::StateReader gives it.
  std::vector<std::string> hashes;  ///< SHA-256 of each form of the state.
};
/// Those of kAlwaysKinds are told in full: a hash, or an older form, is not taken for them.
/// @param line  untrusted
RecordLine read_record(const std::string& kind, const json::Object& line);

}  // namespace waarborg::report
