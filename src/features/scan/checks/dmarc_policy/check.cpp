// SPDX-License-Identifier: EUPL-1.2
//
// What the DMARC record asks receivers to do: quarantine or reject what fails, for names below too, and reports to
// whoever agreed to get them (RFC 9989 section 4.7; RFC 7489 section 7.1). internet.nl reads by a strict grammar:
// nl_policy.h.
#include "features/scan/check.h"

#include "features/scan/checks/dmarc/discovery.h"
#include "features/scan/checks/dmarc/record.h"
#include "features/scan/checks/dmarc_policy/nl_policy.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::dmarc_policy {
namespace {

using dmarc::Destination;
using dmarc::Found;
using dmarc::Policy;
using mail_dns::finding;

Finding without_record(const DomainFacts& facts, const Found& found) {
  if (found.state == Found::State::kUnknown) {
    if (found.domain.empty()) return finding(Outcome::kInconclusive, "scan.dmarc_policy.no_list");
    return mail_dns::not_known("dmarc_policy", facts.dns, "_dmarc." + found.domain, "TXT");
  }
  // "Not tested", without points.
  return finding(Outcome::kNotApplicable, "scan.dmarc_policy.no_record", 0, {}, found.records);
}

Finding nl_finding(const DomainFacts& facts, const PublicSuffixes* suffixes) {
  const Found found = dmarc::by_list(facts, suffixes);
  if (found.state != Found::State::kFound) return without_record(facts, found);
  switch (dmarc::internet_nl_policy(facts, suffixes, found)) {
    case dmarc::NlStatus::kValid:
      return finding(Outcome::kPass, "scan.dmarc_policy.nl_valid", mail_dns::kFullPoints, {}, found.records);
    case dmarc::NlStatus::kExternal:
      return finding(Outcome::kWarn, "scan.dmarc_policy.nl_external", mail_dns::kFullPoints, {}, found.records);
    case dmarc::NlStatus::kUnknown:
      return finding(Outcome::kInconclusive, "scan.dmarc_policy.external_unknown", mail_dns::kFullPoints, {},
                     found.records);
    case dmarc::NlStatus::kSyntax:
      return finding(Outcome::kFail, "scan.dmarc_policy.nl_syntax", 0, {}, found.records);
    case dmarc::NlStatus::kPolicy:
      break;
  }
  return finding(Outcome::kFail, "scan.dmarc_policy.nl_policy", mail_dns::kPartPoints, {}, found.records);
}

std::vector<std::string> hosts_of(const dmarc::Record& record) {
  std::vector<std::string> hosts;
  for (const auto* uris : {&record.report_uris, &record.failure_uris}) {
    for (const std::string& uri : *uris) hosts.push_back(dmarc::host_of(uri));
  }
  return hosts;
}

std::string first_in(const std::vector<Destination>& destinations, Destination::State state) {
  for (const Destination& one : destinations) {
    if (one.state == state) return one.host;
  }
  return {};
}

/// A record that asks for something: what is still weak in it.
Finding by_details(const dmarc::Record& record, Policy asked, bool is_above, const std::vector<Destination>& reports,
                   const std::vector<std::string>& seen) {
  const auto warn = [&](const char* key, mail_dns::Arguments arguments) {
    return finding(Outcome::kWarn, key, 0, std::move(arguments), seen);
  };
  if (record.is_testing) return warn("scan.dmarc_policy.testing", {});
  if (record.percentage < 100) {
    return warn("scan.dmarc_policy.in_part", {{"percentage", std::to_string(record.percentage)}});
  }
  if (!is_above && record.subdomain_policy == Policy::kNone)
    return warn("scan.dmarc_policy.open_below", {{"tag", "sp"}});
  if (!is_above && record.absent_policy == Policy::kNone) return warn("scan.dmarc_policy.open_below", {{"tag", "np"}});
  const std::string missing = first_in(reports, Destination::State::kMissing);
  if (!missing.empty()) return warn("scan.dmarc_policy.external", {{"host", missing}});
  if (!first_in(reports, Destination::State::kUnknown).empty()) {
    return finding(Outcome::kInconclusive, "scan.dmarc_policy.external_unknown", 0, {}, seen);
  }
  if (record.report_uris.empty()) return finding(Outcome::kPass, "scan.dmarc_policy.no_reports", 0, {}, seen);
  return finding(Outcome::kPass, asked == Policy::kReject ? "scan.dmarc_policy.reject" : "scan.dmarc_policy.quarantine",
                 0, {}, seen);
}

Finding own_finding(const DomainFacts& facts, const PublicSuffixes* suffixes) {
  const Found found = dmarc::by_walk(facts);
  if (found.state != Found::State::kFound) return without_record(facts, found);
  const dmarc::Record record = dmarc::read_record(found.records.front());
  const auto fail = [&](const char* key) { return finding(Outcome::kFail, key, 0, {}, found.records); };
  if (!dmarc::is_usable(record)) return fail("scan.dmarc_policy.unusable");
  if (record.has_bad_policy) return fail("scan.dmarc_policy.bad_policy");
  if (!record.policy) return fail("scan.dmarc_policy.no_policy");
  const bool is_above = found.domain != facts.name;
  const Policy asked = dmarc::policy_for(record, is_above);
  if (asked == Policy::kNone) {
    return fail(record.is_testing && record.policy != Policy::kNone ? "scan.dmarc_policy.testing_only"
                                                                    : "scan.dmarc_policy.watching_only");
  }
  const auto reports = dmarc::destinations(facts, suffixes, found.domain, hosts_of(record), false);
  return by_details(record, asked, is_above, reports, found.records);
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject /*subject*/) {
  return {nl_finding(facts, rules.suffixes.get()), own_finding(facts, rules.suffixes.get())};
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"dmarc_policy", Category::kAuthentication, kMailOnly, "5.14 8.21", &judge, &dmarc::still_needed};

}  // namespace waarborg::scan::dmarc_policy
