// SPDX-License-Identifier: EUPL-1.2
#include "platform/http/security_headers.h"

#include <algorithm>

namespace waarborg::http {
namespace {

void add(Response& response, std::string_view name, std::string_view value) {
  if (std::ranges::find(response.headers, name, &Header::name) == response.headers.end()) {
    response.headers.push_back({std::string(name), std::string(value)});
  }
}

}  // namespace

void add_security_headers(Response& response, std::string_view path, bool secure) {
  response.headers.reserve(response.headers.size() + 12);
  add(response, "content-security-policy", kContentSecurityPolicy);
  if (secure) add(response, "strict-transport-security", "max-age=31536000; includeSubDomains");
  add(response, "x-content-type-options", "nosniff");
  add(response, "referrer-policy", "no-referrer");
  add(response, "x-frame-options", "DENY");
  // Passkeys stay allowed for ourselves; everything else that asks for hardware is off.
  add(response, "permissions-policy",
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
      "midi=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)");
  add(response, "cross-origin-opener-policy", "same-origin");
  add(response, "cross-origin-resource-policy", "same-origin");
  if (path == "/api" || path.starts_with("/api/")) add(response, "cache-control", "no-store");
}

}  // namespace waarborg::http
