// SPDX-License-Identifier: EUPL-1.2
//
// How long someone who keeps failing must wait. Pure; store.h keeps the counts.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/describe.hpp>

#include "base/time.h"

namespace waarborg::auth {

/// Failures of one account or address. `blocked_until` lies in the past when nothing is blocked, and then is the
/// moment of the last failure.
struct Attempts {
  std::int64_t failures = 0;
  Moment blocked_until{};
  bool operator==(const Attempts&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attempts, (), (failures, blocked_until))

/// The wait starts at the failure numbered `free` and doubles with each further one.
/// Source: OWASP ASVS 4.0 section 2.2.1 (at most 100 failures per hour on one account).
struct ThrottleRule {
  std::int64_t free = 5;
  std::chrono::seconds first{30};
  std::chrono::seconds most{15 * 60};
  std::chrono::seconds forget{60 * 60};  ///< After this long without failures the count starts anew.
};
inline constexpr ThrottleRule kPerAccount{};
inline constexpr ThrottleRule kPerAddress{.free = 20};
inline constexpr std::chrono::seconds kLongestWait{15 * 60};
static_assert(kPerAccount.most <= kLongestWait && kPerAddress.most <= kLongestWait);

/// Time to wait before the next attempt; zero when it may be made now. Rounded up to seconds. A block from a clock that
/// ran ahead is no block: once corrected, nobody would get in for as long as it was wrong.
std::chrono::seconds wait_of(const Attempts& attempts, Moment now);

/// The state after one more attempt that counts as failed. An attempt is charged before it is judged, so that many
/// attempts at the same moment get no more chances; a good one is forgiven afterwards.
Attempts charged(Attempts attempts, const ThrottleRule& rule, Moment now);

/// The part of an address that one visitor holds: an IPv4 address, or the /64 of an IPv6 address (RFC 6177).
std::string throttle_address(std::string_view remote);

/// What the failures of one account are counted under: the login itself may be a name, and stays out of the table.
std::string throttled_account(std::string_view login);

}  // namespace waarborg::auth
