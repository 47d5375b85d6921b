// SPDX-License-Identifier: EUPL-1.2
#include <map>

#include "features/catalog/catalog.h"
#include "features/catalog/queries.h"
#include "features/catalog/store.h"

namespace waarborg::catalog {

std::vector<AppliedMapping> Catalog::applied_mappings(db::Transaction& tx, const OrganisationId& organisation,
                                                      Moment known_at) const {
  std::map<std::string, ReviewRow> last;  // mapping → what was said last
  for (ReviewRow& row : tx.rows<ReviewRow>(sql::kMappingReviewUntil, organisation, known_at)) {
    const std::string id = row.mapping_id;
    last[id] = std::move(row);
  }
  std::vector<AppliedMapping> out;
  for (const auto& [id, row] : last) {
    const auto relation = parse_relation(row.relation);
    if (row.state != "confirmed" || !relation) continue;
    const auto add = [&](const std::string& from, const std::string& to, bool forward) {
      const Carry carried = carry(*relation, row.strength, forward);
      if (carried != Carry::kNothing) out.push_back({id, from, to, carried == Carry::kWhole});
    };
    add(row.source_urn, row.target_urn, true);
    add(row.target_urn, row.source_urn, false);
  }
  return out;
}

}  // namespace waarborg::catalog
