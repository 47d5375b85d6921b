// SPDX-License-Identifier: EUPL-1.2
//
// No compression by TLS itself, which gives secrets away by their length (CRIME; RFC 7457 section 2.6; NCSC 2025-05
// section 3.4.1). TLS 1.3 has none.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/tls/judging.h"

namespace waarborg::scan::tls_compression {
namespace {

Judged judge_server(const Server& server) {
  const bool compresses = std::ranges::any_of(server.tls->hellos, [](const HelloFact& hello) {
    return hello.outcome == HelloOutcome::kServerHello && hello.version != kSsl2 && hello.compression != 0;
  });
  if (compresses) return both(finding(Outcome::kFail, "scan.tls_compression.on"));
  if (server.reading.classic_offered == Known::kNo) return both(not_needed("scan.tls_compression.tls13_only"));
  return both(!server.reading.compression_asked ? finding(Outcome::kInconclusive, "scan.tls_compression.unknown")
                                                : finding(Outcome::kPass, "scan.tls_compression.off"));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_compression", judge_server);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_compression", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_compression
