// SPDX-License-Identifier: EUPL-1.2
//
// Every certificate of the chain, known roots apart, is signed over a hash that holds (NCSC 2025-05 section 3.3.5).
// internet.nl takes RSASSA-PSS for insufficient; by RFC 8446 section 4.2.3 it is as good as its hash.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::cert_signature {
namespace {

/// @param pss_as_hash  Whether RSASSA-PSS is as good as its hash, or judged by its own name.
Level level_of(const Certificate& certificate, const RuleSet& rules, bool pss_as_hash) {
  const std::string& kind = certificate.signature;
  if (kind == "ed25519" || kind == "ed448") return level(rules.key_types, kind);
  if (kind == "rsassa-pss" && !pss_as_hash) return level(rules.hashes, kind);
  if (kind == "dsa") return Level::kInsufficient;
  return level(rules.hashes, certificate.hash);
}

Finding judge_chain(const Server& server, const std::vector<Certificate>& chain, const RuleSet& rules,
                    bool pss_as_hash) {
  std::vector<Graded> signatures;
  std::vector<std::string> unknown;
  for (const Certificate* certificate : without_roots(server, chain)) {
    if (certificate->signature.empty()) {
      unknown.push_back(certificate->subject);
      continue;
    }
    const std::string hash = certificate->hash.empty() ? "" : " " + certificate->hash;
    signatures.push_back(
        {certificate->subject + ": " + certificate->signature + hash, level_of(*certificate, rules, pss_as_hash)});
  }
  Finding out = graded("cert_signature", signatures);
  if (out.outcome != Outcome::kFail && !unknown.empty()) {
    out = finding(Outcome::kInconclusive, "scan.cert_signature.unknown", unknown, {{"names", listed(unknown)}});
  }
  return out;
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_chains(facts, rules, subject, "cert_signature",
                      [&](const Server& server, const std::vector<Certificate>& chain) -> Judged {
                        return {judge_chain(server, chain, rules, false), judge_chain(server, chain, rules, true)};
                      });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"cert_signature", Category::kTls, kWebAndMail, "8.24", &judge};

}  // namespace waarborg::scan::cert_signature
