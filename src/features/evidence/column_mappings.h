// SPDX-License-Identifier: EUPL-1.2
//
// How the columns of somebody's table are to be read, kept under a name, so that the next export of the same tool
// needs no settings (importers/csv has their meaning). The evidence itself keeps the settings it was read with.
#pragma once

#include <map>
#include <string>

#include "features/auth/actor.h"
#include "features/auth/api.h"
#include "features/trail/trail.h"
#include "platform/clock/clock.h"
#include "platform/db/db.h"

namespace waarborg::evidence {

using Settings = std::map<std::string, std::string>;

struct ColumnSetting {
  std::string name;   ///< Of a setting of the importer: "date", "result", "supports" …
  std::string value;  ///< Name of a column, or words between bars.
};
BOOST_DESCRIBE_STRUCT(ColumnSetting, (), (name, value))
struct ColumnMappingInput {
  std::string name;
  std::vector<ColumnSetting> settings;
};
BOOST_DESCRIBE_STRUCT(ColumnMappingInput, (), (name, settings))
struct ColumnMapping {
  std::string id;
  std::int64_t version = 0;
  std::string name;
  std::vector<ColumnSetting> settings;
};
BOOST_DESCRIBE_STRUCT(ColumnMapping, (), (id, version, name, settings))

class ColumnMappings {
 public:
  ColumnMappings(db::Database& database, trail::Trail& trail, const Clock& clock);

  /// By name; right evidence.read.
  Result<auth::Items<ColumnMapping>> list(const auth::Actor& who);
  /// Right evidence.add. kConflict evidence.mapping.name_taken; kInvalid for a setting that the importer does not know.
  Result<ColumnMapping> add(const auth::Actor& who, const ColumnMappingInput& input);
  Result<ColumnMapping> change(const auth::Actor& who, const std::string& id, const ColumnMappingInput& input,
                               std::int64_t seen);
  Result<auth::Nothing> remove(const auth::Actor& who, const std::string& id, std::int64_t seen);
  /// The settings under an id or a name; kNotFound evidence.mapping.unknown.
  Result<Settings> settings(const auth::Actor& who, const std::string& id_or_name);

  std::map<std::string, trail::StateReader> state_readers() const;

 private:
  void record(db::Transaction& tx, const auth::Actor& who, const char* action, const ColumnMapping* before,
              const ColumnMapping* after);

  db::Database& database_;
  trail::Trail& trail_;
  const Clock& clock_;
};

void add_routes(auth::Api& api, ColumnMappings& mappings);

}  // namespace waarborg::evidence
