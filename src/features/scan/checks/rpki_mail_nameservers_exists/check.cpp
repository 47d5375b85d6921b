// SPDX-License-Identifier: EUPL-1.2
//
// Whether it is laid down who may announce the networks of the name servers of your mail servers: a VRP covers each
// route (RFC 6811 section 2).
#include "features/scan/routing/judging.h"

namespace waarborg::scan::rpki_mail_nameservers_exists {
namespace {

Judged judge(const DomainFacts& facts, const RuleSet&, Subject subject) {
  return routing::judge_exists(facts, subject, routing::Part::kMailNameServers);
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  return routing::asks(facts, routing::Part::kMailNameServers);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"rpki_mail_nameservers_exists", Category::kRpki, kMailOnly, "8.20 8.21", &judge, &asks};

}  // namespace waarborg::scan::rpki_mail_nameservers_exists
