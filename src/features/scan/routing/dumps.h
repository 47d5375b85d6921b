// SPDX-License-Identifier: EUPL-1.2
//
// Files in which others tell which network is announced by whom, and who may.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "features/scan/routing/prefix_index.h"

namespace waarborg::scan::routing {

/// In 2026 the largest, VRPs as JSON, has 90 MB.
inline constexpr std::size_t kMostDumpBytes = 512U << 20U;
/// Four times all routes of today.
inline constexpr std::size_t kMostClaims = 4'000'000;
/// A route that fewer peers see is a leak or a mistake of a few, as RIPEstat passes over it.
inline constexpr int kLeastPeers = 10;

struct VrpDump {
  PrefixIndex vrps;
  std::optional<Moment> at{};  ///< When it was made, if it says so.
};

/// The JSON that rpki-client, Routinator and StayRTR share ({"roas":[{"asn":…,"prefix":…,"maxLength":…}]}), or CSV with
/// the columns ASN, IP Prefix and Max Length. All of it or nothing, because with half of it the rest would seem
/// unprotected: kInvalid scan.routing.too_large, .too_many, .json ("byte 12"), .no_roas, .no_columns, .vrp ("roas[12]",
/// "line 12") and .empty.
Result<VrpDump> read_vrps(std::string_view text);

/// A dump of RIS whois: origin, network and number of peers, with tabs between; % begins a remark. An AS set in braces
/// is an origin of nobody (RFC 6811 section 2). Default routes, and what fewer than kLeastPeers see, are passed over.
/// All or nothing, as read_vrps: kInvalid scan.routing.too_large, .too_many, .route ("line 12") and .empty.
Result<PrefixIndex> read_routes(std::string_view text);

}  // namespace waarborg::scan::routing
