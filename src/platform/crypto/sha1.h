// SPDX-License-Identifier: EUPL-1.2
//
// SHA-1 (FIPS 180-4), for reading what others index with it, such as lists of leaked passwords. It protects nothing:
// collisions can be made. Not part of crypto.h for that reason.
#pragma once

#include <string>
#include <string_view>

namespace waarborg::crypto {

/// SHA-1 as 40 lower-case hex characters.
std::string sha1_hex(std::string_view bytes);

}  // namespace waarborg::crypto
