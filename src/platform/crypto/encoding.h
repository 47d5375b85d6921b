// SPDX-License-Identifier: EUPL-1.2
//
// Bytes as text: hex, base64 and base64url (RFC 4648 sections 4, 5, 8) and base32 (section 6).
// Decoders are strict: one text per value, so that a text can serve as a key.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace waarborg::crypto {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The same bytes seen as bytes, or copied into a string; no conversion of any kind.
ByteView bytes_of(std::string_view text);
std::string text_of(ByteView bytes);

/// Lower-case hex, two characters per byte.
std::string hex_encode(ByteView bytes);
std::string hex_encode(std::string_view bytes);

/// Accepts upper and lower case; nothing for an odd length or another character.
std::optional<Bytes> hex_decode(std::string_view text);

/// base64 with padding (RFC 4648 section 4).
std::string base64_encode(ByteView bytes);
std::string base64_encode(std::string_view bytes);

/// Nothing for missing padding, white space, other characters, or unused bits that are not zero.
std::optional<Bytes> base64_decode(std::string_view text);

/// base64url without padding (RFC 4648 section 5), as WebAuthn and JOSE use it.
std::string base64url_encode(ByteView bytes);
std::string base64url_encode(std::string_view bytes);

/// Nothing for padding, white space, other characters, or unused bits that are not zero.
std::optional<Bytes> base64url_decode(std::string_view text);

/// base32 without padding (RFC 4648 section 6), as authenticator apps show TOTP secrets.
std::string base32_encode(ByteView bytes);
std::string base32_encode(std::string_view bytes);

/// Accepts lower case, spaces and trailing '=' (people type this); nothing for other characters.
std::optional<Bytes> base32_decode(std::string_view text);

}  // namespace waarborg::crypto
