// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

namespace waarborg::db {

/// Whether libpq reads this postgresql:// address as it was meant. It holds a password: what libpq says of an address
/// that it cannot read quotes it, so nothing of that is told. Refused, too, is what libpq takes otherwise than it was
/// written, for then a part of the password becomes a host or port, which its errors name: a second '@', one
/// after '/' or '?', and a port that is no number. Source: RFC 3986 section 3.2.1, PostgreSQL 15 section 34.1.1.2.
bool is_readable_address(const std::string& address);

}  // namespace waarborg::db
