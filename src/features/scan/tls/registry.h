// SPDX-License-Identifier: EUPL-1.2
//
// Names and numbers of TLS: the IANA registries "TLS Cipher Suites", "TLS Supported Groups" and "TLS SignatureScheme"
// (as of 2026), with the suites that were never registered and yet are spoken: SSL 2 and SSL 3 kinds, the 56-bit export
// drafts, the ChaCha20 drafts.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace waarborg::scan {

/// How both sides come to one secret. Anonymous Diffie-Hellman is ephemeral: kDhe or kEcdhe without authentication.
enum class KeyExchange {
  kNone,  ///< The null suite, and values that are signals and no suites.
  kAny,   ///< TLS 1.3: by the groups, not by the suite.
  kRsa,
  kRsaExport,  ///< RSA with a short key of its own in ServerKeyExchange.
  kDh,         ///< Static: the key stands in the certificate.
  kDhe,
  kEcdh,  ///< Static.
  kEcdhe,
  kPsk,
  kDhePsk,
  kEcdhePsk,
  kRsaPsk,
  kSrp,
  kKrb5,
  kGost,
  kEccPwd,
  kFortezza,
};

/// How the server proves who it is.
enum class Authentication { kNone, kAny, kRsa, kDss, kEcdsa, kPsk, kSrp, kKrb5, kGost, kPassword };

struct Suite {
  int number = 0;         ///< Two bytes; of SSL 2 three.
  std::string_view name;  ///< As IANA spells it.
  KeyExchange exchange = KeyExchange::kNone;
  Authentication authentication = Authentication::kNone;
  /// The oldest version that has it: 0x0304 is TLS 1.3, which shares none with older ones, 0x0002 is SSL 2, likewise.
  int least_version = 0;

  constexpr bool is_tls13() const { return least_version == 0x0304; }
  /// False for TLS_NULL_WITH_NULL_NULL and the signalling values (RFC 5746 section 3.3, RFC 7507 section 2).
  constexpr bool can_be_chosen() const { return exchange != KeyExchange::kNone; }
};

/// Of two bytes, in order of number; the signalling values are among them.
std::span<const Suite> all_suites();
/// Of SSL 2, in order of number (Hickman 1995, section "Cipher Kinds", and those that SSLeay added).
std::span<const Suite> ssl2_suites();

/// Null when nobody gave out that number.
const Suite* suite_of(int number);
/// The number of a suite by its IANA name; nothing when there is none of that name.
std::optional<int> find_suite(std::string_view name);
/// The IANA name; "0x1A2B" for a number that nobody gave out.
std::string suite_name(int number);

/// A number of a registry and its name.
struct Named {
  int number;
  std::string_view name;
};

std::span<const Named> all_groups();
std::span<const Named> all_signatures();

/// "secp256r1", "x25519", "X25519MLKEM768" …; "0x1A2B" for an unknown one.
std::string group_name(int number);
/// SignatureScheme of TLS 1.3, and the pairs of hash and kind of TLS 1.2 in the same words ("rsa_pkcs1_sha224").
std::string signature_name(int number);
/// "TLS 1.2", "SSL 3.0" …; "0x1A2B" for an unknown one.
std::string version_name(int number);

/// The numbers of these names; nothing for an unknown one.
std::optional<int> find_group(std::string_view name);
std::optional<int> find_signature(std::string_view name);

}  // namespace waarborg::scan
