// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "platform/db/statement.h"

namespace waarborg::app {

/// All migrations of all features, in the order of the feature cards (generated).
std::span<const db::Migration> all_migrations();

}  // namespace waarborg::app
