// SPDX-License-Identifier: EUPL-1.2
//
// How often a client may ask for a new handshake on one connection (NCSC 2025-05 section 3.4.2): not at all is good, up
// to ten times sufficient, more is to be phased out. Each time costs the server far more than the client.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::tls_client_renegotiation {
namespace {

constexpr int kLimited = 10;

Judged judge_server(const Server& server) {
  const std::string key = "scan.tls_client_renegotiation";
  if (server.reading.classic_offered == Known::kNo) return both(not_needed(key + ".tls13_only"));
  const int times = server.tls->handshake.client_renegotiations;
  if (times < 0) return both(finding(Outcome::kInconclusive, key + ".unknown"));
  if (times == 0) return both(finding(Outcome::kPass, key + ".refused"));
  if (times <= kLimited) {
    return both(finding(Outcome::kInfo, key + ".limited", {}, {{"times", std::to_string(times)}}));
  }
  return {finding(Outcome::kFail, key + ".unlimited"), finding(Outcome::kWarn, key + ".unlimited")};
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_client_renegotiation", judge_server);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_client_renegotiation", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_client_renegotiation
