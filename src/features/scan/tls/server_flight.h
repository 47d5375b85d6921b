// SPDX-License-Identifier: EUPL-1.2
//
// What a server sends after a ClientHello, read as it comes: up to ServerHelloDone, or up to the ServerHello of
// TLS 1.3, after which all is encrypted. Also the SERVER-HELLO of SSL 2. How the bytes are cut makes no difference.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "features/scan/facts_tls.h"
#include "features/scan/tls/client_hello.h"
#include "features/scan/tls/server_messages.h"

namespace waarborg::scan {

/// Records and all. A chain with a hundred names each is 20 KiB; the most that OpenSSL takes as one is 100 KiB.
inline constexpr std::size_t kMostFlightBytes = 256U << 10U;

class ServerFlight {
 public:
  enum class State {
    kMore,  ///< There may be more to come.
    kDone,  ///< All that will be known is known; more bytes are ignored.
  };

  State feed(std::string_view bytes);
  State state() const { return state_; }

  /// The connection ended, or its deadline came: kClosed, kReset, kTimeout or kNoPeer. Nothing when it was done
  /// already. A ServerHello that came before stands: the server chose, even when the rest is missing.
  void ended(HelloOutcome how);

  /// kTimeout as long as it is not done. kBroken, with the numbers kept, when the server chose what was not offered: a
  /// version, suite, group or compression.
  HelloFact fact(const HelloOffer& offer) const;

 private:
  /// @return How many bytes of the front are dealt with; 0 when a whole record is not there yet.
  std::size_t take_record(std::string_view bytes);
  std::size_t take_ssl2(std::string_view bytes);
  void read_record(int type, std::string_view payload);
  void read_handshake(std::string_view payload);
  /// @return How many bytes of whole messages were at the front.
  std::size_t read_messages(std::string_view bytes);
  void read_message(int type, std::string_view body);
  void read_later_message(int type, std::string_view body);
  void read_hello(std::string_view body);
  void read_certificate_message(std::string_view body);
  void read_alerts(std::string_view payload);
  void finish(HelloOutcome outcome);

  State state_ = State::kMore;
  HelloOutcome outcome_ = HelloOutcome::kTimeout;
  std::string record_;   ///< The beginning of a record that is not there whole.
  std::string message_;  ///< The beginning of a handshake message that is not there whole.
  std::string alert_;
  std::size_t bytes_ = 0;
  bool is_tls_ = false;
  int alert_number_ = 0;
  bool warned_ = false;  ///< An alert came that leaves the connection as it is.
  std::optional<ServerHello> hello_;
  std::optional<ServerKey> key_;
  std::optional<std::string> certificates_;  ///< Body of the Certificate message.
  std::optional<bool> stapled_;
  std::optional<Ssl2Hello> ssl2_;
  std::string ssl2_certificate_;
};

}  // namespace waarborg::scan
