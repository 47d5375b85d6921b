// SPDX-License-Identifier: EUPL-1.2
//
// A ClientHello in bytes. No handshake follows it: what a server answers in clear says enough, and the key share is
// random bytes to which nobody has the key.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "features/scan/tls/versions.h"

namespace waarborg::scan {

/// What the key_share extension holds (RFC 8446 section 4.2.8).
enum class KeyShare {
  kNone,    ///< No extension: below TLS 1.3.
  kEmpty,   ///< No share: a server that likes one of the groups names it in a HelloRetryRequest.
  kX25519,  ///< One of x25519, which must be among the groups.
};

/// What one hello offers, in the order of preference that it states. Numbers as in registry.h.
struct HelloOffer {
  std::string asked;  ///< Becomes HelloFact::asked.
  /// ClientHello.client_version, the highest below TLS 1.3 that will do. kSsl2 makes it a hello of SSL 2, of which only
  /// the suites count; kSsl3 has no extensions and signals renegotiation among the suites.
  int version = kTls12;
  std::vector<int> versions;  ///< supported_versions (RFC 8446 section 4.2.1); empty: no such extension.
  std::vector<int> suites;
  std::vector<int> groups;
  std::vector<int> signatures;
  std::string server_name;                    ///< A-label form without a dot at the end; empty: none is sent.
  std::vector<std::string> alpn{"http/1.1"};  ///< Empty: no such extension, as for mail.
  KeyShare key_share = KeyShare::kNone;
  std::vector<int> compressions{0};
  bool extended_master_secret = true;  ///< RFC 7627.
  bool renegotiation_info = true;      ///< RFC 5746.
  bool status_request = false;         ///< RFC 6066 section 8.
  bool session_ticket = false;         ///< RFC 5077, an empty one.
  /// The handshake message is filled up to this many bytes, its header included (RFC 7685); 0 leaves it as it is.
  std::size_t pad_to = 0;
  bool keeps_chain = false;  ///< Whether HelloFact::chain is wanted.

  bool operator==(const HelloOffer&) const = default;
};

/// The records to send.
/// @param random  From a cryptographic source: 32 bytes for the hello (16 of them as the challenge of SSL 2), 32 for
///                the key share.
/// @return        Empty when a list is longer than its length field can say (64 KiB, a name 255 bytes).
std::string client_hello(const HelloOffer& offer, std::span<const unsigned char, 64> random);

/// Of the handshake message without padding, as client_hello would write it: what some servers and boxes before them
/// stumble over between 256 and 511 (RFC 7685 section 1).
std::size_t hello_bytes(const HelloOffer& offer);

}  // namespace waarborg::scan
