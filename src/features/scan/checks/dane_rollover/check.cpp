// SPDX-License-Identifier: EUPL-1.2
//
// A mail server can change its certificate without a moment in which no record fits: a second record of usage 3 that
// stands ready, or one of usage 2 beside it (RFC 7671 section 8.1; the scheme that internet.nl asks for).
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/tls/judging.h"
#include "features/scan/tls/tlsa.h"

namespace waarborg::scan::dane_rollover {
namespace {

Judged judge_server(const DomainFacts& facts, const Server& server) {
  const std::string key = "scan.dane_rollover";
  const TlsaFacts tlsa = tlsa_of(facts.dns, server.host, kMailPort);
  if (tlsa.state == TlsaState::kUnknown) return both(finding(Outcome::kInconclusive, key + ".unknown"));
  if (tlsa.state != TlsaState::kSecure) return both(not_tested(key + ".no_dane"));
  const auto number_of = [&](int usage) {
    return std::ranges::count_if(tlsa.records,
                                 [&](const Tlsa& record) { return is_usable(record) && record.usage == usage; });
  };
  const auto leaves = number_of(kDaneEe);
  const bool is_ready = leaves >= 2 || (leaves == 1 && number_of(kDaneTa) >= 1);
  return both(is_ready ? finding(Outcome::kPass, key + ".ready", tlsa.seen)
                       : finding(Outcome::kInfo, key + ".single", tlsa.seen));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_all_servers(facts, rules, subject, "dane_rollover",
                           [&](const Server& server) { return judge_server(facts, server); });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"dane_rollover", Category::kTls, kMailOnly, "8.24", &judge};

}  // namespace waarborg::scan::dane_rollover
