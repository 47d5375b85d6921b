// SPDX-License-Identifier: EUPL-1.2
//
// Selectors of DKIM that somebody names, as nobody can find them out from the domain alone.
#pragma once

#include <string>
#include <vector>

#include "features/scan/facts_dns.h"

namespace waarborg::scan::dkim {

/// What to ask so that the check looks at these selectors of the domain ("selector1" for Microsoft 365, "google" …).
/// What can be no name is left out.
std::vector<DnsQuestion> questions_for(const std::string& domain, const std::vector<std::string>& selectors);

}  // namespace waarborg::scan::dkim
