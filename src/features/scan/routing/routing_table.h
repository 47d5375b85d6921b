// SPDX-License-Identifier: EUPL-1.2
//
// Which network an address is announced in, by whom, and who may: from files, so that nobody is asked about it.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <optional>

#include "base/time.h"
#include "features/scan/facts_routing.h"
#include "features/scan/routing/prefix_index.h"

namespace waarborg::scan {

/// Never changes: any number of threads may ask at once.
class RoutingTable {
 public:
  /// @param routes  nothing when only VRPs are known
  /// @param at      of the older of both
  RoutingTable(routing::PrefixIndex vrps, std::optional<routing::PrefixIndex> routes, Moment at);

  /// What facts begin with, before there are addresses.
  RoutingFacts facts() const;
  RouteFact look_up(const boost::asio::ip::address& address) const;

 private:
  routing::PrefixIndex vrps_;
  std::optional<routing::PrefixIndex> routes_;
  Moment at_;
};

}  // namespace waarborg::scan
