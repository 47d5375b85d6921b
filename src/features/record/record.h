// SPDX-License-Identifier: EUPL-1.2
//
// A register is a list of records of one kind (people, sites, systems, suppliers …) described by its fields alone,
// in `registers/<name>.toml` of the feature that owns it. From that description follow the statements, validation,
// JSON, CSV import and export, the OpenAPI schema and the generic screens. Its table is `register_<name>`.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "features/auth/actor.h"
#include "features/auth/api.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::record {

enum class FieldKind { kText, kLongText, kInteger, kDate, kBoolean, kChoice, kEmail, kUrl, kReference };
BOOST_DESCRIBE_ENUM(FieldKind, kText, kLongText, kInteger, kDate, kBoolean, kChoice, kEmail, kUrl, kReference)

struct RegisterStatement {
  std::string_view name;
  std::string_view sql;  ///< The same in both databases.
  std::span<const std::string_view> parameters;
};

struct Field {
  std::string_view name;
  FieldKind kind;
  bool required;
  std::int64_t max;            ///< Bytes of text, or greatest integer.
  bool listed;                 ///< Shown in the list.
  std::string_view reference;  ///< Register that the value points into.
  std::span<const std::string_view> choices;
  RegisterStatement page_up;   ///< A page sorted by this field.
  RegisterStatement page_down;
};

struct Register {
  std::string_view name;
  std::string_view feature;
  bool is_place;  ///< A measure can hold in such a record.
  std::span<const Field> fields;
  RegisterStatement count, get, insert, update, remove, all;

  const Field* field(std::string_view field_name) const;
};

/// All registers in display order (generated).
std::span<const Register* const> all_registers();
const Register* find_register(std::string_view name);

/// Values by field name: text, integer or null.
struct Record {
  std::string id;
  std::int64_t version = 0;
  std::map<std::string, db::Cell, std::less<>> values;

  std::string text(std::string_view field) const;
};

/// JSON of a record in the order of its fields; booleans as booleans.
json::Object to_json(const Register& reg, const Record& record);

/// Reads and checks values against the fields. Unknown members are refused. kInvalid naming the field.
Result<Record> from_json(const Register& reg, const json::Value& value);

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
  std::string sort;  ///< Field name, with '-' before it for descending; default "name".
  std::int64_t offset = 0;
  std::int64_t limit = 50;
};

/// What refuses to let a record go: a measure that holds in it, for example. Set by app.
using InUse = std::function<bool(db::Transaction&, const OrganisationId&, std::string_view reg, const std::string& id)>;

class Records {
 public:
  Records(db::Database& database, trail::Trail& trail, const Clock& clock);

  Result<auth::Page<json::Object>> list(const auth::Actor& who, const Register& reg, const ListQuery& query);
  Result<json::Object> get(const auth::Actor& who, const Register& reg, const std::string& id);
  Result<json::Object> create(const auth::Actor& who, const Register& reg, const json::Value& value);
  /// @param seen  version that the caller looked at; kConflict when someone was quicker.
  Result<json::Object> change(const auth::Actor& who, const Register& reg, const std::string& id,
                              const json::Value& value, std::int64_t seen);
  Result<auth::Nothing> remove(const auth::Actor& who, const Register& reg, const std::string& id, std::int64_t seen);
  /// All or nothing. A row whose `name` exists is a change of that record.
  Result<ImportReport> import_csv(const auth::Actor& who, const Register& reg, std::string_view csv, bool dry_run);
  Result<std::string> export_csv(const auth::Actor& who, const Register& reg);

  /// For other features, inside their transaction.
  std::vector<Record> all(db::Transaction& tx, const OrganisationId& organisation, const Register& reg) const;
  std::optional<Record> find(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                             const std::string& id) const;
  std::int64_t count(db::Transaction& tx, const OrganisationId& organisation, const Register& reg) const;
  /// Adds without right check, for set-up and demo.
  Record add(db::Transaction& tx, const auth::Actor& who, const Register& reg, Record record, Moment now);

  void set_in_use(InUse in_use) { in_use_ = std::move(in_use); }
  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  json::Object shown(db::Transaction& tx, const OrganisationId& organisation, const Register& reg, const Record& record,
                     std::map<std::string, std::string>& names);
  Result<void> check_references(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                const Record& record);
  void write_trail(db::Transaction& tx, const auth::Actor& who, const Register& reg, const char* verb,
                   const Record* before, const Record* after, Moment now);
  bool update(db::Transaction& tx, const auth::Actor& who, const Register& reg, const Record& record);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  InUse in_use_;
};

/// Describes the registers in the OpenAPI document (schema.cpp).
void define_schemas(auth::Api& api);
void add_routes(auth::Api& api, Records& records, db::Database& database);

}  // namespace waarborg::record
