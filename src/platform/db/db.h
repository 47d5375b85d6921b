// SPDX-License-Identifier: EUPL-1.2
//
// The database behind one small interface: SQLite (embedded) or PostgreSQL. SOCI lives in the sources of this folder
// and in session.h alone.
//
//   db::Transaction tx = database.write();                        // see transaction.h
//   tx.execute(sql::kSiteRename, org.text, id.text, name);
//   tx.commit();
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/db/statement.h"
#include "platform/db/transaction.h"

namespace waarborg::db {

/// How long one waits for the database before db::Unavailable (platform/db/unavailable.h). Work may be long, waiting
/// may not: behind every request that waits another one waits. Migrations wait and run as long as they need.
struct Patience {
  std::chrono::milliseconds session{30'000};     ///< For a connection that another thread has.
  std::chrono::milliseconds writer{30'000};      ///< For the one that writes; PostgreSQL: for a lock.
  std::chrono::seconds connect{10};              ///< PostgreSQL; libpq takes two at least.
  std::chrono::milliseconds statement{600'000};  ///< PostgreSQL, one statement; a package or a check is many.
};

/// How connections are opened (session.h).
enum class Access : std::uint8_t {
  kChange,
  kRead,       ///< Beside others who may change it.
  kReadAlone,  ///< SQLite: nobody has it open, so nothing is needed beside the file.
};

/// May be used by many threads; each transaction belongs to one of them.
class Database {
 public:
  /// `where` is a file path (SQLite) or a postgresql:// address. Opens lazily up to `sessions` connections.
  /// @param read_only  not a byte of it changes, nor a file beside it; write() fails.
  explicit Database(std::string where, std::size_t sessions = 6, Patience patience = {}, bool read_only = false);
  ~Database();

  Transaction read();   ///< Sees one state from begin to end, and writes nothing.
  Transaction write();  ///< SQLite has one: waits for another thread's; std::logic_error when this thread holds one.
  /// As write, but without waiting: nothing when another writes (SQLite) or no connection is free (PostgreSQL).
  std::optional<Transaction> write_if_free();

  bool is_postgres() const { return postgres_; }
  bool is_read_only() const { return access_ != Access::kChange; }
  /// Brings the schema forward; each migration in one transaction, recorded with its hash. kInvalid when a recorded
  /// migration differs from ours (a newer or altered program wrote this database). `before` runs once when anything
  /// must change on a database that already has tables (an automatic back-up).
  Result<int> migrate(std::span<const Migration> migrations, const std::function<Result<void>()>& before);
  /// Whether its schema is that of these migrations; changes nothing. kInvalid db.older_database, or as migrate().
  Result<void> check_schema(std::span<const Migration> migrations);
  /// Read-only SQLite that nobody had open is read as a file that stays as it is. Whether it did not stay so: then what
  /// was read means nothing.
  bool changed_meanwhile() const;
  /// SQLite only: a consistent copy while running (VACUUM INTO). kUnavailable when the disk refuses.
  Result<void> copy_to(const std::string& file);
  /// Statements run since start, for the test that refuses a query per row.
  std::uint64_t statements_run() const;
  /// Problems that the database itself finds: integrity and foreign keys; empty when sound.
  std::vector<std::string> self_check();

 private:
  friend class Transaction;
  struct Pool;
  std::unique_ptr<Session> take_session();
  void give_back(std::unique_ptr<Session> session);
  std::string where_;
  bool postgres_;
  Patience patience_;
  Access access_ = Access::kChange;
  std::filesystem::file_time_type written_;  // of the file, when it was opened to be read alone
  std::unique_ptr<Pool> pool_;
};

}  // namespace waarborg::db
