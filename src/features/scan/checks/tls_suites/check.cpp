// SPDX-License-Identifier: EUPL-1.2
//
// No cipher suite that is insufficient (NCSC 2025-05 appendix B). internet.nl looks at TLS 1.3 and at the highest
// version below it; we look at every answer. What is not taken is known from the refusal of a hello with only weak
// suites, or from elimination to the end.
#include "features/scan/check.h"

#include <set>

#include "features/scan/tls/judging.h"
#include "features/scan/tls/registry.h"

namespace waarborg::scan::tls_suites {
namespace {

/// @param versions  Of the answers that count; empty: all but SSL 2, which has suites of its own.
std::vector<Graded> accepted_suites(const Reading& reading, const RuleSet& rules, const std::set<int>& versions) {
  std::set<int> suites;
  for (const auto& [version, chosen] : reading.suites) {
    if (version != kSsl2 && (versions.empty() || versions.contains(version))) {
      suites.insert(chosen.begin(), chosen.end());
    }
  }
  std::vector<Graded> out;
  for (const int suite : suites) out.push_back({suite_name(suite), level(rules.suites, suite)});
  return out;
}

Finding judge_suites(const Reading& reading, const std::vector<Graded>& suites) {
  Finding out = graded("tls_suites", suites);
  if (out.outcome == Outcome::kFail) return out;
  const bool all = reading.suites_complete || reading.classic_offered == Known::kNo;
  if (!all && reading.weak != Known::kNo) return finding(Outcome::kInconclusive, "scan.tls_suites.unknown", out.seen);
  if (offers(reading, kTls13) && reading.ccm8_asked && reading.ccm8 == Known::kUnknown) {
    return finding(Outcome::kInconclusive, "scan.tls_suites.ccm8_unknown", out.seen);
  }
  if (!all && out.outcome == Outcome::kPass) out.why.key = "scan.tls_suites.no_weak";
  return out;
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_suites", [&](const Server& server) -> Judged {
    const Reading& reading = server.reading;
    const auto theirs = accepted_suites(reading, rules, {kTls13, reading.classic});
    return {judge_suites(reading, theirs), judge_suites(reading, accepted_suites(reading, rules, {}))};
  });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_suites", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_suites
