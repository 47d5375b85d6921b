// SPDX-License-Identifier: EUPL-1.2
//
// Records of registers, and what is asked and answered about them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/json.h"
#include "features/auth/actor.h"
#include "features/auth/table.h"
#include "features/record/register.h"
#include "platform/db/transaction.h"

namespace waarborg::record {

/// Values by field name: text, integer or null.
struct Record {
  std::string id;
  std::int64_t version = 0;
  std::map<std::string, db::Cell, std::less<>> values;
  std::map<std::string, std::string, std::less<>> names;  ///< Of the records that reference fields point at.

  std::string text(std::string_view field) const;
};

/// JSON of a record in the order of its fields; booleans as booleans. Without the names of references.
json::Object to_json(const Register& reg, const Record& record);

/// Reads and checks values against the fields. Unknown members are refused. kInvalid naming the field.
Result<Record> from_json(const Register& reg, const json::Value& value);

/// What the trail hashes of a record: canonical JSON without empty fields, so that a field that is added to the
/// description later leaves the states of older records as they were (decision 0011).
std::string state_of(const Register& reg, const Record& record);

/// As a StateReader gives it: records from before decision 0011 have all their fields in the state.
std::string stored_state(const Register& reg, const Record& record);

struct Problem {
  std::int64_t line = 0;
  std::string field;
  Message what;
};

struct ImportReport {
  bool dry_run = true;
  std::int64_t read = 0, added = 0, changed = 0, unchanged = 0;
  std::vector<Problem> problems;
  std::vector<std::string> columns;
  std::string sha256;
};

struct ListQuery {
  std::string search;
  std::string sort;   ///< Field name, with '-' before it for descending; default "name".
  std::string after;  ///< Cursor: `next` of the page before; anything else starts at the beginning.
  std::int64_t limit = 50;
  /// Per field: part of a text; choices or ids separated by commas ("-" for none); true or false. Numbers and days
  /// have a first and a last: "<field>.from" and "<field>.to".
  std::map<std::string, std::string> filters = {};
};

/// A part of a register as a table of words and numbers, for a file.
using auth::Table;
using auth::WriteWorkbook;

/// A fault refuses the change.
using BeforeChange =
    std::function<Result<void>(db::Transaction&, const auth::Actor&, const Register&, const Record& after)>;

/// kInvalid naming the field refuses the record.
using CheckRecord = std::function<Result<void>(const Register&, const Record&)>;

/// Of these records, those that something outside the registers holds on to: a measure, for example. Set by app.
using InUse = std::function<std::vector<std::string>(db::Transaction&, const OrganisationId&, std::string_view reg,
                                                     const std::vector<std::string>& ids)>;

/// New values for some fields of one record, as the asker saw it.
struct RowChange {
  std::string id;
  std::int64_t version = 0;
  json::Value values = json::Object{};
};
BOOST_DESCRIBE_STRUCT(RowChange, (), (id, version, values))

/// Why one record of many could not be changed; nothing was done to any of them.
struct RowProblem {
  std::string id;
  std::string name;
  std::string field;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(RowProblem, (), (id, name, field, text))

struct BulkReport {
  bool done = false;
  std::vector<json::Value> rows;  ///< After the change; of records that someone else changed, as they are now.
  std::vector<RowProblem> problems;
};
BOOST_DESCRIBE_STRUCT(BulkReport, (), (done, rows, problems))

constexpr std::size_t kMostAtOnce = 500;  ///< Records in one change.

}  // namespace waarborg::record
