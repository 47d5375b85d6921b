// SPDX-License-Identifier: EUPL-1.2
//
// Measuring for an organisation by the scanner itself.
#pragma once

#include "features/scan/scan.h"
#include "features/scan/watch/watch.h"

namespace waarborg::scan {

/// By a Scanner on a loop of its own, on the thread that calls. @param together  domains at a time
MeasureAll measure_with(const Clock& clock, ScanSettings settings, std::size_t together);

}  // namespace waarborg::scan
