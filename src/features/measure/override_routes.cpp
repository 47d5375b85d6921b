// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/routes.h"

namespace waarborg::measure {
namespace {

const char* state_word(const OverrideRow& row, Day today) {
  if (!row.ended_at.empty()) return row.confirmed_at.empty() ? "rejected" : "ended";
  if (parse_day(row.until).value_or(Day{}) < today) return "ended";
  return row.confirmed_at.empty() ? "proposed" : "active";
}

OverrideView shown(const Assessed& assessed, const OverrideRow& row, Day today, Language language) {
  return {row.id,
          row.measure,
          row.aspect,
          assessed.place({row.place_kind, row.place_id}, language),
          row.value,
          row.reason,
          row.author,
          row.second_person,
          row.until,
          state_word(row, today),
          row.ended_by,
          row.ended_at,
          row.end_reason};
}

struct EndInput {
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(EndInput, (), (reason))

}  // namespace

void add_override_routes(auth::Api& api, Measures& measures, Assessments& assessments) {
  const auto told = [&](const auth::Call& call, const Result<OverrideRow>& row) -> Result<OverrideView> {
    if (!row) return std::unexpected(row.error());
    return shown(*assessments.get(call.actor.organisation), *row, measures.clock().today(), call.actor.language);
  };
  api.get<auth::Items<OverrideView>>(
      {"/api/v1/measures/{id}/overrides", "override_list", "Overrides of the verdicts of a measure", "measure.read"},
      [&](auth::Call& call) -> Result<auth::Items<OverrideView>> {
        const auto assessed = assessments.get(call.actor.organisation);
        if (!assessed->measure_at.contains(call.param("id"))) return fail(FaultKind::kNotFound, "measure.not_found");
        db::Transaction tx = measures.database().read();
        auth::Items<OverrideView> out;
        for (const OverrideRow& row : measures.overrides(tx, call.actor.organisation, call.param("id"))) {
          out.items.push_back(shown(*assessed, row, measures.clock().today(), call.actor.language));
        }
        return out;
      });
  api.post<OverrideInput, OverrideView>(
      {"/api/v1/measures/{id}/overrides", "override_propose", "Proposes to override a verdict", "override.propose"},
      [&, told](auth::Call& call, const OverrideInput& input) {
        return told(call, measures.propose_override(call.actor, MeasureId{call.param("id")}, input));
      });
  api.post<auth::Nothing, OverrideView>(
      {"/api/v1/overrides/{id}/confirm", "override_confirm", "Confirms an override, as a second person",
       "override.confirm"},
      [&, told](auth::Call& call, auth::Nothing) {
        return told(call, measures.confirm_override(call.actor, call.param("id")));
      });
  api.post<EndInput, OverrideView>(
      {"/api/v1/overrides/{id}/reject", "override_reject", "Rejects a proposed override, as a second person",
       "override.confirm"},
      [&, told](auth::Call& call, const EndInput& input) {
        return told(call, measures.reject_override(call.actor, call.param("id"), input.reason));
      });
  api.post<EndInput, OverrideView>(
      {"/api/v1/overrides/{id}/end", "override_end", "Ends an override before its day, or withdraws the proposal",
       "override.propose"},
      [&, told](auth::Call& call, const EndInput& input) {
        return told(call, measures.end_override(call.actor, call.param("id"), input.reason));
      });
}

}  // namespace waarborg::measure
