// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/routing_table.h"

#include <algorithm>
#include <utility>

namespace waarborg::scan {

RoutingTable::RoutingTable(routing::PrefixIndex vrps, std::optional<routing::PrefixIndex> routes, Moment at)
    : vrps_(std::move(vrps)), routes_(std::move(routes)), at_(at) {}

RoutingFacts RoutingTable::facts() const { return {at_, routes_.has_value(), {}}; }

RouteFact RoutingTable::look_up(const boost::asio::ip::address& address) const {
  RouteFact fact;
  fact.address = address.to_string();
  routing::Prefix announced = routing::prefix_of(address);
  const auto routes = routes_ ? routes_->covering(announced) : std::vector<routing::Claim>{};
  if (!routes.empty()) {
    announced = routes.front().prefix;
    fact.prefix = to_text(announced);
  }
  for (const routing::Claim& route : routes) {
    if (route.prefix == announced) fact.origins.push_back(route.asn);
  }
  std::ranges::sort(fact.origins);
  for (const routing::Claim& vrp : vrps_.covering(announced)) {
    fact.vrps.push_back({vrp.asn, to_text(vrp.prefix), vrp.most});
  }
  return fact;
}

}  // namespace waarborg::scan
