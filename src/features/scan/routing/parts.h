// SPDX-License-Identifier: EUPL-1.2
//
// The servers of a domain by part, and the addresses of each: what is looked up among the routes, and judged by them.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <string>
#include <vector>

#include "features/scan/check.h"

namespace waarborg::scan::routing {

enum class Part {
  kServers,          ///< The web site, or the mail servers.
  kNameServers,      ///< Of the domain.
  kMailNameServers,  ///< Of the mail servers.
};

/// Names or addresses, and whether it is known that there are no others.
struct Found {
  std::vector<std::string> all;  ///< In order, each once.
  bool is_whole = true;
};

Found addresses_of(const DomainFacts& facts, Subject subject, Part part);

/// What the DNS must be asked for that. Nothing when no routes were given: then no answer would be of use.
std::vector<DnsQuestion> asks(const DomainFacts& facts, Part part);

/// Of all parts, each once; at most kMostAddresses.
std::vector<boost::asio::ip::address> all_addresses(const DomainFacts& facts);
inline constexpr std::size_t kMostAddresses = 500;

}  // namespace waarborg::scan::routing
