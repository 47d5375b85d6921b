// SPDX-License-Identifier: EUPL-1.2
//
// What internet.nl does not look at: whether the certificates come in order (RFC 5246 section 7.4.2, RFC 8446
// section 4.4.2), and whether they are valid for two weeks more. Mail servers are not held to the dates by those who
// send (RFC 7672 section 3.1.1), so there it is a warning.
#include "features/scan/check.h"

#include <algorithm>
#include <chrono>

#include "features/scan/tls/judging.h"

namespace waarborg::scan::cert_chain {
namespace {

constexpr std::chrono::days kSoon{14};

std::string dated(const Certificate& certificate) {
  return certificate.subject + ": " + to_text(certificate.from) + " - " + to_text(certificate.until);
}

Finding judge_dates(const DomainFacts& facts, const Server& server, const std::vector<Certificate>& chain,
                    Outcome bad) {
  Finding worst = finding(Outcome::kPass, "scan.cert_chain.good");
  for (const Certificate* certificate : without_roots(server, chain)) {
    const std::vector<std::pair<std::string, std::string>> args = {{"day", to_text(day_of(certificate->until))}};
    if (facts.at > certificate->until) return finding(bad, "scan.cert_chain.expired", {dated(*certificate)}, args);
    if (facts.at < certificate->from) {
      return finding(bad, "scan.cert_chain.not_yet_valid", {dated(*certificate)},
                     {{"day", to_text(day_of(certificate->from))}});
    }
    if (certificate->until - facts.at < kSoon && worst.outcome == Outcome::kPass) {
      worst = finding(Outcome::kWarn, "scan.cert_chain.expires_soon", {dated(*certificate)}, args);
    }
  }
  return worst;
}

Finding judge_order(const std::vector<Certificate>& chain) {
  std::vector<std::string> subjects;
  for (const Certificate& certificate : chain) subjects.push_back(certificate.subject);
  const ChainShape shape = shape_of(chain);
  switch (shape.order) {
    case ChainOrder::kInOrder:
      break;
    case ChainOrder::kReversed:
      return finding(Outcome::kWarn, "scan.cert_chain.reversed", subjects);
    case ChainOrder::kMixed:
      return finding(Outcome::kWarn, "scan.cert_chain.mixed", subjects);
    case ChainOrder::kGap:
      return finding(Outcome::kWarn, "scan.cert_chain.gap", subjects);
  }
  if (shape.has_duplicates) return finding(Outcome::kInfo, "scan.cert_chain.duplicates", subjects);
  return finding(Outcome::kPass, "scan.cert_chain.good", subjects);
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  const Outcome bad = subject == Subject::kWeb ? Outcome::kFail : Outcome::kWarn;
  return judge_chains(facts, rules, subject, "cert_chain",
                      [&](const Server& server, const std::vector<Certificate>& chain) -> Judged {
                        Finding dates = judge_dates(facts, server, chain, bad);
                        if (dates.outcome != Outcome::kPass) return {std::nullopt, std::move(dates)};
                        return {std::nullopt, judge_order(chain)};
                      });
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"cert_chain", Category::kTls, kWebAndMail, "8.24", &judge};

}  // namespace waarborg::scan::cert_chain
