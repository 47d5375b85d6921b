// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "platform/db/database_error.h"

namespace waarborg::db {

/// The database cannot be reached, or nobody made room within the time that one waits for it (Patience). What the
/// transaction did is undone; the same work may succeed later.
struct Unavailable : DatabaseError {
  using DatabaseError::DatabaseError;
};

}  // namespace waarborg::db
