// SPDX-License-Identifier: EUPL-1.2
//
// What the database runs by itself while rows are written or read. Our schema has nothing of it, so whatever there is
// was put in by somebody else, and can change a row in the moment in which it is saved.
#pragma once

#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "platform/db/transaction.h"

namespace waarborg::db {

struct DatabaseCode {
  std::string kind;  ///< As SQL calls it: trigger, rule, policy, function, type, foreign key, schema, event trigger.
  std::string name;
  std::string table;  ///< On which it works; empty when on no table.
};
BOOST_DESCRIBE_STRUCT(DatabaseCode, (), (kind, name, table))

/// SQLite: triggers; those of the file do not run on our connections, which also read no views. PostgreSQL: triggers,
/// rules and policies on what our statements reach, functions and operators that checks, defaults and indexes there
/// call, types that are not built in (a domain has checks), foreign keys that change rows, a second table of migrations
/// in the search path, and event triggers at sign-in. What an extension brings is none of it until one of our tables
/// uses it. By kind and name; some milliseconds.
std::vector<DatabaseCode> database_code(Transaction& tx);

/// False when there is none that acts on a row that is written; a small part of the work, for every change.
///
/// In a transaction that wrote in a table the answer is exact for that table until its end: SQLite has one writer, and
/// PostgreSQL lets nobody put a trigger on a table, or take it away, while another writes in it.
bool may_have_code(Transaction& tx);

}  // namespace waarborg::db
