// SPDX-License-Identifier: EUPL-1.2
//
// NTA 7516: whether the domain says in the DNS that it takes part in safe mail between care parties, and whether that
// record is in force. It says nothing of the other demands of NTA 7516, most of which nobody can see from outside.
#include "features/scan/check.h"

#include "features/scan/checks/nta7516/record.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::nta7516 {
namespace {

using mail_dns::finding;

Finding own_finding(const DomainFacts& facts) {
  auto found = mail_dns::txt_records(facts.dns, facts.name);
  if (!found.known) return mail_dns::not_known("nta7516", facts.dns, facts.name, "TXT");
  std::erase_if(found.records, [](const std::string& record) { return !is_nta7516(record); });
  if (found.records.empty()) return finding(Outcome::kInfo, "scan.nta7516.none");
  if (found.records.size() > 1) return finding(Outcome::kWarn, "scan.nta7516.several", 0, {}, found.records);
  const auto record = read_record(found.records.front());
  if (!record) {
    return finding(Outcome::kFail, record.error().what.key, 0, record.error().what.args, found.records);
  }
  const Day today = day_of(facts.at);
  const mail_dns::Arguments arguments{
      {"provider", record->provider}, {"from", to_text(record->validity.from)}, {"to", to_text(record->validity.to)}};
  if (today > record->validity.to) return finding(Outcome::kFail, "scan.nta7516.past", 0, arguments, found.records);
  if (today < record->validity.from) return finding(Outcome::kWarn, "scan.nta7516.future", 0, arguments, found.records);
  return finding(Outcome::kPass, "scan.nta7516.in_force", 0, arguments, found.records);
}

Judged judge(const DomainFacts& facts, const RuleSet& /*rules*/, Subject /*subject*/) {
  return {std::nullopt, own_finding(facts)};
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) { return {{facts.name, "TXT"}}; }

}  // namespace

extern const Check kCheck;
const Check kCheck{"nta7516", Category::kAuthentication, kMailOnly, "5.14 5.31", &judge, &asks};

}  // namespace waarborg::scan::nta7516
