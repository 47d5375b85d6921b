// SPDX-License-Identifier: EUPL-1.2
//
// Inside trail only: what is kept in the log of the installation from some version on begins with an entry of its own,
// after which what was there already is taken as it was found. Once: a second time would make a forgery the truth.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "features/trail/checkpoint.h"
#include "platform/db/transaction.h"

namespace waarborg::trail {

class Trail;

/// One of the actions that Trail::begin may write, and that `verify` names when it is there twice.
bool is_beginning(std::string_view action);

/// Whether the log of the installation is whole and has no entry of this action. Whole: its entries give the state that
/// was signed last, and begin with what its anchor says. Only of a whole log does what it does not say prove anything.
/// Reads every entry.
/// @param anchor  nothing when it has none
bool never_began(const Trail& trail, db::Transaction& tx, const std::string& action,
                 const std::optional<Checkpoint>& anchor);

}  // namespace waarborg::trail
