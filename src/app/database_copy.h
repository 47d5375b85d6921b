// SPDX-License-Identifier: EUPL-1.2
//
// A whole copy of the database in one file: of SQLite by its own online copy, of PostgreSQL by pg_dump. Used by
// `waarborg backup` and before an upgrade of the tables.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/options.h"
#include "base/result.h"
#include "platform/db/db.h"

namespace waarborg::app {

/// Names in a back-up tell which database it is of.
inline constexpr const char* kSqliteCopy = "waarborg.sqlite";
inline constexpr const char* kPostgresCopy = "waarborg.pgdump";
inline const char* copy_name(const db::Database& database) {
  return database.is_postgres() ? kPostgresCopy : kSqliteCopy;
}

/// The address of a PostgreSQL database in two parts, so that the password can go another way than the command line.
struct Address {
  std::string without_password;
  std::string password;  ///< Decoded: PGPASSWORD is taken as it is. Empty when the address has none.
};
/// Of `scheme://user:password@host/name?password=…`; whatever else is in it stays as it is. Source: PostgreSQL 15,
/// section 34.1.1.2 (connection URIs), and fe-connect.c for which of two passwords counts.
Address split_password(std::string_view address);

/// The same, for the tools of PostgreSQL. kInvalid app.backup_sslpassword, naming the setting, when the address holds
/// the password of a key: libpq takes that from the address alone, which would stand in the list of processes.
Result<Address> address_for_tools(std::string_view address);

/// Consistent while others write. kUnavailable app.backup_postgres_tool when pg_dump is absent or fails; as
/// address_for_tools.
Result<void> copy_database(db::Database& database, const Options& options, const std::filesystem::path& file);

/// Fills the empty PostgreSQL database of `options` from a copy. Faults as copy_database.
Result<void> restore_postgres(const Options& options, const std::filesystem::path& file);

}  // namespace waarborg::app
