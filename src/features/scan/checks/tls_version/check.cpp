// SPDX-License-Identifier: EUPL-1.2
//
// No version of TLS or SSL that is insufficient (NCSC 2025-05 section 3.3.1; RFC 8996, RFC 7568, RFC 6176).
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"
#include "features/scan/tls/registry.h"

namespace waarborg::scan::tls_version {
namespace {

Judged judge_server(const Server& server, const RuleSet& rules) {
  std::vector<Graded> offered;
  std::vector<std::string> unknown;
  for (const int version : kVersions) {
    const Level value = level(rules.versions, version);
    const bool matters = value == Level::kInsufficient || value == Level::kPhaseOut;
    if (offers(server.reading, version)) {
      offered.push_back({version_name(version), value});
    } else if (matters && !refuses(server.reading, version)) {
      unknown.push_back(version_name(version));
    }
  }
  Finding out = graded("tls_version", offered);
  if (out.outcome != Outcome::kFail && !unknown.empty()) {
    out = finding(Outcome::kInconclusive, "scan.tls_version.unknown", {}, {{"names", listed(unknown)}});
  }
  return both(std::move(out));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_version",
                       [&](const Server& server) { return judge_server(server, rules); });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_version", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_version
