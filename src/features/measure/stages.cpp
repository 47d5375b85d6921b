// SPDX-License-Identifier: EUPL-1.2
#include "features/measure/stages.h"

#include "features/measure/measure.h"
#include "features/measure/queries.h"
#include "platform/crypto/crypto.h"

namespace waarborg::measure {
namespace {

using trail::Stage;
using trail::Stages;

struct VersionRow {
  std::string measure;
  std::int64_t version = 0;
  std::string at;
  std::string author;
  std::string body;
};
BOOST_DESCRIBE_STRUCT(VersionRow, (), (measure, version, at, author, body))

Stage stage_of(const VersionRow& row) {
  return {row.at, "", row.author, row.body.empty() ? "deleted" : state_of(row.version, row.body), {}};
}

Stages measure_stages(db::Transaction& tx, const OrganisationId& organisation) {
  Stages out;
  for (const auto& row : tx.rows<VersionRow>(sql::kMeasureVersionEvery, organisation)) {
    out[row.measure].push_back(stage_of(row));
  }
  return out;
}

Stages applicability_stages(db::Transaction& tx, const OrganisationId& organisation) {
  Stages out;
  for (const auto& row : tx.rows<Decision>(sql::kApplicabilityEvery, organisation)) {
    out[row.requirement].push_back({row.decided_at, "", row.decided_by, json::canonical(json::encode(row)), {}});
  }
  return out;
}

/// Proposed, perhaps confirmed, perhaps rejected or ended.
std::vector<Stage> stages_of(const OverrideRow& row) {
  OverrideRow confirmed = row;
  confirmed.ended_account = confirmed.ended_by = confirmed.ended_at = confirmed.end_reason = "";
  OverrideRow proposed = confirmed;
  proposed.second_account = proposed.second_person = proposed.confirmed_at = "";
  std::vector<Stage> out = {{row.created_at, row.author_account, row.author, state_of(proposed),
                             trail::changes_between({}, json::encode(proposed).as_object())}};
  if (confirmed.second_account + confirmed.second_person + confirmed.confirmed_at != "") {
    out.push_back({row.confirmed_at,
                   row.second_account,
                   row.second_person,
                   state_of(confirmed),
                   {{"second_person", "", row.second_person}}});
  }
  if (row.ended_account + row.ended_by + row.ended_at + row.end_reason != "") {
    out.push_back({row.ended_at, row.ended_account, row.ended_by, state_of(row), {}});
  }
  return out;
}

/// Submitted, perhaps approved or rejected.
std::vector<Stage> stages_of(const StatementRow& row) {
  StatementRow submitted = row;
  submitted.state = "submitted";
  submitted.approver = submitted.decided_at = submitted.decision_note = "";
  std::vector<Stage> out = {{row.created_at,
                             row.author_account,
                             row.author,
                             state_of(submitted),
                             {{"sha256", "", crypto::sha256_hex(row.body)}, {"note", "", row.note}}}};
  if (state_of(submitted) != state_of(row)) {
    out.push_back({row.decided_at,
                   "",
                   row.approver,
                   state_of(row),
                   {{"state", "submitted", row.state}, {"note", "", row.decision_note}}});
  }
  return out;
}

Stages override_stages(db::Transaction& tx, const OrganisationId& organisation) {
  Stages out;
  for (const auto& row : tx.rows<OverrideRow>(sql::kOverrideAll, organisation, "")) out[row.id] = stages_of(row);
  return out;
}

Stages statement_stages(db::Transaction& tx, const OrganisationId& organisation) {
  Stages out;
  for (const auto& row : tx.rows<StatementRow>(sql::kStatementAll, organisation, "")) {
    out[std::to_string(row.number)] = stages_of(row);
  }
  return out;
}

Stages completion_stages(db::Transaction& tx, const OrganisationId& organisation) {
  Stages out;
  for (const auto& row : tx.rows<Completion>(sql::kCompletionEvery, organisation)) {
    out[row.requirement].push_back({row.at, "", row.person, state_of(row), {{"reason", "", row.reason}}});
  }
  return out;
}

}  // namespace

std::vector<Stage> stages_of(db::Transaction& tx, const OrganisationId& organisation, const MeasureId& id) {
  std::vector<Stage> out;
  for (const auto& row : tx.rows<VersionRow>(sql::kMeasureVersionStages, organisation, id)) {
    out.push_back(stage_of(row));
  }
  return out;
}

std::string state_of(std::int64_t version, const std::string& body) { return std::to_string(version) + " " + body; }

std::string state_of(const OverrideRow& row) { return trail::without_empty(json::encode(row).as_object()); }

std::string state_of(const StatementRow& row) { return trail::without_empty(json::encode(row).as_object()); }

std::string state_of(const Completion& row) { return trail::without_empty(json::encode(row).as_object()); }

std::map<std::string, trail::HistoryReader> Measures::history_readers() const {
  return {{"measure", measure_stages},
          {"applicability", applicability_stages},
          {"override", override_stages},
          {"statement", statement_stages},
          {"requirement", completion_stages}};
}

}  // namespace waarborg::measure
