// SPDX-License-Identifier: EUPL-1.2
//
// International names as the DNS writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace waarborg::scan {

/// Bytes of a name in the DNS without the dot at the end (RFC 1035 section 3.1, as text), and of one label.
inline constexpr std::size_t kMostNameBytes = 253;
inline constexpr std::size_t kMostLabelBytes = 63;

/// The name with each label that is not ASCII as an A-label ("xn--…", Punycode of RFC 3492) and A to Z in lower case.
/// Labels are taken as they are: whoever reads names that people typed maps them first (UTS 46). Nothing when a label
/// is empty or too long, when the whole is too long, or when it is not UTF-8. One dot at the end is dropped.
std::optional<std::string> to_a_labels(std::string_view name);

}  // namespace waarborg::scan
