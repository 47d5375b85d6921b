// SPDX-License-Identifier: EUPL-1.2
//
// Whether the name servers of a zone answer over IPv6, each at each of its addresses, for that zone. Internal to this
// feature.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

#include "features/scan/scan.h"

namespace waarborg::scan {

/// Of one zone: the DNS has room for thirteen names in an answer of old, and nobody needs more.
inline constexpr std::size_t kMostAskedServers = 13;
inline constexpr std::size_t kMostAskedAddresses = 10;  ///< Of one name server.

/// What is to be asked, by what the DNS said: all of it kSilent until it answers, but for what may not or cannot be
/// asked. Empty when the zone or its IPv6 addresses are not known.
std::vector<NameServerFacts> name_servers_to_ask(const DomainFacts& facts, const ScanSettings& settings);

struct AskingNameServers {
  unsigned short port = 53;
  bool allow_loopback = false;
  /// Servers of the root, of which one at least always answers: when nobody does, not even they, then it is questions
  /// of ours that do not come through, as in networks that let none out but to a resolver of their own.
  std::vector<std::string> controls = {"2001:503:ba3e::2:30", "2001:7fd::1", "2001:500:9f::42", "2001:dc3::35"};
};

/// Asks each that is kSilent, each address once for a zone, whoever else asks.
boost::asio::awaitable<void> ask_name_servers(Probing& probing, ScanShared& shared, AskingNameServers how,
                                              std::vector<NameServerFacts>& facts);

/// One address, in its turn; a second time, after a pause, before it is believed that it does not answer.
/// @pre facts.address is an address that may be reached
boost::asio::awaitable<NameServerFacts> probe_name_server(Probing& probing, NameServerFacts facts, unsigned short port);

}  // namespace waarborg::scan
