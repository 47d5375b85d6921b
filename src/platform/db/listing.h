// SPDX-License-Identifier: EUPL-1.2
//
// Pages of a list that can be sorted in several ways (db::Sorted). A page begins where the page before ended, so that
// rows that come or go in between neither repeat nor hide others.
//
//   const auto found = db::page_of<Row>(tx, sql::kEvidencePage, {sort, after, limit}, organisation, …);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "platform/db/db.h"
#include "platform/db/sorted.h"

namespace waarborg::db {

/// What LIKE finds this part by, in lower case; empty stays empty. % and _ are wildcards, so they find a space.
inline std::string like_part(std::string_view part) {
  if (part.empty()) return "";
  std::string safe = lower(part);
  for (char& c : safe) {
    if (c == '%' || c == '_') c = ' ';
  }
  return "%" + safe + "%";
}

struct PageWish {
  std::string sort;   ///< A word of the list, with '-' before it from high to low.
  std::string after;  ///< `next` of the page before; one that we did not write reads as "from the start".
  std::int64_t limit = 50;
};

template <class Row>
struct Listed {
  std::vector<Row> rows;
  std::optional<std::string> next;  ///< "<id>~<sort key>" of the last row; none on the last page.
};

/// The words that `sort=` takes.
template <std::size_t N, std::size_t K>
std::vector<std::string> order_words(const Sorted<N, K>& list) {
  std::vector<std::string> words;
  for (const auto& order : list.orders) words.emplace_back(order.word);
  return words;
}

/// Rows in the order of the statement, with the sort key that stands behind their columns.
template <class Row, std::size_t N, class... A>
std::vector<std::pair<Row, std::string>> rows_and_keys(Transaction& tx, const Statement<N>& statement,
                                                       const A&... arguments) {
  static_assert(sizeof...(A) == N, "one argument for each named parameter");
  using Members = boost::describe::describe_members<Row, boost::describe::mod_public>;
  std::vector<ColumnKind> kinds;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    kinds.push_back(kind_of<std::remove_cvref_t<decltype(std::declval<Row>().*member.pointer)>>());
  });
  kinds.push_back(ColumnKind::kText);
  std::vector<std::pair<Row, std::string>> out;
  tx.select({statement.name, statement.sqlite, statement.postgres, statement.parameters}, {cell(arguments)...}, kinds,
            [&](const std::vector<Cell>& cells) {
              auto& [row, key] = out.emplace_back();
              std::size_t at = 0;
              boost::mp11::mp_for_each<Members>([&](auto member) { take(cells[at++], row.*member.pointer); });
              take(cells[at], key);
            });
  return out;
}

/// kInvalid db.sort_unknown for an order that this list does not have. Row has an `id`.
template <class Row, std::size_t N, std::size_t K, class... A>
Result<Listed<Row>> page_of(Transaction& tx, const Sorted<N, K>& list, const PageWish& wish, const A&... arguments) {
  static_assert(sizeof...(A) + 1 == N, "one argument for each named parameter but the limit");
  const bool down = wish.sort.starts_with('-');
  const std::string_view word = std::string_view(wish.sort).substr(down ? 1 : 0);
  const Order<N>* order = nullptr;
  for (const Order<N>& one : list.orders) {
    if (one.word == word) order = &one;
  }
  if (order == nullptr) return invalid("db.sort_unknown", "sort");
  const std::size_t bar = wish.after.find('~');
  const std::int64_t limit = wish.limit + 1;  // one more tells whether there is a next page
  std::vector<std::pair<Row, std::string>> found;
  if (bar == std::string::npos) {
    found = rows_and_keys<Row>(tx, down ? order->down : order->up, arguments..., limit);
  } else {
    found = rows_and_keys<Row>(tx, down ? order->down_next : order->up_next, arguments..., wish.after.substr(bar + 1),
                               wish.after.substr(0, bar), limit);
  }
  Listed<Row> page;
  if (std::ssize(found) > wish.limit) {
    found.pop_back();
    page.next = found.back().first.id + "~" + found.back().second;
  }
  for (auto& [row, key] : found) page.rows.push_back(std::move(row));
  return page;
}

}  // namespace waarborg::db
