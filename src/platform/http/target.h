// SPDX-License-Identifier: EUPL-1.2
//
// Request targets (RFC 9112 section 3.2.1, RFC 3986): the path and query of a request, decoded once and checked,
// so that nothing behind it has to think about encodings.
// Pure: text in, value out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace waarborg::http {

/// Most name=value pairs in one query.
inline constexpr std::size_t kMaxQueryPairs = 256;

/// An encoded slash (%2F) in the path: part of a name such as the URN of a requirement, and no separator. A control
/// character, so that no other target gives it; the router turns it back into '/' in the parameters of a route.
inline constexpr char kSlashInSegment = '\x1F';

struct Target {
  std::string path{};
  std::vector<std::pair<std::string, std::string>> query{};

  bool operator==(const Target&) const = default;
};

/// Replaces each %hh by its byte, and '+' by a space when `plus_is_space`. Nothing when a '%' lacks two
/// hexadecimal digits, the outcome holds NUL, or it is not UTF-8 (RFC 3629).
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// Reads a target in origin form. The path comes out decoded, with `//` and `/./` folded into `/`.
/// Nothing (answer 400) for: another form, a byte outside visible ASCII, '#', bad encoding, a `..` segment (also
/// between encoded slashes), and a backslash or control character in the path.
std::optional<Target> parse_target(std::string_view target);

/// Reads `a=1&b=2` as in a query or a form body (application/x-www-form-urlencoded).
std::optional<std::vector<std::pair<std::string, std::string>>> parse_query(std::string_view query);

}  // namespace waarborg::http
