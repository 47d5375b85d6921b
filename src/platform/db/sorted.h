// SPDX-License-Identifier: EUPL-1.2
//
// A named statement that is a list in several orders: made from the `-- order:` lines above it in `sql/queries.sql`.
#pragma once

#include "platform/db/statement.h"

namespace waarborg::db {

/// The first page and a further one, from low to high and from high to low. A further page takes two arguments more,
/// before the limit: sort key and id of the row before it.
template <std::size_t N>
struct Order {
  std::string_view word;  ///< What `sort=` says.
  Statement<N> up;
  Statement<N + 2> up_next;
  Statement<N> down;
  Statement<N + 2> down_next;
};

/// The last column of every statement is the sort key, a text.
template <std::size_t N, std::size_t K>
struct Sorted {
  std::array<Order<N>, K> orders;
};

}  // namespace waarborg::db
