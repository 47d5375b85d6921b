// SPDX-License-Identifier: EUPL-1.2
//
// A named SQL statement. Constants are generated from `sql/queries.sql` of each feature; no SQL stands in .cpp files.
#pragma once

#include <array>
#include <string_view>

namespace waarborg::db {

template <std::size_t N>
struct Statement {
  std::string_view name;
  std::string_view sqlite;
  std::string_view postgres;
  std::array<std::string_view, N> parameters;  ///< Names in order of first appearance; arguments follow this order.
};

/// One forward migration of one feature.
struct Migration {
  std::string_view feature;
  std::string_view name;  ///< 0001_first_tables
  std::string_view sql;   ///< SQLite dialect; platform/db translates types for PostgreSQL.
};

}  // namespace waarborg::db
