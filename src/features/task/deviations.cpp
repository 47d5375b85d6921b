// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/json_encode.h"
#include "base/text.h"
#include "features/task/queries.h"
#include "features/task/rules.h"
#include "features/task/store.h"
#include "platform/db/listing.h"

namespace waarborg::task {
namespace {

/// One that is opened now.
StoredDeviation opened(const auth::Actor& who, std::string measure, std::string what, std::string cause, Moment now) {
  StoredDeviation out;
  out.id = crypto::new_id(now);
  out.version = 1;
  out.measure = std::move(measure);
  out.what = std::move(what);
  out.cause = std::move(cause);
  out.opened_at = now;
  out.opener_account = who.account.text;
  out.opener = who.name;
  return out;
}

}  // namespace

std::vector<Deviation> Tasks::shown(db::Transaction& tx, const OrganisationId& organisation,
                                    const std::vector<StoredDeviation>& rows) const {
  std::vector<std::string> measures;
  std::vector<PlaceRef> places;
  for (const auto& row : rows) {
    measures.push_back(row.measure);
    if (!row.place_kind.empty()) places.push_back({row.place_kind, row.place_id});
  }
  auto title = titles(tx, organisation, std::move(measures));
  std::ranges::sort(places);
  places.erase(std::ranges::unique(places).begin(), places.end());
  auto place_name =
      names_.places && !places.empty() ? names_.places(tx, organisation, places) : std::map<PlaceRef, std::string>{};
  std::vector<Deviation> out;
  for (const auto& row : rows) {
    Deviation d{
        row.id,        row.measure,   title[row.measure],  row.occurrence, row.what,    row.cause, row.correction,
        row.opened_at, row.closed_at, row.retest_evidence, state_of(row),  row.version, {},        row.opener};
    if (!row.place_kind.empty()) {
      d.place = Place{row.place_kind, row.place_id, place_name[{row.place_kind, row.place_id}]};
    }
    out.push_back(std::move(d));
  }
  return out;
}

void Tasks::record(db::Transaction& tx, const auth::Actor& who, const char* action, const StoredDeviation* before,
                   const StoredDeviation& after, Moment now) {
  const json::Object state = logged(after);
  const json::Object old = before != nullptr ? logged(*before) : json::Object{};
  trail_.add(tx, who.author(),
             {action, "deviation", after.id, after.what, trail::changes_between(old, state), json::canonical(state)},
             now);
}

Result<auth::Page<Deviation>> Tasks::deviations(const auth::Actor& who, const ListQuery& query) {
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  if (!query.state.empty() && !json::from_word<DeviationState>(query.state)) {
    return invalid("base.json.not_choice", "state");
  }
  db::Transaction tx = database_.read();
  const std::string search = lower(query.search);
  const Found found = named(tx, who, query);
  auto listed =
      db::page_of<StoredDeviation>(tx, sql::kDeviationPage,
                                   {query.sort.empty() ? "-opened_at" : query.sort, query.after, query.limit,
                                    search.empty() || query.by_title ? 0 : db::kSearchLook},
                                   who.organisation, query.measure, query.state, search, found.measures, found.places);
  if (!listed) return std::unexpected(listed.error());
  auth::Page<Deviation> page;
  page.total = listed->total([&] {
    return tx.number(sql::kDeviationCount, who.organisation, query.measure, query.state, search, found.measures,
                     found.places);
  });
  page.next = listed->next(page.total);
  page.items = shown(tx, who.organisation, listed->rows);
  return page;
}

Result<Deviation> Tasks::deviation(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  const auto found = find_deviation(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "task.deviation.not_found");
  return std::move(shown(tx, who.organisation, {*found}).front());
}

Result<auth::Items<Deviation>> Tasks::deviations_of(const auth::Actor& who, const std::string& measure) {
  if (auto ok = auth::require(who, "task.read"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.read();
  if (!titles(tx, who.organisation, {measure}).contains(measure)) {
    return fail(FaultKind::kNotFound, "task.measure_unknown");
  }
  return auth::Items<Deviation>{
      shown(tx, who.organisation, tx.rows<StoredDeviation>(sql::kDeviationOfMeasure, who.organisation, measure))};
}

Result<StoredDeviation> Tasks::make_deviation(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                                              const DeviationInput& input, const StoredOccurrence* occurrence,
                                              Moment now) {
  StoredDeviation d = opened(who, measure, input.what, input.cause.value_or(""), now);
  d.correction = input.correction.value_or("");
  if (occurrence != nullptr) {
    d.occurrence = occurrence->id;
    d.place_kind = occurrence->place_kind;
    d.place_id = occurrence->place_id;
  } else if (input.place && !input.place->kind.empty()) {
    if (!names_.places || names_.places(tx, who.organisation, {*input.place}).empty()) {
      return invalid("task.place_unknown", "place");
    }
    if (names_.held && names_.held(tx, who.organisation, measure, {*input.place}).empty()) {
      return invalid("task.place_elsewhere", "place");
    }
    d.place_kind = input.place->kind;
    d.place_id = input.place->id;
  }
  insert(tx, who.organisation, d);
  record(tx, who, "deviation.open", nullptr, d, now);
  return d;
}

Result<Deviation> Tasks::open(const auth::Actor& who, const std::string& measure, const DeviationInput& given) {
  if (auto ok = auth::require(who, "task.perform"); !ok) return std::unexpected(ok.error());
  DeviationInput input = given;
  if (auto ok = check(input); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  if (!titles(tx, who.organisation, {measure}).contains(measure)) {
    return fail(FaultKind::kNotFound, "task.measure_unknown");
  }
  const auto made = make_deviation(tx, who, measure, input, nullptr, clock_.now());
  if (!made) return std::unexpected(made.error());
  Deviation answer = shown(tx, who.organisation, std::vector{*made}).front();
  tx.commit();
  return answer;
}

Result<Deviation> Tasks::change(const auth::Actor& who, const std::string& id, const DeviationInput& given,
                                std::int64_t seen) {
  if (auto ok = auth::require(who, "task.perform"); !ok) return std::unexpected(ok.error());
  DeviationInput input = given;
  if (auto ok = check(input); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto found = find_deviation(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "task.deviation.not_found");
  if (found->closed_at) return fail(FaultKind::kConflict, "task.deviation.closed");
  // What someone else saw go wrong is not rewritten by who would rather read something else.
  if (found->what != input.what && found->opener_account != who.account.text && !is_security_officer(who)) {
    return fail(FaultKind::kForbidden, "task.deviation.what_not_yours", "what");
  }
  const StoredDeviation before = *found;
  if (seen >= 0) found->version = seen;
  found->what = input.what;
  found->cause = *input.cause;
  // A new correction after a failed retest deserves a new retest.
  if (found->correction != *input.correction) found->retest_result.clear();
  found->correction = *input.correction;
  if (!update(tx, who.organisation, *found)) return fail(FaultKind::kConflict, "task.changed");
  found->version += 1;
  record(tx, who, "deviation.change", &before, *found, clock_.now());
  Deviation answer = shown(tx, who.organisation, std::vector{*found}).front();
  tx.commit();
  return answer;
}

Result<Deviation> Tasks::retest(const auth::Actor& who, const std::string& id, const RetestInput& input) {
  if (auto ok = auth::require(who, "task.perform"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto found = find_deviation(tx, who.organisation, id);
  if (!found) return fail(FaultKind::kNotFound, "task.deviation.not_found");
  if (found->closed_at) return fail(FaultKind::kConflict, "task.deviation.closed");
  const auto proof = proof_.find ? proof_.find(tx, who.organisation, input.evidence) : std::nullopt;
  const RetestTerms terms{
      found->measure, found->cause, found->correction, day_of(found->opened_at), {found->place_kind, found->place_id}};
  if (auto ok = check_retest(input, terms, proof); !ok) return std::unexpected(ok.error());
  const StoredDeviation before = *found;
  const Moment now = clock_.now();
  found->retest_evidence = input.evidence;
  found->retest_result = input.supports ? "supports" : "refutes";
  found->retest_on = proof->shown_on;
  if (input.supports) {
    found->closed_at = now;
    found->closer = who.name;
  }
  if (!update(tx, who.organisation, *found)) return fail(FaultKind::kConflict, "task.changed");
  found->version += 1;
  record(tx, who, "deviation.retest", &before, *found, now);
  Deviation answer = shown(tx, who.organisation, std::vector{*found}).front();
  tx.commit();
  return answer;
}

void Tasks::retest_withdrawn(db::Transaction& tx, const auth::Actor& who, const std::string& evidence) {
  const Moment now = clock_.now();
  for (StoredDeviation& closed : tx.rows<StoredDeviation>(sql::kDeviationClosedBy, who.organisation, evidence)) {
    StoredDeviation again =
        opened(who, std::move(closed.measure), std::move(closed.what), std::move(closed.cause), now);
    again.place_kind = std::move(closed.place_kind);
    again.place_id = std::move(closed.place_id);
    again.reopens = std::move(closed.id);
    insert(tx, who.organisation, again);
    record(tx, who, "deviation.reopen", nullptr, again, now);
  }
}

}  // namespace waarborg::task
