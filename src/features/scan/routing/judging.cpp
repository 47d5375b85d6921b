// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/judging.h"

#include <algorithm>

#include "features/scan/routing/validity.h"
#include "features/scan/web/answers.h"

namespace waarborg::scan::routing {
namespace {

using Arguments = std::vector<std::pair<std::string, std::string>>;

/// Of internet.nl: for being there, and for being right.
constexpr int kExistsPoints = 5, kValidPoints = 10;

Finding finding(Outcome outcome, const std::string& which, Arguments arguments = {}, int points = 0) {
  return {outcome, {"scan.routing." + which, std::move(arguments)}, {}, points};
}

/// internet.nl measures it for everyone. Where we had nothing to measure with, nobody's score may be another for it.
Judged uncounted(Finding own) { return {std::nullopt, std::move(own)}; }

std::string origin_of(std::uint32_t asn) { return asn == 0 ? "AS_SET" : "AS" + std::to_string(asn); }

Finding exists(const RouteFact& route) {
  if (!route.vrps.empty()) return finding(Outcome::kPass, "exists", {}, kExistsPoints);
  return finding(Outcome::kWarn, "missing", {{"network", route.prefix.empty() ? route.address : route.prefix}});
}

Finding valid(const RouteFact& route) {
  for (const std::uint32_t origin : route.origins) {
    if (validity_of(route, origin) != Validity::kInvalid) continue;
    return finding(Outcome::kFail, "invalid", {{"network", route.prefix}, {"origin", origin_of(origin)}});
  }
  const bool all_valid = std::ranges::all_of(
      route.origins, [&](std::uint32_t origin) { return validity_of(route, origin) == Validity::kValid; });
  if (all_valid) return finding(Outcome::kPass, "valid", {}, kValidPoints);
  return finding(Outcome::kWarn, "not_found", {{"network", route.prefix}});
}

/// "192.0.2.1: 192.0.2.0/24 AS64496; AS64496 192.0.2.0/24-24"
std::string seen_of(const RouteFact& route) {
  std::string line = route.address + ": " + (route.prefix.empty() ? "-" : route.prefix);
  for (const std::uint32_t origin : route.origins) line += " " + origin_of(origin);
  for (const VrpFact& vrp : route.vrps) {
    line += "; AS" + std::to_string(vrp.asn) + " " + vrp.prefix + "-" + std::to_string(vrp.max_length);
  }
  return web::as_seen(line);
}

using JudgeRoute = Finding (*)(const RouteFact& route);

Judged judge_all(const DomainFacts& facts, Subject subject, Part part, JudgeRoute judge) {
  if (!facts.routing) return uncounted(finding(Outcome::kNotApplicable, "not_given"));
  if (facts.at - facts.routing->at > kFresh) {
    return both(finding(Outcome::kInconclusive, "old", {{"day", to_text(day_of(facts.routing->at))}}));
  }
  const Found found = addresses_of(facts, subject, part);
  if (found.all.empty() && found.is_whole) return uncounted(finding(Outcome::kNotApplicable, "no_address"));
  std::vector<Finding> findings;
  std::vector<std::string> seen;
  if (!found.is_whole) findings.push_back(finding(Outcome::kInconclusive, "not_told"));
  for (const std::string& address : found.all) {
    const auto route = std::ranges::find(facts.routing->routes, address, &RouteFact::address);
    const bool is_known = route != facts.routing->routes.end();
    if (!is_known || (route->prefix.empty() && facts.routing->has_routes)) {
      findings.push_back(finding(Outcome::kInconclusive, "no_route", {{"address", address}}));
    } else {
      findings.push_back(judge(*route));
    }
    if (is_known && seen.size() < web::kMaxSeen) seen.push_back(seen_of(*route));
  }
  return web::resting_on(both(web::worst_of(findings)), seen);
}

}  // namespace

Judged judge_exists(const DomainFacts& facts, Subject subject, Part part) {
  return judge_all(facts, subject, part, &exists);
}

Judged judge_valid(const DomainFacts& facts, Subject subject, Part part) {
  if (facts.routing && !facts.routing->has_routes) return both(finding(Outcome::kInconclusive, "no_routes"));
  return judge_all(facts, subject, part, &valid);
}

}  // namespace waarborg::scan::routing
