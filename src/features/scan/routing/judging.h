// SPDX-License-Identifier: EUPL-1.2
//
// What the six checks on RPKI have in common: every address of a part of the domain, the worst counts.
#pragma once

#include "features/scan/routing/parts.h"

namespace waarborg::scan::routing {

/// Routes older than this say nothing of the day of a measurement.
inline constexpr std::chrono::days kFresh{30};

/// Whether a VRP covers the route of each address: then the owner of the network has said who may announce it. Without
/// routes the address stands for its route; what is found missing then is so, what is found may cover less than the
/// route.
Judged judge_exists(const DomainFacts& facts, Subject subject, Part part);

/// Whether each origin of each route is valid (RFC 6811 section 2).
Judged judge_valid(const DomainFacts& facts, Subject subject, Part part);

}  // namespace waarborg::scan::routing
