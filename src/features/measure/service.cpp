// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <set>

#include "features/catalog/catalog.h"
#include "features/measure/held.h"
#include "features/measure/queries.h"
#include "features/measure/stages.h"
#include "features/measure/taken_out.h"
#include "features/trail/stage_hold.h"
#include "platform/crypto/crypto.h"

namespace waarborg::measure {
namespace {

struct MeasureRecord {
  std::string id;
  std::int64_t version = 0;
  std::string title;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(MeasureRecord, (), (id, version, title, body))

/// The body was written by us after checking; a body that cannot be read is a damaged database.
StoredMeasure from_row(const MeasureRecord& row) {
  auto body = json::decode<MeasureInput>(row.body);
  if (!body) throw db::DatabaseError("measure: the body of " + row.id + " is damaged");
  return {MeasureId{row.id}, row.version, std::move(*body)};
}

/// Later than any decision, and within what a moment's text can hold.
constexpr Moment kEndOfTime{std::chrono::sys_days{std::chrono::year{2199} / 12 / 31}};

std::string text_of(const MeasureInput& input) { return json::canonical(json::encode(input)); }

/// As it stands there now. The title is kept twice, for lists.
std::string stored_state(const MeasureRecord& row, const StoredMeasure& measure) {
  const bool named = measure.body.title == row.title;
  return state_of(row.version, named ? row.body : json::canonical({{"title", row.title}, {"body", row.body}}));
}

}  // namespace

Measures::Measures(db::Database& database, trail::Trail& trail, const Clock& clock, record::Records& records)
    : statements(database, trail, clock, records),
      overrides(database, trail, clock, records, *this),
      database_(database),
      trail_(trail),
      clock_(clock),
      records_(records) {}

std::vector<StoredMeasure> Measures::all(db::Transaction& tx, const OrganisationId& organisation) const {
  std::vector<StoredMeasure> out;
  for (const auto& row : tx.rows<MeasureRecord>(sql::kMeasureAll, organisation)) out.push_back(from_row(row));
  return out;
}

std::vector<StoredMeasure> Measures::some(db::Transaction& tx, const OrganisationId& organisation,
                                          const std::vector<std::string>& ids) const {
  std::vector<StoredMeasure> out;
  const std::string list = json::print(json::encode(ids));
  for (const auto& row : tx.rows<MeasureRecord>(sql::kMeasureSome, organisation, list)) out.push_back(from_row(row));
  return out;
}

std::vector<StoredMeasure> Measures::all_at(db::Transaction& tx, const OrganisationId& organisation, Moment at) const {
  std::vector<StoredMeasure> out;
  for (const auto& row : tx.rows<MeasureRecord>(sql::kMeasureVersionsAt, organisation, at))
    out.push_back(from_row(row));
  return out;
}

std::optional<StoredMeasure> Measures::find(db::Transaction& tx, const OrganisationId& organisation,
                                            const MeasureId& id) const {
  const auto row = tx.row<MeasureRecord>(sql::kMeasureGet, organisation, id);
  if (!row) return std::nullopt;
  return from_row(*row);
}

std::vector<std::string> Measures::held(db::Transaction& tx, const OrganisationId& organisation, std::string_view kind,
                                        const std::vector<std::string>& ids) const {
  std::set<std::string> used;
  for (const StoredMeasure& measure : all(tx, organisation)) {
    if (kind == "person") used.insert(measure.body.owner);
    for (const PlaceRef& place : measure.body.places) {
      if (place.kind == kind) used.insert(place.id);
    }
  }
  std::vector<std::string> held;
  std::ranges::copy_if(ids, std::back_inserter(held), [&](const std::string& id) { return used.contains(id); });
  return held;
}

Result<void> Measures::check_places(db::Transaction& tx, const OrganisationId& organisation,
                                    const MeasureInput& input) const {
  std::map<std::string, std::vector<std::string>> wanted;  // one statement per register
  for (const PlaceRef& place : input.places) wanted[place.kind].push_back(place.id);
  if (!input.owner.empty()) wanted["person"].push_back(input.owner);
  std::map<std::string, std::map<std::string, std::string>> known;
  for (const auto& [kind, ids] : wanted) {
    if (const auto* reg = record::find_register(kind)) known[kind] = records_.names(tx, organisation, *reg, ids);
  }
  for (std::size_t i = 0; i < input.places.size(); ++i) {
    const PlaceRef& place = input.places[i];
    if (place.kind == "organisation" && place.id.empty()) continue;
    const record::Register* reg = record::find_register(place.kind);
    if (reg == nullptr || !reg->is_place || !known[place.kind].contains(place.id)) {
      return invalid("measure.place_unknown", "places[" + std::to_string(i) + "]");
    }
  }
  if (!input.owner.empty() && !known["person"].contains(input.owner)) return invalid("measure.owner_unknown", "owner");
  return {};
}

Result<void> Measures::check_requirements(db::Transaction& tx, const OrganisationId& organisation,
                                          const MeasureInput& input, const std::vector<Answer>& before) const {
  const auto answered = [&](const std::string& urn) {
    return std::ranges::find(before, urn, &Answer::requirement) != before.end();
  };
  std::vector<std::string> fresh;
  for (const Answer& answer : input.requirements) {
    if (!answered(answer.requirement)) fresh.push_back(answer.requirement);
  }
  const std::set<std::string> known = catalog::Catalog::known(tx, organisation, fresh);
  for (std::size_t i = 0; i < input.requirements.size(); ++i) {
    const std::string& urn = input.requirements[i].requirement;
    if (answered(urn) || known.contains(urn)) continue;
    return invalid("measure.requirement_unknown", "requirements[" + std::to_string(i) + "].requirement");
  }
  return {};
}

void Measures::keep_version(db::Transaction& tx, const auth::Actor& who, const StoredMeasure& measure,
                            const std::string& body, Moment now) {
  tx.execute(sql::kMeasureVersionInsert, who.organisation, measure.id, measure.version, now, who.name, body);
}

Result<StoredMeasure> Measures::add(db::Transaction& tx, const auth::Actor& who, MeasureInput input) {
  if (auto ok = check(input); !ok) return std::unexpected(ok.error());
  if (auto ok = check_places(tx, who.organisation, input); !ok) return std::unexpected(ok.error());
  const Moment now = clock_.now();
  StoredMeasure measure{MeasureId{crypto::new_id(now)}, 1, std::move(input)};
  const std::string body = text_of(measure.body);
  tx.execute(sql::kMeasureInsert, who.organisation, measure.id, measure.body.title, body, now);
  keep_version(tx, who, measure, body, now);
  if (auto ok = saved(tx, who, measure, false); !ok) return std::unexpected(ok.error());
  trail_.add(tx, who.author(),
             {"measure.create", "measure", measure.id.text, measure.body.title,
              trail::changes_between({}, json::encode(measure.body).as_object()), state_of(1, body), ""},
             now);
  return measure;
}

Result<StoredMeasure> Measures::create(const auth::Actor& who, MeasureInput input) {
  if (auto ok = auth::require(who, "measure.edit"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  if (auto ok = check(input); !ok) return std::unexpected(ok.error());
  if (auto ok = check_requirements(tx, who.organisation, input, {}); !ok) return std::unexpected(ok.error());
  auto measure = add(tx, who, std::move(input));
  if (measure) tx.commit();
  return measure;
}

Result<StoredMeasure> Measures::change(const auth::Actor& who, const MeasureId& id, MeasureInput input,
                                       std::int64_t seen, const std::string& reason) {
  if (auto ok = auth::require(who, "measure.edit"); !ok) return std::unexpected(ok.error());
  const auto taken = takes_out(who, id, &input, reason);
  if (!taken) return std::unexpected(taken.error());
  db::Transaction tx = database_.write();
  const auto row = tx.row<MeasureRecord>(sql::kMeasureGet, who.organisation, id);
  if (!row) return fail(FaultKind::kNotFound, "measure.not_found");
  const StoredMeasure before = from_row(*row);
  if (!may_edit(tx, records_, who, before)) return fail(FaultKind::kForbidden, "measure.not_yours");
  if (auto ok = check(input, used_ids(tx, who.organisation, id)); !ok) return std::unexpected(ok.error());
  if (auto ok = check_places(tx, who.organisation, input); !ok) return std::unexpected(ok.error());
  if (auto ok = check_requirements(tx, who.organisation, input, before.body.requirements); !ok) {
    return std::unexpected(ok.error());
  }
  const Moment now = clock_.now();
  if (seen < 0) seen = before.version;  // If-Match: * (RFC 9110 section 13.1.1)
  const StoredMeasure after{id, seen + 1, std::move(input)};
  const std::string body = text_of(after.body);
  // Saved as it was: the log does not tell of a change that was none.
  if (seen == before.version && body == text_of(before.body)) return before;
  if (tx.execute(sql::kMeasureUpdate, after.body.title, body, who.organisation, id, seen) != 1) {
    return fail(FaultKind::kConflict, "measure.changed");
  }
  keep_version(tx, who, after, body, now);
  if (auto ok = saved(tx, who, after, false); !ok) return std::unexpected(ok.error());
  auto changes = trail::changes_between(json::encode(before.body).as_object(), json::encode(after.body).as_object());
  if (*taken) {
    changes.push_back({"taken_out", "", what_less(tx, records_, who, before.body, after.body)});
    changes.push_back({"reason", "", reason});
  }
  trail_.add(tx, who.author(),
             {*taken ? kTakeOut : "measure.change", "measure", id.text, after.body.title, std::move(changes),
              state_of(after.version, body), stored_state(*row, before)},
             now);
  tx.commit();
  return after;
}

Result<auth::Nothing> Measures::remove(const auth::Actor& who, const MeasureId& id, std::int64_t seen,
                                       const std::string& reason) {
  if (auto ok = auth::require(who, "measure.edit"); !ok) return std::unexpected(ok.error());
  const auto taken = takes_out(who, id, nullptr, reason);
  if (!taken) return std::unexpected(taken.error());
  db::Transaction tx = database_.write();
  const auto row = tx.row<MeasureRecord>(sql::kMeasureGet, who.organisation, id);
  if (!row) return fail(FaultKind::kNotFound, "measure.not_found");
  const StoredMeasure before = from_row(*row);
  if (!may_edit(tx, records_, who, before)) return fail(FaultKind::kForbidden, "measure.not_yours");
  const Moment now = clock_.now();
  const std::int64_t version = seen < 0 ? before.version : seen;
  if (!overrides.of(tx, who.organisation, id.text).empty()) return fail(FaultKind::kConflict, "measure.has_overrides");
  if (tx.execute(sql::kMeasureDelete, who.organisation, id, version) != 1) {
    return fail(FaultKind::kConflict, "measure.changed");
  }
  keep_version(tx, who, {id, version + 1, before.body}, "", now);
  if (auto ok = saved(tx, who, before, true); !ok) return std::unexpected(ok.error());
  auto changes = trail::changes_between(json::encode(before.body).as_object(), {});
  if (*taken) changes.push_back({"reason", "", reason});
  trail_.add(tx, who.author(),
             {*taken ? kTakeOut : "measure.remove", "measure", id.text, before.body.title, std::move(changes),
              "deleted", stored_state(*row, before)},
             now);
  tx.commit();
  return auth::Nothing{};
}

void hold_measure(const trail::Trail& trail, db::Transaction& tx, const OrganisationId& organisation,
                  const MeasureId& id) {
  if (const auto row = tx.row<MeasureRecord>(sql::kMeasureGet, organisation, id)) {
    trail.hold(tx, organisation, "measure", {{id.text, stored_state(*row, from_row(*row))}});
  }
  trail::hold_stages(tx, organisation, "measure", id.text, stages_of(tx, organisation, id));
}

std::map<std::string, trail::StateReader> Measures::state_readers() const {
  return {{"measure",
           [](db::Transaction& tx, const OrganisationId& organisation) {
             std::map<std::string, std::string> states;
             for (const auto& row : tx.rows<MeasureRecord>(sql::kMeasureAll, organisation)) {
               states[row.id] = stored_state(row, from_row(row));
             }
             return states;
           }},
          {"applicability", [this](db::Transaction& tx, const OrganisationId& organisation) {
             std::map<std::string, std::string> states;
             for (const auto& [urn, decision] : statements.decisions(tx, organisation, kEndOfTime)) {
               states[urn] = json::canonical(json::encode(decision));
             }
             return states;
           }}};
}

}  // namespace waarborg::measure
