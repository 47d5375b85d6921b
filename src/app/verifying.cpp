// SPDX-License-Identifier: EUPL-1.2
//
// `waarborg verify`: every log that there should be, and the records and files that it speaks of.
#include <set>

#include "app/expected_work.h"
#include "app/installation.h"
#include "features/trail/database_code.h"

namespace waarborg::app {

trail::Readers Installation::readers() const {
  trail::Readers all{records.state_readers(), measures.history_readers()};
  all.states.merge(measures.state_readers());
  all.states.merge(evidence.state_readers());
  all.states.merge(column_mappings.state_readers());
  all.states.merge(tasks.state_readers());
  all.states.merge(catalog.state_readers());
  all.states.merge(setup.state_readers());
  all.states.merge(watch.state_readers());
  all.states.emplace("account", &auth::Accounts::states);
  all.states.emplace("sign_in", &auth::Accounts::sign_ins);
  all.following.emplace_back([this](db::Transaction& tx, const OrganisationId& organisation) {
    return work_against_plans(measures, tx, organisation, clock_.today());
  });
  return all;
}

std::vector<OrganisationId> Installation::logs() {
  const auto anchored = trail.anchors().logs();
  std::set<OrganisationId> organisations(anchored.begin(), anchored.end());
  db::Transaction tx = database.read();
  for (const auto& organisation : org::all(tx)) organisations.insert(organisation.id);
  for (const auto& organisation : setup.listed(tx)) organisations.insert(organisation);
  organisations.erase(trail::kInstallation);
  std::vector<OrganisationId> out{trail::kInstallation};
  out.insert(out.end(), organisations.begin(), organisations.end());
  return out;
}

trail::Verification Installation::verify(const OrganisationId& organisation,
                                         const std::optional<trail::Checkpoint>& kept) {
  const auto anchor = trail.anchors().of(organisation);  // before the transaction, so that it is not newer
  db::Transaction tx = database.read();
  auto verdict = trail::verify(trail, tx, organisation, readers(), kept, anchor.value_or(std::nullopt));
  if (!anchor) {
    const bool unknown = anchor.error().kind == FaultKind::kUnavailable;
    const char* key = unknown ? "trail.verify.anchor_unreadable" : "trail.verify.anchor_damaged";
    verdict.problems.push_back({key, {{"what", organisation.text}}});
  }
  return verdict;
}

trail::Verification Installation::verify(db::Transaction& tx, const OrganisationId& organisation) {
  return trail::verify(trail, tx, organisation, readers());
}

std::vector<Message> Installation::verify_files(std::int64_t* checked) {
  std::vector<Message> problems;
  for (const std::string& problem : database.self_check()) {
    problems.push_back({"trail.verify.file_damaged", {{"what", problem}}});
  }
  db::Transaction tx = database.read();
  for (Message& code : trail::database_code(tx)) problems.push_back(std::move(code));
  for (const auto& organisation : org::all(tx)) {
    for (const std::string& sha256 : evidence::file_hashes(tx, organisation.id)) {
      if (checked != nullptr) ++*checked;
      if (!files.verify(sha256)) problems.push_back({"trail.verify.file_damaged", {{"what", sha256}}});
    }
  }
  return problems;
}

}  // namespace waarborg::app
