// SPDX-License-Identifier: EUPL-1.2
//
// From a measurement to what a measure is shown by. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "features/scan/watch/watch.h"

namespace waarborg::scan {

/// What `waarborg scan --json` prints of one domain, with the checks that say something of these controls; all of them
/// when none of the controls is one that a check knows. Where it is explained why the standards are not applied, the
/// member `explained` says so.
json::Value proof_of(const VerdictView& verdict, const WatchedDomain& domain, const std::vector<std::string>& controls);

/// The same of a domain that was not measured: nothing is known of it.
json::Value not_measured(const WatchedDomain& domain, Moment now, const std::string& rules, Language language);

/// Of the places that a measure must hold in, the one that a domain belongs to: itself, its system or its site. An
/// empty kind when it is none of them.
evidence::PlaceRef place_of(const CountingMeasure& measure, const std::string& domain, const std::string& system,
                            const std::string& site);

/// Whether it is time again: a quarter of an hour early counts as in time, so that a turn that comes a little sooner
/// does not shift the day.
bool is_due(const ScanSchedule& schedule, Moment now);

}  // namespace waarborg::scan
