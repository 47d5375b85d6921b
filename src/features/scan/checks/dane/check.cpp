// SPDX-License-Identifier: EUPL-1.2
//
// DANE: the certificate that a server shows is the one that its TLSA records name, proved by DNSSEC (RFC 6698, RFC
// 7671; for mail RFC 7672, by which usages 0 and 1 do not count). For internet.nl mail without DANE fails, a site
// without it is worth knowing. By the RFCs nobody must publish records, but wrong ones keep mail away.
#include "features/scan/check.h"

#include "features/scan/checks/dane/chain.h"
#include "features/scan/names/hosts.h"
#include "features/scan/tls/judging.h"
#include "features/scan/tls/tlsa.h"

namespace waarborg::scan::dane {
namespace {

Finding said(Outcome outcome, std::string_view word, const TlsaFacts& tlsa) {
  return finding(outcome, "scan.dane." + std::string(word), tlsa.seen);
}

Judged without_records(const TlsaFacts& tlsa, Subject subject) {
  const bool mail = subject == Subject::kMail;
  switch (tlsa.state) {
    case TlsaState::kBogus:
      return both(said(Outcome::kFail, "bogus", tlsa));
    case TlsaState::kNone:
      return {said(mail ? Outcome::kFail : Outcome::kInfo, "none", tlsa),
              said(mail ? Outcome::kWarn : Outcome::kInfo, "none", tlsa)};
    case TlsaState::kInsecure:
      return {said(mail ? Outcome::kFail : Outcome::kInfo, "insecure", tlsa), said(Outcome::kWarn, "insecure", tlsa)};
    default:
      return both(said(Outcome::kInconclusive, "unknown", tlsa));
  }
}

/// Senders look at TLSA only when the MX record itself is secure (RFC 7672 section 2.2.1).
bool is_mx_insecure(const DomainFacts& facts) {
  const DnsAnswer* mx = find(facts.dns, facts.name, "MX");
  return mx != nullptr && mx->outcome == DnsOutcome::kAnswer && mx->security == DnsSecurity::kInsecure;
}

Finding by_match(Match found, const TlsaFacts& tlsa) {
  switch (found) {
    case Match::kMatches:
      return said(Outcome::kPass, "matches", tlsa);
    case Match::kOtherName:
      return said(Outcome::kFail, "other_name", tlsa);
    case Match::kTrustUnknown:
      return said(Outcome::kInconclusive, "trust_unknown", tlsa);
    case Match::kNone:
      break;
  }
  return said(Outcome::kFail, "mismatch", tlsa);
}

Judged against_chain(const DomainFacts& facts, const Server& server, const TlsaFacts& tlsa, Subject subject) {
  const auto chain = chain_of(*server.tls);
  if (chain.empty()) return both(finding(Outcome::kInconclusive, "scan.tls.no_certificate", tlsa.seen));
  Around around{server.host, server.tls->handshake.chain_error, false};
  Finding theirs = by_match(match(tlsa.records, chain, around), tlsa);
  around.checks_names = true;
  Finding own = by_match(match(tlsa.records, chain, around), tlsa);
  if (subject == Subject::kMail && own.outcome == Outcome::kPass && is_mx_insecure(facts)) {
    own = said(Outcome::kWarn, "mx_insecure", tlsa);
  }
  return {std::move(theirs), std::move(own)};
}

Judged judge_server(const DomainFacts& facts, const Server& server, Subject subject) {
  const bool mail = subject == Subject::kMail;
  TlsaFacts tlsa = tlsa_of(facts.dns, server.host, mail ? kMailPort : facts.port);
  if (tlsa.state != TlsaState::kSecure) {
    return server.contact == Contact::kNoTls && tlsa.state == TlsaState::kNone ? both(without_tls(server))
                                                                               : without_records(tlsa, subject);
  }
  std::erase_if(tlsa.records, [&](const Tlsa& record) {
    return !is_usable(record) || (mail && (record.usage == kPkixTa || record.usage == kPkixEe));
  });
  if (tlsa.records.empty()) return both(said(Outcome::kFail, "none_usable", tlsa));
  if (server.contact == Contact::kTls) return against_chain(facts, server, tlsa, subject);
  // Who promises a certificate and then shows none gets no mail from those who look (RFC 7672 section 2.2).
  if (server.contact == Contact::kNoTls && mail) {
    return {said(Outcome::kInconclusive, "no_tls", tlsa), said(Outcome::kFail, "no_tls", tlsa)};
  }
  return both(without_tls(server));
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject subject) {
  return judge_all_servers(facts, rules, subject, "dane",
                           [&](const Server& server) { return judge_server(facts, server, subject); });
}

/// RFC 6698 section 3: the records stand under the port and the name of the server, or of what that is an alias for.
void add_questions(const DnsAnswers& dns, int port, const std::string& host, std::vector<DnsQuestion>& questions) {
  for (const std::string& name : tlsa_names(dns, host, port)) questions.push_back({name, "TLSA"});
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions;
  add_questions(facts.dns, facts.port, facts.name, questions);
  for (const std::string& host : mail_hosts(facts.dns, facts.name).value_or(std::vector<std::string>{})) {
    add_questions(facts.dns, kMailPort, host, questions);
  }
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"dane", Category::kTls, kWebAndMail, "5.14 8.21 8.24", &judge, &asks};

}  // namespace waarborg::scan::dane
