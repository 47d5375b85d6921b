// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "features/scan/rule_set.h"

namespace waarborg::app {

/// The rules of internet.nl in the program, with the list of public suffixes. A fault is one of the build.
Result<scan::RuleSet> current_scan_rules();

}  // namespace waarborg::app
