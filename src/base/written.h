// SPDX-License-Identifier: EUPL-1.2
//
// Days as people write them.
#pragma once

#include <string>
#include <string_view>

#include "base/phrasebook.h"
#include "base/time.h"

namespace waarborg {

/// "22 november 2026", "22 November 2026".
std::string written_day(Language language, Day day);
/// The day of a moment in Europe/Amsterdam, as ISO 8601 writes it; the text itself when it is no moment.
std::string day_text(const std::string& moment);
/// The text with each day in it ("2026-11-22") as people write it; what only looks like a day stays.
std::string with_written_days(Language language, std::string_view text);

}  // namespace waarborg
