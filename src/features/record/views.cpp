// SPDX-License-Identifier: EUPL-1.2
#include "features/record/views.h"

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "base/text.h"
#include "features/record/queries.h"
#include "platform/crypto/crypto.h"

namespace waarborg::record {
namespace {

constexpr std::size_t kMostBytes = 8'000;

struct ViewRow {
  std::string id;
  std::string name;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(ViewRow, (), (id, name, body))

SavedView view_of(const ViewRow& row) {
  const ViewInput body = json::decode<ViewInput>(row.body).value_or(ViewInput{});
  return {row.id, row.name, body.search, body.sort, body.filters, body.columns};
}

}  // namespace

Result<auth::Items<SavedView>> Views::list(const auth::Actor& who, const std::string& list) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  auth::Items<SavedView> out;
  for (const auto& row : tx.rows<ViewRow>(sql::kViewList, who.organisation, who.account, list)) {
    out.items.push_back(view_of(row));
  }
  return out;
}

Result<SavedView> Views::save(const auth::Actor& who, const std::string& list, ViewInput input) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  input.name = std::string(trimmed(input.name));
  if (input.name.empty()) return invalid("record.required", "name");
  if (input.name.size() > 80) return invalid("record.too_long", "name", {{"max", "80"}});
  const std::string body = json::canonical(json::encode(input));
  if (body.size() > kMostBytes) return invalid("record.too_long", "filters", {{"max", std::to_string(kMostBytes)}});
  const Moment now = clock_.now();
  db::Transaction tx = database_.write();
  const bool known = tx.row<ViewRow>(sql::kViewByName, who.organisation, who.account, list, input.name).has_value();
  if (!known && tx.number(sql::kViewCount, who.organisation, who.account, list) >= kMostViews) {
    return invalid("record.view_too_many", "name", {{"max", std::to_string(kMostViews)}});
  }
  tx.execute(sql::kViewSave, who.organisation, crypto::new_id(now), who.account, list, input.name, body, now);
  const auto row = tx.row<ViewRow>(sql::kViewByName, who.organisation, who.account, list, input.name);
  tx.commit();
  return view_of(*row);
}

Result<auth::Nothing> Views::remove(const auth::Actor& who, const std::string& list, const std::string& id) {
  if (auto ok = auth::require(who, "record.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  if (tx.execute(sql::kViewRemove, who.organisation, who.account, list, id) != 1) {
    return fail(FaultKind::kNotFound, "record.view_unknown");
  }
  tx.commit();
  return auth::Nothing{};
}

}  // namespace waarborg::record
