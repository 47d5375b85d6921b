// SPDX-License-Identifier: EUPL-1.2
//
// Unpredictable values, from the generator of OpenSSL (seeded by the kernel).
#pragma once

#include <cstddef>
#include <string>

#include "base/time.h"
#include "platform/crypto/encoding.h"

namespace waarborg::crypto {

/// @param count  number of bytes. Throws std::runtime_error when the machine has no entropy.
Bytes random_bytes(std::size_t count);

/// A secret for a session, link or API key.
/// @param bytes  bytes of randomness; 32 gives 43 characters.
/// @return       base64url text, safe in URLs and cookies. Store only its SHA-256.
std::string random_token(std::size_t bytes = 32);

/// UUID version 7, 36 characters in lower case: 48 bits of Unix milliseconds, then 74 random bits.
/// Text order equals time order between different milliseconds. Source: RFC 9562 section 5.7.
/// @param now  from 1970 on; an earlier moment counts as 1970.
std::string new_id(Moment now);

}  // namespace waarborg::crypto
