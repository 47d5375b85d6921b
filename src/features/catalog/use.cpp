// SPDX-License-Identifier: EUPL-1.2
//
// By which frameworks an organisation works.
#include <algorithm>

#include "features/catalog/catalog.h"
#include "features/catalog/queries.h"
#include "features/catalog/store.h"

namespace waarborg::catalog {
namespace {

constexpr std::size_t kMaxReason = 2000;
constexpr std::int64_t kOffered = 1;  ///< Place of what Waarborg only offers: after the norm that everyone has.

void put(db::Transaction& tx, const OrganisationId& organisation, const UseRow& row) {
  tx.execute(sql::kFrameworkUsePut, organisation, row.urn, row.version, row.used, row.place, row.reason, row.decided_by,
             row.decided_at);
}

}  // namespace

void Catalog::offer(db::Transaction& tx, const auth::Actor& who, const std::string& urn, Moment now) {
  if (tx.row<UseRow>(sql::kFrameworkUseGet, who.organisation, urn)) return;
  const UseRow row{urn, 1, false, kOffered, "", who.name, now};
  put(tx, who.organisation, row);
  trail_.add(tx, who.author(),
             {"catalog.offer", "framework_use", urn, ref_or_tail("", urn), {{"used", "", "false"}}, use_state(row), ""},
             now);
}

Result<std::vector<FrameworkRecord>> Catalog::unused(const auth::Actor& who) {
  if (auto ok = auth::require(who, "catalog.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  std::vector<FrameworkRecord> all = tx.rows<FrameworkRecord>(sql::kFrameworkEvery, who.organisation);
  const auto used = frameworks(tx, who.organisation);
  std::erase_if(all,
                [&](const auto& one) { return std::ranges::find(used, one.id, &FrameworkRecord::id) != used.end(); });
  return all;
}

Result<FrameworkChoice> Catalog::use_framework(const auth::Actor& who, const std::string& id, bool used,
                                               const std::string& reason) {
  if (auto ok = auth::require(who, "catalog.edit"); !ok) return std::unexpected(ok.error());
  if (!used && reason.empty()) return invalid("catalog.use.reason", "reason");
  if (reason.size() > kMaxReason) return invalid("base.json.too_long", "reason");
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  const auto all = tx.rows<FrameworkRecord>(sql::kFrameworkEvery, who.organisation);
  const auto framework = std::ranges::find_if(all, [&](const auto& one) { return one.id == id || one.urn == id; });
  if (framework == all.end()) return fail(FaultKind::kNotFound, "catalog.framework.not_found");
  const auto known = tx.row<UseRow>(sql::kFrameworkUseGet, who.organisation, framework->urn);
  UseRow row = known.value_or(UseRow{});
  FrameworkChoice choice{framework->id, framework->urn, used, reason};
  if (row.used == used) return choice;
  const auto now_used = frameworks(tx, who.organisation);
  if (!used && now_used.size() == 1) return invalid("catalog.use.last", "used");
  const std::string before = row.used ? "true" : "false";
  row = {framework->urn, row.version + 1, used, row.place, reason, who.name, now};
  put(tx, who.organisation, row);
  trail_.add(tx, who.author(),
             {"catalog.use_framework",
              "framework_use",
              row.urn,
              framework->name(who.language),
              {{"used", before, used ? "true" : "false"}, {"reason", "", reason}},
              use_state(row),
              known ? use_state(*known) : ""},
             now);
  tx.commit();
  return choice;
}

}  // namespace waarborg::catalog
