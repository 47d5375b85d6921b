// SPDX-License-Identifier: EUPL-1.2
//
// Below TLS 1.3 a server must know the renegotiation indication (RFC 5746 section 3.6), or strangers can put words
// before those of a visitor. TLS 1.3 has no renegotiation.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::tls_secure_renegotiation {
namespace {

Judged judge_server(const Server& server) {
  const std::string key = "scan.tls_secure_renegotiation";
  const Reading& reading = server.reading;
  if (reading.classic_offered == Known::kNo) return both(not_needed(key + ".tls13_only"));
  if (reading.best_classic == nullptr || reading.best_classic->version == kSsl2) {
    return both(finding(Outcome::kInconclusive, key + ".unknown"));
  }
  return both(reading.best_classic->renegotiation_info ? finding(Outcome::kPass, key + ".safe")
                                                       : finding(Outcome::kFail, key + ".missing"));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_secure_renegotiation", judge_server);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_secure_renegotiation", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_secure_renegotiation
