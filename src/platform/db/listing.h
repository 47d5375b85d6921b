// SPDX-License-Identifier: EUPL-1.2
//
// Pages of a list that can be sorted in several ways (db::Sorted). A page begins where the page before ended, so that
// rows that come or go in between neither repeat nor hide others.
//
//   const auto found = db::page_of<Row>(tx, sql::kEvidencePage, {sort, after, limit}, organisation, …);
#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "platform/db/sorted.h"
#include "platform/db/transaction.h"

namespace waarborg::db {

struct PageWish {
  std::string sort;   ///< A word of the list, with '-' before it from high to low.
  std::string after;  ///< `next` of the page before; empty: from the start.
  std::int64_t limit = 50;
  /// Rows that are looked at on the first page. A search reads everything to find few rows: when there are no more than
  /// this, they are counted while they are found.
  std::int64_t look = 0;
};

/// Rows that a search looks at.
inline constexpr std::int64_t kSearchLook = 500;

/// Where the next page begins, and how many rows the list had when its first page was asked for: counting many rows
/// takes longer than finding one page of them, so a list is counted once and not with every page.
struct Cursor {
  std::int64_t total = 0;
  std::string id;   ///< Of the row before.
  std::string key;  ///< Its sort key.
};

/// "<total>~<id>~<sort key>".
inline std::string to_text(const Cursor& cursor) {
  return std::to_string(cursor.total) + "~" + cursor.id + "~" + cursor.key;
}

/// Nothing for a text that we did not write.
inline std::optional<Cursor> parse_cursor(const std::string& text) {
  const std::size_t first = text.find('~'), second = first == std::string::npos ? first : text.find('~', first + 1);
  if (second == std::string::npos) return std::nullopt;
  Cursor cursor{0, text.substr(first + 1, second - first - 1), text.substr(second + 1)};
  const auto [end, error] = std::from_chars(text.data(), text.data() + first, cursor.total);
  const bool is_ours = error == std::errc() && end == text.data() + first && cursor.total >= 0 && !cursor.id.empty();
  return is_ours ? std::optional(cursor) : std::nullopt;
}

/// Where a page begins; nothing for the first one. kInvalid db.after_unknown for a text that we did not write: the
/// first page in its place would make the asker read the same rows for ever.
inline Result<std::optional<Cursor>> cursor_after(const std::string& after) {
  if (after.empty()) return std::optional<Cursor>{};
  auto cursor = parse_cursor(after);
  if (!cursor) return invalid("db.after_unknown", "after");
  return cursor;
}

template <class Row>
struct Listed {
  std::vector<Row> rows;
  std::optional<Cursor> before;      ///< Where this page begins; none on the first one.
  std::optional<Cursor> last;        ///< The last row, without the total; none on the last page.
  std::optional<std::int64_t> seen;  ///< Of the whole list, when all of it was looked at.

  /// @param count  counts the whole list; called when neither the page nor the cursor tells.
  template <class Count>
  std::int64_t total(Count count) const {
    if (before) return before->total;
    if (seen) return *seen;
    return last ? count() : std::ssize(rows);
  }
  std::optional<std::string> next(std::int64_t total) const {
    return last ? std::optional(to_text(Cursor{total, last->id, last->key})) : std::nullopt;
  }
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

/// kInvalid db.sort_unknown for an order that this list does not have, and as cursor_after. Row has an `id`.
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
  auto before = cursor_after(wish.after);
  if (!before) return std::unexpected(before.error());
  Listed<Row> page;
  page.before = std::move(*before);
  const std::int64_t most = page.before ? wish.limit : std::max(wish.limit, wish.look);
  const std::int64_t limit = most + 1;  // one more tells whether there is a next page
  auto found = page.before ? rows_and_keys<Row>(tx, down ? order->down_next : order->up_next, arguments...,
                                                page.before->key, page.before->id, limit)
                           : rows_and_keys<Row>(tx, down ? order->down : order->up, arguments..., limit);
  if (std::ssize(found) <= most && !page.before) page.seen = std::ssize(found);
  if (std::ssize(found) > wish.limit) {
    found.resize(static_cast<std::size_t>(wish.limit));
    page.last = Cursor{0, found.back().first.id, found.back().second};
  }
  for (auto& [row, key] : found) page.rows.push_back(std::move(row));
  return page;
}

}  // namespace waarborg::db
