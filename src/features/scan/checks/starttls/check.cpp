// SPDX-License-Identifier: EUPL-1.2
//
// Mail servers must offer STARTTLS (RFC 3207). A server that answers EHLO without it is internet.nl's "unreachable", an
// error and no failure; by the standard it is known to take mail in the open.
#include "features/scan/check.h"

#include "features/scan/tls/judging.h"

namespace waarborg::scan::starttls {
namespace {

bool refuses_every_version(const Reading& reading) {
  return refuses(reading, kTls13) && reading.classic_offered == Known::kNo;
}

Judged judge_server(const Server& server) {
  if (server.contact == Contact::kTls) return both(finding(Outcome::kPass, "scan.starttls.offered"));
  const Finding error = finding(Outcome::kInconclusive, "scan.starttls.error_there");
  if (server.contact == Contact::kNoTls) {
    return {error, finding(Outcome::kFail, "scan.starttls.missing", {"EHLO"})};
  }
  if (refuses_every_version(server.reading)) return {error, finding(Outcome::kFail, "scan.starttls.no_version")};
  return both(without_tls(server));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_all_servers(facts, rules, subject, "starttls", judge_server);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"starttls", Category::kTls, kMailOnly, "5.14 8.21 8.24", &judge};

}  // namespace waarborg::scan::starttls
