// SPDX-License-Identifier: EUPL-1.2
//
// What a file of routes and one of validated ROA payloads (VRPs) said of the addresses of a domain. Raw: nothing here
// is a judgement.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/time.h"

namespace waarborg::scan {

/// A validated ROA payload (RFC 6811 section 2): this AS may announce this network, and parts of it up to a length.
struct VrpFact {
  std::uint32_t asn = 0;  ///< 0: nobody may (RFC 6483 section 4).
  std::string prefix;
  int max_length = 0;

  bool operator==(const VrpFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(VrpFact, (), (asn, prefix, max_length))

struct RouteFact {
  std::string address;
  std::string prefix;  ///< The most specific route that holds the address; empty when none is known.
  /// Each AS that announces it, in order. 0: none, as of a path that ends in an AS set (RFC 6811 section 2).
  std::vector<std::uint32_t> origins;
  std::vector<VrpFact> vrps;  ///< That cover the route; without a route, that cover the address.

  bool operator==(const RouteFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(RouteFact, (), (address, prefix, origins, vrps))

struct RoutingFacts {
  Moment at{};              ///< Of the older of the files.
  bool has_routes = false;  ///< Routes were given too, and not only VRPs.
  std::vector<RouteFact> routes;

  bool operator==(const RoutingFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(RoutingFacts, (), (at, has_routes, routes))

}  // namespace waarborg::scan
