// SPDX-License-Identifier: EUPL-1.2
#include "features/auth/cookie.h"

#include <algorithm>

namespace waarborg::auth {

std::string cookie_name(bool secure) { return secure ? "__Host-waarborg" : "waarborg"; }

std::string session_cookie(const std::string& token, bool secure) {
  std::string value = cookie_name(secure) + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  if (secure) value += "; Secure";
  if (token.empty()) value += "; Max-Age=0";
  return value;
}

std::string browser_cookie_name(bool secure) { return secure ? "__Host-waarborg-browser" : "waarborg-browser"; }

std::string browser_cookie(const std::string& sealed, bool secure, std::chrono::seconds kept) {
  return browser_cookie_name(secure) + "=" + sealed + "; Path=/; HttpOnly; SameSite=Strict" +
         (secure ? "; Secure" : "") + "; Max-Age=" + std::to_string(kept.count());
}

bool is_unsafe(http::Method method) { return method != http::Method::kGet && method != http::Method::kHead; }

bool has_header(const http::Request& request, std::string_view lower_name) {
  return std::ranges::any_of(request.headers, [&](const http::Header& header) { return header.name == lower_name; });
}

bool is_same_site(const http::Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  return site.empty() || site == "same-origin" || site == "none";
}

bool is_loopback(std::string_view remote) {
  return remote.starts_with("127.") || remote == "::1" || remote.starts_with("::ffff:127.");
}

bool is_json(const http::Request& request) { return request.header("content-type").starts_with("application/json"); }

}  // namespace waarborg::auth
