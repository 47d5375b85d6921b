// SPDX-License-Identifier: EUPL-1.2
//
// Names that follow from a domain and from what the DNS said of it: the domains above it, its mail servers and its name
// servers. Silence is told apart from "none".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/facts_dns.h"

namespace waarborg::scan {

/// internet.nl looks at ten mail servers, in order of name.
inline constexpr std::size_t kMaxMailHosts = 10;
/// Of one zone; a name server set beyond it does not fit in a referral (RFC 1034 section 4.1 asks for two).
inline constexpr std::size_t kMaxNameServers = 32;

/// The name and the domains above it, the nearest first, down to `least_labels` labels and never the root.
/// climb("a.example.nl", 2) is a.example.nl and example.nl.
std::vector<std::string> climb(std::string_view domain, std::size_t least_labels);

/// Hosts of the MX records of a domain, in order of name, each once, at most kMaxMailHosts. Empty when there are none
/// or there is only the null MX (RFC 7505). Nothing when it is not known.
std::optional<std::vector<std::string>> mail_hosts(const DnsAnswers& answers, std::string_view domain);

/// What climbing from a domain to its zone met.
struct Zone {
  enum class Found { kYes, kNo, kUnknown };

  Found found = Found::kUnknown;
  std::string name;                ///< Of the zone.
  std::vector<std::string> hosts;  ///< Its name servers, in order of name, each once, at most kMaxNameServers.
  /// When it is unknown: the domain of which the name servers were not asked or not told.
  std::string stopped_at;
};

/// The nearest domain with NS records, up to the one below the top-level domain. What is bogus is not believed.
Zone zone_of(const DnsAnswers& answers, std::string_view domain);

}  // namespace waarborg::scan
