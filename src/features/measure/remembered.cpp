// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/remembered.h"

#include "features/measure/assessment.h"
#include "features/measure/queries.h"
#include "platform/crypto/crypto.h"

namespace waarborg::measure {
namespace {

struct MemoryRow {
  std::string measure;
  std::string aspect;
  std::string value;
};
BOOST_DESCRIBE_STRUCT(MemoryRow, (), (measure, aspect, value))

}  // namespace

std::vector<RememberedChange> changes_since(db::Transaction& tx, const OrganisationId& organisation, Moment since) {
  return tx.rows<RememberedChange>(sql::kChangeSince, organisation, since);
}

std::vector<RememberedChange> changes_below(db::Transaction& tx, const OrganisationId& organisation) {
  return tx.rows<RememberedChange>(sql::kChangeBelow, organisation);
}

std::vector<RememberedChange> changes_between(db::Transaction& tx, const OrganisationId& organisation, Moment since,
                                              Moment until) {
  return tx.rows<RememberedChange>(sql::kChangeBetween, organisation, since, until);
}

std::int64_t Assessments::remember(const OrganisationId& organisation) {
  const auto assessed = get(organisation);
  db::Transaction tx = measures_.database().write();
  std::map<std::pair<std::string, std::string>, std::string> known;
  for (const auto& row : tx.rows<MemoryRow>(sql::kMemoryAll, organisation))
    known[{row.measure, row.aspect}] = row.value;
  const Moment now = measures_.clock().now();
  std::int64_t changes = 0;
  for (std::uint32_t m = 0; m < assessed->measures.size(); ++m) {
    for (const Aspect aspect : kAspects) {
      const std::string value(to_text(assessed->result.measure_totals[m][static_cast<std::size_t>(aspect)].value));
      const std::string id = assessed->measures[m].id.text;
      const std::string name(to_text(aspect));
      const auto before = known.find({id, name});
      if (before != known.end() && before->second == value) continue;
      tx.execute(sql::kMemoryPut, organisation, id, name, value);
      if (before == known.end() && value == "not_shown") continue;  // a new measure without proof is no news
      tx.execute(sql::kChangeInsert, organisation, crypto::new_id(now), now, id, name,
                 before == known.end() ? std::string("not_shown") : before->second, value);
      ++changes;
    }
  }
  tx.commit();
  return changes;
}

}  // namespace waarborg::measure
