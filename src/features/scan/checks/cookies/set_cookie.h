// SPDX-License-Identifier: EUPL-1.2
//
// The header Set-Cookie as browsers read it: RFC 6265 section 5.2, with SameSite and the prefixes of its successor
// (draft-ietf-httpbis-rfc6265bis, sections 4.1.3 and 5.6).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace waarborg::scan::cookies {

/// Name and value together; browsers drop what is larger (6265bis section 5.6, step 5). Unit: bytes.
inline constexpr std::size_t kMaxPairBytes = 4096;
/// Of one attribute; browsers pass over what is larger (the same, step 6). Unit: bytes.
inline constexpr std::size_t kMaxAttributeBytes = 1024;

enum class SameSite { kUnset, kNone, kLax, kStrict };

struct Cookie {
  std::string name;  ///< May be empty. The value is not kept: it may let someone in.
  bool secure = false;
  bool http_only = false;
  SameSite same_site = SameSite::kUnset;
  bool has_domain = false;
  std::string path;
  std::string max_age;  ///< As it stands; empty without one.
  std::string expires;

  bool operator==(const Cookie&) const = default;
};

/// Nothing when a browser would drop it: control characters, neither name nor value, too large.
std::optional<Cookie> read_set_cookie(std::string_view value);

/// The server takes the cookie away: it has no time left, or (by its year, which is all that is looked at) had.
bool is_removal(const Cookie& cookie, Moment now);

/// The name promises what the attributes do not keep, and browsers drop the cookie: __Secure- and __Host-.
bool breaks_prefix(const Cookie& cookie);

/// The name looks like that of a visit or a login, by the words that frameworks use: PHPSESSID, JSESSIONID,
/// connect.sid.
bool is_of_login(const Cookie& cookie);

}  // namespace waarborg::scan::cookies
