// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "features/auth/person.h"
#include "features/measure/load.h"
#include "features/measure/routes.h"

namespace waarborg::measure {
namespace {

enum class OverrideState { kProposed, kActive, kRejected, kEnded };
BOOST_DESCRIBE_ENUM(OverrideState, kProposed, kActive, kRejected, kEnded)
struct OverrideView {
  std::string id, measure;
  json::Word<Aspect> aspect;
  org::Place place;
  json::Word<Verdict> value;
  std::string reason, author, second_person, until;
  json::Word<OverrideState> state;
  std::string ended_by, ended_at, end_reason;  ///< Empty unless it was rejected, or ended before its day.
  std::vector<std::string> rights;             ///< What the asker may do: confirm reject end.
};
BOOST_DESCRIBE_STRUCT(OverrideView, (),
                      (id, measure, aspect, place, value, reason, author, second_person, until, state, ended_by,
                       ended_at, end_reason, rights))

const char* state_word(const OverrideRow& row, Day today) {
  if (!row.ended_at.empty()) return row.confirmed_at.empty() ? "rejected" : "ended";
  if (parse_day(row.until).value_or(Day{}) < today) return "ended";
  return row.confirmed_at.empty() ? "proposed" : "active";
}

/// An account as the register of people knows it; the account alone when it is not tied to anyone there.
auth::Person someone(const Assessed& assessed, const std::string& account, const std::string& name) {
  auth::Person out{account, name, "", ""};
  const auto& tied = assessed.terms->person_of_account;
  if (const auto person = tied.find(account); person != tied.end()) out.person = person->second;
  if (!out.person.empty() && !assessed.terms->signing_in.contains(out.person)) out.account.clear();  // as auth::party
  if (const auto known = assessed.people.find(out.person); known != assessed.people.end()) {
    out.register_name = known->second;
  }
  return out;
}

bool is_own(const Assessed& assessed, const auth::Person& asker, const std::string& measure) {
  const auto at = assessed.measure_at.find(measure);
  if (at == assessed.measure_at.end()) return false;
  const StoredMeasure& found = assessed.measures[at->second];
  if (found.body.owner.empty()) return false;
  const bool signs_in = assessed.terms->signing_in.contains(found.body.owner);
  return auth::same_person(asker, {"", "", found.body.owner, assessed.owner_name(found), signs_in});
}

/// What the services would allow (overrides.cpp), so that nobody is offered a button that is refused.
std::vector<std::string> rights_on(const Assessed& assessed, const OverrideRow& row, const char* state,
                                   const auth::Actor& who) {
  const bool proposed = std::string_view(state) == "proposed";
  if (!proposed && std::string_view(state) != "active") return {};
  std::vector<std::string> out;
  const auth::Person asker = someone(assessed, who.account.text, who.name);
  const bool own = is_own(assessed, asker, row.measure);
  const bool wrote = auth::same_person(asker, someone(assessed, row.author_account, row.author));
  if (proposed && who.may("override.confirm") && !own && !wrote) out = {"confirm", "reject"};
  if (who.may("override.propose") && (!own || (proposed && wrote))) out.emplace_back("end");
  return out;
}

OverrideView shown(const Assessed& assessed, const OverrideRow& row, Day today, const auth::Actor& who) {
  const char* state = state_word(row, today);
  return {row.id,         row.measure,
          row.aspect,     assessed.place({row.place_kind, row.place_id}, who.language),
          row.value,      row.reason,
          row.author,     row.second_person,
          row.until,      state,
          row.ended_by,   row.ended_at,
          row.end_reason, rights_on(assessed, row, state, who)};
}

}  // namespace

void add_override_routes(auth::Api& api, Measures& measures, Assessments& assessments) {
  const auto told = [&](const auth::Call& call, const Result<OverrideRow>& row) -> Result<OverrideView> {
    if (!row) return std::unexpected(row.error());
    return shown(*assessments.get(call.actor.organisation), *row, measures.clock().today(), call.actor);
  };
  api.get<auth::Items<OverrideView>>(
      {"/api/v1/measures/{id}/overrides", "override_list", "Overrides of the verdicts of a measure", "measure.read"},
      [&](auth::Call& call) -> Result<auth::Items<OverrideView>> {
        const auto assessed = assessments.get(call.actor.organisation);
        if (!assessed->measure_at.contains(call.param("id"))) return fail(FaultKind::kNotFound, "measure.not_found");
        db::Transaction tx = measures.database().read();
        auth::Items<OverrideView> out;
        for (const OverrideRow& row : measures.overrides.of(tx, call.actor.organisation, call.param("id"))) {
          out.items.push_back(shown(*assessed, row, measures.clock().today(), call.actor));
        }
        return out;
      });
  api.post<OverrideInput, OverrideView>(
      {"/api/v1/measures/{id}/overrides", "override_propose", "Proposes to override a verdict", "override.propose"},
      [&, told](auth::Call& call, const OverrideInput& input) {
        return told(call, measures.overrides.propose(call.actor, MeasureId{call.param("id")}, input));
      });
  api.post<auth::Nothing, OverrideView>({"/api/v1/overrides/{id}/confirm", "override_confirm",
                                         "Confirms an override, as a second person", "override.confirm"},
                                        [&, told](auth::Call& call, auth::Nothing) {
                                          return told(call, measures.overrides.confirm(call.actor, call.param("id")));
                                        });
  api.post<ReasonInput, OverrideView>(
      {"/api/v1/overrides/{id}/reject", "override_reject", "Rejects a proposed override, as a second person",
       "override.confirm"},
      [&, told](auth::Call& call, const ReasonInput& input) {
        return told(call, measures.overrides.reject(call.actor, call.param("id"), input.reason.value_or("")));
      });
  api.post<ReasonInput, OverrideView>(
      {"/api/v1/overrides/{id}/end", "override_end", "Ends an override before its day, or withdraws the proposal",
       "override.propose"},
      [&, told](auth::Call& call, const ReasonInput& input) {
        return told(call, measures.overrides.end(call.actor, call.param("id"), input.reason.value_or("")));
      });
}

}  // namespace waarborg::measure
