// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/routing/validity.h"

#include "features/scan/routing/prefix.h"

namespace waarborg::scan::routing {

Validity validity_of(const RouteFact& route, std::uint32_t origin) {
  const auto announced = read_prefix(route.prefix);
  if (!announced) return Validity::kNotFound;
  bool is_covered = false;
  for (const VrpFact& vrp : route.vrps) {
    const auto allowed = read_prefix(vrp.prefix);
    if (!allowed || !covers(*allowed, *announced)) continue;
    is_covered = true;
    if (origin != 0 && vrp.asn == origin && announced->length <= vrp.max_length) return Validity::kValid;
  }
  return is_covered ? Validity::kInvalid : Validity::kNotFound;
}

}  // namespace waarborg::scan::routing
