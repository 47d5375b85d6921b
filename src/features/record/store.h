// SPDX-License-Identifier: EUPL-1.2
//
// Rows ↔ records. Internal to record.
#pragma once

#include "features/record/record.h"

namespace waarborg::record {

db::Transaction::StatementView view(const RegisterStatement& statement);

/// What a statement answers after id, version and the fields.
enum class Extra { kNone, kNames, kNamesAndKey };

struct Found {
  Record record;
  std::string key;  ///< Sort key, for the cursor.
};

std::vector<Found> select(db::Transaction& tx, const Register& reg, const RegisterStatement& statement,
                          std::vector<db::Cell> arguments, Extra extra, bool number_key = false);

/// Statements name their parameters; each is found among the given values. Absent ones are null.
using Values = std::map<std::string, db::Cell, std::less<>>;
std::vector<db::Cell> in_order(const RegisterStatement& statement, const Values& values);

/// Values of the filters of a list and of its search. kInvalid record.filter_unknown or record.filter_wrong.
Result<Values> filter_values(const Register& reg, const ListQuery& query);

/// A JSON list for the statements that take several ids.
std::string list_of(const std::vector<std::string>& ids);

/// "asset.system.field.name": where the words of a register stand.
std::string words_key(const Register& reg, const std::string& tail);

/// A value as people read it: words for choices and references, numbers as numbers, days as days.
auth::TableCell word_of(const Register& reg, const Field& field, const Record& record, Language language);

/// 0 or an empty text: what a field holds when nobody filled it in.
db::Cell empty_value(const Field& field);

}  // namespace waarborg::record
