// SPDX-License-Identifier: EUPL-1.2
#include "platform/db/db.h"

#include <condition_variable>
#include <mutex>
#include <regex>
#include <stdexcept>
#include <thread>
#include <unordered_map>

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include "platform/db/address.h"
#include "platform/db/disk_full.h"
#include "platform/db/session.h"
#include "platform/db/unavailable.h"

namespace waarborg::db {
namespace {

/// SQLite result code 19 (extended 2067 and 1555: unique, primary key) and SQLSTATE 23505.
bool is_unique_violation(const soci::soci_error& error) {
  if (const auto* lite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    return (lite->result() & 0xff) == 19 && std::string_view(error.what()).find("UNIQUE") != std::string_view::npos;
  }
  const auto* server = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  return server != nullptr && server->sqlstate() == "23505";
}

/// SQLite result codes 13 (full) and 10 with 3 or 4 above it (a write or sync that failed), and SQLSTATE 53100.
bool is_disk_full(const soci::soci_error& error) {
  if (const auto* lite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    return (lite->result() & 0xff) == 13 || lite->result() == 778 || lite->result() == 1034;
  }
  const auto* server = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  return server != nullptr && server->sqlstate() == "53100";
}

/// SQLite result code 5 (another process writes), and of PostgreSQL: no connection (class 08), too many (53300), a lock
/// or statement that took too long (55P03, 57014), a server that goes down or comes up (57P01 to 57P03), two that wait
/// for each other (40P01; one of them goes on).
bool is_unavailable(const soci::soci_error& error) {
  if (const auto* lite = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) return (lite->result() & 0xff) == 5;
  const auto* server = dynamic_cast<const soci::postgresql_soci_error*>(&error);
  if (server == nullptr) return false;
  const std::string state = server->sqlstate();
  return state.starts_with("08") || state.starts_with("57P0") || state == "53300" || state == "55P03" ||
         state == "57014" || state == "40P01";
}

[[noreturn]] void rethrow(const soci::soci_error& error, std::string_view statement) {
  // SOCI appends parameter values to its message; those can be personal data, so only the cause is kept.
  const std::string what = std::string(statement) + ": " + error.get_error_message();
  if (is_unique_violation(error)) throw UniqueViolation(what);
  if (is_disk_full(error)) throw DiskFull(what);
  // Whether a commit that lost its connection was done is not known; who asked must not hear that it was not.
  if (statement != "commit" && is_unavailable(error)) throw Unavailable(what);
  throw DatabaseError(what);
}

}  // namespace

struct Database::Pool {
  std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<Session>> idle;
  std::size_t made = 0;
  std::size_t limit = 0;
  std::atomic<std::uint64_t> statements{0};
  /// SQLite has one writer; waiting here costs less than its busy handler.
  std::timed_mutex writer;
  std::atomic<std::thread::id> writing;

