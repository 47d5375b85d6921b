// SPDX-License-Identifier: EUPL-1.2
//
// Statements that take effect together, or not at all.
//
//   tx.execute(sql::kSiteRename, org.text, id.text, name);        // arguments in order of first appearance
//   auto sites = tx.rows<SiteRow>(sql::kSiteList, org.text);      // columns in the order of the described members
//   tx.commit();                                                  // leaving without commit rolls back
#pragma once

#include <boost/describe.hpp>
#include <boost/mp11.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "platform/db/cell.h"
#include "platform/db/database_error.h"
#include "platform/db/statement.h"

namespace waarborg::db {

struct Session;
class Database;

/// A read or a write of several statements that see one state and take effect together, on a connection of their own.
/// Every function may throw DatabaseError; only a UniqueViolation says something of the values. For one thread.
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

  /// The first row; nothing when there is none.
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

  /// A Statement of any number of parameters.
  struct StatementView {
    std::string_view name, sqlite, postgres;
    std::span<const std::string_view> parameters;
  };
  /// What execute() and rows() come down to; for statements that are known at run time only (registers). One argument
  /// per parameter, and per column its kind.
  std::int64_t run(StatementView statement, std::vector<Cell> arguments);
  void select(StatementView statement, std::vector<Cell> arguments, const std::vector<ColumnKind>& kinds,
              const std::function<void(const std::vector<Cell>&)>& on_row);

  /// Makes it last; without it all is undone. After a DatabaseError here it is not known which of the two happened.
  void commit();

 private:
  friend class Database;
  Transaction(Database& database, std::unique_ptr<Session> session, bool writes, bool waits = true);
  Database* database_;
  std::unique_ptr<Session> session_;
  bool open_ = true;
};

}  // namespace waarborg::db
