// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: certificates of any kind, made when they are needed.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/time.h"

namespace waarborg::scan::testing {

inline constexpr Moment kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 30} + std::chrono::hours{12};

struct Wanted {
  std::string subject = "zorg.example";
  std::string key = "secp256r1";   ///< Or "rsa3072", "rsapss2048", "ed25519", "ed448", "dsa1024", a curve of OpenSSL.
  std::string hash = "SHA256";     ///< Under it, by its issuer; passed over for EdDSA.
  bool pss = false;                ///< RSASSA-PSS under it, by an issuer with an RSA key.
  std::vector<std::string> names;  ///< dNSName; a NUL may be in them.
  Moment from = kNow - std::chrono::days{30};
  Moment until = kNow + std::chrono::days{60};
  bool is_authority = false;
  bool must_staple = false;
  std::string ocsp;
};

/// DER. The same subject and kind of key is the same key for as long as the program runs. Without an issuer it is
/// signed by itself.
std::string certificate(const Wanted& wanted);
std::string certificate(const Wanted& wanted, const Wanted& issuer);

/// A leaf for zorg.example and its subdomains, an intermediate, and the root of it; all P-256.
Wanted leaf();
Wanted intermediate();
Wanted root();

/// Base64 of what a server sends as it should: the leaf and the intermediate.
std::vector<std::string> good_chain();
std::vector<std::string> in_base64(const std::vector<std::string>& ders);

}  // namespace waarborg::scan::testing
