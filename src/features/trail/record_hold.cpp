// SPDX-License-Identifier: EUPL-1.2
#include "features/trail/record_hold.h"

#include "base/json_encode.h"
#include "features/trail/histories.h"
#include "features/trail/queries.h"
#include "platform/log/log.h"

namespace waarborg::trail {
namespace {

struct LastState {
  std::string subject_kind, subject, body;
};
BOOST_DESCRIBE_STRUCT(LastState, (), (subject_kind, subject, body))

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

/// Nothing when it fits.
const char* RecordHold::misfit(const NewEntry& entry) const {
  const auto last = last_.find({entry.subject_kind, entry.subject});
  const bool stated = last != last_.end();
  if (entry.before.empty()) return stated && last->second != "deleted" ? "a record is gone" : nullptr;
  if (stated) return is_state(last->second, entry.before) ? nullptr : "a record is not as it was logged";
  // An older program wrote entries without a state. Of these only `verify` can tell whether they fit.
  const bool known = tx_.number(sql::kEntryCountOfKind, organisation_, entry.subject, entry.subject_kind) > 0;
  return known ? nullptr : "a record that the log does not know";
}

void RecordHold::admit(const NewEntry& entry) {
  if (entry.state.empty()) return;
  if (const char* cause = misfit(entry); cause != nullptr) {
    log::error(
        "record does not fit",
        {{"organisation", organisation_.text}, {"record", entry.subject_kind + " " + entry.subject}, {"cause", cause}});
    throw LogDoesNotFit(std::string("record does not fit: ") + cause + ": " + entry.subject_kind,
                        {FaultKind::kConflict, {"trail.record.does_not_fit", {}}, ""});
  }
  last_[{entry.subject_kind, entry.subject}] = state_hash(entry);
}

}  // namespace waarborg::trail
