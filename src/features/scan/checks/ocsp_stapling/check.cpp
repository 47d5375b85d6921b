// SPDX-License-Identifier: EUPL-1.2
//
// A staple shows that a certificate is not withdrawn (RFC 6066 section 8; NCSC 2025-05 section 3.4.5: optional). A
// certificate that asks for one (RFC 7633) is refused by browsers without it.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/tls/judging.h"

namespace waarborg::scan::ocsp_stapling {
namespace {

Judged judge_chain(const Server& server, const Certificate& leaf) {
  const std::string key = "scan.ocsp_stapling";
  const HandshakeFact& handshake = server.tls->handshake;
  const bool is_seen = handshake.heard == Heard::kAnswer;
  if (leaf.ocsp.empty()) return both(not_tested(key + ".no_address"));
  if (is_seen && handshake.ocsp_good) return both(finding(Outcome::kPass, key + ".good"));
  const bool is_stapled =
      std::ranges::any_of(server.tls->hellos, [](const HelloFact& hello) { return hello.ocsp_stapled; });
  if (is_stapled && is_seen) {
    return {finding(Outcome::kFail, key + ".untrusted"), finding(Outcome::kWarn, key + ".untrusted")};
  }
  // Below TLS 1.3 a staple is announced in the open; in TLS 1.3 only the handshake sees it.
  if (is_stapled || (!is_seen && server.reading.best_classic == nullptr)) {
    return both(finding(Outcome::kInconclusive, key + ".unknown"));
  }
  if (leaf.must_staple) return {finding(Outcome::kInfo, key + ".none"), finding(Outcome::kFail, key + ".must_staple")};
  return both(finding(Outcome::kInfo, key + ".none", {leaf.ocsp}));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_chains(
      facts, rules, subject, "ocsp_stapling",
      [&](const Server& server, const std::vector<Certificate>& chain) { return judge_chain(server, chain.front()); });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"ocsp_stapling", Category::kTls, kWebOnly, "8.24", &judge};

}  // namespace waarborg::scan::ocsp_stapling
