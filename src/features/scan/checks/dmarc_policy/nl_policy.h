// SPDX-License-Identifier: EUPL-1.2
//
// What internet.nl (release 1.11.2) makes of a DMARC policy; its check of DKIM asks for it, too.
#pragma once

#include "features/scan/checks/dmarc/discovery.h"

namespace waarborg::scan::dmarc {

enum class NlStatus {
  kValid,
  kExternal,  ///< Good, but a destination of reports outside the organisation does not agree.
  kUnknown,   ///< Good, but whether such a destination agrees is not known.
  kSyntax,
  kPolicy,  ///< None, or none that counts.
};

/// Of by_list() with kFound.
NlStatus internet_nl_policy(const DomainFacts& facts, const PublicSuffixes* suffixes, const Found& found);

}  // namespace waarborg::scan::dmarc
