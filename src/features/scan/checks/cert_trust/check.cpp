// SPDX-License-Identifier: EUPL-1.2
//
// The chain leads to a root that browsers trust (RFC 5280 section 6). Servers that send mail do not look at it (RFC
// 7672 section 1.3.4), so for mail it is only worth knowing.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::cert_trust {
namespace {

/// By X509_V_ERR_* of OpenSSL; the numbers are part of its interface and do not change.
std::string_view case_of(int error) {
  switch (error) {
    case 9:
      return "not_yet_valid";
    case 10:
      return "expired";
    case 18:
      return "self_signed";
    case 19:
      return "unknown_root";
    case 2:
    case 20:
    case 21:
      return "no_issuer";
    case 23:
      return "revoked";
    default:
      return "untrusted";
  }
}

Judged judge_server(const Server& server, Subject subject) {
  const std::string key = "scan.cert_trust.";
  const HandshakeFact& handshake = server.tls->handshake;
  if (handshake.chain_error == 0) return both(finding(Outcome::kPass, key + "trusted"));
  if (handshake.chain_error < 0) {
    std::vector<std::string> seen;
    if (!handshake.trouble.empty()) seen.push_back(handshake.trouble);
    return both(finding(Outcome::kInconclusive, key + "unknown", std::move(seen)));
  }
  Finding out = finding(Outcome::kFail, key + std::string(case_of(handshake.chain_error)), {handshake.chain_problem});
  if (handshake.chain_problem.empty()) out.seen.clear();
  Finding own = out;
  if (subject == Subject::kMail) own.outcome = Outcome::kInfo;
  return {std::move(out), std::move(own)};
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "cert_trust",
                       [&](const Server& server) { return judge_server(server, subject); });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"cert_trust", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::cert_trust
