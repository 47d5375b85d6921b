// SPDX-License-Identifier: EUPL-1.2
//
// Whether the site has an IPv6 address and answers there: RFC 6540 (BCP 177), internet.nl "IPv6 addresses" and "IPv6
// reachability of the web server". Where we have no IPv6 ourselves, nothing is said of answering.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/web/answers.h"

namespace waarborg::scan::ipv6_web {
namespace {

Finding finding(Outcome outcome, const char* key, int points = 0) { return {outcome, {key, {}}, {}, points}; }

bool is_shut(Heard port) { return port == Heard::kRefused || port == Heard::kUnreachable; }

/// A port that answers over IPv4 and is known to be shut over IPv6.
bool lacks_a_port(const WebAddressFacts& over_v6, const std::vector<WebAddressFacts>& all) {
  return std::ranges::any_of(all, [&](const WebAddressFacts& other) {
    if (web::is_ipv6(other.address)) return false;
    return (other.port_80 == Heard::kAnswer && is_shut(over_v6.port_80)) ||
           (other.port_443 == Heard::kAnswer && is_shut(over_v6.port_443));
  });
}

bool answers(const WebAddressFacts& at) { return at.port_80 == Heard::kAnswer || at.port_443 == Heard::kAnswer; }

Finding judge_address(const WebAddressFacts& at, const DomainFacts& facts) {
  if (answers(at)) {
    if (lacks_a_port(at, facts.web)) return finding(Outcome::kWarn, "scan.ipv6_web.partly", 2);
    return finding(Outcome::kPass, "scan.ipv6_web.good", 10);
  }
  if (!is_shut(at.port_80) || !is_shut(at.port_443)) return finding(Outcome::kInconclusive, "scan.ipv6_web.silent");
  const bool elsewhere = std::ranges::any_of(facts.web, answers);
  if (elsewhere) return finding(Outcome::kFail, "scan.ipv6_web.unreachable");
  return finding(Outcome::kNotApplicable, "scan.ipv6_web.no_server");
}

Finding judge_reach(const DomainFacts& facts) {
  if (!facts.vantage.ipv6) return finding(Outcome::kInconclusive, "scan.ipv6_web.not_from_here");
  std::vector<Finding> findings;
  for (const WebAddressFacts& at : facts.web) {
    if (web::is_ipv6(at.address)) findings.push_back(judge_address(at, facts));
  }
  if (findings.empty()) return finding(Outcome::kInconclusive, "scan.ipv6_web.silent");
  return web::worst_of(findings);
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  if (web::has_no_address(facts)) return both(finding(Outcome::kNotApplicable, "scan.web.no_address"));
  const DnsAnswer* answer = find(facts.dns, facts.name, "AAAA");
  if (answer == nullptr || is_unknown(*answer)) return both(finding(Outcome::kInconclusive, "scan.ipv6_web.not_told"));
  std::vector<std::string> seen;
  for (const std::string& address : answer->records) {
    if (web::is_ipv6(address) && seen.size() < web::kMaxSeen) seen.push_back(web::as_seen(address));
  }
  Finding whole = seen.empty() ? finding(Outcome::kFail, "scan.ipv6_web.none") : judge_reach(facts);
  whole.seen = std::move(seen);
  return both(std::move(whole));
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) { return {{facts.name, "A"}, {facts.name, "AAAA"}}; }

}  // namespace

extern const Check kCheck;
const Check kCheck{"ipv6_web", Category::kIpv6, kWebOnly, "8.20 8.21", &judge, &asks};

}  // namespace waarborg::scan::ipv6_web
