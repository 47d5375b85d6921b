// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "base/json_encode.h"
#include "base/text.h"
#include "features/task/queries.h"
#include "features/task/row_names.h"
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

/// Its place is the one place that the evidence is about; of none or several the measure as a whole.
void follow_up(StoredDeviation& deviation, const std::string& evidence, const RetestProof& proof) {
  deviation.evidence = evidence;
  if (proof.places.size() != 1) return;
  deviation.place_kind = proof.places.front().kind;
  deviation.place_id = proof.places.front().id;
}

}  // namespace

std::vector<Deviation> Tasks::shown(db::Transaction& tx, const OrganisationId& organisation,
                                    const std::vector<StoredDeviation>& rows) const {
  const RowNames names = names_of(tx, organisation, names_, rows);
  std::vector<Deviation> out;
  for (const auto& row : rows) {
    Deviation d{row.id,
                row.measure,
                names.measure(row.measure),
                row.occurrence,
                row.what,
                row.cause,
                row.correction,
                row.opened_at,
                row.closed_at,
                row.retest_evidence,
                state_of(row),
                row.version,
                {},
                row.opener,
                row.evidence};
    d.place = names.place(row);
    out.push_back(std::move(d));
  }
  return out;
}

void Tasks::record(db::Transaction& tx, const auth::Actor& who, const char* action, const StoredDeviation* before,
                   const StoredDeviation& after, Moment now) {
  const json::Object state = logged(after);
  const json::Object old = before != nullptr ? logged(*before) : json::Object{};
  trail_.add(tx, who.author(),
             {action, "deviation", after.id, after.what, trail::changes_between(old, state), json::canonical(state),
              before != nullptr ? json::canonical(old) : ""},
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
  } else if (const std::string evidence = input.evidence.value_or(""); !evidence.empty()) {
    const auto proof = proof_of(tx, who.organisation, evidence);
    if (!proof || proof->measure != measure || !proof->accepted || !proof->refutes_operation) {
      return invalid("task.deviation.evidence", "evidence");
    }
    if (has_deviation(tx, who.organisation, evidence, *proof)) {
      return fail(FaultKind::kConflict, "task.deviation.evidence_has_one", "evidence");
    }
    follow_up(d, evidence, *proof);
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
  const auto proof = proof_of(tx, who.organisation, input.evidence);
  RetestTerms terms{found->measure, found->cause, found->correction, day_of(found->opened_at), {}, found->opened_at};
  if (names_.holds) terms.holds = names_.holds(tx, who.organisation, found->measure);
  if (!found->place_kind.empty()) terms.places.push_back({found->place_kind, found->place_id});
  if (const auto bad = found->evidence.empty() ? std::nullopt : proof_of(tx, who.organisation, found->evidence)) {
    terms.places = bad->places;
    // It went wrong then, not when someone judged the evidence of it. One that goes on asks for a new retest.
    if (found->reopens.empty()) terms.opened = bad->shown_on;
  }
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
    // What it follows up was withdrawn since: there is nothing to mend any more.
    if (const auto bad = closed.evidence.empty() ? std::nullopt : proof_of(tx, who.organisation, closed.evidence);
        bad && !bad->accepted) {
      continue;
    }
    StoredDeviation again =
        opened(who, std::move(closed.measure), std::move(closed.what), std::move(closed.cause), now);
    again.place_kind = std::move(closed.place_kind);
    again.place_id = std::move(closed.place_id);
    again.evidence = std::move(closed.evidence);
    again.reopens = std::move(closed.id);
    insert(tx, who.organisation, again);
    record(tx, who, "deviation.reopen", nullptr, again, now);
  }
}

std::optional<RetestProof> Tasks::proof_of(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::string& evidence) const {
  return proof_.find ? proof_.find(tx, organisation, evidence) : std::nullopt;
}

bool Tasks::has_deviation(db::Transaction& tx, const OrganisationId& organisation, const std::string& evidence,
                          const RetestProof& proof) const {
  if (!tx.rows<StoredDeviation>(sql::kDeviationOfEvidence, organisation, proof.measure, evidence).empty()) return true;
  const auto done = proof.occurrence.empty() ? std::nullopt : find_occurrence(tx, organisation, proof.occurrence);
  return done && !done->deviation.empty();
}

void Tasks::refuted(db::Transaction& tx, const auth::Actor& who, const std::string& evidence) {
  const auto proof = proof_of(tx, who.organisation, evidence);
  if (!proof || !proof->refutes_operation || has_deviation(tx, who.organisation, evidence, *proof)) return;
  const Moment now = clock_.now();
  StoredDeviation d = opened(who, proof->measure, proof->title, "", now);
  follow_up(d, evidence, *proof);
  insert(tx, who.organisation, d);
  record(tx, who, "deviation.open", nullptr, d, now);
}

void Tasks::refutation_withdrawn(db::Transaction& tx, const auth::Actor& who, const std::string& measure,
                                 const std::string& evidence) {
  const Moment now = clock_.now();
  for (StoredDeviation& open :
       tx.rows<StoredDeviation>(sql::kDeviationOfEvidence, who.organisation, measure, evidence)) {
    if (open.closed_at) continue;
    const StoredDeviation before = open;
    open.closed_at = now;
    open.closer = who.name;
    if (!update(tx, who.organisation, open)) continue;  // never: its version was read in this transaction
    open.version += 1;
    record(tx, who, "deviation.withdraw", &before, open, now);
  }
}

}  // namespace waarborg::task
