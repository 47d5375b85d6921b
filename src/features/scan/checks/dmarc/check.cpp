// SPDX-License-Identifier: EUPL-1.2
//
// DMARC: there is exactly one record for the domain. internet.nl looks at the domain and then at the organisational
// domain of the public suffix list (RFC 7489); by RFC 9989 receivers walk up the tree of names. What differs is said.
#include "features/scan/check.h"

#include "features/scan/checks/dmarc/discovery.h"
#include "features/scan/checks/dmarc/record.h"
#include "features/scan/mail_dns/finding.h"

namespace waarborg::scan::dmarc {
namespace {

using mail_dns::finding;

std::vector<std::string> seen_of(const Found& found) {
  const std::string at = "_dmarc." + found.domain + ": ";
  std::vector<std::string> seen;
  seen.reserve(found.records.size());
  for (const std::string& record : found.records) seen.push_back(at + record);
  return seen;
}

/// What the two readings share: all but a record that was found.
Finding not_found(const DomainFacts& facts, const Found& found) {
  switch (found.state) {
    case Found::State::kNone:
      return finding(Outcome::kFail, "scan.dmarc.none");
    case Found::State::kSeveral:
      return finding(Outcome::kFail, "scan.dmarc.several", 0, {{"domain", found.domain}}, seen_of(found));
    default:
      break;
  }
  if (found.domain.empty()) return finding(Outcome::kInconclusive, "scan.dmarc.no_list");
  return mail_dns::not_known("dmarc", facts.dns, "_dmarc." + found.domain, "TXT");
}

Finding nl_finding(const DomainFacts& facts, const Found& listed) {
  if (listed.state != Found::State::kFound) return not_found(facts, listed);
  const bool here = listed.domain == facts.name;
  return finding(Outcome::kPass, here ? "scan.dmarc.found" : "scan.dmarc.found_above", mail_dns::kFullPoints,
                 {{"domain", listed.domain}}, seen_of(listed));
}

bool differ_in_owner(const Found& walked, const Found& listed) {
  return !walked.owner.empty() && !listed.owner.empty() && walked.owner != listed.owner;
}

Finding own_finding(const DomainFacts& facts, const Found& walked, const Found& listed) {
  if (walked.state != Found::State::kFound) {
    Finding made = not_found(facts, walked);
    if (walked.state != Found::State::kNone || listed.state != Found::State::kFound) return made;
    return finding(Outcome::kFail, "scan.dmarc.bad_version", 0, {{"domain", listed.domain}}, seen_of(listed));
  }
  const auto seen = seen_of(walked);
  const mail_dns::Arguments names{{"domain", walked.domain}, {"list", listed.owner}, {"walk", walked.owner}};
  if (!is_usable(read_record(walked.records.front()))) {
    return finding(Outcome::kFail, "scan.dmarc.unusable", 0, names, seen);
  }
  const bool list_is_known = listed.state == Found::State::kFound || listed.state == Found::State::kNone;
  if (list_is_known && listed.records != walked.records) {
    return finding(Outcome::kWarn, "scan.dmarc.found_by_some", 0, names, seen);
  }
  if (differ_in_owner(walked, listed)) return finding(Outcome::kPass, "scan.dmarc.found_owners_differ", 0, names, seen);
  const bool here = walked.domain == facts.name;
  return finding(Outcome::kPass, here ? "scan.dmarc.found" : "scan.dmarc.found_above", 0, names, seen);
}

Judged judge(const DomainFacts& facts, const RuleSet& rules, Subject /*subject*/) {
  const Found listed = by_list(facts, rules.suffixes.get());
  const Found walked = by_walk(facts);
  return {nl_finding(facts, listed), own_finding(facts, walked, listed)};
}

}  // namespace

extern const Check kCheck;
const Check kCheck{"dmarc", Category::kAuthentication, kMailOnly, "5.14 8.21", &judge, &still_needed};

}  // namespace waarborg::scan::dmarc
