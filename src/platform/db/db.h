// SPDX-License-Identifier: EUPL-1.2
//
// The database behind one small interface: SQLite (embedded) or PostgreSQL. SOCI lives in db.cpp alone.
//
//   db::Transaction tx = database.write();
//   tx.execute(sql::kSiteRename, org.text, id.text, name);        // arguments in order of first appearance
//   auto sites = tx.rows<SiteRow>(sql::kSiteList, org.text);      // columns in the order of the described members
//   tx.commit();                                                  // leaving without commit rolls back
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/db/statement.h"

namespace waarborg::db {

using Cell = std::variant<std::monostate, std::int64_t, double, std::string>;
enum class ColumnKind { kInteger, kReal, kText };

/// The machine or program is wrong: disk full, connection lost, broken statement. Never for bad input.
struct DatabaseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// A unique constraint refused the row; a service may turn it into kConflict.
struct UniqueViolation : DatabaseError {
  using DatabaseError::DatabaseError;
};

inline Cell cell(std::nullopt_t) { return std::monostate{}; }
inline Cell cell(std::string_view text) { return std::string(text); }
inline Cell cell(const std::string& text) { return text; }
inline Cell cell(const char* text) { return std::string(text); }
inline Cell cell(double number) { return number; }
template <class T>
  requires std::is_integral_v<T>
Cell cell(T number) {
  return static_cast<std::int64_t>(number);
}
inline Cell cell(Day day) { return to_text(day); }
inline Cell cell(Moment moment) { return to_text(moment); }
template <class T>
Cell cell(const Id<T>& id) {
  return id.text;
}
template <class T>
Cell cell(const std::optional<T>& value) {
  return value ? cell(*value) : Cell{};
}
inline Cell cell(const Cell& value) { return value; }

void take(const Cell& from, std::string& to);
void take(const Cell& from, std::int64_t& to);
void take(const Cell& from, double& to);
void take(const Cell& from, bool& to);
void take(const Cell& from, Day& to);
void take(const Cell& from, Moment& to);
template <class T>
void take(const Cell& from, Id<T>& to) {
  take(from, to.text);
}
template <class T>
void take(const Cell& from, std::optional<T>& to) {
  if (std::holds_alternative<std::monostate>(from)) {
    to.reset();
  } else {
    take(from, to.emplace());
  }
}

template <class T>
constexpr ColumnKind kind_of() {
  if constexpr (std::is_same_v<T, std::int64_t> || std::is_same_v<T, bool> ||
                std::is_same_v<T, std::optional<std::int64_t>>) {
    return ColumnKind::kInteger;
  } else if constexpr (std::is_same_v<T, double> || std::is_same_v<T, std::optional<double>>) {
    return ColumnKind::kReal;
  } else {
    return ColumnKind::kText;
  }
}

struct Session;
class Database;

class Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  ~Transaction();

  /// Runs a statement; answers the number of rows it changed.
  template <std::size_t N, class... A>
  std::int64_t execute(const Statement<N>& statement, const A&... arguments) {
    static_assert(sizeof...(A) == N, "one argument for each named parameter");
    return run({statement.name, statement.sqlite, statement.postgres, statement.parameters}, {cell(arguments)...});
  }

  /// All rows; columns are read by position into the described members of Row.
  template <class Row, std::size_t N, class... A>
  std::vector<Row> rows(const Statement<N>& statement, const A&... arguments) {
    static_assert(sizeof...(A) == N, "one argument for each named parameter");
    using Members = boost::describe::describe_members<Row, boost::describe::mod_public>;
    std::vector<ColumnKind> kinds;
    boost::mp11::mp_for_each<Members>([&](auto member) {
      kinds.push_back(kind_of<std::remove_cvref_t<decltype(std::declval<Row>().*member.pointer)>>());
    });
    std::vector<Row> out;
    select({statement.name, statement.sqlite, statement.postgres, statement.parameters}, {cell(arguments)...}, kinds,
           [&](const std::vector<Cell>& cells) {
             Row row{};
             std::size_t at = 0;
             boost::mp11::mp_for_each<Members>([&](auto member) { take(cells[at++], row.*member.pointer); });
             out.push_back(std::move(row));
           });
    return out;
  }

  template <class Row, std::size_t N, class... A>
  std::optional<Row> row(const Statement<N>& statement, const A&... arguments) {
    auto all = rows<Row>(statement, arguments...);
    if (all.empty()) return std::nullopt;
    return std::move(all.front());
  }

  /// First column of the first row as an integer; 0 when there is no row.
  template <std::size_t N, class... A>
  std::int64_t number(const Statement<N>& statement, const A&... arguments) {
    static_assert(sizeof...(A) == N);
    std::int64_t out = 0;
    select({statement.name, statement.sqlite, statement.postgres, statement.parameters}, {cell(arguments)...},
           {ColumnKind::kInteger}, [&](const std::vector<Cell>& cells) { take(cells[0], out); });
    return out;
  }

  struct StatementView {
    std::string_view name, sqlite, postgres;
    std::span<const std::string_view> parameters;
  };
  std::int64_t run(StatementView statement, std::vector<Cell> arguments);
  void select(StatementView statement, std::vector<Cell> arguments, const std::vector<ColumnKind>& kinds,
              const std::function<void(const std::vector<Cell>&)>& on_row);

  void commit();

 private:
  friend class Database;
  Transaction(Database& database, std::unique_ptr<Session> session, bool writes, bool waits = true);
  Database* database_;
  std::unique_ptr<Session> session_;
  bool open_ = true;
};

/// How long one waits for the database before db::Unavailable (platform/db/unavailable.h). Work may be long, waiting
/// may not: behind every request that waits another one waits. Migrations wait and run as long as they need.
struct Patience {
  std::chrono::milliseconds session{30'000};     ///< For a connection that another thread has.
  std::chrono::milliseconds writer{30'000};      ///< For the one that writes; PostgreSQL: for a lock.
  std::chrono::seconds connect{10};              ///< PostgreSQL; libpq takes two at least.
  std::chrono::milliseconds statement{600'000};  ///< PostgreSQL, one statement; a package or a check is many.
};

class Database {
 public:
  /// `where` is a file path (SQLite) or a postgresql:// address. Opens lazily up to `sessions` connections.
  explicit Database(std::string where, std::size_t sessions = 6, Patience patience = {});
  ~Database();

  Transaction read();
  Transaction write();  ///< SQLite has one: waits for another thread's; std::logic_error when this thread holds one.
  /// As write, but without waiting for another writer: nothing when there is one. PostgreSQL: as write.
  std::optional<Transaction> write_if_free();

  bool is_postgres() const { return postgres_; }
  /// Brings the schema forward; each migration in one transaction, recorded with its hash. kInvalid when a recorded
  /// migration differs from ours (a newer or altered program wrote this database). `before` runs once when anything
  /// must change on a database that already has tables (an automatic back-up).
  Result<int> migrate(std::span<const Migration> migrations, const std::function<Result<void>()>& before);
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
  std::unique_ptr<Pool> pool_;
};

}  // namespace waarborg::db
