// SPDX-License-Identifier: EUPL-1.2
//
// A register is a list of records of one kind (people, sites, systems, suppliers …) described by its fields alone,
// in `registers/<name>.toml` of the feature that owns it. From that description follow the statements, validation,
// JSON, CSV import and export, the OpenAPI schema and the generic screens. Its table is `register_<name>`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "features/auth/answers.h"
#include "features/record/record_types.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg {
struct CsvTable;
}

namespace waarborg::auth {
class Api;
}

namespace waarborg::record {

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

  /// Several records at once, all or none. kInvalid for more than kMostAtOnce.
  Result<BulkReport> change_many(const auth::Actor& who, const Register& reg, const std::vector<RowChange>& rows);
  Result<BulkReport> remove_many(const auth::Actor& who, const Register& reg, const std::vector<RowChange>& rows);
  /// Brings removed records back as the trail last knew them, under the ids that they had.
  Result<BulkReport> restore_many(const auth::Actor& who, const Register& reg, const std::vector<std::string>& ids);

  /// All or nothing. A row whose `name` exists is a change of that record.
  Result<ImportReport> import_csv(const auth::Actor& who, const Register& reg, std::string_view csv, bool dry_run);
  /// What the query finds, without its page. @param columns  field names; empty for all.
  Result<Table> table(const auth::Actor& who, const Register& reg, const ListQuery& query,
                      const std::vector<std::string>& columns);
  Result<std::string> export_csv(const auth::Actor& who, const Register& reg, const ListQuery& query,
                                 const std::vector<std::string>& columns);
  Result<std::string> export_xlsx(const auth::Actor& who, const Register& reg, const ListQuery& query,
                                  const std::vector<std::string>& columns);

  /// For other features, inside their transaction.
  std::vector<Record> all(db::Transaction& tx, const OrganisationId& organisation, const Register& reg) const;
  std::optional<Record> find(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                             const std::string& id) const;
  /// Names of these records by id; unknown ids are left out. One statement.
  std::map<std::string, std::string> names(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                           const std::vector<std::string>& ids) const;
  /// Names by id of the records that have this text in their name, in lower case.
  std::map<std::string, std::string> named(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                           const std::string& text) const;
  std::int64_t count(db::Transaction& tx, const OrganisationId& organisation, const Register& reg) const;
  /// Adds without right check, for set-up and demo.
  Record add(db::Transaction& tx, const auth::Actor& who, const Register& reg, Record record, Moment now);

  /// Called in the transaction of a change, before it: `after` has the id of the record and its new values.
  void set_before_change(BeforeChange before_change) { before_change_ = std::move(before_change); }
  /// What a register asks of its records beyond its fields; told by app.
  void set_check(CheckRecord check) { check_ = std::move(check); }
  void set_in_use(InUse in_use) { in_use_ = std::move(in_use); }
  void set_workbook(WriteWorkbook write) { write_workbook_ = std::move(write); }
  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  json::Object shown(const Register& reg, const Record& record) const;
  std::vector<Record> some(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                           const std::vector<std::string>& ids) const;
  Result<void> check_references(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                const Record& record) const;
  std::vector<std::string> held(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                                const std::vector<std::string>& ids) const;
  struct CsvPlan;
  Result<CsvPlan> plan_csv(db::Transaction& tx, const OrganisationId& organisation, const Register& reg,
                           const CsvTable& table, Moment now) const;
  /// The row alone, without its entry in the trail.
  void put(db::Transaction& tx, const OrganisationId& organisation, const Register& reg, Record& record);
  static trail::NewEntry entry_of(const Register& reg, const char* verb, const Record* before, const Record* after);
  void insert(db::Transaction& tx, const auth::Actor& who, const Register& reg, const char* verb, Record& record,
              Moment now);
  void write_trail(db::Transaction& tx, const auth::Actor& who, const Register& reg, const char* verb,
                   const Record* before, const Record* after, Moment now);
  /// kConflict record.changed when someone was quicker; else what refuses the change.
  Result<void> update(db::Transaction& tx, const auth::Actor& who, const Register& reg, const Record& record);
  bool erase(db::Transaction& tx, const auth::Actor& who, const Register& reg, const Record& record, Moment now);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
  BeforeChange before_change_;
  CheckRecord check_;
  InUse in_use_;
  WriteWorkbook write_workbook_;
};

/// Describes the registers in the OpenAPI document (schema.cpp).
void define_schemas(auth::Api& api);
void add_routes(auth::Api& api, Records& records, db::Database& database, const Clock& clock);

}  // namespace waarborg::record
