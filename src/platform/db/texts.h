// SPDX-License-Identifier: EUPL-1.2
//
// Statements that give one column of text: ids, names, words.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "platform/db/transaction.h"

namespace waarborg::db {

struct TextRow {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(TextRow, (), (text))

/// In the order of the statement.
template <std::size_t N, class... A>
std::vector<std::string> texts(Transaction& tx, const Statement<N>& statement, const A&... arguments) {
  std::vector<std::string> out;
  for (TextRow& row : tx.rows<TextRow>(statement, arguments...)) out.push_back(std::move(row.text));
  return out;
}

}  // namespace waarborg::db
