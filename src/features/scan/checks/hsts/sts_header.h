// SPDX-License-Identifier: EUPL-1.2
//
// The header Strict-Transport-Security: by RFC 6797 section 6.1, and as internet.nl reads it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace waarborg::scan::hsts {

/// A longer header is taken for malformed; a real one has a hundred bytes.
inline constexpr std::size_t kMaxHeaderBytes = 4096;

struct StsPolicy {
  std::int64_t max_age = 0;  ///< Seconds; what does not fit is the most that does.
  bool include_subdomains = false;
  bool preload = false;  ///< Of no standard: a wish to be in the lists of browsers.

  bool operator==(const StsPolicy&) const = default;
};

/// One header field by RFC 6797 section 6.1; a value may be in quotes. Nothing when it does not conform: no max-age, a
/// directive twice, a value that is not of its kind. Browsers must ignore such a header (section 6.1, rule 5).
std::optional<StsPolicy> read_sts(std::string_view value);

/// What internet.nl takes for max-age: of all headers joined by commas, up to the first comma, what stands between the
/// first "max-age=" and the next, up to a semicolon, as Python reads a whole number. Nothing when that is none.
std::optional<std::int64_t> internet_nl_max_age(std::string_view joined);

}  // namespace waarborg::scan::hsts
