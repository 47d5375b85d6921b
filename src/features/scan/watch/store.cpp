// SPDX-License-Identifier: EUPL-1.2
#include "features/scan/watch/store.h"

#include "base/json_decode.h"
#include "base/json_encode.h"
#include "base/phrasebook.h"
#include "features/scan/queries.h"

namespace waarborg::scan {
namespace {

struct ScheduleRow {
  std::string every;
  std::optional<Moment> last_begun;
};
BOOST_DESCRIBE_STRUCT(ScheduleRow, (), (every, last_begun))

}  // namespace

Measurement shown(const StoredMeasurement& stored) {
  return {stored.id,   stored.measured_at, stored.asked_by, stored.rules,  stored.web,
          stored.mail, stored.fails,       stored.warns,    stored.unknown};
}

std::vector<CheckStanding> standing_of(const StoredMeasurement& stored) {
  // Written by us; one that cannot be read says nothing, and `verify` says that it was damaged.
  return json::decode<std::vector<CheckStanding>>(stored.standing).value_or(std::vector<CheckStanding>{});
}

std::vector<Worsened> worsened_of(const StoredMeasurement& stored, Language language) {
  std::vector<Worsened> out;
  for (const CheckStanding& one : standing_of(stored)) {
    const auto since = parse_moment(one.since);
    if (!since) continue;
    out.push_back(
        {one.check, one.subject, say(language, "scan." + one.check + ".title"), one.before, one.outcome, *since});
  }
  return out;
}

std::string state_of(const StoredMeasurement& stored, const std::string& facts_sha256) {
  json::Object state = json::encode(stored).as_object();
  state["facts_sha256"] = facts_sha256;
  return json::canonical(state);
}

std::optional<ScanSchedule> kept_schedule(db::Transaction& tx, const OrganisationId& organisation) {
  const auto row = tx.row<ScheduleRow>(sql::kScheduleGet, organisation);
  if (!row) return std::nullopt;
  return ScanSchedule{json::from_word<ScanEvery>(row->every).value_or(ScanEvery::kNever), row->last_begun};
}

}  // namespace waarborg::scan
