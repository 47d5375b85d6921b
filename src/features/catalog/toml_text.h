// SPDX-License-Identifier: EUPL-1.2
//
// TOML of the files that are built into the program. Private to this feature.
// Not for what a user sends: toml++ 3.3 answers some broken input with an assertion instead of an error ("[@", "a =
// ]"), found by fuzzing. What users bring is YAML (ciso_assistant.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>

#include "base/result.h"

namespace waarborg::catalog {

inline constexpr std::size_t kMaxTomlBytes = 1U << 20U;

/// Parses a table.
/// @pre the text ships with the program.
/// Faults: catalog.own.toml with `where` "<file> line N".
Result<toml::table> read_toml(std::string_view text, const std::string& file);

/// "card.toml line 12"
std::string line_in(const std::string& file, const toml::node& node);

}  // namespace waarborg::catalog
