// SPDX-License-Identifier: EUPL-1.2
//
// For tests only: facts of TLS servers in few words. A good server, and what is different of another.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "features/scan/check.h"
#include "features/scan/facts.h"

namespace waarborg::scan::testing {

/// Numbers of suites that tests speak of (IANA TLS Cipher Suites).
inline constexpr int kAes256Gcm13 = 0x1302;
inline constexpr int kAes128Gcm13 = 0x1301;
inline constexpr int kCcm8 = 0x1305;
inline constexpr int kEcdheAes256Gcm = 0xC030;     ///< ECDHE_RSA
inline constexpr int kEcdheAes128Gcm = 0xC02F;     ///< ECDHE_RSA
inline constexpr int kEcdheAes256Cbc384 = 0xC028;  ///< ECDHE_RSA, to be phased out
inline constexpr int kEcdheAes128CbcSha = 0xC013;  ///< ECDHE_RSA, insufficient
inline constexpr int kDheAes256Gcm = 0x009F;       ///< DHE_RSA, to be phased out
inline constexpr int kRsaAes128Gcm = 0x009C;       ///< static RSA, insufficient
inline constexpr int k3Des = 0x000A;               ///< static RSA
inline constexpr int kX25519 = 0x001D;

HelloFact answered(std::string asked, int version, int suite, int group = kX25519);
HelloFact alerted(std::string asked, int alert = 40);
HelloFact unanswered(std::string asked, HelloOutcome outcome);

/// TLS 1.3 and 1.2 as they should be, everything asked and answered, a good chain, a whole handshake.
TlsFacts good_tls();
/// Only TLS 1.3.
TlsFacts tls13_only();
/// Other answers in the place of those to hellos of the same name; a new name comes before the last hello, "control".
TlsFacts with(TlsFacts facts, std::initializer_list<HelloFact> hellos);
TlsFacts without(TlsFacts facts, std::initializer_list<std::string> asked);
/// All hellos that the function takes, after it changed them.
TlsFacts each(TlsFacts facts, void (*change)(HelloFact&));
/// Every hello ended like this, and there was no handshake.
TlsFacts all_ended(HelloOutcome outcome, int alert = 0);

/// zorg.example, one address per server.
DomainFacts site(std::initializer_list<TlsFacts> servers);
/// Its mail, at mx1.zorg.example, mx2 …, each with STARTTLS.
DomainFacts mail(std::initializer_list<TlsFacts> servers);
/// With one answer more, in the place of one to the same question.
DomainFacts with(DomainFacts facts, DnsAnswer answer);

/// The rules of internet.nl as they stand in content/, and those of before.
const RuleSet& rules();
const RuleSet& older_rules();

/// One row of a table: facts, what each reading makes of them ("pass", "warn", "fail", "info", "na", "?", and "-" for
/// no reading) and the case of our own, the last part of its key.
struct Row {
  std::string what;
  DomainFacts facts;
  std::string internet_nl;
  std::string own;
  std::string why;
};

/// Judges each row, and sees that what it says has words in both languages and that points follow the outcome.
void expect(const Check& check, Subject subject, const std::vector<Row>& rows, const RuleSet& by = rules());

}  // namespace waarborg::scan::testing
