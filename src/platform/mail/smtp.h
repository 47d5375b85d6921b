// SPDX-License-Identifier: EUPL-1.2
//
// Sending a letter. The one implementation hands it to the mail server of the organisation (RFC 5321) through libcurl.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "platform/mail/letter.h"

namespace waarborg::mail {

/// kStartTls and kTls check the certificate and its name; kNone is for a server on this computer only.
enum class Security { kStartTls, kTls, kNone };

struct SmtpSettings {
  std::string host;
  int port = 587;
  Security security = Security::kStartTls;
  std::string user;      ///< Empty: without signing in.
  std::string password;  ///< Never logged, never in a fault.
  std::string ca_file;   ///< PEM; empty: the certificates that the machine trusts.
  std::string helo;      ///< Our own name for the server; empty: the name of the machine.
  std::chrono::seconds connect{10};
  std::chrono::seconds whole{60};  ///< From connecting until the server has the letter.
};

struct Sender {
  virtual ~Sender() = default;
  /// Returns when the server took responsibility for the letter. Faults, `where` being host and port:
  /// kInvalid: this letter will never be accepted (mail.refused with the code of the server; mail.address,
  /// mail.header). kUnavailable: it may work later (mail.unreachable, mail.timeout, mail.tls, mail.sign_in, mail.later,
  /// mail.broken).
  /// @param stop  ends a running attempt within a second
  virtual Result<void> send(const Letter& letter, std::stop_token stop = {}) = 0;
};

class Smtp final : public Sender {
 public:
  explicit Smtp(SmtpSettings settings) : settings_(std::move(settings)) {}
  Result<void> send(const Letter& letter, std::stop_token stop = {}) override;

 private:
  SmtpSettings settings_;
};

}  // namespace waarborg::mail
