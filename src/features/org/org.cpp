// SPDX-License-Identifier: EUPL-1.2
#include "features/org/org.h"

#include <algorithm>

#include "base/text.h"
#include "features/org/queries.h"

namespace waarborg::org {

const std::vector<std::string>& sub_sectors() {
  static const std::vector<std::string> kAll = {"gp_practice",  "gp_out_of_hours", "hospital",    "mental_health",
                                                "elderly_care", "disability_care", "home_care",   "pharmacy",
                                                "paramedic",    "midwifery",       "diagnostics", "other"};
  return kAll;
}

Result<void> check(const Organisation& organisation) {
  if (is_blank(organisation.name)) return invalid("org.name_missing", "name");
  for (const auto& [field, text] : {std::pair{"name", organisation.name},
                                    {"board_member", organisation.board_member},
                                    {"security_officer", organisation.security_officer},
                                    {"health_information", organisation.health_information},
                                    {"combined_roles_reason", organisation.combined_roles_reason}}) {
    if (text.size() > 500) return invalid("org.too_long", field);
  }
  for (const auto& [field, person] : {std::pair{"board_member", organisation.board_member},
                                      {"security_officer", organisation.security_officer},
                                      {"health_information", organisation.health_information}}) {
    if (auto ok = check_visible(person, field); !ok) return ok;
  }
  if (std::ranges::find(sub_sectors(), organisation.sub_sector) == sub_sectors().end()) {
    return invalid("org.sub_sector_unknown", "sub_sector");
  }
  if (organisation.people < 1 || organisation.people > 1'000'000) return invalid("org.people_range", "people");
  return {};
}

std::optional<Organisation> find(db::Transaction& tx, const OrganisationId& organisation) {
  return tx.row<Organisation>(sql::kOrganisationGet, organisation);
}

std::vector<Organisation> all(db::Transaction& tx) { return tx.rows<Organisation>(sql::kOrganisationAll); }

void insert(db::Transaction& tx, const Organisation& o, Moment now) {
  tx.execute(sql::kOrganisationInsert, o.id, o.name, o.sub_sector, o.people, o.board_member, o.security_officer,
             o.health_information, o.set_up, o.demo, now);
}

bool update(db::Transaction& tx, const Organisation& o) {
  return tx.execute(sql::kOrganisationUpdate, o.name, o.sub_sector, o.people, o.board_member, o.security_officer,
                    o.health_information, o.set_up, o.combined_roles_reason, o.id, o.version) == 1;
}

}  // namespace waarborg::org
