// SPDX-License-Identifier: EUPL-1.2
//
// Overrides of a verdict, and the declaration that partly answering measures are complete together. Each needs a
// reason; an override a second person. Nothing of them is ever taken away: what ended stands beside what began.
#include "features/auth/ties_held.h"
#include "features/measure/consent.h"
#include "features/measure/held.h"
#include "features/measure/history.h"
#include "features/measure/measure.h"
#include "features/measure/plan.h"
#include "features/measure/queries.h"
#include "features/measure/stages.h"
#include "platform/crypto/crypto.h"

namespace waarborg::measure {
namespace {

bool is_lapsed(const OverrideRow& row, Day today) { return parse_day(row.until).value_or(Day{}) < today; }

/// What this decision rests on must be as the log says, or a row that was changed for a moment makes anyone a second
/// person: whose the measure is and was, who signs in as whom, and the names of those people.
void hold_who_is_who(db::Transaction& tx, const trail::Trail& trail, const record::Records& records,
                     const auth::Actor& who, const OverrideRow& row) {
  hold_measure(trail, tx, who.organisation, MeasureId{row.measure});
  auth::hold_ties(trail, tx, who.organisation, {who.account, AccountId{row.author_account}});
  const record::Register& people = *record::find_register("person");
  std::map<std::string, std::string> states;
  for (const record::Record& person : records.all(tx, who.organisation, people)) {
    states[person.id] = record::stored_state(people, person);
  }
  trail.hold(tx, who.organisation, "person", states);
}

/// The second person is neither who wrote it nor whose measure it is about; handing the measure over while the proposal
/// waits makes nobody independent.
Result<void> check_second(db::Transaction& tx, const trail::Trail& trail, const record::Records& records,
                          const Measures& measures, const auth::Actor& who, const OverrideRow& row, Moment now) {
  hold_who_is_who(tx, trail, records, who, row);
  if (is_same_person(tx, records, who, row.author_account, row.author)) {
    return fail(FaultKind::kForbidden, "measure.override_own");
  }
  const auto history = measures.history(tx, who.organisation, MeasureId{row.measure});
  if (!history) return {};
  for (const std::string& owner : history->owners_in(parse_moment(row.created_at).value_or(now), now)) {
    if (is_person(tx, records, who, owner)) return fail(FaultKind::kForbidden, "measure.override_owner");
  }
  return {};
}

}  // namespace

std::vector<OverrideRow> Overrides::of(db::Transaction& tx, const OrganisationId& organisation,
                                       const std::string& measure) const {
  return tx.rows<OverrideRow>(sql::kOverrideAll, organisation, measure);
}

std::optional<OverrideRow> Overrides::find(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::string& id) const {
  return tx.row<OverrideRow>(sql::kOverrideGet, organisation, id);
}

Result<OverrideRow> Overrides::propose(const auth::Actor& who, const MeasureId& id, const OverrideInput& input) {
  if (auto ok = auth::require(who, "override.propose"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(input.reason, true); !ok) return std::unexpected(ok.error());
  if (!parse_aspect(input.aspect)) return invalid("base.json.not_choice", "aspect");
  if (!parse_verdict(input.value)) return invalid("base.json.not_choice", "value");
  const auto until = parse_day(input.until);
  if (!until) return invalid("base.json.not_day", "until");
  if (*until < clock_.today() || *until > add_months(clock_.today(), 12))
    return invalid("measure.until_range", "until");
  db::Transaction tx = database_.write();
  const auto measure = measures_.find(tx, who.organisation, id);
  if (!measure) return fail(FaultKind::kNotFound, "measure.not_found");
  const bool everywhere = input.place_id.empty() && input.place_kind.empty();
  if (!everywhere && std::ranges::none_of(measure->body.places, [&](const PlaceRef& place) {
        return place.kind == input.place_kind && place.id == input.place_id;
      })) {
    return invalid("measure.place_unknown", "place_id");
  }
  const Moment now = clock_.now();
  OverrideRow row{crypto::new_id(now),
                  id.text,
                  input.aspect,
                  input.place_kind,
                  input.place_id,
                  input.value,
                  input.reason,
                  who.account.text,
                  who.name,
                  "",
                  "",
                  "",
                  input.until,
                  waarborg::to_text(now),
                  "",
                  "",
                  "",
                  ""};
  tx.execute(sql::kOverrideInsert, who.organisation, row.id, id, row.aspect, row.place_kind, row.place_id, row.value,
             row.reason, row.author_account, row.author, row.until, now);
  trail_.add(tx, who.author(),
             {"override.propose", "override", row.id, measure->body.title,
              trail::changes_between({}, json::encode(row).as_object()), state_of(row), ""},
             now);
  tx.commit();
  return row;
}

Result<OverrideRow> Overrides::confirm(const auth::Actor& who, const std::string& id) {
  if (auto ok = auth::require(who, "override.confirm"); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  auto row = find(tx, who.organisation, id);
  if (!row) return fail(FaultKind::kNotFound, "measure.override_unknown");
  if (auto ok = check_second(tx, trail_, records_, measures_, who, *row, clock_.now()); !ok)
    return std::unexpected(ok.error());
  if (row->confirmed_at.empty() && row->ended_at.empty() && is_lapsed(*row, clock_.today())) {
    return fail(FaultKind::kConflict, "measure.override_lapsed", "", {{"until", row->until}});
  }
  const Moment now = clock_.now();
  if (tx.execute(sql::kOverrideConfirm, who.account, who.name, now, who.organisation, id) != 1) {
    return fail(FaultKind::kConflict, "measure.override_decided");
  }
  std::string before = state_of(*row);
  row->second_account = who.account.text;
  row->second_person = who.name;
  row->confirmed_at = waarborg::to_text(now);
  trail_.add(tx, who.author(),
             {"override.confirm",
              "override",
              id,
              row->value,
              {{"second_person", "", who.name}},
              state_of(*row),
              std::move(before)},
             now);
  tx.commit();
  return *row;
}

Result<OverrideRow> Overrides::stop(db::Transaction& tx, const auth::Actor& who, OverrideRow row,
                                    const std::string& reason, const char* action) {
  const Moment now = clock_.now();
  if (tx.execute(sql::kOverrideEnd, who.account, who.name, now, reason, who.organisation, row.id, row.confirmed_at) !=
      1) {
    return fail(FaultKind::kConflict, "measure.override_over");
  }
  std::string before = state_of(row);
  row.ended_account = who.account.text;
  row.ended_by = who.name;
  row.ended_at = waarborg::to_text(now);
  row.end_reason = reason;
  trail_.add(tx, who.author(),
             {action, "override", row.id, row.value, {{"end_reason", "", reason}}, state_of(row), std::move(before)},
             now);
  return row;
}

Result<OverrideRow> Overrides::reject(const auth::Actor& who, const std::string& id, const std::string& reason) {
  if (auto ok = auth::require(who, "override.confirm"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(reason, true); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  const auto row = find(tx, who.organisation, id);
  if (!row) return fail(FaultKind::kNotFound, "measure.override_unknown");
  if (auto ok = check_second(tx, trail_, records_, measures_, who, *row, clock_.now()); !ok)
    return std::unexpected(ok.error());
  if (!row->confirmed_at.empty()) return fail(FaultKind::kConflict, "measure.override_decided");
  auto rejected = stop(tx, who, *row, reason, "override.reject");
  if (rejected) tx.commit();
  return rejected;
}

Result<OverrideRow> Overrides::end(const auth::Actor& who, const std::string& id, const std::string& reason) {
  if (auto ok = auth::require(who, "override.propose"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(reason, true); !ok) return std::unexpected(ok.error());
  db::Transaction tx = database_.write();
  const auto row = find(tx, who.organisation, id);
  if (!row) return fail(FaultKind::kNotFound, "measure.override_unknown");
  hold_who_is_who(tx, trail_, records_, who, *row);
  const bool takes_back =
      row->confirmed_at.empty() && is_same_person(tx, records_, who, row->author_account, row->author);
  if (!takes_back && is_owner(tx, records_, who, measures_.find(tx, who.organisation, MeasureId{row->measure}))) {
    return fail(FaultKind::kForbidden, "measure.override_owner");
  }
  if (is_lapsed(*row, clock_.today())) return fail(FaultKind::kConflict, "measure.override_over");
  auto ended = stop(tx, who, *row, reason, "override.end");
  if (ended) tx.commit();
  return ended;
}

std::vector<Completion> Overrides::completions(db::Transaction& tx, const OrganisationId& organisation,
                                               Moment at) const {
  return tx.rows<Completion>(sql::kCompletionAt, organisation, at);
}

std::int64_t Overrides::completion_version(db::Transaction& tx, const OrganisationId& organisation,
                                           const std::string& requirement) const {
  const auto last = tx.row<Completion>(sql::kCompletionGet, organisation, requirement);
  return last ? last->version : 0;
}

Result<Completion> Overrides::complete_together(const auth::Actor& who, const std::string& requirement,
                                                std::string reason, const Partly& partly, std::int64_t seen) {
  if (auto ok = auth::require(who, "applicability.decide"); !ok) return std::unexpected(ok.error());
  if (auto ok = check_reason(reason, true); !ok) return std::unexpected(ok.error());
  const bool withdraw = !partly;
  db::Transaction tx = database_.write();
  const auto before = tx.row<Completion>(sql::kCompletionGet, who.organisation, requirement);
  if (seen >= 0 && seen != (before ? before->version : 0)) return fail(FaultKind::kConflict, "measure.changed");
  const auto measures = withdraw ? std::vector<std::string>() : partly(tx);
  if (!withdraw && measures.empty()) return fail(FaultKind::kConflict, "measure.nothing_partly");
  if (withdraw && (!before || before->withdrawn)) return fail(FaultKind::kConflict, "measure.not_declared");
  const Moment now = clock_.now();
  const Completion after{requirement,
                         before ? before->version + 1 : 1,
                         who.name,
                         std::move(reason),
                         waarborg::to_text(now),
                         withdraw,
                         withdraw ? std::string() : json::canonical(json::encode(measures))};
  tx.execute(sql::kCompletionInsert, who.organisation, requirement, after.version, who.name, after.reason, now,
             withdraw, after.measures);
  trail_.add(tx, who.author(),
             {withdraw ? "requirement.withdraw" : "requirement.complete",
              "requirement",
              requirement,
              requirement.substr(requirement.rfind(':') + 1),
              {{"reason", "", after.reason}},
              state_of(after),
              before ? state_of(*before) : ""},
             now);
  tx.commit();
  return after;
}

}  // namespace waarborg::measure
