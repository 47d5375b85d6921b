// SPDX-License-Identifier: EUPL-1.2
//
// The headers that every answer carries, after the NCSC-NL guidelines for web applications and OWASP Secure Headers.
// The server adds them itself, so that no route can forget them.
#pragma once

#include <string_view>

#include "platform/http/http.h"

namespace waarborg::http {

/// No inline script or style, nothing from elsewhere. Style attributes that scripts set through the CSSOM stay allowed.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds what is not there yet: a handler may set its own, stricter policy (such as `sandbox` on a download).
/// @param path    of the request; /api answers get `cache-control: no-store`
/// @param secure  over TLS, where Strict-Transport-Security has meaning (RFC 6797 section 7.2)
void add_security_headers(Response& response, std::string_view path, bool secure);

}  // namespace waarborg::http
