// SPDX-License-Identifier: EUPL-1.2
//
// One connection with its prepared statements. Internal to platform/db.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <soci/soci.h>

#include "platform/db/db.h"

namespace waarborg::db {

/// A statement whose arguments and columns are bound to stable places, so that it is prepared once per connection.
struct Prepared {
  explicit Prepared(soci::session& sql) : statement(sql) {}

  struct Slot {
    ColumnKind kind = ColumnKind::kText;
    long long integer = 0;
    double real = 0;
    std::string text;
    soci::indicator indicator = soci::i_ok;
  };

  void set(const std::vector<Cell>& arguments);
  std::vector<Cell> row() const;

  soci::statement statement;
  std::deque<Slot> in;
  std::deque<Slot> out;
};

struct Session {
  soci::session sql;
  bool broken = false;
  bool writes = false;
  std::string held;  ///< PostgreSQL: the organisation that this transaction holds for itself.
  /// Key: name, the kinds of the arguments and columns, because SOCI binds by C++ type, and which filters are idle.
  std::map<std::string, std::unique_ptr<Prepared>, std::less<>> prepared;

  /// filter_forms() by name.
  std::map<std::string, std::string, std::less<>> filters;

  Prepared& prepare(const Transaction::StatementView& statement, const std::vector<Cell>& arguments,
                    const std::vector<ColumnKind>& kinds, bool postgres);
  void forget(std::string_view name);

  /// On PostgreSQL one transaction at a time writes about an organisation, from its first statement that names it to
  /// its end. What a rule looked at before it allowed something (a reference, a second person, a version) still stands
  /// when the row is written, as SQLite has it by its one writer.
  void hold_organisation(const Transaction::StatementView& statement, const std::vector<Cell>& arguments);
};

/// SQLite: how long a statement waits for another process.
inline constexpr const char* kBusyTimeout = "PRAGMA busy_timeout = 15000";

std::unique_ptr<Session> open_session(const std::string& where, bool postgres, const Patience& patience, Access access);

}  // namespace waarborg::db
