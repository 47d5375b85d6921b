// SPDX-License-Identifier: EUPL-1.2
//
// TLS-RPT: other mail servers report whether their mail to this domain went encrypted (RFC 8460). internet.nl 1.11.2
// does not look at it.
#include "features/scan/check.h"

#include "features/scan/checks/mx/record.h"
#include "features/scan/checks/tls_rpt/record.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::tls_rpt {
namespace {

using mail_dns::finding;

std::string name_of(const DomainFacts& facts) { return "_smtp._tls." + facts.name; }

Finding own_finding(const DomainFacts& facts) {
  auto found = mail_dns::txt_records(facts.dns, name_of(facts));
  if (!found.known) return mail_dns::not_known("tls_rpt", facts.dns, name_of(facts), "TXT");
  const auto all = found.records;
  std::erase_if(found.records, [](const std::string& record) { return !is_tls_rpt(record); });
  if (found.records.size() > 1) return finding(Outcome::kFail, "scan.tls_rpt.several", 0, {}, found.records);
  if (found.records.empty()) {
    if (!all.empty()) return finding(Outcome::kFail, "scan.tls_rpt.other", 0, {}, all);
    const auto servers = mx::servers(facts.dns, facts.name);
    if (servers && mx::is_null(*servers)) return finding(Outcome::kNotApplicable, "scan.tls_rpt.no_mail");
    return finding(Outcome::kInfo, "scan.tls_rpt.none");
  }
  const auto uris = read_record(found.records.front());
  if (!uris) return finding(Outcome::kFail, "scan.tls_rpt.bad", 0, {}, found.records);
  return finding(Outcome::kPass, "scan.tls_rpt.good", 0, {{"count", std::to_string(uris->size())}}, found.records);
}

Judged judge(const DomainFacts& facts, const RuleSet& /*rules*/, Subject /*subject*/) {
  return {std::nullopt, own_finding(facts)};
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) {
  std::vector<DnsQuestion> questions;
  mail_dns::ask(questions, facts.dns, name_of(facts), "TXT");
  mail_dns::ask(questions, facts.dns, facts.name, "MX");
  return questions;
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"tls_rpt", Category::kAuthentication, kMailOnly, "5.14 8.16 8.21", &judge, &asks};

}  // namespace waarborg::scan::tls_rpt
