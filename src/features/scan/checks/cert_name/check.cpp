// SPDX-License-Identifier: EUPL-1.2
//
// The certificate names the host (RFC 9525 section 6.3). For mail only worth knowing (RFC 7672 section 3.1.1), unless a
// TLSA record of usage 2 makes the name count (section 3.1.2).
#include "features/scan/check.h"

#include <algorithm>

#include "features/scan/tls/judging.h"
#include "features/scan/tls/tlsa.h"

namespace waarborg::scan::cert_name {
namespace {

bool has_authority_record(const DnsAnswers& dns, const std::string& host) {
  const TlsaFacts tlsa = tlsa_of(dns, host, kMailPort);
  return tlsa.state == TlsaState::kSecure &&
         std::ranges::any_of(tlsa.records, [](const Tlsa& record) { return record.usage == kDaneTa; });
}

Finding judge_name(const Server& server) {
  const auto chain = chain_of(*server.tls);
  // Also of a server that came to terms without one, by an anonymous suite: then there is no name to be wrong.
  if (chain.empty() && !server.tls->handshake.name_matches) {
    return finding(Outcome::kInconclusive, "scan.tls.no_certificate");
  }
  if (chain.empty() || names_host(chain.front(), server.host)) return finding(Outcome::kPass, "scan.cert_name.matches");
  std::vector<std::string> names;
  if (!chain.empty()) names = chain.front().names;
  if (names.size() > 20) names.resize(20);
  return finding(Outcome::kFail, "scan.cert_name.other_host", std::move(names), {{"host", server.host}});
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  bool is_needed = subject == Subject::kWeb;
  Judged out = judge_servers(facts, rules, subject, "cert_name", [&](const Server& server) -> Judged {
    Finding theirs = judge_name(server);
    Finding own = theirs;
    const bool counts = subject == Subject::kWeb || has_authority_record(facts.dns, server.host);
    if (theirs.outcome == Outcome::kFail && counts) is_needed = true;
    if (own.outcome == Outcome::kFail && !counts) own.outcome = Outcome::kInfo;
    return {std::move(theirs), std::move(own)};
  });
  // The rule set lets a wrong name of a mail server do no harm; with usage 2 it does.
  if (subject == Subject::kMail && is_needed && out.internet_nl) out.internet_nl->outcome = Outcome::kFail;
  return out;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"cert_name", Category::kTls, kWebAndMail, "8.21 8.24", &judge};

}  // namespace waarborg::scan::cert_name