  /// False when another thread writes for longer than that.
  bool begin_writing(std::chrono::milliseconds most) {
    if (writing == std::this_thread::get_id())
      throw std::logic_error("a write transaction within another in one thread would wait for itself");
    if (!writer.try_lock_for(most)) return false;
    writing = std::this_thread::get_id();
    return true;
  }
  void end_writing() {
    writing = std::thread::id();
    writer.unlock();
  }
};

Database::Database(std::string where, std::size_t sessions, Patience patience, bool read_only)
    : where_(std::move(where)),
      postgres_(where_.starts_with("postgresql://")),
      patience_(patience),
      pool_(std::make_unique<Pool>()) {
  pool_->limit = sessions;
  if (!read_only) return;
  access_ = Access::kRead;
  std::error_code error;
  // Who has it open, or did not close it, left its log beside it.
  if (postgres_ || std::filesystem::exists(where_ + "-wal", error)) return;
  access_ = Access::kReadAlone;
  written_ = std::filesystem::last_write_time(where_, error);
}

bool Database::changed_meanwhile() const {
  if (access_ != Access::kReadAlone) return false;
  std::error_code error;
  return std::filesystem::exists(where_ + "-wal", error) || std::filesystem::last_write_time(where_, error) != written_;
}

Database::~Database() = default;

std::unique_ptr<Session> Database::take_session() {
  std::unique_lock lock(pool_->mutex);
  const auto is_free = [&] { return !pool_->idle.empty() || pool_->made < pool_->limit; };
  if (!pool_->returned.wait_for(lock, patience_.session, is_free)) throw Unavailable("session: all are taken");
  if (!pool_->idle.empty()) {
    auto session = std::move(pool_->idle.back());
    pool_->idle.pop_back();
    return session;
  }
  if (postgres_ && !is_readable_address(where_)) {  // before libpq quotes the password in it
    throw DatabaseError("open: the address in the setting `database` cannot be read; see `waarborg config check`");
  }
  ++pool_->made;
  lock.unlock();
  try {
    return open_session(where_, postgres_, patience_, access_);
  } catch (const soci::soci_error& error) {
    lock.lock();
    --pool_->made;
    pool_->returned.notify_one();
    if (postgres_) throw Unavailable("open: " + error.get_error_message());
    throw DatabaseError("open: " + error.get_error_message());
  }
}

void Database::give_back(std::unique_ptr<Session> session) {
  const std::lock_guard lock(pool_->mutex);
  if (session->broken) {
    --pool_->made;
  } else {
    // Each combination of filters is a statement of its own: whoever tries them all does not fill the memory.
    constexpr std::size_t kMostPrepared = 1000;
    if (session->prepared.size() > kMostPrepared) session->prepared.clear();
    pool_->idle.push_back(std::move(session));
  }
  pool_->returned.notify_one();
}

std::uint64_t Database::statements_run() const { return pool_->statements; }

Transaction Database::read() { return Transaction(*this, take_session(), false); }

Transaction Database::write() {
  if (!postgres_ && !pool_->begin_writing(patience_.writer)) throw Unavailable("begin: another writes");
  try {
    return Transaction(*this, take_session(), true);
  } catch (...) {
    if (!postgres_) pool_->end_writing();
    throw;
  }
}

std::optional<Transaction> Database::write_if_free() {
  if (postgres_) {
    {
      const std::lock_guard lock(pool_->mutex);
      if (pool_->idle.empty() && pool_->made >= pool_->limit) return std::nullopt;
    }
    return write();
  }
  if (!pool_->begin_writing(std::chrono::milliseconds(0))) return std::nullopt;
  try {
    return Transaction(*this, take_session(), true, false);
  } catch (const Unavailable&) {
    pool_->end_writing();
    return std::nullopt;
  } catch (...) {
    pool_->end_writing();
    throw;
  }
}

Transaction::Transaction(Database& database, std::unique_ptr<Session> session, bool writes, bool waits)
    : database_(&database), session_(std::move(session)) {
  session_->writes = writes;
  session_->held.clear();
  try {
    if (!waits) session_->sql.once << "PRAGMA busy_timeout = 0";  // a command beside the server may write
    session_->sql.once << (database.is_postgres() ? (writes ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                                            : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                                                  : (writes ? "BEGIN IMMEDIATE" : "BEGIN"));
    if (!waits) session_->sql.once << kBusyTimeout;
  } catch (const soci::soci_error& error) {
    session_->broken = true;
    session_->writes = false;
    database_->give_back(std::move(session_));
    rethrow(error, "begin");
  }
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(other.database_), session_(std::move(other.session_)), open_(other.open_) {
  other.open_ = false;
}

Transaction::~Transaction() {
  if (session_ == nullptr) return;
  if (open_) {
    try {
      session_->sql.once << "ROLLBACK";
    } catch (...) {
      session_->broken = true;
    }
  }
  const bool unlock = session_->writes && !database_->is_postgres();
  session_->writes = false;
  database_->give_back(std::move(session_));
  if (unlock) database_->pool_->end_writing();
}

void Transaction::commit() {
  try {
    session_->sql.once << "COMMIT";
    open_ = false;
  } catch (const soci::soci_error& error) {
    rethrow(error, "commit");
  }
}

std::int64_t Transaction::run(StatementView statement, std::vector<Cell> arguments) {
  ++database_->pool_->statements;
  try {
    if (session_->writes && database_->is_postgres()) session_->hold_organisation(statement, arguments);
    Prepared& prepared = session_->prepare(statement, arguments, {}, database_->is_postgres());
    prepared.set(arguments);
    prepared.statement.execute(true);
    return prepared.statement.get_affected_rows();
  } catch (const soci::soci_error& error) {
    session_->forget(statement.name);
    rethrow(error, statement.name);
  }
}

void Transaction::select(StatementView statement, std::vector<Cell> arguments, const std::vector<ColumnKind>& kinds,
                         const std::function<void(const std::vector<Cell>&)>& on_row) {
  ++database_->pool_->statements;
  try {
    if (session_->writes && database_->is_postgres()) session_->hold_organisation(statement, arguments);
    Prepared& prepared = session_->prepare(statement, arguments, kinds, database_->is_postgres());
    prepared.set(arguments);
    prepared.statement.execute(false);
    while (prepared.statement.fetch()) on_row(prepared.row());
  } catch (const soci::soci_error& error) {
    session_->forget(statement.name);
    rethrow(error, statement.name);
  }
}

}  // namespace waarborg::db
