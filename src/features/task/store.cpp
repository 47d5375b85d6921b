// SPDX-License-Identifier: EUPL-1.2
#include "features/task/store.h"

#include "base/json_encode.h"
#include "features/task/queries.h"
#include "platform/db/texts.h"

namespace waarborg::task {
namespace {

struct PerformanceRow {
  std::string id, measure, plan_item, place_kind, place_id;
  Day due{};
  Day performed_on{};
  std::string outcome, evidence, deviation;
  Moment recorded_at{};
  std::optional<Moment> withdrawn_at;
};
BOOST_DESCRIBE_STRUCT(PerformanceRow, (),
                      (id, measure, plan_item, place_kind, place_id, due, performed_on, outcome, evidence, deviation,
                       recorded_at, withdrawn_at))

struct DeviationRow {
  std::string id, measure, occurrence, place_kind, place_id;
  Moment opened_at{};
  std::optional<Day> retest_on;
  std::optional<Moment> closed_at;
  std::string retest_evidence, retest_result, reopens, evidence;
  std::optional<Day> performed_on;  ///< Of the occurrence that went wrong.
};
BOOST_DESCRIBE_STRUCT(DeviationRow, (),
                      (id, measure, occurrence, place_kind, place_id, opened_at, retest_on, closed_at, retest_evidence,
                       retest_result, reopens, evidence, performed_on))

struct NextDue {
  std::string measure;
  Day due{};
};
BOOST_DESCRIBE_STRUCT(NextDue, (), (measure, due))

std::optional<PlaceRef> place_of(std::string kind, std::string id) {
  if (kind.empty()) return std::nullopt;
  return PlaceRef{std::move(kind), std::move(id)};
}

}  // namespace

std::string pack_ids(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + id;
  return text;
}

std::vector<std::string> unpack_ids(std::string_view text) {
  std::vector<std::string> ids;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    ids.emplace_back(one);
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  return ids;
}

std::optional<StoredOccurrence> find_occurrence(db::Transaction& tx, const OrganisationId& organisation,
                                                const std::string& id) {
  return tx.row<StoredOccurrence>(sql::kOccurrenceGet, organisation, id);
}

bool insert(db::Transaction& tx, const OrganisationId& organisation, const StoredOccurrence& o) {
  return tx.execute(sql::kOccurrenceInsert, organisation, o.id, o.measure, o.plan_item, o.place_kind, o.place_id,
                    o.title, o.owner_person, o.due, o.window_to, o.grace_to, o.created_at) == 1;
}

bool update(db::Transaction& tx, const OrganisationId& organisation, const StoredOccurrence& o) {
  return tx.execute(sql::kOccurrenceUpdate, o.performed_on, o.outcome, o.note, o.evidence, o.deviation,
                    o.performer_account, o.performer, o.recorded_at, o.withdrawn_at, o.withdraw_reason, o.retired,
                    organisation, o.id, o.version) == 1;
}

std::optional<StoredDeviation> find_deviation(db::Transaction& tx, const OrganisationId& organisation,
                                              const std::string& id) {
  return tx.row<StoredDeviation>(sql::kDeviationGet, organisation, id);
}

void insert(db::Transaction& tx, const OrganisationId& organisation, const StoredDeviation& d) {
  tx.execute(sql::kDeviationInsert, organisation, d.id, d.version, d.measure, d.occurrence, d.place_kind, d.place_id,
             d.what, d.cause, d.correction, d.opened_at, d.opener_account, d.opener, d.retest_evidence, d.retest_result,
             d.retest_on, d.closed_at, d.closer, d.reopens, d.evidence);
}

bool update(db::Transaction& tx, const OrganisationId& organisation, const StoredDeviation& d) {
  return tx.execute(sql::kDeviationUpdate, d.what, d.cause, d.correction, d.retest_evidence, d.retest_result,
                    d.retest_on, d.closed_at, d.closer, organisation, d.id, d.version) == 1;
}

DeviationState state_of(const StoredDeviation& deviation) {
  if (deviation.closed_at) {
    return deviation.retest_result == "supports" ? DeviationState::kClosed : DeviationState::kWithdrawn;
  }
  const bool corrected = !deviation.correction.empty() && deviation.retest_result != "refutes";
  return corrected ? DeviationState::kCorrected : DeviationState::kOpen;
}

json::Object logged(const StoredDeviation& deviation) {
  json::Object state = json::encode(deviation).as_object();
  if (deviation.reopens.empty()) state.erase("reopens");
  if (deviation.evidence.empty()) state.erase("evidence");
  return state;
}

std::vector<PerformanceFact> performance_facts(db::Transaction& tx, const OrganisationId& organisation,
                                               const std::string& measure) {
  std::vector<PerformanceFact> facts;
  auto rows = measure.empty() ? tx.rows<PerformanceRow>(sql::kPerformanceFacts, organisation)
                              : tx.rows<PerformanceRow>(sql::kPerformanceFactsOfMeasure, organisation, measure);
  for (auto& row : rows) {
    facts.push_back({std::move(row.id), std::move(row.measure), std::move(row.plan_item),
                     place_of(std::move(row.place_kind), std::move(row.place_id)), row.due, row.performed_on,
                     row.outcome == "effective", unpack_ids(row.evidence), std::move(row.deviation), row.recorded_at,
                     row.withdrawn_at});
  }
  return facts;
}

std::vector<DeviationFact> deviation_facts(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::string& measure) {
  std::vector<DeviationFact> facts;
  std::map<std::string, Day> happened;  // what goes on in another was made before it, so it comes first
  for (auto& row : tx.rows<DeviationRow>(sql::kDeviationFacts, organisation, measure)) {
    const auto first = row.reopens.empty() ? happened.end() : happened.find(row.reopens);
    const Day day = first == happened.end() ? day_of(row.opened_at) : first->second;
    happened.emplace(row.id, first == happened.end() ? row.performed_on.value_or(day) : day);
    const bool retested = row.closed_at && row.retest_result == "supports";
    facts.push_back({std::move(row.id), std::move(row.measure), std::move(row.occurrence),
                     place_of(std::move(row.place_kind), std::move(row.place_id)), day, row.opened_at,
                     retested ? row.retest_on : std::nullopt, row.closed_at,
                     retested ? std::move(row.retest_evidence) : std::string(), std::move(row.evidence),
                     std::move(row.reopens)});
  }
  return facts;
}

std::vector<std::string> measures_of(db::Transaction& tx, const OrganisationId& organisation,
                                     const std::vector<std::string>& ids) {
  if (ids.empty()) return {};
  return db::texts(tx, sql::kMeasuresOf, organisation, json::print(json::encode(ids)));
}

std::unordered_map<std::string, Day> next_due(db::Transaction& tx, const OrganisationId& organisation, Day today) {
  std::unordered_map<std::string, Day> due;
  for (const NextDue& row : tx.rows<NextDue>(sql::kNextDue, organisation, today)) due.emplace(row.measure, row.due);
  return due;
}

std::map<std::string, trail::StateReader> Tasks::state_readers() const {
  std::map<std::string, trail::StateReader> readers;
  readers["occurrence"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::string> states;
    for (const auto& row : tx.rows<StoredOccurrence>(sql::kOccurrenceRecorded, organisation)) {
      states[row.id] = json::canonical(json::encode(row));
    }
    return states;
  };
  readers["deviation"] = [](db::Transaction& tx, const OrganisationId& organisation) {
    std::map<std::string, std::string> states;
    for (const auto& row : tx.rows<StoredDeviation>(sql::kDeviationAll, organisation)) {
      states[row.id] = json::canonical(logged(row));
    }
    return states;
  };
  return readers;
}

}  // namespace waarborg::task
