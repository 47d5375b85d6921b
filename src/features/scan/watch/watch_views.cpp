// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/watch/watch_views.h"

#include "base/text.h"

namespace waarborg::scan {

bool is_explained(const WatchedDomain& domain) {
  return domain.protection == Protection::kExplain && !is_blank(domain.reason);
}

bool asks_for_repair(const WatchedDomain& domain) { return domain.worsened > 0 && !is_explained(domain); }

DomainState state_of(const WatchedDomain& domain) {
  if (!domain.last) return DomainState::kNotMeasured;
  const bool departs = domain.last->fails + domain.last->warns > 0;
  if (departs && is_explained(domain)) return DomainState::kExplained;
  if (domain.last->fails > 0) return DomainState::kWrong;
  if (departs) return DomainState::kAttention;
  return domain.last->unknown > 0 ? DomainState::kUnknown : DomainState::kGood;
}

DomainCounts counts_of(std::span<const WatchedDomain> domains) {
  DomainCounts counts;
  for (const WatchedDomain& domain : domains) {
    switch (domain.state) {
      case DomainState::kWrong:
        ++counts.wrong;
        break;
      case DomainState::kAttention:
        ++counts.attention;
        break;
      case DomainState::kExplained:
        ++counts.explained;
        break;
      case DomainState::kUnknown:
        ++counts.unknown;
        break;
      case DomainState::kGood:
        ++counts.good;
        break;
      case DomainState::kNotMeasured:
        ++counts.not_measured;
        break;
    }
  }
  return counts;
}

}  // namespace waarborg::scan
