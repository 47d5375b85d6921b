// SPDX-License-Identifier: EUPL-1.2
//
// Time-based one-time passwords (RFC 6238 over RFC 4226): HMAC-SHA-1, steps of 30 seconds, 6 digits,
// because that is what every authenticator app supports. HMAC comes from OpenSSL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/crypto/encoding.h"

namespace waarborg::crypto {

/// A new secret of 20 random bytes: the length that RFC 4226 section 4 (R6) recommends.
Bytes new_totp_secret();

/// Number of the 30-second step in which a moment lies, since 1970. Source: RFC 6238 section 4.2.
std::int64_t totp_step(Moment now);

/// The code of one step.
/// @param digits  6 to 8; app users have 6.
std::string totp_code(ByteView secret, std::int64_t step, int digits = 6);

/// Judges a code that a person typed.
/// @param code            six digits; spaces are ignored.
/// @param last_used_step  step of the last accepted code of this secret, or 0 for none: a code counts
///                        once (RFC 6238 section 5.2).
/// @return  the step to store as the new last_used_step; nothing when the code is wrong, used, or more
///          than one step away (clock difference, RFC 6238 section 5.2).
std::optional<std::int64_t> totp_verify(ByteView secret, std::string_view code, Moment now,
                                        std::int64_t last_used_step);

/// The text of the QR code: otpauth://totp/Issuer:account?secret=…&issuer=…&algorithm=SHA1&digits=6&period=30
/// Source: Google Authenticator wiki, "Key Uri Format".
std::string otpauth_uri(std::string_view issuer, std::string_view account, ByteView secret);

}  // namespace waarborg::crypto
