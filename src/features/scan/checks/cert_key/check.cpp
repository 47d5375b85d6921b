// SPDX-License-Identifier: EUPL-1.2
//
// Every key in the chain is long enough and of a kind that holds (NCSC 2025-05 section 3.3.2), known roots apart.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::cert_key {
namespace {

Level level_of(const Certificate& certificate, const RuleSet& rules) {
  if (certificate.key != "rsa") return level(rules.key_types, certificate.key);
  if (certificate.key_bits >= rules.rsa_sufficient) return Level::kSufficient;
  return certificate.key_bits >= rules.rsa_phase_out ? Level::kPhaseOut : Level::kInsufficient;
}

std::string described(const Certificate& certificate) {
  const bool is_counted = certificate.key == "rsa" || certificate.key == "dsa" || certificate.key == "unnamed";
  return certificate.subject + ": " + certificate.key +
         (is_counted ? " " + std::to_string(certificate.key_bits) + " bits" : "");
}

Judged judge_chain(const Server& server, const std::vector<Certificate>& chain, const RuleSet& rules) {
  std::vector<Graded> keys;
  std::vector<std::string> unknown;
  for (const Certificate* certificate : without_roots(server, chain)) {
    if (certificate->key.empty()) {
      unknown.push_back(certificate->subject);
    } else {
      keys.push_back({described(*certificate), level_of(*certificate, rules)});
    }
  }
  Finding out = graded("cert_key", keys);
  if (out.outcome != Outcome::kFail && !unknown.empty()) {
    out = finding(Outcome::kInconclusive, "scan.cert_key.unknown", unknown, {{"names", listed(unknown)}});
  }
  return both(std::move(out));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_chains(
      facts, rules, subject, "cert_key",
      [&](const Server& server, const std::vector<Certificate>& chain) { return judge_chain(server, chain, rules); });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"cert_key", Category::kTls, kWebAndMail, "8.24", &judge};

}  // namespace waarborg::scan::cert_key
