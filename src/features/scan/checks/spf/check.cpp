// SPDX-License-Identifier: EUPL-1.2
//
// SPF: there is exactly one valid record (RFC 7208 sections 3.2 and 4.5). internet.nl asks for one that begins with
// "v=spf1"; whether it is valid, its check of the policy says.
#include "features/scan/check.h"

#include "features/scan/checks/spf/record.h"
#include "features/scan/checks/spf/tree.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::spf {
namespace {

using mail_dns::finding;

Finding by_count(const std::vector<std::string>& records) {
  if (records.empty()) return finding(Outcome::kFail, "scan.spf.none");
  if (records.size() > 1) {
    return finding(Outcome::kFail, "scan.spf.several", 0, {{"count", std::to_string(records.size())}}, records);
  }
  return finding(Outcome::kPass, "scan.spf.one", mail_dns::kFullPoints, {}, records);
}

Judged judge(const DomainFacts& facts, const RuleSet& /*rules*/, Subject /*subject*/) {
  auto all = mail_dns::txt_records(facts.dns, facts.name);
  if (!all.known) return both(mail_dns::not_known("spf", facts.dns, facts.name, "TXT"));
  std::erase_if(all.records, [](const auto& record) { return !mail_dns::begins_with(record, "v=spf1"); });
  Finding theirs = by_count(all.records);
  std::erase_if(all.records, [](const auto& record) { return !is_spf(record); });
  Finding own = by_count(all.records);
  if (own.outcome != Outcome::kPass) return {std::move(theirs), std::move(own)};
  const auto record = read_record(all.records.front());
  if (!record) own = finding(Outcome::kFail, record.error().what.key, 0, record.error().what.args, all.records);
  return {std::move(theirs), std::move(own)};
}

std::vector<DnsQuestion> asks(const DomainFacts& facts) { return {{facts.name, "TXT"}}; }

}  // namespace

extern const Check kCheck;
const Check kCheck{"spf", Category::kAuthentication, kMailOnly, "5.14 8.21", &judge, &asks};

}  // namespace waarborg::scan::spf
