// SPDX-License-Identifier: EUPL-1.2
//
// The organisation: who we are. Everything else belongs to exactly one organisation.
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "platform/db/transaction.h"

namespace waarborg::org {

/// Below this number of people, administration and content rights may be combined when a reason is recorded.
inline constexpr std::int64_t kSmallOrganisation = 10;

struct Organisation {
  OrganisationId id;
  std::int64_t version = 0;
  std::string name;
  std::string sub_sector;  ///< One of sub_sectors().
  std::int64_t people = 0;
  std::string board_member;
  std::string security_officer;
  std::string health_information;  ///< Who is responsible for health information.
  bool set_up = false;             ///< The guided set-up was completed.
  bool demo = false;
  std::string combined_roles_reason;
};
BOOST_DESCRIBE_STRUCT(Organisation, (),
                      (id, version, name, sub_sector, people, board_member, security_officer, health_information,
                       set_up, demo, combined_roles_reason))

/// Sub-sectors of care, as words of the API; labels are the phrases `org.sub_sector.<word>`.
const std::vector<std::string>& sub_sectors();

/// kInvalid naming the field when a rule is broken.
Result<void> check(const Organisation& organisation);

std::optional<Organisation> find(db::Transaction& tx, const OrganisationId& organisation);
std::vector<Organisation> all(db::Transaction& tx);
void insert(db::Transaction& tx, const Organisation& organisation, Moment now);
/// False when someone was quicker than `organisation.version`.
bool update(db::Transaction& tx, const Organisation& organisation);

}  // namespace waarborg::org
