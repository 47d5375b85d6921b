// SPDX-License-Identifier: EUPL-1.2
//
// Days as people write them.
#pragma once

#include <string>

#include "base/phrasebook.h"
#include "base/time.h"

namespace waarborg {

/// "22 november 2026", "22 November 2026".
std::string written_day(Language language, Day day);

}  // namespace waarborg
