// SPDX-License-Identifier: EUPL-1.2
//
// Whether the networks of the name servers of your mail servers are announced by whoever may: each origin of each
// route is valid (RFC 6811 section 2).
#include "features/scan/routing/judging.h"

namespace waarborg::scan::rpki_mail_nameservers_valid {
namespace {

Judged judge(const DomainFacts& facts, const RuleSet&, Subject subject) {
  return routing::judge_valid(facts, subject, routing::Part::kMailNameServers);
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  return routing::asks(facts, routing::Part::kMailNameServers);
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"rpki_mail_nameservers_valid", Category::kRpki, kMailOnly, "8.20 8.21", &judge, &asks};

}  // namespace waarborg::scan::rpki_mail_nameservers_valid
