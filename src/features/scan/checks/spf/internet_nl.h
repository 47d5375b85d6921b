// SPDX-License-Identifier: EUPL-1.2
//
// What internet.nl (release 1.11.2) makes of an SPF record. It counts lookups in its own way: each term that holds
// "mx", "ptr" or "exists", an "a" that stands alone, an include and a redirect; and it notices that there are too many
// only when it comes to follow another include or redirect. It knows no limit for lookups that find nothing.
#pragma once

#include <string>

#include "features/scan/facts_dns.h"

namespace waarborg::scan::spf {

enum class NlStatus {
  kValid,
  kSyntax,  ///< No points.
  kAll,     ///< No "all", or one that lets anyone send. Part of the points, as for those below.
  kLookups,
  kInclude,   ///< Wrong where an include leads.
  kRedirect,  ///< Wrong where a redirect leads.
  kUnknown,   ///< A record that it needs is not known; internet.nl itself takes silence for wrong.
};

struct NlVerdict {
  NlStatus status = NlStatus::kUnknown;
  std::string domain;  ///< Of the record that is wrong or not known.

  bool operator==(const NlVerdict&) const = default;
};

NlVerdict internet_nl_policy(const DnsAnswers& answers, const std::string& domain, const std::string& record);

}  // namespace waarborg::scan::spf
