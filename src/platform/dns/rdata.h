// SPDX-License-Identifier: EUPL-1.2
//
// The data of one DNS record, from the wire to text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waarborg::dns {

/// Numbers of the IANA registry of DNS parameters.
enum class Type : std::uint16_t {
  kA = 1,
  kNs = 2,
  kCname = 5,
  kSoa = 6,
  kMx = 15,
  kTxt = 16,
  kAaaa = 28,
  kDs = 43,
  kDnskey = 48,
  kTlsa = 52,
  kHttps = 65,
  kCaa = 257,
};

/// "AAAA"; "TYPE99" (RFC 3597) for one that stands not above.
std::string name_of(Type type);
std::optional<Type> type_of(std::string_view name);

/// RDATA without compressed names, as text: names in lower case without the dot at the end ("." for the root), bytes
/// that are no printable ASCII as \ddd in names only; TXT the character-strings put together as they came; CAA
/// `0 issue "value"`; TLSA and DS as numbers and lower-case hexadecimal; a type without a form of its own as
/// `\# length hex` (RFC 3597 section 5). Nothing when the bytes are not a record of that type.
std::optional<std::string> to_text(Type type, std::string_view rdata);

}  // namespace waarborg::dns
