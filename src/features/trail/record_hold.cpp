// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/record_hold.h"

#include <algorithm>
#include <array>

#include "base/json_encode.h"
#include "features/trail/logged_states.h"
#include "features/trail/nodes.h"
#include "features/trail/queries.h"
#include "features/trail/stage_hold.h"
#include "platform/log/log.h"

namespace waarborg::trail {
namespace {

struct LoggedBody {
  std::string body;
};
BOOST_DESCRIBE_STRUCT(LoggedBody, (), (body))

struct LastState {
  std::string subject_kind, subject, body;
};
BOOST_DESCRIBE_STRUCT(LastState, (), (subject_kind, subject, body))

/// Of these `verify` compares each stage with its entry, so that nothing can be covered by a later one.
constexpr std::array kByStages{"override", "statement", "requirement", "applicability"};

std::string state_in(const std::string& entry) {
  const auto body = json::parse(entry);
  return body && body->is_object() ? logged_stage(body->as_object()).state.value_or("") : std::string();
}

}  // namespace

std::string state_hash(const NewEntry& entry) {
  return entry.state == "deleted" ? entry.state : crypto::sha256_hex(entry.state);
}

RecordHold::RecordHold(db::Transaction& tx, const OrganisationId& organisation, std::span<const NewEntry> entries)
    : tx_(tx), organisation_(organisation) {
  std::vector<std::string> subjects;
  for (const NewEntry& entry : entries) {
    if (!entry.state.empty()) subjects.push_back(entry.subject);
  }
  if (subjects.empty()) return;
  for (const auto& row : tx.rows<LastState>(sql::kEntryLastStates, organisation, json::print(json::encode(subjects)))) {
    last_[{row.subject_kind, row.subject}] = state_in(row.body);
  }
}

/// Nothing when it fits. Of entries without a state, of an older program, the changes must add up to the record.
const char* RecordHold::misfit(const NewEntry& entry) const {
  const auto last = last_.find({entry.subject_kind, entry.subject});
  const bool stated = last != last_.end();
  if (entry.before.empty()) return stated && last->second != "deleted" ? "a record is gone" : nullptr;
  if (stated) return is_state(last->second, entry.before) ? nullptr : "a record is not as it was logged";
  const auto bodies = tx_.rows<LoggedBody>(sql::kEntryBodies, organisation_, entry.subject, entry.subject_kind);
  LoggedStates logged;
  for (const auto& row : bodies) {
    const auto body = json::parse(row.body);
    if (body && body->is_object()) logged.take(entry.subject_kind, entry.subject, logged_stage(body->as_object()));
  }
  if (!bodies.empty() && std::ranges::find(kByStages, entry.subject_kind) != kByStages.end()) return nullptr;
  const auto discord = logged.discord_of(entry.subject_kind, entry.subject, entry.before);
  if (!discord) return nullptr;
  return *discord == Discord::kUnknown ? "a record that the log does not know" : "a record is not as it was logged";
}

std::string RecordHold::admit(const NewEntry& entry) {
  if (entry.state.empty()) return {};
  if (const char* cause = misfit(entry); cause != nullptr) {
    refuse_record(organisation_, entry.subject_kind, entry.subject, cause);
  }
  std::string& last = last_[{entry.subject_kind, entry.subject}];
  std::string before = "none";
  if (!entry.before.empty()) before = last.empty() ? crypto::sha256_hex(forms_of(entry.before).front()) : last;
  last = state_hash(entry);
  return before;
}

void refuse_record(const OrganisationId& organisation, const std::string& kind, const std::string& id,
                   const char* cause) {
  log::error("record does not fit",
             {{"organisation", organisation.text}, {"record", kind + " " + id}, {"cause", cause}});
  throw LogDoesNotFit(std::string("record does not fit: ") + cause + ": " + kind,
                      {FaultKind::kConflict, {"trail.record.does_not_fit", {}}, ""});
}

void hold_stages(db::Transaction& tx, const OrganisationId& organisation, const std::string& kind,
                 const std::string& id, const std::vector<Stage>& stages) {
  std::vector<LoggedStage> entries;
  for (const auto& row : tx.rows<LoggedBody>(sql::kEntryBodies, organisation, id, kind)) {
    const auto body = json::parse(row.body);
    if (body && body->is_object()) entries.push_back(logged_stage(body->as_object()));
  }
  if (entries.empty() && stages.empty()) return;
  if (discord_of(entries, stages)) refuse_record(organisation, kind, id, "its past is not as it was logged");
}

void Trail::hold(db::Transaction& tx, const OrganisationId& organisation, const std::string& kind,
                 const std::map<std::string, std::string>& states) const {
  std::vector<NewEntry> entries;
  for (const auto& [id, state] : states) entries.push_back({"", kind, id, "", {}, state, state});
  RecordHold held(tx, organisation, entries);
  for (const NewEntry& entry : entries) held.admit(entry);
}

bool Trail::holds(db::Transaction& tx, const OrganisationId& organisation, const Entry& entry) const {
  const auto body = json::parse(entry.body);
  if (!body || !body->is_object()) return false;
  const auto says = [&](const char* member, const std::string& column) {
    const json::Value* text = body->as_object().if_contains(member);
    return text != nullptr && text->is_string() && text->as_string() == column;
  };
  if (!says("action", entry.action) || !says("subject", entry.subject) || !says("subject_kind", entry.subject_kind)) {
    return false;
  }
  const auto state = verify_checkpoint(checkpoint(tx, organisation), origin_of(organisation), verifier(organisation));
  if (!state || entry.sequence < 0) return false;
  const auto index = static_cast<std::uint64_t>(entry.sequence);
  Nodes nodes(tx, organisation);
  const auto proof = inclusion_proof(index, state->size, nodes.hash_at());
  return proof && verify_inclusion(leaf_hash(entry.body), index, state->size, *proof, state->root);
}

}  // namespace waarborg::trail
