// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "platform/db/database_error.h"

namespace waarborg::db {

/// The database could not grow: disk, quota or limit on the size of files. The transaction is undone; what was
/// acknowledged before stands.
struct DiskFull : DatabaseError {
  using DatabaseError::DatabaseError;
};

}  // namespace waarborg::db
