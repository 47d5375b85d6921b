// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: a server that answers hellos by what it was set up with, up to ServerHelloDone. It reads and writes
// bytes by itself, so that a test proves more than that we agree with ourselves.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "features/scan/facts_tls.h"
#include "features/scan/tls/registry.h"
#include "features/scan/tls/versions.h"

namespace waarborg::scan::testing {

/// A ClientHello, read.
struct ReadHello {
  int version = 0;
  std::size_t bytes = 0;  ///< Of the handshake message.
  std::size_t session_bytes = 0;
  std::vector<int> versions, suites, groups, signatures, compressions, shares;
  std::vector<int> extensions;  ///< In order.
  std::string server_name;
  std::vector<std::string> alpn;
  bool is_whole = false;  ///< Every length fits.

  bool has(int extension) const;
};
ReadHello read_hello(std::string_view records);

struct ServerSetup {
  std::set<int> versions;
  std::vector<int> suites;    ///< Below TLS 1.3; the server's own order.
  std::vector<int> suites13;  ///< The same of TLS 1.3.
  std::vector<int> ssl2_suites;
  bool own_order = true;
  std::vector<int> groups{29, 23};
  std::vector<int> signatures{0x0401, 0x0403, 0x0402};  ///< For TLS 1.2.
  std::string prime, generator{"\x02"};                 ///< Of DHE.
  bool extended_master_secret = true, renegotiation_info = true, session_ticket = false, stapling = false;
  bool compression = false;
  std::vector<std::string> chain{"certificate"};
  HelloOutcome refusal = HelloOutcome::kAlert;  ///< How it says no: kAlert, kClosed, kReset or kTimeout.
  std::size_t piece = 0;                        ///< Handshake bytes in a record; 0: one record.
  std::size_t deaf_from = 0, deaf_to = 0;       ///< Sizes of a hello at which it closes without a word.
};

struct ServerReply {
  std::string bytes;
  HelloOutcome ended = HelloOutcome::kTimeout;  ///< After the bytes.
};

ServerReply reply_to(const ServerSetup& setup, std::string_view hello);

/// What the server takes of these at this version, in its order: the truth that an interview must find.
std::vector<int> usable_suites(const ServerSetup& setup, int version, const std::vector<int>& offered);

/// Pieces of answers, for tests that need others than a server sends.
std::string record(int type, std::string_view payload, int version = kTls12);
std::string message(int type, std::string_view body);
std::string u16(std::size_t value);
std::string u24(std::size_t value);
std::string vector8(std::string_view content);
std::string vector16(std::string_view content);
std::string vector24(std::string_view content);
std::string server_hello(int version, int suite, std::string_view extensions, int compression = 0);

}  // namespace waarborg::scan::testing
