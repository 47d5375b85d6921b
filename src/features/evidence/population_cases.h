// SPDX-License-Identifier: EUPL-1.2
//
// The cases of a frozen population, as they stand in its file. Inside features/evidence only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/evidence/sampling.h"

namespace waarborg::evidence {

/// All cases of a CSV: the key, and every other column as it stands. An empty `key_column` becomes the first one.
Result<std::vector<Case>> cases_in(std::string_view csv, std::string& key_column);

/// The other columns, for people.
std::string described(const Case& one);

std::string hex(const Digest& digest);
Digest sha256_of(std::string_view bytes);

}  // namespace waarborg::evidence
