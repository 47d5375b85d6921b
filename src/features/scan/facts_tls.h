// SPDX-License-Identifier: EUPL-1.2
//
// What TLS servers said. Raw: nothing here is a judgement.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "features/scan/facts_web.h"

namespace waarborg::scan {

/// What came back to one ClientHello.
enum class HelloOutcome {
  kServerHello,
  kRetryRequest,  ///< TLS 1.3 HelloRetryRequest: the version and the group are known, no certificate.
  kAlert,         ///< A fatal alert: the server refuses this hello, in words.
  kClosed,        ///< Closed without a word.
  kReset,
  kTimeout,
  kNotTls,  ///< Bytes that are no TLS record, plain HTTP for instance.
  kBroken,  ///< TLS that cannot be read, or that chose what was not offered.
  kNoPeer,  ///< No connection.
};
BOOST_DESCRIBE_ENUM(HelloOutcome, kServerHello, kRetryRequest, kAlert, kClosed, kReset, kTimeout, kNotTls, kBroken,
                    kNoPeer)

/// One ClientHello and what came of it. Numbers as in the IANA TLS registries; 0 where there is none.
struct HelloFact {
  std::string asked;  ///< Which hello: "tls13", "tls12", "tls12_weak", "tls10", "ssl3", "ssl2", …
  HelloOutcome outcome = HelloOutcome::kNoPeer;
  int version = 0;  ///< 0x0304 for TLS 1.3 … 0x0300 for SSL 3, 0x0002 for SSL 2.
  int suite = 0;
  int group = 0;  ///< Of the key share or ServerKeyExchange.
  int signature =
      0;          ///< SignatureScheme of ServerKeyExchange (TLS 1.2); below it hash and kind as that version has it.
  int alert = 0;  ///< Description of the alert.
  int compression = 0;
  int dh_bits = 0;       ///< Of a finite-field group sent in ServerKeyExchange.
  std::string dh_group;  ///< "ffdhe2048", "modp2048" … when it is a known one, else "own".
  bool extended_master_secret = false;
  bool renegotiation_info = false;
  bool ocsp_stapled = false;
  bool session_ticket = false;
  std::vector<int> suites;         ///< Of SSL 2: all that the server lists.
  std::vector<std::string> chain;  ///< Certificates as sent, DER in base64; only where it was asked for.

  bool operator==(const HelloFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(HelloFact, (),
                      (asked, outcome, version, suite, group, signature, alert, compression, dh_bits, dh_group,
                       extended_master_secret, renegotiation_info, ocsp_stapled, session_ticket, suites, chain))

/// A whole handshake by OpenSSL, for what only that shows.
struct HandshakeFact {
  Heard heard = Heard::kNotTried;
  std::string trouble;  ///< Of a handshake that failed, in the words of the library.
  int version = 0;
  /// X509_V_* of the chain against the trusted roots; 0 is trusted, -1 was not looked at.
  int chain_error = -1;
  std::string chain_problem;    ///< In the words of the library.
  bool name_matches = false;    ///< A name of the certificate (SAN only, RFC 9525 section 6.3) is the name asked for.
  bool ocsp_good = false;       ///< A staple came, verifies, and says good.
  std::int64_t early_data = 0;  ///< max_early_data_size of a session ticket (RFC 8446 section 4.6.1).
  /// Times that the server went along with renegotiation asked for by the client, of at most 11; -1: not tried.
  int client_renegotiations = -1;
  std::vector<std::string> chain;  ///< As sent: DER in base64, the leaf first.

  bool operator==(const HandshakeFact&) const = default;
};
BOOST_DESCRIBE_STRUCT(HandshakeFact, (),
                      (heard, trouble, version, chain_error, chain_problem, name_matches, ocsp_good, early_data,
                       client_renegotiations, chain))

/// One address and name.
struct TlsFacts {
  std::vector<HelloFact> hellos;  ///< In the order sent.
  HandshakeFact handshake;

  bool operator==(const TlsFacts&) const = default;
};
BOOST_DESCRIBE_STRUCT(TlsFacts, (), (hellos, handshake))

}  // namespace waarborg::scan
