// SPDX-License-Identifier: EUPL-1.2
//
// Storing passwords: Argon2id (RFC 9106) through libsodium.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace waarborg::crypto {

/// What one guess costs. The default is above the minimum of OWASP (19 MiB, 2 passes) and stays at the
/// memory of RFC 9106 section 4 (second recommended option: 64 MiB, 3 passes), with one lane: libsodium has no more.
struct PasswordCost {
  std::uint64_t passes = 3;                     ///< Unit: passes over memory; at least 1.
  std::size_t memory = std::size_t{64} << 20U;  ///< Unit: bytes; at least 8192.
};

/// For tests that hash often; never for real passwords.
inline constexpr PasswordCost kCheapForTests{1, 8192};

/// @return  text with algorithm, cost, salt and hash ("$argon2id$v=19$m=65536,t=3,p=1$…"), at most 127
///          characters. Throws std::bad_alloc when the memory is not there.
std::string hash_password(std::string_view password, PasswordCost cost = {});

/// A hash that no password opens, in an instant: comparing with it costs what comparing with a real one of that cost
/// does. It stands where there is no password, so that an unknown account takes as long as a known one.
std::string decoy_hash(PasswordCost cost = {});

/// False for another password and for a hash that is not ours.
bool verify_password(const std::string& hash, std::string_view password);

/// Whether a hash was made at another cost than the present one: hash again at the next good log-in.
bool needs_rehash(const std::string& hash, PasswordCost cost = {});

}  // namespace waarborg::crypto
