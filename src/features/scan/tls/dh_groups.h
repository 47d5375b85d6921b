// SPDX-License-Identifier: EUPL-1.2
//
// Finite-field Diffie-Hellman groups that standards define, known by their bytes.
#pragma once

#include <string>
#include <string_view>

namespace waarborg::scan {

/// "ffdhe2048" … "ffdhe8192" (RFC 7919 appendix A), "modp768", "modp1024" (RFC 2409 sections 6.1 and 6.2), "modp1536" …
/// "modp8192" (RFC 3526); "own" for any other prime and for one of these with a generator other than 2.
/// @param prime      Big-endian; leading zeros do not matter.
/// @param generator  The same.
std::string dh_group_name(std::string_view prime, std::string_view generator);

/// Length of a big-endian number without its leading zeros.
int bit_length(std::string_view number);

}  // namespace waarborg::scan
