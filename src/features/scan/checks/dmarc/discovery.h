// SPDX-License-Identifier: EUPL-1.2
//
// Which DMARC record holds for a domain, in two ways that can give different answers: by the public suffix list
// (RFC 7489 section 6.6.3, and internet.nl) and by the walk up the tree of names (RFC 9989 section 4.10).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/facts.h"
#include "features/scan/names/public_suffix.h"

namespace waarborg::scan::dmarc {

struct Found {
  enum class State {
    kFound,
    kNone,
    kSeveral,  ///< More than one record at `domain`, so that none holds.
    kUnknown,  ///< What stands at `domain` is not known, or (by the list) there is no list: then it is empty.
  };

  State state = State::kUnknown;
  std::string domain;                ///< That has the record.
  std::vector<std::string> records;  ///< The one; of kSeveral all.
  std::string owner;                 ///< The organisational domain; empty when it is not known.

  bool operator==(const Found&) const = default;
};

/// As internet.nl: a record begins with "v=dmarc1", capitals or not.
Found by_list(const DomainFacts& facts, const PublicSuffixes* suffixes);

/// More than one record at the domain itself is kSeveral, though a receiver then looks further up; so is more than one
/// further up when there is no other.
Found by_walk(const DomainFacts& facts);

/// The names that the walk asks for records, at most eight (section 4.10), without "_dmarc." before them.
std::vector<std::string> walk_names(std::string_view domain);

/// Where a record wants reports to be sent, outside its own domain.
struct Destination {
  enum class State { kGranted, kMissing, kUnknown };

  std::string host;
  std::string question;  ///< Name of the TXT record by which the host agrees (RFC 7489 section 7.1).
  State state = State::kUnknown;

  bool operator==(const Destination&) const = default;
};

/// Looked at of one record; ours, no standard names a limit.
inline constexpr std::size_t kMostDestinations = 10;

/// Those of hosts with another organisational domain than the policy's; all others when there is no list. `strictly`:
/// the record must fit internet.nl's grammar and be the only one.
std::vector<Destination> destinations(const DomainFacts& facts, const PublicSuffixes* suffixes,
                                      const std::string& policy_domain, const std::vector<std::string>& hosts,
                                      bool strictly);

/// All records that both ways may need, and those by which destinations agree.
std::vector<DnsQuestion> still_needed(const DomainFacts& facts);

}  // namespace waarborg::scan::dmarc
