// SPDX-License-Identifier: EUPL-1.2
//
// A DMARC record as internet.nl reads it: by a strict grammar after RFC 7489 section 6.4, in which every tag must be
// known and "p" comes first.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/checks/dmarc/record.h"

namespace waarborg::scan::dmarc {

struct StrictRecord {
  bool has_tags = false;  ///< Any beside the version.
  std::optional<Policy> policy, subdomain_policy;
  bool is_testing = false;
  std::vector<std::string> report_hosts;  ///< Of rua, then of ruf.

  bool operator==(const StrictRecord&) const = default;
};

/// Nothing when the grammar does not allow it.
std::optional<StrictRecord> read_strictly(std::string_view txt);

}  // namespace waarborg::scan::dmarc
