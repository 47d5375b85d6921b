// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <stdexcept>

namespace waarborg::db {

/// The machine or program is wrong: disk full, connection lost, broken statement. Never for bad input.
struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// A unique constraint refused the row; a service may turn it into kConflict.
struct UniqueViolation : DatabaseError {
  using DatabaseError::DatabaseError;
};

}  // namespace waarborg::db
