// SPDX-License-Identifier: EUPL-1.2
//
// The program's own log: one JSON object per line on standard error. Never personal data, patient data or secrets;
// values are ids, counts and names of things in the program.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waarborg::log {

using Values = std::vector<std::pair<std::string_view, std::string>>;

void info(std::string_view message, const Values& values = {});
void error(std::string_view message, const Values& values = {});

}  // namespace waarborg::log
