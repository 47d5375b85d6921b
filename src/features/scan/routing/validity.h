// SPDX-License-Identifier: EUPL-1.2
//
// Validation of the origin of a route (RFC 6811 section 2).
#pragma once

#include <cstdint>

#include "features/scan/facts_routing.h"

namespace waarborg::scan::routing {

enum class Validity {
  kNotFound,  ///< No VRP covers the route.
  kValid,     ///< At least one VRP matches: it covers the route, lets it be so long, and names its origin.
  kInvalid,   ///< VRPs cover it and none matches.
};

/// Of that announcement of the route. An origin of 0 is none, and matches nothing; nor does a VRP of AS 0 (RFC 6483
/// section 4, RFC 7607).
Validity validity_of(const RouteFact& route, std::uint32_t origin);

}  // namespace waarborg::scan::routing
