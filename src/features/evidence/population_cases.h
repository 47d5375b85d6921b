// SPDX-License-Identifier: EUPL-1.2
//
// The cases of a frozen population, as they stand in its file. Inside features/evidence only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "features/evidence/sampling.h"

namespace waarborg::evidence {

/// The other columns, for people.
std::string described(const Case& one);

std::string hex(const Digest& digest);
Digest sha256_of(std::string_view bytes);

}  // namespace waarborg::evidence
