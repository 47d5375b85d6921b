// SPDX-License-Identifier: EUPL-1.2
//
// Inside setup only: which organisations there are, in the log of the installation. Without it, who takes away every
// row of an organisation with its log would leave nothing that could miss it.
#pragma once

#include <map>
#include <string>

#include "features/org/org.h"
#include "features/trail/trail.h"

namespace waarborg::setup {

/// Kind of the subject.
inline constexpr const char* kListed = "listed_organisation";

/// The entry for one that is made.
trail::NewEntry listing(const org::Organisation& organisation);

/// State reader of the trail: those that are in the database, for the log of the installation.
std::map<std::string, std::string> listed_states(db::Transaction& tx, const OrganisationId& organisation);

}  // namespace waarborg::setup
