// SPDX-License-Identifier: EUPL-1.2
//
// Addresses of web pages, as far as judging redirects needs them: scheme, host, port, path. Read as browsers do, so
// that a Location with a space or a letter outside ASCII is no riddle.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waarborg::scan::web {

/// Longer ones are not read. Source: RFC 9110 section 4.1 asks for 8000 bytes at least.
inline constexpr std::size_t kMaxUrlBytes = 8192;

struct Url {
  std::string scheme;  ///< "http" or "https".
  std::string host;    ///< Lower case, no dot at the end; an IPv6 address keeps its brackets.
  int port = 0;        ///< That of the scheme when it is not named.
  std::string path;    ///< At least "/"; without query and fragment.

  bool operator==(const Url&) const = default;
};

/// Nothing when it is not an http or https address with a host (RFC 9110 sections 4.2.1 and 4.2.2).
std::optional<Url> read_url(std::string_view text);

/// Where a Location points from the page that sent it (RFC 9110 section 10.2.2, RFC 3986 section 5.2); nothing when
/// that is no web page.
std::optional<Url> resolve(const Url& base, std::string_view location);

/// The two are the same name, or one is a name under the other: www.example.nl and example.nl.
bool is_same_site(std::string_view host, std::string_view other);

}  // namespace waarborg::scan::web
