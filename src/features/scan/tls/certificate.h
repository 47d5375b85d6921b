// SPDX-License-Identifier: EUPL-1.2
//
// What stands in a certificate (RFC 5280), and how the certificates that a server sends hang together. No judgement:
// whether a key is long enough says a rule set, whether a root is trusted says the handshake.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace waarborg::scan {

/// A certificate may name ten thousand hosts and still be one; a handshake message holds 16 MiB (RFC 8446 section 4).
inline constexpr std::size_t kMaxCertificateBytes = 1U << 20U;
/// The longest chain that is looked at; OpenSSL itself sends and follows at most 100 links, and nobody needs ten.
inline constexpr std::size_t kMaxChain = 20;

struct Certificate {
  std::string der;       ///< As sent.
  std::string key_info;  ///< Its SubjectPublicKeyInfo, DER: what TLSA selector 1 is about.
  std::string subject;   ///< RFC 4514 text in one line, at most 300 bytes.
  std::string issuer;
  /// "rsa", "dsa", "ed25519", "ed448", for an elliptic curve its name as in the TLS registry ("secp256r1"), "unnamed"
  /// for a curve of its own making. Empty: a kind that the library does not know, so that nothing is known of it.
  std::string key;
  int key_bits = 0;
  /// "rsa", "rsassa-pss", "ecdsa", "dsa", "ed25519", "ed448"; empty when the library does not know it.
  std::string signature;
  std::string hash;  ///< Under the signature: "sha256". That of the parameters for RSASSA-PSS; empty for EdDSA.
  std::vector<std::string> names;  ///< dNSName entries of the subject alternative name, lower case.
  Moment from{};
  Moment until{};
  bool self_signed = false;   ///< By its own key, as roots are.
  bool is_authority = false;  ///< May issue others (basic constraints).
  bool must_staple = false;   ///< TLS feature status_request (RFC 7633 section 4.2.3).
  std::string ocsp;           ///< First OCSP address (RFC 5280 section 4.2.2.1); empty without one.
};

/// Nothing when the bytes are no certificate or more than one.
std::optional<Certificate> read_certificate(std::string_view der);

/// The certificates that can be read out of base64 of DER, in the order sent, at most kMaxChain.
std::vector<Certificate> read_chain(std::span<const std::string> base64);

/// Whether the certificate is for this host: RFC 9525 section 6.3, only names in the subject alternative name, a
/// wildcard only as the whole first label and for one label. Right under a top-level domain a wildcard matches nothing,
/// as in browsers and OpenSSL.
bool names_host(const Certificate& certificate, std::string_view host);

/// Whether the key of `issuer` made the signature under `certificate` and its name stands there as the issuer.
bool is_issued_by(const Certificate& certificate, const Certificate& issuer);

/// How a chain was sent. RFC 5246 section 7.4.2: each certificate is signed by the one after it. RFC 8446 section 4.4.2
/// asks the same, and of clients that they bear more.
enum class ChainOrder {
  kInOrder,
  kReversed,  ///< The other way round.
  kMixed,     ///< All belong together, in another order.
  kGap,       ///< One or more do not follow from the leaf: a link is missing, or they belong to something else.
};

struct ChainShape {
  ChainOrder order = ChainOrder::kInOrder;
  bool has_duplicates = false;  ///< The same certificate more than once.
};

/// By the names of subject and issuer; an empty chain and one certificate are in order.
ChainShape shape_of(const std::vector<Certificate>& chain);

}  // namespace waarborg::scan
