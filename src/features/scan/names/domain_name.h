// SPDX-License-Identifier: EUPL-1.2
//
// From what people type to the name of a domain: an address of a page, a mail address, a name with accents, a name with
// a port. What cannot be a public name is refused with the reason.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace waarborg::scan {

/// What is longer is not read: no address of a page that people paste is. Unit: bytes.
inline constexpr std::size_t kMaxTypedBytes = 2048;
/// Source: RFC 1035 section 2.3.4, as text without the dot at the end. Unit: bytes.
inline constexpr std::size_t kMaxNameBytes = 253;
inline constexpr std::size_t kMaxLabelBytes = 63;

struct ScanTarget {
  std::string name;                           ///< A-labels (RFC 5890 section 2.3.2.1), lower case, no dot at the end.
  std::string shown;                          ///< U-labels, for people.
  int port = 443;                             ///< As in host:port; port 80 of an http address counts as none.
  std::vector<std::string> dkim_selectors{};  ///< That are known to whoever asks; "selector1".

  bool operator==(const ScanTarget&) const = default;
};

/// Whether a name without a dot may be scanned: machines of one's own.
enum class SingleLabel { kRefused, kAllowed };

/// Accented names by UTS 46, non-transitional, with the checks of IDNA 2008 (RFC 5891 section 4.2 and 5.4).
/// Faults are kInvalid scan.name.*, `where` is what was typed, shortened: empty, too_long, bytes (no UTF-8), control,
/// scheme (an address that is no web page), address (an IP address), port, empty_label, label_too_long, hyphen,
/// underscore, wildcard, character, idn, single_label.
Result<ScanTarget> read_target(std::string_view text, SingleLabel single = SingleLabel::kRefused);

}  // namespace waarborg::scan
