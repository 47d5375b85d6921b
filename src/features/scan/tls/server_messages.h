// SPDX-License-Identifier: EUPL-1.2
//
// The messages by which a server answers a ClientHello, each from its bytes. Anything that does not fit to the last
// byte is refused: nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/tls/registry.h"

namespace waarborg::scan {

/// OpenSSL itself stops at a hundred (its default verify depth); nobody needs ten.
inline constexpr std::size_t kMostCertificates = 100;

/// ServerHello (RFC 5246 section 7.4.1.3, RFC 8446 section 4.1.3) and HelloRetryRequest, which has the same form.
struct ServerHello {
  int version = 0;  ///< That of supported_versions when it is there, else the one in front.
  int suite = 0;
  int compression = 0;
  int group = 0;  ///< Of key_share; 0 without one.
  bool is_retry = false;
  bool extended_master_secret = false;
  bool renegotiation_info = false;
  bool session_ticket = false;
};
std::optional<ServerHello> read_server_hello(std::string_view body);

/// ServerKeyExchange up to and with the signature.
struct ServerKey {
  int group = 0;         ///< NamedCurve (RFC 8422 section 5.4); 0xFF01 and 0xFF02 for a curve written out.
  int dh_bits = 0;       ///< Length of a prime; of RSA_EXPORT and SRP it is not told.
  std::string dh_group;  ///< As HelloFact::dh_group.
  int signature = 0;     ///< As HelloFact::signature; 0 when nothing is signed.
};
/// Of a suite whose key exchange no public standard lays down nothing is read, and nothing is wrong with it.
std::optional<ServerKey> read_server_key(std::string_view body, int version, const Suite& suite);

/// The certificates of a Certificate message below TLS 1.3 (RFC 5246 section 7.4.2), DER; views into `body`.
std::optional<std::vector<std::string_view>> read_certificates(std::string_view body);

/// Whether a CertificateStatus message (RFC 6066 section 8) holds an OCSP answer.
std::optional<bool> read_certificate_status(std::string_view body);

/// SERVER-HELLO of SSL 2 (Hickman 1995), without the two bytes of its record.
struct Ssl2Hello {
  int version = 0;
  std::vector<int> suites;
  std::string_view certificate;  ///< A view into what was read.
};
std::optional<Ssl2Hello> read_ssl2_hello(std::string_view message);

}  // namespace waarborg::scan
