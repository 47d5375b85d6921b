// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/dmarc_policy/nl_policy.h"

#include "features/scan/checks/dmarc/strict.h"

namespace waarborg::scan::dmarc {
namespace {

/// t=y lowers a policy one step. On the organisational domain sp goes before p.
bool is_enough(const StrictRecord& record, bool is_above) {
  const auto policy = is_above && record.subdomain_policy ? record.subdomain_policy : record.policy;
  if (!record.has_tags || !policy || *policy == Policy::kNone) return false;
  return !record.is_testing || *policy == Policy::kReject;
}

}  // namespace

NlStatus internet_nl_policy(const DomainFacts& facts, const PublicSuffixes* suffixes, const Found& found) {
  const auto record = read_strictly(found.records.front());
  if (!record) return NlStatus::kSyntax;
  if (!is_enough(*record, found.domain != facts.name)) return NlStatus::kPolicy;
  bool has_unknown = false;
  for (const Destination& one : destinations(facts, suffixes, found.domain, record->report_hosts, true)) {
    if (one.state == Destination::State::kMissing) return NlStatus::kExternal;
    has_unknown = has_unknown || one.state == Destination::State::kUnknown;
  }
  return has_unknown ? NlStatus::kUnknown : NlStatus::kValid;
}

}  // namespace waarborg::scan::dmarc
