// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/database_code.h"

#include "features/trail/anchors.h"
#include "platform/db/database_code.h"
#include "platform/log/log.h"

namespace waarborg::trail {
namespace {

std::string named(const db::DatabaseCode& code) { return code.kind + " " + code.name; }

}  // namespace

std::vector<Message> database_code(db::Transaction& tx) {
  std::vector<Message> out;
  for (const db::DatabaseCode& code : db::database_code(tx)) {
    if (code.table.empty()) {
      out.push_back({"trail.database_code.found", {{"what", named(code)}}});
    } else {
      out.push_back({"trail.database_code.found_on", {{"what", named(code)}, {"table", code.table}}});
    }
  }
  return out;
}

void refuse_database_code(db::Transaction& tx) {
  const auto found = db::database_code(tx);
  if (found.empty()) return;
  for (const db::DatabaseCode& code : found) {
    log::error("code in the database", {{"code", named(code)}, {"table", code.table}});
  }
  const db::DatabaseCode& first = found.front();
  throw LogDoesNotFit(
      "code in the database: " + named(first),
      {FaultKind::kConflict,
       {"trail.database_code.refused", {{"what", named(first) + (first.table.empty() ? "" : ", " + first.table)}}},
       ""});
}

void refuse_code_at_work(db::Transaction& tx) {
  if (db::may_have_code(tx)) refuse_database_code(tx);
}

}  // namespace waarborg::trail
