// SPDX-License-Identifier: EUPL-1.2
//
// The group of every key exchange seen: elliptic curves and hybrids by their number, DHE below TLS 1.3 by the group
// that the server sends (NCSC 2025-05 section 3.3.3). Only what it chose is judged, as internet.nl does. A server
// without any, that is with static RSA only, fails by its suites.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/tls/judging.h"
#include "features/scan/tls/registry.h"

namespace waarborg::scan::tls_key_exchange {
namespace {

/// Whether DHE is known to be absent though no hello asked for it: among all suites there is none with it.
bool is_without_dhe(const Reading& reading) {
  if (reading.dhe == Known::kNo || reading.classic_offered == Known::kNo) return true;
  const auto suites = reading.suites.find(reading.classic);
  return reading.suites_complete && suites != reading.suites.end() &&
         std::ranges::none_of(suites->second, [](int number) {
           const Suite* suite = suite_of(number);
           return suite == nullptr || suite->exchange == KeyExchange::kDhe;
         });
}

Judged judge_server(const Server& server, const RuleSet& rules) {
  const Reading& reading = server.reading;
  std::vector<Graded> groups;
  for (const int group : reading.groups) groups.push_back({group_name(group), level(rules.groups, group)});
  for (const DhGroup& group : reading.dh_groups) {
    const std::string bits = group.bits > 0 ? " (" + std::to_string(group.bits) + " bits)" : "";
    groups.push_back({"DHE " + group.name + bits, level(rules.dh_groups, group.name)});
  }
  Finding out = graded("tls_key_exchange", groups);
  if (out.outcome == Outcome::kFail) return both(std::move(out));
  if (reading.dh_groups.empty() && !is_without_dhe(reading)) {
    return both(finding(Outcome::kInconclusive, "scan.tls_key_exchange.unknown", out.seen));
  }
  if (groups.empty()) {
    return both(reading.suites_complete ? not_needed("scan.tls_key_exchange.none")
                                        : finding(Outcome::kInconclusive, "scan.tls_key_exchange.unknown"));
  }
  return both(std::move(out));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_key_exchange",
                       [&](const Server& server) { return judge_server(server, rules); });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_key_exchange", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_key_exchange
