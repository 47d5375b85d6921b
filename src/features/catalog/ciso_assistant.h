// SPDX-License-Identifier: EUPL-1.2
//
// Libraries in the YAML format of CISO Assistant: the usual way in which frameworks are exchanged. The user imports
// them; Waarborg brings none, because most carry the copyright of a norm body.
#pragma once

#include <string_view>

#include "base/result.h"
#include "features/catalog/library.h"

namespace waarborg::catalog {

/// Warnings kept per file; the last one says how many more there were.
inline constexpr std::size_t kMaxWarnings = 200;

/// Reads a library whole or not at all, in two passes: first all objects, then what they refer to.
/// Old and new names are read (framework/frameworks, risk_matrix/risk_matrices,
/// requirement_mapping_set/requirement_mapping_sets, requirements/requirement_nodes), one object or a list.
/// A reference to something that is nowhere in the file is a warning; when the library has dependencies it may well be
/// there. Objects that Waarborg has no use for (presets, workflows, metrics) are skipped with a warning.
/// Faults are kInvalid with `where` "line N": those of read_yaml, catalog.library.missing, .bad_value, .double_urn,
/// .cycle, .bad_matrix, .not_library.
Result<Library> read_ciso_assistant(std::string_view yaml);

}  // namespace waarborg::catalog
