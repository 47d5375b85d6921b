// SPDX-License-Identifier: EUPL-1.2
//
// The session cookie and the signs that a request comes from our own pages. Pure; inside auth only.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "platform/http/http.h"

namespace waarborg::auth {

inline constexpr std::string_view kCsrfHeader = "x-waarborg-csrf";

/// "__Host-" makes the browser refuse the cookie unless it is Secure, without Domain and for the whole path (RFC
/// 6265bis section 4.1.3.2); plain loopback cannot have that, and uses another name.
std::string cookie_name(bool secure);
/// Value of set-cookie; an empty token makes the browser forget.
std::string session_cookie(const std::string& token, bool secure);

/// A browser in which someone signed in with both factors before: it waits for its own failures, not for those of
/// whoever shares its address. Opens nothing.
std::string browser_cookie_name(bool secure);
std::string browser_cookie(const std::string& sealed, bool secure, std::chrono::seconds kept);

/// Whether the method may change something (RFC 9110 section 9.2.1).
bool is_unsafe(http::Method method);
bool has_header(const http::Request& request, std::string_view lower_name);
/// False when the browser says that another site caused the request (Fetch Metadata, Sec-Fetch-Site).
bool is_same_site(const http::Request& request);
/// Whether the peer is this machine itself.
bool is_loopback(std::string_view remote);
/// Whether the body is declared as JSON, which no HTML form can do.
bool is_json(const http::Request& request);

}  // namespace waarborg::auth
