// SPDX-License-Identifier: EUPL-1.2
//
// Whether the names of the domain can be looked up over IPv6: two name servers of its zone or more have an IPv6 address
// (RFC 3901 section 3 with RFC 1034 section 4.1; internet.nl "IPv6 addresses for name servers"). Whether they answer
// there is not measured here.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/names/hosts.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::ipv6_nameservers {
namespace {

/// Source: RFC 1034 section 4.1.
constexpr int kEnough = 2;

Finding finding(Outcome outcome, const char* key, int count, int points) {
  return {outcome, {key, {{"count", std::to_string(count)}}}, {}, points};
}

/// The first IPv6 address of a host; empty when there is none, nothing when that is not known.
std::optional<std::string> ipv6_of(const DnsAnswers& answers, const std::string& host) {
  const DnsAnswer* answer = find(answers, host, "AAAA");
  if (answer == nullptr || is_unknown(*answer)) return std::nullopt;
  const auto found = std::ranges::find_if(answer->records, [](const std::string& one) { return web::is_ipv6(one); });
  return found == answer->records.end() ? std::string() : *found;
}

/// @param untold  of how many it is not known
Finding judge_count(int with, int untold, int all) {
  if (with >= kEnough) return finding(Outcome::kPass, "scan.ipv6_nameservers.good", with, 10);
  if (with + untold >= kEnough) return finding(Outcome::kInconclusive, "scan.ipv6_nameservers.not_told", with, 0);
  if (with + untold == 0) return finding(Outcome::kFail, "scan.ipv6_nameservers.none", with, 0);
  // The mean over all, a single server for half (internet.nl).
  return finding(Outcome::kFail, "scan.ipv6_nameservers.only_one", with, with * 10 / std::max(all, kEnough));
}

Finding judge_zone(const DnsAnswers& answers, const Zone& zone) {
  int with = 0, untold = 0;
  std::vector<std::string> seen;
  for (const std::string& host : zone.hosts) {
    const auto address = ipv6_of(answers, host);
    with += address && !address->empty();
    untold += !address;
    std::string shown = host + ": ";
    shown += !address ? "?" : address->empty() ? kAbsent : *address;
    if (seen.size() < web::kMaxSeen) seen.push_back(web::as_seen(shown));
  }
  Finding whole = judge_count(with, untold, static_cast<int>(zone.hosts.size()));
  whole.seen = std::move(seen);
  return whole;
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  const Zone zone = zone_of(facts.dns, facts.name);
  if (zone.found == Zone::Found::kYes) return both(judge_zone(facts.dns, zone));
  if (zone.found == Zone::Found::kNo) {
    return both(finding(Outcome::kNotApplicable, "scan.ipv6_nameservers.no_zone", 0, 0));
  }
  return both(finding(Outcome::kInconclusive, "scan.ipv6_nameservers.not_told", 0, 0));
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  const Zone zone = zone_of(facts.dns, facts.name);
  if (zone.found == Zone::Found::kUnknown) return {{zone.stopped_at, "NS"}};
  std::vector<DnsQuestion> questions;
  questions.reserve(zone.hosts.size());
  for (const std::string& host : zone.hosts) questions.push_back({host, "AAAA"});
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"ipv6_nameservers", Category::kIpv6, kWebAndMail, "8.20 8.21", &judge, &asks};

}  // namespace waarborg::scan::ipv6_nameservers
