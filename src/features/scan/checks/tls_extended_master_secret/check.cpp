// SPDX-License-Identifier: EUPL-1.2
//
// TLS 1.2 binds its keys to the whole handshake only with the extended master secret (RFC 7627; NCSC 2025-05
// section 4.1). TLS 1.3 always does.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::tls_extended_master_secret {
namespace {

Judged judge_server(const Server& server) {
  const std::string key = "scan.tls_extended_master_secret";
  if (refuses(server.reading, kTls12)) return both(not_tested(key + ".no_tls12"));
  const HelloFact* hello = server.reading.tls12;
  if (hello == nullptr) return both(finding(Outcome::kInconclusive, key + ".unknown"));
  return both(hello->extended_master_secret ? finding(Outcome::kPass, key + ".used")
                                            : finding(Outcome::kFail, key + ".missing"));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_extended_master_secret", judge_server);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_extended_master_secret", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_extended_master_secret
