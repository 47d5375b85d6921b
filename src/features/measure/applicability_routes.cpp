// SPDX-License-Identifier: EUPL-1.2
#include <charconv>

#include "features/measure/applicability_views.h"
#include "features/measure/routes.h"
#include "features/measure/status.h"

namespace waarborg::measure {
namespace {

struct DecisionInput {
  bool applies = true;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(DecisionInput, (), (applies, reason))

struct BulkDecision {
  std::vector<std::string> requirements;
  bool applies = true;
  std::string reason;
};
BOOST_DESCRIBE_STRUCT(BulkDecision, (), (requirements, applies, reason))

struct Decided {
  std::int64_t decided = 0;
};
BOOST_DESCRIBE_STRUCT(Decided, (), (decided))

struct StatementInput {
  std::string framework;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(StatementInput, (), (framework, note))

struct StatementDecision {
  bool approve = true;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(StatementDecision, (), (approve, note))

StatementVersion shown(const StatementRow& row) {
  return {row.number,   row.state,      row.note,    row.author,  row.created_at,
          row.approver, row.decided_at, row.applies, row.excluded};
}

}  // namespace

Result<Applicability> applicability_of(const Assessed& assessed, const std::string& wanted,
                                       const std::vector<StatementRow>& versions, Language language) {
  const auto* framework = framework_of(assessed, wanted);
  if (framework == nullptr) return fail(FaultKind::kNotFound, "measure.framework_unknown");
  Applicability out;
  out.framework = framework->id;
  for (std::uint32_t i = 0; i < assessed.requirements.size(); ++i) {
    const auto& record = assessed.requirements[i];
    if (record.framework_id != framework->id || !record.assessable || record.removed) continue;
    ApplicabilityRow row;
    row.requirement = record.urn;
    row.ref = shown_ref(record.ref);
    row.chapter = record.chapter;
    row.title = record.title(language);
    row.measures = std::ssize(assessed.proof.requirements[i].links);
    row.verdict = assessed.requirement_trio(i);
    if (const auto found = assessed.decisions.find(record.urn); found != assessed.decisions.end()) {
      row.applies = found->second.applies;
      row.reason = found->second.reason;
      row.version = found->second.version;
      row.decided_by = found->second.decided_by;
      row.decided_at = found->second.decided_at;
      row.exclusion_waits = assessed.exclusion_waits(i);
      out.exclusions_waiting += row.exclusion_waits;
    } else {
      ++out.undecided;
    }
    out.items.push_back(std::move(row));
  }
  for (const StatementRow& row : versions) out.versions.push_back(shown(row));
  return out;
}

void add_applicability_routes(auth::Api& api, Measures& measures, Assessments& assessments) {
  api.get<Applicability>({"/api/v1/applicability",
                          "applicability_list",
                          "What applies and why",
                          "applicability.read",
                          false,
                          1U << 20,
                          {{"framework", "id; the first when absent"}}},
                         [&](auth::Call& call) -> Result<Applicability> {
                           const auto assessed = assessments.get(call.actor.organisation);
                           db::Transaction tx = measures.database().read();
                           const auto* framework = framework_of(*assessed, call.query("framework"));
                           if (framework == nullptr) return fail(FaultKind::kNotFound, "measure.framework_unknown");
                           return applicability_of(
                               *assessed, framework->id,
                               measures.statements.versions(tx, call.actor.organisation, framework->id),
                               call.actor.language);
                         });
  api.put<DecisionInput, Decision>(
      auth::Route{"/api/v1/applicability/{urn}", "applicability_decide", "Decides on one requirement",
                  "applicability.decide"}
          .on_version(),
      [&](auth::Call& call, DecisionInput input) -> Result<Decision> {
        if (!assessments.get(call.actor.organisation)->requirement_at.contains(call.param("urn"))) {
          return fail(FaultKind::kNotFound, "measure.requirement_unknown");
        }
        return measures.statements.decide(call.actor, call.param("urn"), input.applies, std::move(input.reason),
                                          call.if_match());
      });
  api.post<BulkDecision, Decided>({"/api/v1/applicability/decide", "applicability_decide_all",
                                   "Decides on several requirements at once", "applicability.decide"},
                                  [&](auth::Call& call, BulkDecision input) -> Result<Decided> {
                                    const auto assessed = assessments.get(call.actor.organisation);
                                    for (const std::string& urn : input.requirements) {
                                      if (!assessed->requirement_at.contains(urn)) {
                                        return fail(FaultKind::kNotFound, "measure.requirement_unknown", urn);
                                      }
                                    }
                                    auto done = measures.statements.decide_all(call.actor, input.requirements,
                                                                               input.applies, input.reason);
                                    if (!done) return std::unexpected(done.error());
                                    return Decided{*done};
                                  });
  api.post<StatementInput, StatementVersion>({"/api/v1/applicability/versions", "applicability_submit",
                                              "Submits a version for approval", "applicability.decide"},
                                             [&](auth::Call& call, StatementInput input) -> Result<StatementVersion> {
                                               const auto assessed = assessments.get(call.actor.organisation);
                                               const auto* framework = framework_of(*assessed, input.framework);
                                               if (framework == nullptr)
                                                 return fail(FaultKind::kNotFound, "measure.framework_unknown");
                                               std::set<std::string> requirements;
                                               for (const auto& one : assessed->requirements) {
                                                 if (one.framework_id == framework->id) requirements.insert(one.urn);
                                               }
                                               const auto row = measures.statements.submit(
                                                   call.actor, framework->id, requirements, std::move(input.note));
                                               if (!row) return std::unexpected(row.error());
                                               return shown(*row);
                                             });
  api.post<StatementDecision, StatementVersion>(
      auth::Route{"/api/v1/applicability/versions/{number}/decision", "applicability_approve",
                  "Approves or rejects a version, as a second person", "applicability.approve"}
          .with_path(auth::number("number", "Number of the version.", 1, 1'000'000)),
      [&](auth::Call& call, StatementDecision input) -> Result<StatementVersion> {
        const std::string text = call.param("number");
        std::int64_t number = 0;
        std::from_chars(text.data(), text.data() + text.size(), number);
        const auto row = measures.statements.conclude(call.actor, number, input.approve, std::move(input.note));
        if (!row) return std::unexpected(row.error());
        return shown(*row);
      });
}

}  // namespace waarborg::measure
