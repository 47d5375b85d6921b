// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/prefix_index.h"

#include <algorithm>

namespace waarborg::scan::routing {

PrefixIndex::V4::V4(const Claim& claim)
    : bits(static_cast<std::uint32_t>(claim.prefix.high >> 32U)),
      asn(claim.asn),
      above(kNone),
      length(claim.prefix.length),
      most(claim.most) {}

Claim PrefixIndex::V4::claim() const { return {{false, std::uint64_t{bits} << 32U, 0, length}, asn, most}; }

PrefixIndex::V6::V6(const Claim& claim)
    : high(claim.prefix.high),
      low(claim.prefix.low),
      asn(claim.asn),
      above(kNone),
      length(claim.prefix.length),
      most(claim.most) {}

Claim PrefixIndex::V6::claim() const { return {{true, high, low, length}, asn, most}; }

void PrefixIndex::add(const Claim& claim) {
  if (claim.prefix.is_v6) {
    v6_.emplace_back(claim);
  } else {
    v4_.emplace_back(claim);
  }
}

template <class Entry>
void PrefixIndex::finish(std::vector<Entry>& entries) {
  std::ranges::sort(entries, {}, &Entry::claim);
  const auto repeated = std::ranges::unique(entries, {}, &Entry::claim);
  entries.erase(repeated.begin(), repeated.end());
  entries.shrink_to_fit();
  for (std::uint32_t at = 1; at < entries.size(); ++at) {
    const Prefix prefix = entries[at].claim().prefix;
    std::uint32_t above = at - 1;
    while (above != kNone && !covers(entries[above].claim().prefix, prefix)) above = entries[above].above;
    entries[at].above = above;
  }
}

void PrefixIndex::finish() {
  finish(v4_);
  finish(v6_);
}

template <class Entry>
std::vector<Claim> PrefixIndex::covering(const std::vector<Entry>& entries, const Prefix& inner) {
  std::vector<Claim> out;
  const auto after =
      std::ranges::upper_bound(entries, inner, {}, [](const Entry& entry) { return entry.claim().prefix; });
  if (after == entries.begin()) return out;
  for (auto at = static_cast<std::uint32_t>(after - entries.begin()) - 1; at != kNone; at = entries[at].above) {
    const Claim claim = entries[at].claim();
    if (covers(claim.prefix, inner)) out.push_back(claim);
  }
  return out;
}

std::vector<Claim> PrefixIndex::covering(const Prefix& inner) const {
  return inner.is_v6 ? covering(v6_, inner) : covering(v4_, inner);
}

std::size_t PrefixIndex::bytes() const { return v4_.capacity() * sizeof(V4) + v6_.capacity() * sizeof(V6); }

}  // namespace waarborg::scan::routing
