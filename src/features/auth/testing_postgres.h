// SPDX-License-Identifier: EUPL-1.2
//
// For tests: databases on a PostgreSQL server, all with the same tables and nothing in them. The tables are made once
// per server and copied. A copy costs more than most tests do, so a process empties the one it has and takes it again,
// unless the test changed its tables.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "platform/db/statement.h"

namespace waarborg::testing {

using Migrations = std::span<const db::Migration>;

/// A name that no other database or folder has.
std::string fresh_name();
/// SHA-256 of the statements, hex: the same tables have the same hash.
std::string hash_of(Migrations migrations);
/// Makes the tables in a database, a file or an address as db::Database takes it. Throws when a migration fails.
void bring_forward(const std::string& where, Migrations migrations);

namespace postgres {

class Server;

struct Copy {
  std::string name;
  std::string where;   ///< Address.
  std::string source;  ///< The template.
  std::string tables;  ///< What they were when it was made.
};

/// The copies that this process has and does not use; they go with it. The server is the one at WAARBORG_TEST_POSTGRES;
/// its user may do everything there. For one thread. Throws when the server refuses.
class Copies {
 public:
  static Copies& here();

  std::unique_ptr<Copy> take(Migrations migrations);
  void give_back(std::unique_ptr<Copy> copy) noexcept;

 private:
  Copies();
  ~Copies();
  void drop(const Copy& copy);
  void make_template(const std::string& name, Migrations migrations);
  /// Empties it. False when its tables are others now, or someone still holds them.
  static bool is_as_new(const Copy& copy);

  std::unique_ptr<Server> server_;
  std::vector<std::unique_ptr<Copy>> idle_;
};

}  // namespace postgres

}  // namespace waarborg::testing
