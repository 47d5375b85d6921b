// SPDX-License-Identifier: EUPL-1.2
//
// Whether the site can be visited over https at all: RFC 9110 section 4.2.2, internet.nl "HTTPS available". Which TLS
// and which certificate that is, others judge.
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/web/answers.h"

namespace waarborg::scan::https_offered {
namespace {

/// What one address shows of TLS.
enum class Seen {
  kTls,       ///< A handshake got somewhere.
  kNotTls,    ///< Something else answers: plain HTTP, for instance.
  kRefuses,   ///< Every hello was refused in words (a fatal alert).
  kNoServer,  ///< Nothing listens, and nothing on port 80 either.
  kClosed,    ///< Nothing listens, while a site answers on port 80.
  kUnknown,   ///< Silence.
};

bool answered(const HelloFact& hello) {
  return hello.outcome == HelloOutcome::kServerHello || hello.outcome == HelloOutcome::kRetryRequest;
}

bool all_are(const std::vector<HelloFact>& hellos, HelloOutcome outcome) {
  return !hellos.empty() &&
         std::ranges::all_of(hellos, [&](const HelloFact& hello) { return hello.outcome == outcome; });
}

Seen seen_at(const WebAddressFacts& at) {
  const std::vector<HelloFact>& hellos = at.tls.hellos;
  if (at.tls.handshake.heard == Heard::kAnswer || web::has_headers(at.secure) || std::ranges::any_of(hellos, answered))
    return Seen::kTls;
  if (at.port_443 == Heard::kRefused) {
    if (at.port_80 == Heard::kRefused) return Seen::kNoServer;
    return web::has_headers(at.plain) && !web::is_block_page(at.plain) ? Seen::kClosed : Seen::kUnknown;
  }
  if (all_are(hellos, HelloOutcome::kNotTls)) return Seen::kNotTls;
  if (all_are(hellos, HelloOutcome::kAlert)) return Seen::kRefuses;
  return Seen::kUnknown;
}

Judged judge_address(const WebAddressFacts& at) {
  const auto finding = [&](Outcome outcome, const char* key, int points = 0) {
    return Finding{outcome, {key, {}}, {web::as_seen(at.address)}, points};
  };
  switch (seen_at(at)) {
    case Seen::kTls:
      return both(finding(Outcome::kPass, "scan.https_offered.good", 10));
    case Seen::kNotTls:
      return both(finding(Outcome::kFail, "scan.https_offered.not_tls"));
    case Seen::kRefuses:
      return both(finding(Outcome::kFail, "scan.https_offered.refuses"));
    case Seen::kNoServer:
      return both(finding(Outcome::kNotApplicable, "scan.https_offered.no_server"));
    case Seen::kClosed:  // internet.nl calls a closed port an error and no failure.
      return {finding(Outcome::kInconclusive, "scan.https_offered.unreachable"),
              finding(Outcome::kFail, "scan.https_offered.closed")};
    case Seen::kUnknown:
      break;
  }
  return both(finding(Outcome::kInconclusive, "scan.https_offered.unreachable"));
}

Judged judge(const DomainFacts& facts, const RuleSet&, Subject) {
  if (web::has_no_address(facts)) return both({Outcome::kNotApplicable, {"scan.web.no_address", {}}, {}, 0});
  std::vector<Judged> judged, silent;
  for (const WebAddressFacts& at : facts.web) {
    (seen_at(at) == Seen::kUnknown ? silent : judged).push_back(judge_address(at));
  }
  // An address that is silent says nothing against one that speaks.
  if (judged.empty()) judged = std::move(silent);
  if (judged.empty()) return both({Outcome::kInconclusive, {"scan.https_offered.unreachable", {}}, {}, 0});
  return web::worst_of(judged);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"https_offered", Category::kTls, kWebOnly, "8.21 8.24", &judge};

}  // namespace waarborg::scan::https_offered
