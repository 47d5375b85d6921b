// SPDX-License-Identifier: EUPL-1.2
//
// What both forms of VRPs share, and the reader of the one in JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "features/scan/routing/dumps.h"

namespace waarborg::scan::routing {

/// "AS64496", or the number alone (RFC 5396 section 2).
std::optional<std::uint32_t> read_asn(std::string_view text);

/// Nothing when the longest part is shorter than the network or longer than an address.
/// @param most  empty: the network itself (RFC 6482 section 3.3)
std::optional<Claim> vrp_of(std::optional<std::uint32_t> asn, std::string_view prefix,
                            std::optional<std::int64_t> most);

/// Faults as read_vrps. Read as a stream: half a million objects in memory would take ten times their text.
Result<VrpDump> read_vrps_json(std::string_view text);

}  // namespace waarborg::scan::routing
