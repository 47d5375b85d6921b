// SPDX-License-Identifier: EUPL-1.2
//
// A server that takes a suite to be phased out must prefer the better ones itself (NCSC 2025-05 appendix B; guideline
// B2-5 of earlier editions). Asked by hellos that offer all that it takes, the worst first. internet.nl says nothing of
// a choice that is insufficient, which fails there by the suites alone.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/tls/judging.h"
#include "features/scan/tls/registry.h"

namespace waarborg::scan::tls_suite_order {
namespace {

bool is_worse(Level value) { return value == Level::kPhaseOut || value == Level::kInsufficient; }

struct Choices {
  bool has_better = false;  ///< Takes a suite that is good or sufficient.
  bool has_phase_out = false;
  bool has_insufficient = false;
  std::vector<std::string> chosen_phase_out;
  std::vector<std::string> chosen_insufficient;
};

Choices read_choices(const Reading& reading, const RuleSet& rules) {
  Choices out;
  if (const auto suites = reading.suites.find(reading.classic); suites != reading.suites.end()) {
    for (const int suite : suites->second) {
      const Level value = level(rules.suites, suite);
      out.has_better = out.has_better || !is_worse(value);
      out.has_phase_out = out.has_phase_out || value == Level::kPhaseOut;
      out.has_insufficient = out.has_insufficient || value == Level::kInsufficient;
    }
  }
  for (const int suite : reading.order_choices) {
    const Level value = level(rules.suites, suite);
    if (value == Level::kPhaseOut) out.chosen_phase_out.push_back(suite_name(suite));
    if (value == Level::kInsufficient) out.chosen_insufficient.push_back(suite_name(suite));
  }
  return out;
}

/// @param worse  Whether it takes a worse suite at all, and which worse ones it chose.
Finding judge_order(const Reading& reading, bool has_better, bool has_worse, const std::vector<std::string>& worse) {
  if (reading.classic_offered == Known::kNo) return not_needed("scan.tls_suite_order.tls13_only");
  if (has_better && !worse.empty()) {
    return finding(Outcome::kFail, "scan.tls_suite_order.prefers_worse", worse, {{"names", listed(worse)}});
  }
  if (!has_worse && reading.suites_complete) return not_needed("scan.tls_suite_order.only_good");
  if (!has_better && reading.suites_complete) return not_needed("scan.tls_suite_order.only_worse");
  if (!reading.order_known) return finding(Outcome::kInconclusive, "scan.tls_suite_order.unknown");
  return finding(Outcome::kPass, "scan.tls_suite_order.good");
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_servers(facts, rules, subject, "tls_suite_order", [&](const Server& server) -> Judged {
    const Choices choices = read_choices(server.reading, rules);
    std::vector<std::string> worse = choices.chosen_phase_out;
    Finding theirs = judge_order(server.reading, choices.has_better, choices.has_phase_out, worse);
    worse.insert(worse.end(), choices.chosen_insufficient.begin(), choices.chosen_insufficient.end());
    std::ranges::sort(worse);
    const auto [first, last] = std::ranges::unique(worse);
    worse.erase(first, last);
    const bool has_worse = choices.has_phase_out || choices.has_insufficient;
    return {std::move(theirs), judge_order(server.reading, choices.has_better, has_worse, worse)};
  });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_suite_order", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::tls_suite_order
