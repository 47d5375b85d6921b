// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/checks/dane/chain.h"

#include <algorithm>

namespace waarborg::scan::dane {
namespace {

/// Whether an authority of the record signed the leaf, by way of the certificates in the order sent. A record that
/// holds the whole authority makes up for one that was not sent (RFC 7671 section 5.2.2).
bool leads_to(const Tlsa& record, const std::vector<Certificate>& chain) {
  std::size_t last = 0;
  for (; last + 1 < chain.size() && is_issued_by(chain[last], chain[last + 1]); ++last) {
    if (is_of(record, chain[last + 1])) return true;
  }
  if (record.selector != 0 || record.matching != 0) return false;
  const auto authority = read_certificate(record.data);
  return authority && is_issued_by(chain[last], *authority);
}

/// Records of usages 0 and 1 ask, too, that the chain is trusted (RFC 6698 section 2.1.1).
Match with_trust(bool matches, const std::vector<Certificate>& chain, const Around& around) {
  if (!matches || around.chain_error > 0) return Match::kNone;
  if (around.chain_error < 0) return Match::kTrustUnknown;
  return !around.checks_names || names_host(chain.front(), around.host) ? Match::kMatches : Match::kOtherName;
}

Match match_one(const Tlsa& record, const std::vector<Certificate>& chain, const Around& around) {
  switch (record.usage) {
    case kDaneEe:
      return is_of(record, chain.front()) ? Match::kMatches : Match::kNone;
    case kPkixEe:
      return with_trust(is_of(record, chain.front()), chain, around);
    case kPkixTa:
      return with_trust(leads_to(record, chain), chain, around);
    default:
      break;
  }
  // A leaf that is its own authority is one, too (RFC 7671 section 5.2).
  const bool is_own_authority = chain.front().self_signed && is_of(record, chain.front());
  if (!is_own_authority && !leads_to(record, chain)) return Match::kNone;
  return !around.checks_names || names_host(chain.front(), around.host) ? Match::kMatches : Match::kOtherName;
}

}  // namespace

Match match(const std::vector<Tlsa>& records, const std::vector<Certificate>& chain, const Around& around) {
  Match best = Match::kNone;
  for (const Tlsa& record : records) {
    if (is_usable(record)) best = std::min(best, match_one(record, chain, around));
  }
  return best;
}

}  // namespace waarborg::scan::dane
