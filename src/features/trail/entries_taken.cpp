// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/entries_taken.h"

#include "features/trail/head.h"
#include "features/trail/queries.h"
#include "platform/db/db.h"

namespace waarborg::trail {

bool takes_entries(Trail& trail, db::Database& database, const OrganisationId& organisation) {
  try {
    db::Transaction tx = database.read();  // begins here: an anchor that moves meanwhile is not of a log that is longer
    const Head none{0, CompactTree().to_text(), ""};
    const Head head = tx.row<Head>(sql::kHeadGet, organisation).value_or(none);
    const auto tree = CompactTree::from_text(head.edge);
    if (!tree) Anchors::refuse(organisation, "its edge is damaged");
    if (tree->size() == 0 && !trail.range(tx, organisation, 0, 1).empty()) {
      Anchors::refuse(organisation, "its head is gone");
    }
    trail.anchors().admit(organisation, head, *tree);
    return true;
  } catch (const LogDoesNotFit&) {  // said in an alarm
    return false;
  }
}

}  // namespace waarborg::trail
