// SPDX-License-Identifier: EUPL-1.2
#include "features/catalog/catalog.h"
#include "features/catalog/queries.h"

namespace waarborg::catalog {
namespace {

struct ReviewedRow {
  std::string source;
  std::string target;
  std::string relation;
};
BOOST_DESCRIBE_STRUCT(ReviewedRow, (), (source, target, relation))

}  // namespace

std::vector<AppliedMapping> Catalog::applied_mappings(db::Transaction& tx, const OrganisationId& organisation) const {
  std::vector<AppliedMapping> out;
  for (const auto& row : tx.rows<ReviewedRow>(sql::kMappingReviewed, organisation)) {
    out.push_back({row.source, row.target, row.relation == "equal" || row.relation == "superset"});
    out.push_back({row.target, row.source, row.relation == "equal" || row.relation == "subset"});
  }
  return out;
}

}  // namespace waarborg::catalog
